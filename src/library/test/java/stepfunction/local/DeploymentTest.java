package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.Fixture;
import stepfunction.asl.Definition;
import stepfunction.asl.MachineType;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.lambda.LambdaFunction;

class DeploymentTest {

    @TempDir
    Path folder;

    private LocalProject project;

    @BeforeEach
    void make_the_project() throws IOException {
        project = new LocalProject(folder, () -> {
            throw new AssertionError("no handler may run");
        });
    }

    private static String program(DeclaredStack stack) {
        return new ProgramText(stack).text();
    }

    private String program() {
        return program(project.stack());
    }

    @Test
    void stacks_that_differ_in_names_alone_have_the_same_program() {
        var first = program();
        var other = LocalProject.FUNCTION_ARN + "greet-in-prod";
        project.greet("name", "greet-in-prod").greet("arn", other).state("""
                {"Type": "Task", "Resource": "%s"}""".formatted(other));

        assertThat(program()).isEqualTo(first);
    }

    @Test
    void name_that_begins_with_another_is_a_name_of_its_own() {
        var first = program();
        var longer = LocalProject.FUNCTION_ARN + "pinned-2";
        project.greet("name", "pinned-2").greet("arn", longer).state("""
                {"Type": "Task", "Resource": "%s"}""".formatted(longer));

        assertThat(program()).isEqualTo(first);
    }

    @Test
    void stacks_that_differ_in_what_a_case_may_see_have_different_programs() {
        var first = program();

        assertThat(program(project.greet("timeout", 11.0).stack())).isNotEqualTo(first);
        assertThat(program(project.greet("timeout", 10.0)
                        .greet("environment", Map.of("variables", Map.of("A", "b")))
                        .stack()))
                .isNotEqualTo(first);
        assertThat(program(project.state("{\"Type\": \"Pass\"}").stack())).isNotEqualTo(first);
    }

    @Test
    void function_has_its_own_architecture_or_lambdas_default() {
        project.greet("architectures", List.of("arm64"));

        assertThat(new Deployment(project.stack(), folder, project.workDir())
                        .deploy()
                        .functions())
                .extracting(LambdaFunction::name, LambdaFunction::architecture)
                .containsExactly(tuple("greet", "arm64"), tuple("pinned", "x86_64"), tuple("broken", "x86_64"));
    }

    @Test
    void package_is_unpacked_in_place_of_the_one_before() throws IOException {
        var deployment = new Deployment(project.stack(), folder, project.workDir());
        var taskRoot = deployment.deploy().functions().get(0).taskRoot();
        Files.writeString(taskRoot.resolve("left.py"), "");

        deployment.deploy();

        assertThat(taskRoot.resolve("data/words.txt")).hasContent("hello");
        assertThat(taskRoot.resolve("left.py")).doesNotExist();
    }

    @Test
    void workflows_of_the_plan_are_deployed_and_the_users_own_state_machines_are_not() {
        var own = new DeclaredResource(
                Deployment.STATE_MACHINE,
                "own",
                "urn:own",
                Optional.of("workflow"),
                Optional.empty(),
                Set.of(),
                false,
                Map.of());
        var stack = project.workflow("refund", "EXPRESS", "{}").stack();
        var resources = new ArrayList<>(List.of(own));
        resources.addAll(stack.resources());

        var workflows = Deployment.workflows(new DeclaredStack(resources, Map.of(), List.of()));

        assertThat(workflows)
                .extracting(DeployedWorkflow::name, DeployedWorkflow::type, DeployedWorkflow::arn)
                .containsExactly(
                        tuple("workflow", MachineType.STANDARD, LocalProject.MACHINE_ARN + "machine"),
                        tuple("refund", MachineType.EXPRESS, LocalProject.MACHINE_ARN + "machine-refund"));
    }

    @Test
    void definition_of_a_further_workflow_has_a_file_of_its_own() {
        var files = Deployment.workflows(project.workflow("refund", "{}").stack()).stream()
                .map(workflow -> RenderedDefinitions.file("dev", workflow));

        assertThat(files).containsExactly("definition-dev.json", "definition-dev.refund.json");
    }

    @Test
    void definitions_of_all_stacks_are_rendered() throws IOException {
        var shipped = Fixture.PROJECT;

        RenderedDefinitions.render(shipped, folder);

        for (var stack : shipped.stacks()) {
            var definition = Definition.parse(Files.readString(folder.resolve("definition-%s.json".formatted(stack))));
            assertThat(definition.placeholders()).as(stack).isEmpty();
        }
        assertThat(folder.resolve(RenderedDefinitions.LIST))
                .hasContent(
                        "{\"minimal\":{\"definition-minimal.json\":\"EXPRESS\"},\"test\":{\"definition-test.json\":\"STANDARD\"}}");
    }

    @Test
    void folders_that_functions_are_packaged_from_are_listed_once() {
        var out = new ByteArrayOutputStream();

        PackagedFunctions.list(Fixture.PROJECT, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("count", "greet");
        assertThat(FunctionBuilds.of(Fixture.PROJECT)).isEmpty();
    }
}
