package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stepfunction.config.ConfigReader;
import stepfunction.config.StackConfig;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProjectFiles;

/** The project's own files: its stacks pass the program's checks, and what is said twice agrees. No name is asserted. */
class ShippedStackTest {

    private static final ProjectFiles PROJECT = new ProjectFiles(Path.of(""));
    private static final Path URNS = Path.of("src/test/resources/stepfunction/urns.txt");

    private static final Map<String, DeclaredStack> STACKS = new TreeMap<>();

    /** Each with alarms, so that nothing is left out. */
    @BeforeAll
    static void every_stack_passes_the_checks_of_the_program() {
        for (var stack : PROJECT.stacks()) {
            var config = PROJECT.config(stack);
            var topic = "arn:aws:sns:%s:123456789012:alarms".formatted(config.get("aws:region"));
            config.merge(PROJECT.projectName() + ":alarmTopicArn", topic, (own, other) -> own.isEmpty() ? other : own);
            STACKS.put(stack, DeclaredStack.declare(PROJECT, stack, config, false));
        }
    }

    @Test
    void names_of_the_stacks_differ() {
        var roles = STACKS.values().stream().flatMap(stack -> stack.all("aws:iam/role:Role").stream());

        assertThat(roles.map(role -> role.input("name")))
                .as("give each Pulumi.<stack>.yaml names of its own, or remove the file that you do not use")
                .hasSizeGreaterThanOrEqualTo(STACKS.size())
                .doesNotHaveDuplicates();
    }

    /** Another URN replaces a live resource, and one that vanishes deletes it. A new one is pinned by the command. */
    @Test
    void pinned_resources_are_still_there() throws Exception {
        // Some may be in one stack alone.
        var urns = STACKS.values().stream()
                .flatMap(stack -> Fixture.urns(stack).stream())
                .distinct()
                .sorted()
                .toList();

        if (Boolean.getBoolean("update")) {
            Files.write(URNS, urns);
        }
        assertThat(Files.readAllLines(URNS))
                .as("resources were removed or renamed, and Pulumi replaces a renamed one; if that is meant, run:"
                        + " mvn spotless:apply test -Dtest=ShippedStackTest -Dupdate=true")
                .filteredOn(urn -> !urns.contains(urn))
                .isEmpty();
    }

    /** Those of the template, which {@link StackConfig} reads, and a user's own, which the plan reads in one stack at least. */
    @Test
    void program_reads_the_keys_that_the_project_file_declares() {
        var read = new TreeSet<String>();
        for (var stack : PROJECT.stacks()) {
            var reader = new ConfigReader(PROJECT.projectName(), stack, PROJECT.config(stack), Set.of());
            App.plan(StackConfig.read(reader));
            read.addAll(reader.readKeys());
        }
        read.remove("aws:region");

        assertThat(PROJECT.declarations()).containsOnlyKeys(read);
    }

    /** A key of the user's own needs no row. */
    @Test
    void readme_tells_default_and_description_of_every_key_of_the_template() throws Exception {
        var reader = Fixture.reader(Map.of());
        StackConfig.read(reader);
        var declarations = PROJECT.declarations();
        declarations.keySet().retainAll(reader.readKeys());

        var rows = declarations.entrySet().stream().map(entry -> {
            var standard = String.valueOf(entry.getValue().getOrDefault("default", ""));
            var shown = standard.isEmpty() ? "none" : "`" + standard + "`";
            return "| `%s` | %s | %s |"
                    .formatted(entry.getKey(), shown, entry.getValue().get("description"));
        });

        assertThat(Files.readAllLines(Path.of("README.md"))).containsAll(rows.toList());
    }

    @Test
    void readme_names_every_output() throws Exception {
        var readme = Files.readString(Path.of("README.md"));
        var stack = Fixture.declare(Map.of("pinFunctionVersions", "true"), false);

        assertThat(stack.exports().keySet())
                .filteredOn(output -> !output.startsWith("counter"))
                .hasSize(6)
                .allMatch(output -> readme.contains("`" + output + "`"));
    }

    /** A resource of a service that is left out would be sought in AWS. */
    @Test
    void stack_on_an_emulator_sends_every_service_there() {
        STACKS.forEach((name, stack) -> {
            var endpoints = PROJECT.config(name).get("aws:endpoints");
            if (endpoints != null) {
                assertThat(stack.resources())
                        .extracting(resource -> resource.type()
                                .replace("aws:cloudwatch/logGroup", "aws:logs/")
                                .replace("aws:cloudwatch/event", "aws:events/"))
                        .filteredOn(type -> type.startsWith("aws:"))
                        .extracting(type -> type.split("[:/]", -1)[1])
                        .allSatisfy(service -> assertThat(endpoints)
                                .as("add %s: http://localhost:4566 to aws:endpoints in Pulumi.%s.yaml", service, name)
                                .contains("\"%s\":\"http".formatted(service)));
            }
        });
    }

    @Test
    void tests_that_the_security_page_names_exist() throws Exception {
        var named = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`")
                .matcher(Files.readString(Path.of("SECURITY.md")))
                .results()
                .toList();

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(
                        test -> assertThat(sourceOf(test.group(1))).content().contains("void " + test.group(2) + "("));
    }

    private static Path sourceOf(String test) throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.endsWith(test + ".java"))
                    .findAny()
                    .orElseThrow(() -> new AssertionError("no test class " + test));
        }
    }
}
