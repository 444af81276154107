package stepfunction.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the GitHub workflows may do. */
class WorkflowsTest {

    private static final Pattern SCRIPT = Pattern.compile("\\.github/[\\w-]+\\.(sh|py)");

    /** Such as: | `dev` | `dev` of `deploy.yml` |. */
    private static final Pattern ENVIRONMENT_ROW =
            Pattern.compile("(?m)^\\| `([\\w-]+)` \\| (`[\\w-]+` of `[^|]+) \\|");

    private static List<Path> files(String folder) throws IOException {
        try (var files = Files.walk(Path.of("../../.github", folder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Object yaml(Path file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }

    @SuppressWarnings("unchecked") // The mappings of a workflow have strings as keys.
    private static Map<String, Map<String, Object>> jobs() throws IOException {
        var jobs = new TreeMap<String, Map<String, Object>>();
        for (var file : files("workflows")) {
            var workflow = (Map<String, Object>) yaml(file);
            assertThat(workflow).as("%s", file).containsEntry("permissions", Map.of());
            ((Map<String, Map<String, Object>>) workflow.getOrDefault("jobs", Map.of()))
                    .forEach((name, job) -> jobs.put(file.getFileName() + "/" + name, job));
        }
        return jobs;
    }

    @Test
    void jobs_have_the_permissions_environments_and_order_that_jobs_txt_lists() throws Exception {
        var listed = new TreeSet<String>();
        jobs().forEach((name, job) -> {
            var settings = new TreeMap<>(job);
            settings.keySet().removeAll(List.of("runs-on", "steps", "strategy", "timeout-minutes", "uses"));
            listed.add(name + " " + settings);
        });

        assertThat(listed)
                .containsExactlyElementsOf(Files.readAllLines(Path.of("test/resources/stepfunction/github/jobs.txt")));
    }

    @Test
    void readme_lists_each_environment_with_its_jobs() throws Exception {
        var used = new TreeMap<String, String>();
        jobs().forEach((job, settings) -> {
            var jobOfFile = job.replaceFirst("(.+)/(.+)", "`$2` of `$1`");
            if (settings.get("environment") instanceof String environment) {
                for (var stack : Set.of("dev", "prod")) {
                    used.merge(
                            environment.replace("${{ matrix.stack }}", stack),
                            jobOfFile,
                            (first, other) -> first.contains(other) ? first : first + ", " + other);
                }
            }
        });

        var listed = ENVIRONMENT_ROW
                .matcher(Files.readString(Path.of("../../.github/README.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        assertThat(listed).isEqualTo(used);
    }

    @Test
    void jobs_that_can_get_credentials_build_and_cache_nothing() throws Exception {
        var steps = new StringBuilder(Files.readString(Path.of("../../.github/actions/prepare/action.yml")));
        for (var job : jobs().values()) {
            if (String.valueOf(job.get("permissions")).contains("id-token")) {
                steps.append(job.get("steps"));
            }
        }
        var scripts = new TreeSet<String>();
        addScripts(steps.toString(), scripts);

        assertThat(scripts).contains(".github/deploy.sh", ".github/smoke-test.sh", ".github/check-execution.py");
        for (var script : scripts) {
            steps.append(Files.readString(Path.of("../..", script)));
        }
        assertThat(steps).contains("pulumi up ", "artifact-ids: ${{ inputs.artifact }}");
        assertThat(steps).doesNotContainPattern("\\b(mvn|npm|npx|pip|pipx|cache)\\b");
    }

    /** The scripts that a text runs, and those that they run. */
    private static void addScripts(String text, Set<String> scripts) throws IOException {
        for (var script : SCRIPT.matcher(text).results().toList()) {
            if (scripts.add(script.group())) {
                addScripts(Files.readString(Path.of("../..", script.group())), scripts);
            }
        }
    }

    @Test
    @SuppressWarnings("unchecked") // The steps of a job and of an action are lists of mappings.
    void jobs_that_can_get_credentials_first_take_away_what_could_be_built() throws Exception {
        var action = (Map<String, Map<String, Object>>) yaml(Path.of("../../.github/actions/prepare/action.yml"));
        var preparation = steps(Objects.requireNonNull(action.get("runs")));

        var takingAway = preparation.indexOf("if [ -n \"$ARTIFACT\" ]; then .github/use-jar.sh; else rm pom.xml; fi");
        assertThat(preparation.subList(takingAway + 1, preparation.size()))
                .first()
                .asString()
                .startsWith("aws-actions/configure-aws-credentials@");
        assertThat(preparation.subList(0, takingAway)).noneMatch(step -> step.contains("auth"));
        assertThat(jobs().values())
                .filteredOn(job -> String.valueOf(job.get("permissions")).contains("id-token"))
                .isNotEmpty()
                .allSatisfy(job -> assertThat(steps(job))
                        .satisfies(step -> assertThat(step).startsWith("actions/checkout@"), atIndex(0))
                        .satisfies(step -> assertThat(step).isEqualTo("./.github/actions/prepare"), atIndex(1)));
    }

    /** What each step uses or runs. */
    @SuppressWarnings("unchecked") // As above.
    private static List<String> steps(Map<String, Object> job) {
        var steps = (List<Map<String, Object>>) Objects.requireNonNull(job.get("steps"));
        return steps.stream()
                .map(step -> String.valueOf(step.getOrDefault("uses", step.get("run"))))
                .toList();
    }

    @Test
    void actions_are_pinned_by_commit_with_their_version_beside() throws Exception {
        for (var folder : List.of("workflows", "actions")) {
            for (var file : files(folder)) {
                assertThat(Files.readAllLines(file))
                        .filteredOn(line -> line.contains("uses:"))
                        .isNotEmpty()
                        .allMatch(line ->
                                line.matches(".*uses: (\\./\\S+|[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+)"));
            }
        }
    }
}
