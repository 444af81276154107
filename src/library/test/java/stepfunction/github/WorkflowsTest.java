package stepfunction.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The permissions and steps of the GitHub workflows. */
@NeedsPipeline
class WorkflowsTest {

    private static final String PREPARE = ".github/actions/prepare/action.yml";
    private static final String DEPLOY_STACK = "./.github/workflows/deploy-stack.yml";

    /** A script of the pipeline, as a workflow or another script names it. */
    private static final Pattern SCRIPT = Pattern.compile("\\.github/[\\w-]+\\.(sh|py)");

    /** Such as: | `watch-STACK` | `drift` of `drift.yml` |. */
    private static final Pattern ENVIRONMENT_ROW =
            Pattern.compile("(?m)^\\| `([\\w-]+)` \\| (`[\\w-]+` of `[^|]+) \\|");

    /** Such as `OwnerTest.property_is_what_it_is_called`. */
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

    private static Object yaml(String file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Pipeline.text(file));
    }

    /** By file and name, such as drift.yml/drift. */
    @SuppressWarnings("unchecked") // The mappings of a workflow have strings as keys.
    private static Map<String, Map<String, Object>> jobs() throws IOException {
        var jobs = new TreeMap<String, Map<String, Object>>();
        for (var file : Pipeline.owned(".github/workflows")) {
            var workflow = (Map<String, Object>) yaml(file);
            assertThat(workflow).as(file).containsEntry("permissions", Map.of());
            ((Map<String, Map<String, Object>>) workflow.getOrDefault("jobs", Map.of()))
                    .forEach((name, job) -> jobs.put(Path.of(file).getFileName() + "/" + name, job));
        }
        return jobs;
    }

    private static boolean canGetCredentials(Map<String, Object> job) {
        return String.valueOf(job.get("permissions")).contains("id-token");
    }

    @Test
    void jobs_have_the_permissions_environments_and_order_that_jobs_txt_lists() throws Exception {
        var listed = new TreeSet<String>();
        jobs().forEach((name, job) -> {
            var settings = new TreeMap<>(job);
            settings.keySet().removeAll(List.of("name", "runs-on", "steps", "timeout-minutes"));
            listed.add(name + " " + settings);
        });

        var expected = Objects.requireNonNull(WorkflowsTest.class.getResource("jobs.txt"));
        assertThat(listed).containsExactlyElementsOf(Files.readAllLines(Path.of(expected.toURI())));
    }

    @Test
    void setup_lists_each_environment_with_its_jobs() throws Exception {
        var used = new TreeMap<String, String>();
        jobs().forEach((job, settings) -> {
            if (settings.get("environment") instanceof String environment) {
                var jobOfFile = job.replaceFirst("(.+)/(.+)", "`$2` of `$1`");
                var ofAnyStack = environment.replaceAll("\\$\\{\\{ (matrix|inputs)\\.stack }}", "STACK");
                used.merge(ofAnyStack, jobOfFile, (first, other) -> first + ", " + other);
            }
        });

        var listed = ENVIRONMENT_ROW
                .matcher(Pipeline.text(".github/SETUP.md"))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        assertThat(listed).isEqualTo(used);
    }

    @Test
    void jobs_that_can_get_credentials_build_and_cache_nothing() throws Exception {
        var steps = new StringBuilder(Pipeline.text(PREPARE));
        for (var job : jobs().values()) {
            if (canGetCredentials(job)) {
                steps.append(job.get("steps"));
            }
        }
        var scripts = new TreeSet<String>();
        addScripts(steps.toString(), scripts);

        assertThat(scripts).contains(".github/deploy.sh", ".github/smoke-test.sh", ".github/check-execution.py");
        for (var script : scripts) {
            steps.append(Pipeline.text(script));
        }
        assertThat(steps).contains("pulumi up ", "artifact-ids: ${{ inputs.artifact }}");
        assertThat(steps).doesNotContainPattern("\\b(mvn|npm|npx|pip|pipx|cache)\\b");
    }

    /** The scripts that a text runs, and those that they run. */
    private static void addScripts(String text, Set<String> scripts) throws IOException {
        for (var script : SCRIPT.matcher(text).results().toList()) {
            if (scripts.add(script.group())) {
                addScripts(Pipeline.text(script.group()), scripts);
            }
        }
    }

    @Test
    @SuppressWarnings("unchecked") // The steps of a job and of an action are lists of mappings.
    void jobs_that_can_get_credentials_first_take_away_what_could_be_built() throws Exception {
        var action = (Map<String, Map<String, Object>>) yaml(PREPARE);
        var preparation = steps(Objects.requireNonNull(action.get("runs")));

        var takingAway = preparation.indexOf("if [ -n \"$ARTIFACT\" ]; then .github/use-jar.sh; else rm pom.xml; fi");
        assertThat(preparation.subList(takingAway + 1, preparation.size()))
                .first()
                .asString()
                .startsWith("aws-actions/configure-aws-credentials@");
        assertThat(preparation.subList(0, takingAway)).noneMatch(step -> step.contains("auth"));
        assertThat(jobs().values())
                .filteredOn(WorkflowsTest::canGetCredentials)
                .filteredOn(job -> !DEPLOY_STACK.equals(job.get("uses")))
                .isNotEmpty()
                .allSatisfy(job -> assertThat(steps(job))
                        .satisfies(step -> assertThat(step).startsWith("actions/checkout@"), atIndex(0))
                        .satisfies(step -> assertThat(step).isEqualTo("./.github/actions/prepare"), atIndex(1)));
    }

    /** The action that each step uses, or the command that it runs. */
    @SuppressWarnings("unchecked") // As above.
    private static List<String> steps(Map<String, Object> job) {
        var steps = (List<Map<String, Object>>) Objects.requireNonNull(job.get("steps"));
        return steps.stream()
                .map(step -> String.valueOf(step.getOrDefault("uses", step.get("run"))))
                .toList();
    }

    @Test
    void only_steps_that_run_no_code_of_the_project_can_print_commands_to_github() throws Exception {
        var runs = jobs().values().stream()
                .flatMap(job -> commands(job).stream())
                .filter(command ->
                        !command.contains(".github/inert.sh ") && !command.startsWith(".github/summarize.sh "));

        assertThat(runs)
                .containsExactlyInAnyOrder(
                        ".github/lint.sh",
                        ".github/stacks.sh >>\"$GITHUB_OUTPUT\"",
                        "git diff --quiet HEAD^ HEAD -- src/library .github .mvn || echo \"library=true\" >>\"$GITHUB_OUTPUT\"",
                        "head -c 1000000 target/workflow.md >>\"$GITHUB_STEP_SUMMARY\"",
                        "pipx install ministack==1.5.33 && pipx inject ministack boto3==1.42.97");
    }

    @SuppressWarnings("unchecked") // As above.
    private static List<String> commands(Map<String, Object> job) {
        var steps = (List<Map<String, Object>>) job.getOrDefault("steps", List.of());
        return steps.stream()
                .filter(step -> step.containsKey("run"))
                .map(step -> String.valueOf(step.get("run")))
                .toList();
    }

    /** It compares the commit with the deployed one, which can be any of the history. */
    @Test
    @SuppressWarnings("unchecked") // As above.
    void deployment_has_the_whole_history() throws Exception {
        var deployment = Objects.requireNonNull(jobs().get("deploy-stack.yml/deploy"));
        var steps = (List<Map<String, Object>>) Objects.requireNonNull(deployment.get("steps"));

        assertThat(steps.get(0)).containsEntry("with", Map.of("fetch-depth", 0, "persist-credentials", false));
    }

    /** A called workflow does not get the variables of the one that calls it. */
    @Test
    @SuppressWarnings("unchecked") // As above.
    void workflows_that_run_pulumi_set_the_passphrase() throws Exception {
        for (var file : Pipeline.owned(".github/workflows")) {
            if (Pipeline.text(file).contains("uses: ./.github/actions/prepare")) {
                assertThat((Map<String, Object>) yaml(file))
                        .as(file)
                        .containsEntry("env", Map.of("PULUMI_CONFIG_PASSPHRASE", ""));
            }
        }
    }

    @Test
    void actions_are_pinned_by_commit_with_their_version_beside() throws Exception {
        var files =
                Stream.concat(Pipeline.owned(".github/workflows").stream(), Pipeline.owned(".github/actions").stream());
        for (var file : files.toList()) {
            assertThat(Pipeline.text(file).lines())
                    .as(file)
                    .filteredOn(line -> line.contains("uses:"))
                    .allMatch(line ->
                            line.matches(".*uses: (\\./\\S+|[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+)"));
        }
    }

    /** Whatever it is that a file names: its place in the file, for the message, with the name. */
    private static List<String> named(String pattern) throws IOException {
        var named = new ArrayList<String>();
        for (var file : Pipeline.owned()) {
            var isOfTheEndToEndTest = file.startsWith(".github/end-to-end/");
            if (!isOfTheEndToEndTest && !file.endsWith(".md")) {
                var text = Pipeline.text(file);
                Pattern.compile(pattern)
                        .matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .forEach(match -> named.add(file + ": " + match));
            }
        }
        return named;
    }

    @Test
    void stacks_come_from_the_list_alone() throws Exception {
        assertThat(named("(?m)^ +(environment|stack|group|concurrency): .*$"))
                .hasSizeGreaterThan(10)
                .allMatch(setting -> setting.contains("${{ "));
        assertThat(named("\\bPulumi\\.[^ \"']*\\.yaml")).allMatch(name -> name.contains("{") || name.contains("$"));
    }

    @Test
    void nothing_of_the_pipeline_names_a_file_of_the_users() throws Exception {
        assertThat(named("[\\w.-]+\\.asl\\.\\w+")).isEmpty();
        assertThat(named("src/(main|test)/(java|resources)/[\\w./-]+"))
                .allMatch(name -> name.startsWith(".github/end-to-end.sh: src/main/java/endtoend/"));
        assertThat(named("src/test/workflow/[\\w.-]+")).isEmpty();
    }

    @Test
    void owned_lists_every_file_that_the_pipeline_needs() throws Exception {
        var needed = new TreeSet<String>();
        for (var file : Pipeline.owned(".github/workflows")) {
            addScripts(Pipeline.text(file), needed);
        }
        Pattern.compile("uses: \\./(\\S+)")
                .matcher(String.join("\n", named("uses: \\./\\S+")))
                .results()
                .map(use -> use.group(1))
                .map(use -> use.endsWith(".yml") ? use : use + "/action.yml")
                .forEach(needed::add);

        assertThat(needed).hasSizeGreaterThan(10);
        assertThat(Pipeline.owned()).isSorted().doesNotHaveDuplicates().containsAll(needed);
    }

    @Test
    void owned_lists_only_files_that_exist_outside_of_the_library() throws Exception {
        assertThat(Pipeline.owned())
                .allMatch(file -> file.startsWith(".github/") || file.startsWith(".mvn/"))
                .allSatisfy(file -> assertThat(Pipeline.ROOT.resolve(file)).isRegularFile());
    }

    @Test
    void tests_that_the_security_page_names_exist() throws Exception {
        var named = TEST.matcher(Pipeline.text(".github/SECURITY.md")).results().toList();

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(
                        test -> assertThat(sourceOf(test.group(1))).content().contains("void " + test.group(2) + "("));
    }

    private static Path sourceOf(String test) throws IOException {
        try (var files = Files.walk(Path.of("test", "java"))) {
            return files.filter(file -> file.endsWith(test + ".java"))
                    .findAny()
                    .orElseThrow(() -> new AssertionError("no test class " + test));
        }
    }

    @Test
    void links_of_the_pipelines_pages_lead_somewhere() throws Exception {
        for (var page : List.of(".github/SETUP.md", ".github/SECURITY.md")) {
            var links = LINK.matcher(Pipeline.text(page)).results().map(link -> link.group(1));
            assertThat(links)
                    .as(page)
                    .allSatisfy(link ->
                            assertThat(Pipeline.ROOT.resolve(".github/" + link)).exists());
        }
    }

    /** The code of a pull request runs in this job already, as does that of its base. */
    @Test
    @SuppressWarnings("unchecked") // As above.
    void changes_of_a_pull_request_are_shown_by_a_job_without_credentials() throws Exception {
        var running = jobs().entrySet().stream()
                .filter(job -> String.valueOf(job.getValue()).contains(".github/changes.sh"))
                .toList();

        assertThat(running).extracting(Map.Entry::getKey).containsExactly("test.yml/test");
        var job = running.get(0).getValue();
        assertThat(job).containsEntry("permissions", Map.of("contents", "read"));
        var steps = (List<Map<String, Object>>) Objects.requireNonNull(job.get("steps"));
        assertThat(steps.get(0)).containsEntry("with", Map.of("fetch-depth", 2, "persist-credentials", false));
        assertThat(steps.get(steps.size() - 1))
                .isEqualTo(Map.of(
                        "if",
                        "matrix.java == 17 && github.event_name == 'pull_request'",
                        "run",
                        ".github/inert.sh .github/changes.sh"));
    }
}
