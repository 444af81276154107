package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;

/** The GitHub workflows, and the IAM roles that they assume. */
class GitHubTest {

    private static final Path WORKFLOWS = Path.of(".github/workflows");

    /** All that a workflow may ask of GitHub, job by job; the workflow's own permissions are read-only. */
    private static final Map<String, Map<String, String>> PERMISSIONS = Map.of(
            "pull-request.yml/test", Map.of(),
            "pull-request.yml/preview", Map.of("contents", "read", "id-token", "write", "pull-requests", "write"),
            "deploy.yml/test", Map.of(),
            "deploy.yml/dev", Map.of("contents", "read", "id-token", "write"),
            "deploy.yml/prod", Map.of("contents", "read", "id-token", "write"),
            "drift.yml/drift", Map.of("contents", "read", "id-token", "write"));

    /** The stacks that live in AWS. */
    private static final List<String> STACKS = List.of("dev", "prod");

    static List<Path> workflows() throws IOException {
        try (var files = Files.list(WORKFLOWS)) {
            return files.sorted().toList();
        }
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }

    @SuppressWarnings("unchecked") // The mappings of a workflow have strings as keys.
    private static Map<String, Object> mapping(Map<String, Object> parent, String key) {
        return (Map<String, Object>) Objects.requireNonNullElse(parent.get(key), Map.of());
    }

    @SuppressWarnings("unchecked") // The mappings of a workflow have strings as keys.
    private static List<Map<String, Object>> steps(Map<String, Object> job) {
        return (List<Map<String, Object>>) Objects.requireNonNull(job.get("steps"));
    }

    private static Map<String, Map<String, Object>> jobs() throws IOException {
        var jobs = new TreeMap<String, Map<String, Object>>();
        for (var file : workflows()) {
            var all = mapping(yaml(file), "jobs");
            all.keySet().forEach(name -> jobs.put(file.getFileName() + "/" + name, mapping(all, name)));
        }
        return jobs;
    }

    @Test
    void jobs_ask_for_no_more_permissions_than_listed() throws Exception {
        var asked = new TreeMap<String, Map<String, Object>>();
        jobs().forEach((name, job) -> asked.put(name, mapping(job, "permissions")));

        assertThat(asked).isEqualTo(new TreeMap<>(PERMISSIONS));
        for (var file : workflows()) {
            assertThat(mapping(yaml(file), "permissions")).as(file.toString()).isEqualTo(Map.of("contents", "read"));
        }
    }

    @Test
    void every_pull_request_and_every_deployment_runs_the_test_command_of_the_readme() throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains("## Test it\n\n```sh\nmvn verify\n```\n");

