package stepfunction.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import stepfunction.declared.ProjectCheck;
import stepfunction.declared.ProjectFiles;
import stepfunction.iam.RenderedRoleDocuments;
import stepfunction.lambda.CannotRunException;
import stepfunction.local.ProjectCases;

/**
 * The library's tests of a project: every case on every stack, the unit tests of the functions, and what must be true of all stacks. A test
 * class of the project runs them by extending this one. A mistake in config, program or definition fails the class, with every problem in
 * the message.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ProjectTest {

    private static final Path PINNED_URNS = Path.of("src", "test", "urns.txt");

    private final ProjectFiles project;
    private ProjectStacks stacks = new ProjectStacks(Map.of());
    private Optional<ProjectCases> cases = Optional.empty();

    /** Checks the project in the current folder. */
    protected ProjectTest() {
        this(Path.of(""));
    }

    ProjectTest(Path projectDir) {
        project = new ProjectFiles(projectDir);
    }

    /** A mistake in the program, the config or the definition stands alone. */
    @BeforeAll
    final void every_stack_passes_the_checks_of_the_program() throws IOException {
        try {
            ProjectCheck.check(project);
            stacks = ProjectStacks.declare(project);
            cases = Optional.of(new ProjectCases(project.projectDir(), stacks.declared()));
        } catch (IllegalArgumentException | RunException | CannotRunException e) {
            throw new ProjectProblem(String.valueOf(e.getMessage()));
        }
    }

    @AfterAll
    final void summarize_what_no_case_covers() throws IOException {
        if (cases.isPresent()) {
            cases.get().close();
        }
    }

    @TestFactory
    final Stream<DynamicTest> cases() {
        return cases.orElseThrow().cases();
    }

    @TestFactory
    final Stream<DynamicTest> unit_tests_of_the_functions() {
        return cases.orElseThrow().unitTests();
    }

    @Test
    final void roles_of_the_stacks_have_names_of_their_own() {
        assertThat(stacks.roleNames())
                .as(
                        "roles of all stacks share the account; give each Pulumi.<stack>.yaml names of its own, or remove an unused file")
                .doesNotHaveDuplicates();
    }

    @Test
    final void added_permissions_of_ci_are_valid() throws IOException {
        try {
            RenderedRoleDocuments.checkPermissions(project);
        } catch (IllegalArgumentException e) {
            throw new ProjectProblem(String.valueOf(e.getMessage()));
        }
    }

    @Test
    final void every_answer_in_lookups_json_is_used() {
        assertThat(stacks.unusedLookups(project))
                .as(
                        "no stack looks up what src/test/lookups.json answers; correct the lookup or its arguments, or remove the entry")
                .isEmpty();
    }

    /** Pulumi identifies a resource by its URN: https://www.pulumi.com/docs/iac/concepts/resources/names/ */
    @Test
    final void pinned_resources_are_still_declared() throws IOException {
        var file = project.projectDir().resolve(PINNED_URNS);
        var pinned = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
        var urns = new PinnedUrns(pinned, stacks.urns(), stacks.formerUrns());
        if (Boolean.getBoolean("update")) {
            Files.write(file, urns.updated());
            return;
        }

        assertThat(urns.lost())
                .as(
                        "the next update deletes a resource that is no longer declared, and replaces a renamed one;%s"
                                + " if that is intended, run: mvn test -Dtest=%s -Dupdate=true",
                        urns.advice(), getClass().getSimpleName())
                .isEmpty();
    }

    /** Warnings on a developer's machine; failures where the variable CI is set. */
    @Test
    final void sources_are_formatted_and_free_of_lint() {
        var problems = new SourceCheck(project.projectDir()).problems();

        if (isCi()) {
            assertThat(problems).isEmpty();
        }
        problems.forEach(problem -> System.err.println("[WARNING] " + problem));
    }

    private static boolean isCi() {
        return !List.of("", "false").contains(System.getenv().getOrDefault("CI", ""));
    }

    /** The provider calls AWS for a service that is not listed. */
    @Test
    final void stack_on_an_emulator_lists_the_endpoints_of_all_its_services() {
        for (var stack : stacks.declared().keySet()) {
            var endpoints = project.config(stack).get("aws:endpoints");
            if (endpoints != null) {
                assertThat(stacks.services(stack))
                        .allSatisfy(service -> assertThat(endpoints)
                                .as(
                                        "add %s with the emulator's address to aws:endpoints in Pulumi.%s.yaml",
                                        service, stack)
                                .contains("\"%s\":".formatted(service)));
            }
        }
    }
}
