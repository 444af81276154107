package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stepfunction.DeclaredStack.DeclaredResource;

/** The project's own files: its stacks pass the program's checks, and what is said twice agrees. No name is asserted. */
class ShippedStackTest {

    private static final ProjectFiles PROJECT = new ProjectFiles(Path.of(""));
    private static final Path URNS = Path.of("src/test/resources/stepfunction/urns.txt");
    private static final String TOPIC = "arn:aws:sns:%s:123456789012:alarms";

    private static DeclaredStack declare(String stack, Map<String, String> changes) {
        var config = PROJECT.config(stack);
        changes.forEach((key, value) -> config.put(PROJECT.projectName() + ":" + key, value));
        return DeclaredStack.declare(PROJECT, stack, config, false);
    }

    static List<String> stacks() {
        return PROJECT.stacks();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void stack_passes_the_checks_of_the_program(String stack) {
        assertThat(declare(stack, Map.of()).exports()).containsKeys("lambdaFunctionArn", "stateMachineArn");
    }

    @Test
    void names_of_the_stacks_differ() {
        var names = stacks().stream()
                .flatMap(stack -> declare(stack, Map.of()).all("aws:iam/role:Role").stream())
                .map(role -> role.input("name"));

        assertThat(names).hasSizeGreaterThanOrEqualTo(2 * stacks().size()).doesNotHaveDuplicates();
    }

    @Test
    void prod_is_protected_pinned_and_keeps_its_logs_for_a_year() {
        var prod = declare("prod", Map.of());

        assertThat(prod.all("aws:cloudwatch/logGroup:LogGroup"))
                .isNotEmpty()
                .allSatisfy(group ->
                        assertThat(group.properties().get("retentionInDays")).isEqualTo(365.0))
                .allMatch(DeclaredResource::isProtected);
        assertThat(prod.resource("workflow-state-machine"))
                .matches(DeclaredResource::isProtected)
                .matches(machine -> Boolean.TRUE.equals(machine.properties().get("publish")))
                .extracting(machine -> machine.properties().get("loggingConfiguration"))
                .asString()
                .containsPattern("level=(ERROR|ALL)")
                .contains("includeExecutionData=false");
    }

    // Another URN replaces a live resource: renew the file only when that is meant, or together with an alias.
    @Test
    void urns_stay_as_they_are() throws Exception {
        var topic = TOPIC.formatted(PROJECT.config("dev").get("aws:region"));
        var urns = declare("dev", Map.of("alarmTopicArn", topic)).resources().stream()
                .filter(resource -> resource.parent().isPresent())
                .map(resource -> resource.urn().split("::", 3)[2])
                .sorted()
                .toList();

        if (Boolean.getBoolean("update")) {
            Files.write(URNS, urns);
        }
        assertThat(Files.readAllLines(URNS))
                .as("%s; run: mvn test -Dtest=ShippedStackTest -Dupdate=true", URNS)
                .isEqualTo(urns);
    }

    @Test
    void program_knows_the_keys_of_the_project_file() {
        var config = new LinkedHashMap<>(PROJECT.config("dev"));
        config.put(PROJECT.projectName() + ":no such key", "");
        var reader = DeclaredStack.reader(PROJECT.projectName(), "dev", config, Set.of());
        StackSettings.read(reader);

        assertThat(reader.violations())
                .singleElement()
                .asString()
                .contains("a key of this project [aws:region, "
                        + String.join(", ", PROJECT.declarations().keySet()) + "]");
    }

    @Test
    void readme_tells_default_and_description_of_every_key() throws Exception {
        var rows = new ArrayList<String>();
        PROJECT.declarations().forEach((key, declaration) -> {
            var standard =
                    Objects.requireNonNullElse(declaration.get("default"), "").toString();
            rows.add("| `%s` | %s | %s |"
                    .formatted(
                            key, standard.isEmpty() ? "none" : "`" + standard + "`", declaration.get("description")));
        });

        assertThat(Files.readAllLines(Path.of("README.md"))).containsSequence(rows);
    }

    @Test
    void readme_names_every_output() throws Exception {
        var outputs =
                declare("dev", Map.of("pinFunctionVersions", "true")).exports().keySet();
        var readme = Files.readString(Path.of("README.md"));

        assertThat(outputs)
                .filteredOn(output -> output.matches("lambda.*|.*(stateMachine|Command|readme).*"))
                .allSatisfy(output -> assertThat(readme).contains("`" + output + "`"));
    }

    @Test
    void local_stack_sends_every_service_to_the_emulator() {
        var config = PROJECT.config("local");
        var topic = TOPIC.formatted(config.get("aws:region"));
        var services = declare("local", Map.of("alarmTopicArn", topic)).resources().stream()
                .map(resource -> Pattern.compile("^aws:(\\w+)/")
                        .matcher(resource.type().replace("aws:cloudwatch/logGroup", "aws:logs/")))
                .filter(type -> type.find())
                .map(type -> type.group(1))
                .collect(Collectors.toSet());

        assertThat(services)
                .isNotEmpty()
                .allSatisfy(service -> assertThat(config.get("aws:endpoints"))
                        .contains("\"%s\":\"http://localhost:4566\"".formatted(service)));
    }

    @Test
    void tests_that_the_security_page_names_exist() throws Exception {
        var named = Pattern.compile("`(?:(\\w+)\\.)?(\\w+(?:Test|IT))\\.(\\w+)")
                .matcher(Files.readString(Path.of("SECURITY.md")))
                .results()
                .toList();

        assertThat(named).isNotEmpty();
        for (var test : named) {
            var source = Stream.of("", "github/", "local/", "wire/")
                    .map(folder -> Path.of("src/test/java/stepfunction/%s%s.java".formatted(folder, test.group(2))))
                    .filter(Files::exists)
                    .findAny();
            assertThat(source).as(test.group()).isPresent();
            assertThat(Files.readString(source.orElseThrow()).contains("void " + test.group(3) + "("))
                    .as(test.group())
                    .isTrue();
        }
    }
}