        for (var name : List.of("pull-request.yml/test", "deploy.yml/test")) {
            assertThat(steps(mapping(Map.copyOf(jobs()), name)))
                    .extracting(step -> String.valueOf(step.get("run")).replace(" -B", ""))
                    .as(name)
                    .contains("mvn verify");
        }
    }

    @Test
    void jobs_with_credentials_wait_for_the_tests_and_never_run_for_a_fork() throws Exception {
        var jobs = jobs();
        var preview = jobs.get("pull-request.yml/preview");

        assertThat(preview)
                .containsEntry("needs", "test")
                .containsEntry(
                        "if",
                        "github.event.pull_request.head.repo.full_name == github.repository && github.actor != 'dependabot[bot]'");
        assertThat(jobs.get("deploy.yml/dev")).containsEntry("needs", "test");
        assertThat(jobs.get("deploy.yml/prod")).containsEntry("needs", "dev");
        for (var file : workflows()) {
            assertThat(Files.readString(file)).doesNotContain("pull_request_target", "aws-access-key", "aws-secret");
        }
    }

    @Test
    void jobs_of_a_stack_run_one_at_a_time_in_its_environment() throws Exception {
        assertThat(environments(
                        jobs().entrySet().stream().map(Map.Entry::getKey).toList()))
                .containsExactlyInAnyOrder("dev", "prod", "preview-dev", "preview-prod");
        jobs().forEach((name, job) -> {
            if (job.containsKey("environment")) {
                var stack = String.valueOf(job.get("environment")).replace("preview-", "");
                assertThat(job).as(name).containsEntry("concurrency", "stack-" + stack);
            }
        });
    }

    /** The environments of jobs, those of a matrix written out. */
    private static Set<String> environments(Collection<String> names) throws IOException {
        var environments = new TreeSet<String>();
        for (var name : names) {
            var job = mapping(Map.copyOf(jobs()), name);
            if (job.containsKey("environment")) {
                stacks(job)
                        .forEach(stack -> environments.add(
                                String.valueOf(job.get("environment")).replace("${{ matrix.stack }}", stack)));
            }
        }
        return environments;
    }

    /** The stacks of a job: those of its matrix, or those that its steps name. */
    @SuppressWarnings("unchecked") // The stacks of a matrix are a list of strings.
    private static List<String> stacks(Map<String, Object> job) {
        var matrix = mapping(mapping(job, "strategy"), "matrix");
        return matrix.containsKey("stack")
                ? (List<String>) Objects.requireNonNull(matrix.get("stack"))
                : steps(job).stream()
                        .map(step -> mapping(step, "with").get("stack-name"))
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .toList();
    }

    @Test
    void stacks_of_the_workflows_have_a_file() throws Exception {
        var stacks = new TreeSet<String>();
        jobs().values().forEach(job -> stacks.addAll(stacks(job)));

        assertThat(stacks).containsExactlyElementsOf(STACKS);
        assertThat(TestStack.PROJECT.stacks()).containsAll(stacks);
    }

    @Test
    void actions_are_pinned_by_commit_with_their_version_beside() throws Exception {
        var pinned = Pattern.compile("uses: (\\./\\S+|[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+)");
        var uses = new ArrayList<String>();
        for (var file : Stream.concat(workflows().stream(), Stream.of(Path.of(".github/actions/prepare/action.yml")))
                .toList()) {
            Files.readAllLines(file).stream()
                    .filter(line -> line.contains("uses:"))
                    .map(line -> line.substring(line.indexOf("uses:")))
                    .forEach(uses::add);
        }

        assertThat(uses).isNotEmpty().allMatch(use -> pinned.matcher(use).matches());
    }

    @Test
    void dependabot_watches_what_is_pinned() throws Exception {
        var dependabot = Files.readString(Path.of(".github/dependabot.yml"));

        assertThat(dependabot).contains("maven", "npm", "github-actions", "versions: [\">=2.43.0\"]");
        assertThat(Path.of("src/test/resources/stepfunction/local/package-lock.json"))
                .exists();
        assertThat(dependabot).contains("directory: /src/test/resources/stepfunction/local\n");
    }

    static Stream<GitHubRole> roles() {
        return Stream.of(GitHubRole.values());
    }

    @ParameterizedTest
    @MethodSource("roles")
    void permissions_of_a_role_are_those_that_the_declared_resources_take(GitHubRole role) throws Exception {
        var stacks = STACKS.stream()
                .map(stack -> DeclaredStack.declare(TestStack.PROJECT, stack, TestStack.PROJECT.config(stack), false))
                .toList();

        assertCurrent(role.name().toLowerCase(Locale.ROOT) + "-permissions.json", role.permissions(stacks));
    }

    @Test
    void each_role_trusts_the_environments_of_its_jobs() throws Exception {
        assertCurrent(
                "preview-trust.json",
                GitHubRole.trust(environments(List.of("pull-request.yml/preview", "drift.yml/drift"))));
        assertCurrent(
                "deploy-trust.json", GitHubRole.trust(environments(List.of("deploy.yml/dev", "deploy.yml/prod"))));
    }

    @ParameterizedTest
    @MethodSource("roles")
    void permissions_fit_into_an_inline_policy(GitHubRole role) {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: white space does not count.
        assertThat(role.permissions(List.of(TestStack.UPDATE, TestStack.MINIMAL))
                        .replaceAll("\\s", ""))
                .hasSizeLessThanOrEqualTo(10_240);
    }

    @Test
    void preview_role_writes_nothing_and_roles_are_passed_to_two_services_only() {
        var preview = GitHubRole.PREVIEW.permissions(List.of(TestStack.UPDATE));
        var deploy = GitHubRole.DEPLOY.permissions(List.of(TestStack.UPDATE));

        assertThat(actions(preview))
                .contains("states:ValidateStateMachineDefinition")
                .allMatch(action -> action.matches("\\w+:(Get|List|Describe|Validate)\\w+"));
        assertThat(actions(deploy)).containsAll(actions(preview)).contains("iam:PassRole", "cloudwatch:PutMetricAlarm");
        var passRole = JsonParser.parseString(deploy).getAsJsonObject().getAsJsonArray("Statement").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(statement -> statement.get("Sid").getAsString().equals("PassRole"))
                .toList();
        assertThat(passRole)
                .singleElement()
                .asString()
                .contains(
                        "{\"StringEquals\":{\"iam:PassedToService\":[\"lambda.amazonaws.com\",\"states.amazonaws.com\"]}}",
                        "role/greeter-assume-role",
                        "role/greeting-role");
    }

    private static List<String> actions(String policy) {
        return IamPolicy.fromJson(policy).statements().stream()
                .flatMap(statement -> statement.actions().stream())
                .map(action -> action.value())
                .toList();
    }

    /** Compares a generated file with what it should be; writes it first when the system property {@code update} is set. */
    private static void assertCurrent(String name, String expected) throws IOException {
        var file = Path.of(".github/iam", name);
        if (Boolean.getBoolean("update")) {
            Files.writeString(file, expected);
        }
        assertThat(file)
                .as("%s; run: mvn test -Dtest=GitHubTest -Dupdate=true", file)
                .hasContent(expected);
    }
}
