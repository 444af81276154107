package stepfunction.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import software.amazon.awssdk.policybuilder.iam.IamValue;
import stepfunction.Fixture;
import stepfunction.config.StackConfig;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.declared.ProgramRun;
import stepfunction.declared.ProjectFiles;
import stepfunction.lambda.CannotRunException;
import stepfunction.local.CaseTrial;
import stepfunction.plan.Plan;
import stepfunction.plan.Source;

/**
 * A small project that shows one thing: what a plan, {@code workflow.asl.json}, the handlers and a case look like. It is
 * declared, its roles allow what {@link #permissions} says and no more, and its case runs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Recipe {

    /** In place of the SDK of Lambda's runtime, which would be downloaded; unit tests mock what it gives. */
    private static final String SDK = """
            from unittest.mock import MagicMock

            client = resource = MagicMock()
            """;

    /** From which a plan reads the definitions. */
    private static final Path CLASS_PATH = Path.of("target", "test-classes");

    private final ProjectFiles project =
            new ProjectFiles(Path.of("target", "recipes", getClass().getSimpleName()));

    private final Map<String, String> config = new TreeMap<>(Fixture.PROJECT.config("test"));

    private DeclaredStack stack = new DeclaredStack(List.of(), Map.of(), List.of());

    /** The plan. */
    abstract Plan plan(StackConfig config);

    /** {@code src/main/resources/workflow.asl.json}. */
    abstract String workflow();

    /** The definitions of further workflows, by their file in {@code src/main/resources}. */
    Map<String, String> furtherWorkflows() {
        return Map.of();
    }

    /** Further cases in {@code src/test/workflow}, by their names, such as {@code refund/late}. */
    Map<String, String> furtherCases() {
        return Map.of();
    }

    /** The functions' files, by their path. */
    Map<String, String> files() {
        return Map.of();
    }

    /**
     * Makes what the builds of functions make.
     *
     * @param projectDir with {@link #files}
     */
    void build(Path projectDir) throws IOException {}

    /** A case in {@code src/test/workflow}. */
    abstract String example();

    /**
     * What the roles allow besides logs and traces: a line a statement, with its component, Sid, actions, resources and conditions.
     * Resources that the stack declares have the names that Pulumi gives, such as {@code orders-0a1b2c3}.
     */
    abstract String permissions();

    /** Values of the project's own keys in {@code Pulumi.<stack>.yaml}. */
    Map<String, String> ownConfig() {
        return Map.of();
    }

    @BeforeAll
    void declare() throws IOException {
        ownConfig().forEach((key, value) -> config.put("orders:" + key, value));
        write("Pulumi.yaml", "name: orders\n");
        for (var file : files().entrySet()) {
            write(file.getKey(), file.getValue());
            if (file.getKey().endsWith(".py")) {
                write(Path.of(file.getKey()).subpath(0, 1) + "/boto3.py", SDK);
            }
        }
        build(project.projectDir());
        for (var definition : furtherWorkflows().entrySet()) {
            Files.writeString(CLASS_PATH.resolve(definition.getKey()), definition.getValue());
        }
        stack = declare(false);
    }

    /** The stack that {@link #plan} declares. */
    final DeclaredStack stack() {
        return stack;
    }

    /** How the executions of {@link #example} end whose calls fail. */
    final String faultTable() {
        return CaseTrial.faultTable(stack, project.projectDir(), example());
    }

    /** The differences between a case's expectations and the executions in which a call fails. */
    final List<String> differencesOfFaults(String text) {
        return CaseTrial.differencesOfFaults(stack, project.projectDir(), text);
    }

    private void write(String file, String text) throws IOException {
        var path = project.projectDir().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Plan planned(StackConfig stackConfig) {
        var plan = plan(stackConfig);
        return Fixture.withDefinition(plan, new Source(plan.main().file(), workflow()));
    }

    private DeclaredStack declare(boolean preview) {
        return DeclaredStack.declare(new ProgramRun(project, "test", config, preview), this::planned);
    }

    @Test
    void roles_allow_what_it_needs_and_no_more() {
        var statements = stack.all("aws:iam/rolePolicy:RolePolicy").stream()
                .filter(policy -> !policy.name().matches(".*-(log|log-delivery|xray)-policy"))
                .flatMap(Recipe::statements);

        assertThat(statements).containsExactlyElementsOf(permissions().lines().toList());
    }

    private static Stream<String> statements(DeclaredResource policy) {
        var component = policy.parent().orElseThrow();
        return IamPolicy.fromJson(policy.input("policy")).statements().stream()
                .map(statement -> "%s %s: %s on %s%s"
                        .formatted(
                                component,
                                statement.sid(),
                                texts(statement.actions()),
                                texts(statement.resources()),
                                conditions(statement)));
    }

    private static String texts(Collection<? extends IamValue> values) {
        return values.stream().map(IamValue::value).collect(Collectors.joining(", "));
    }

    private static String conditions(IamStatement statement) {
        return statement.conditions().stream()
                .map(condition -> " if %s %s %s"
                        .formatted(condition.key().value(), condition.operator().value(), condition.value()))
                .collect(Collectors.joining());
    }

    /** A machine that builds the library may have no Node.js, or an older one. */
    @Test
    void case_ends_as_it_expects() {
        try {
            assertThat(CaseTrial.differences(stack, project.projectDir(), "example", example()))
                    .isEmpty();
        } catch (CannotRunException e) {
            assertThat(e)
                    .hasMessageMatching("the function \\S+ runs on Node.js 22, but .* or mock the state in the case");
        }
    }

    @TestFactory
    Stream<DynamicTest> further_cases_end_as_they_expect() {
        return furtherCases().entrySet().stream()
                .map(each -> dynamicTest(
                        each.getKey(),
                        () -> assertThat(CaseTrial.differences(
                                        stack, project.projectDir(), each.getKey(), each.getValue()))
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> unit_tests_of_its_functions_pass() {
        return files().keySet().stream()
                .filter(file -> file.contains("/tests/"))
                .map(file -> dynamicTest(
                        file,
                        () -> assertThat(CaseTrial.failureOfUnitTests(stack, project.projectDir(), file))
                                .isEmpty()));
    }

    @Test
    void preview_declares_it_without_a_warning() {
        assertThat(stack.warnings()).isEmpty();
        assertThat(declare(true).resources()).hasSameSizeAs(stack.resources());
    }
}
