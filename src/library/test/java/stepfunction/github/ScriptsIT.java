package stepfunction.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The scripts that the workflows run, with commands of the tests' own in place of aws, gh, git, mvn, npm and pulumi. */
@NeedsPipeline
class ScriptsIT {

    private static final String JAR = "program.jar";

    @TempDir
    Path project;

    /** A script's exit status and its output on both streams. */
    private record Run(int exitStatus, String printed) {}

    private static Path resource(String name) throws Exception {
        return Path.of(
                Objects.requireNonNull(ScriptsIT.class.getResource(name), name).toURI());
    }

    private static String script(String name) throws Exception {
        return Pipeline.ROOT.resolve(".github").toRealPath().resolve(name).toString();
    }

    /** Runs a command in the project's folder. */
    private Run run(Map<String, String> variables, String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("GITHUB_STEP_SUMMARY", "SMOKE_CASE", "ROLE", "REGION"));
        builder.environment().putAll(variables);
        var process = builder.start();
        process.getOutputStream().close();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), printed);
    }

    /** Puts the commands of the tests' own into a folder, and returns the PATH that begins with it. */
    private String pathWithCommands() throws Exception {
        var commands = Files.createDirectories(project.resolve("commands"));
        var standIn = Files.copy(resource("command.sh"), commands.resolve("stand-in"));
        assertThat(standIn.toFile().setExecutable(true)).isTrue();
        for (var command : List.of("aws", "gh", "git", "mvn", "npm", "pulumi")) {
            Files.createSymbolicLink(commands.resolve(command), standIn);
        }
        return commands + ":" + System.getenv("PATH");
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvFileSource(resources = "scripts.csv", delimiter = '|')
    void script_does_its_work_or_says_why_not(String script, String answers, int exit, @Nullable String printed)
            throws Exception {
        Files.createSymbolicLink(
                project.resolve(".github"), Pipeline.ROOT.resolve(".github").toRealPath());
        var cases = Files.createDirectories(project.resolve("src/test/workflow/sales"));
        Files.writeString(cases.resolveSibling("example.json"), "{\"input\": {\"n\": 1}, \"output\": {\"n\": 2}}");
        Files.writeString(cases.resolve("refused.json"), "{\"input\": {\"n\": 3}, \"error\": \"Sold\"}");
        Files.writeString(
                Files.createDirectory(project.resolve("target")).resolve("definitions.json"),
                "{\"live\": {\"definition-live.json\": \"STANDARD\", \"definition-live.refund.json\": \"EXPRESS\"}}");
        var variables = Map.of(
                "PATH", pathWithCommands(),
                "ANSWERS", answers,
                "SMOKE_TEST_INTERVAL", "0",
                "BACKEND_URL", "s3://my-state/live",
                "ORGANIZATION", "octo");
        // A variable may stand before the command, as in a shell.
        var words =
                script.replaceFirst("(?<= |^)(?=[\\w-]+\\.(sh|py))", ".github/").split(" ", -1);

        var run = run(
                variables, Stream.concat(Stream.of("env"), Arrays.stream(words)).toArray(String[]::new));

        assertThat(run.exitStatus()).as(run.printed()).isEqualTo(exit);
        assertThat(run.printed()).contains(printed == null ? "" : printed).doesNotContain("unexpected call");
    }

    /** The text of a log that GitHub only shows, as inert.sh and summarize.sh print it: between two commands that share a token. */
    private static final Pattern SHOWN_ONLY =
            Pattern.compile("::stop-commands::(?<token>[0-9a-f]{32})\n(?<text>.*)\n::\\k<token>::\n", Pattern.DOTALL);

    private static final String EVIL = "::error::a\n~~~~\r# b\r\n    ##[group]c\n\n```\n<img src=x>";

    @ParameterizedTest
    @ValueSource(strings = {"inert.sh", "summarize.sh"})
    void output_of_a_command_is_no_command_to_github(String script) throws Exception {
        var variables = Map.of("PATH", pathWithCommands(), "ANSWERS", "pulumi stack --show-name -> live");

        var runs = List.of(
                run(variables, script(script), "sh", "-c", "printf %s \"$0\" >&2; exit 3", EVIL),
                run(variables, script(script), "printf", "%s", EVIL));

        assertThat(runs).extracting(Run::exitStatus).containsExactly(3, 0);
        var shown = runs.stream().map(run -> SHOWN_ONLY.matcher(run.printed())).toList();
        assertThat(shown)
                .allMatch(Matcher::matches)
                .allMatch(log -> log.group("text").strip().equals(EVIL));
        assertThat(shown).extracting(log -> log.group("token")).doesNotHaveDuplicates();
    }

    @Test
    void output_of_a_command_is_code_in_the_summary() throws Exception {
        var summary = project.resolve("summary.md");
        var variables = Map.of(
                "PATH",
                pathWithCommands(),
                "ANSWERS",
                "pulumi stack --show-name -> live",
                "GITHUB_STEP_SUMMARY",
                summary.toString());

        run(variables, script("summarize.sh"), "printf", "%s", EVIL);

        // As in Markdown, a carriage return ends a line.
        assertThat(Files.readString(summary).lines().filter(line -> !line.isBlank()))
                .containsExactly(
                        "### live",
                        "    ::error::a",
                        "    ~~~~",
                        "    # b",
                        "        ##[group]c",
                        "    ```",
                        "    <img src=x>");
    }

    @Test
    void deployment_fails_where_its_state_cannot_be_read_afterwards() throws Exception {
        Files.createSymbolicLink(
                project.resolve(".github"), Pipeline.ROOT.resolve(".github").toRealPath());
        var path = pathWithCommands();
        writeCommand("git", "echo aaa");
        writeCommand("aws", "echo ACTIVE STANDARD");
        writeCommand("pulumi", """
                case "$1 $2" in
                  "stack history") echo '[]' ;;
                  "stack export")
                    [[ ! -e exported ]] || exit 1
                    touch exported
                    echo '{"deployment": {"resources": [{"urn": "::stepfunction:index:Workflow$aws:sfn/stateMachine:StateMachine::a-state-machine", "outputs": {"arn": "a"}}]}}' ;;
                  *) echo done ;;
                esac""");

        var run = run(Map.of("PATH", path, "SMOKE_CASE", "none"), ".github/deploy.sh");

        assertThat(run.exitStatus()).as(run.printed()).isEqualTo(1);
        assertThat(run.printed())
                .endsWith("The state of the stack done must be readable, to release what was deployed, was not; "
                        + "correct what Pulumi reports and start the run again\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runtime: java\n",
                "runtime: {name: java}\n",
                "runtime:\n  name: java\n",
                "runtime:\n  # By Maven.\n  name: java\n\n  options:\n    use-executor: mvn\n"
            })
    void checkout_runs_the_jar_and_cannot_fall_back_to_maven(String runtime) throws Exception {
        var pulumi = Files.writeString(project.resolve("Pulumi.yaml"), "name: orders\n" + runtime + "config: {n: 1}\n");
        var pom = Files.createFile(project.resolve("pom.xml"));
        Files.createFile(Files.createDirectory(project.resolve("target")).resolve(JAR));

        assertThat(run(Map.of(), script("use-jar.sh"))).isEqualTo(new Run(0, ""));

        var options = Map.of("binary", "target/" + JAR);
        assertThat(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(Files.readString(pulumi)))
                .isEqualTo(Map.of(
                        "name", "orders",
                        "runtime", Map.of("name", "java", "options", options),
                        "config", Map.of("n", 1)));
        assertThat(pom).doesNotExist();
    }

    @Test
    void functions_that_were_packaged_come_with_the_jar_as_files() throws Exception {
        Files.createSymbolicLink(
                project.resolve(".github"), Pipeline.ROOT.resolve(".github").toRealPath());
        var installed = Files.createDirectories(project.resolve("cache/shout"));
        Files.writeString(installed.resolve("__init__.py"), "shout");
        var functions = Files.createDirectories(project.resolve("target/functions/python3.13-arm64/count"));
        Files.createSymbolicLink(functions.resolve("shout"), installed);
        var variables = Map.of("PATH", pathWithCommands(), "ANSWERS", "mvn -q test-compile exec:java@packages -> ");
        assertThat(run(variables, ".github/package-functions.sh")).isEqualTo(new Run(0, "\n"));
        Files.delete(functions.resolve("shout"));
        Files.delete(functions);
        Files.writeString(project.resolve("Pulumi.yaml"), "runtime: java\n");
        Files.createFile(project.resolve("target").resolve(JAR));

        assertThat(run(Map.of(), script("use-jar.sh"))).isEqualTo(new Run(0, ""));

        assertThat(functions.resolve("shout"))
                .isDirectory()
                .satisfies(path -> assertThat(Files.isSymbolicLink(path)).isFalse());
        assertThat(functions.resolve("shout/__init__.py")).hasContent("shout");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            runtime: java                | false | target/program.jar does not exist; download the artifact of the job that tested it
            "runtime": java              | true  | Pulumi.yaml must have one line that begins with runtime:, has 0
            """)
    void checkout_that_cannot_run_the_jar_stays_as_it_is(String runtime, boolean hasJar, String message)
            throws Exception {
        var pulumi = Files.writeString(project.resolve("Pulumi.yaml"), runtime);
        var pom = Files.createFile(project.resolve("pom.xml"));
        if (hasJar) {
            Files.createFile(Files.createDirectory(project.resolve("target")).resolve(JAR));
        }

        assertThat(run(Map.of(), script("use-jar.sh"))).isEqualTo(new Run(1, message + "\n"));

        assertThat(pulumi).hasContent(runtime);
        assertThat(pom).exists();
    }

    /** Runs stacks.sh beside a pom.xml and the files of some stacks. */
    private Run stacks(String pom, String... stacksWithFile) throws Exception {
        Files.writeString(project.resolve("pom.xml"), pom);
        for (var stack : stacksWithFile) {
            Files.createFile(project.resolve("Pulumi.%s.yaml".formatted(stack)));
        }
        return run(Map.of(), script("stacks.sh"));
    }

    private static String pom(String properties) {
        return "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><properties>%s</properties></project>"
                .formatted(properties);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            one              | ["one"]
            one two-2        | ["one", "two-2"]
            \\n two\\n one\\n | ["two", "one"]
            a b c d e        | ["a", "b", "c", "d", "e"]
            """)
    void stacks_are_printed_in_the_order_of_the_list(String list, String printed) throws Exception {
        var pom = pom("<stacks>%s</stacks>".formatted(list.translateEscapes()));

        var run = stacks(pom, "one", "two", "two-2", "a", "b", "c", "d", "e");

        assertThat(run).isEqualTo(new Run(0, "stacks=%s\n".formatted(printed)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a b c d e f | must list at most 5 stacks, lists 6
            a b a       | must list each stack once, lists a 2 times
            One         | must list names of lowercase letters, digits and hyphens, lists One
            ${stack}    | must list names of lowercase letters, digits and hyphens, lists ${stack}
            a,b         | must list names of lowercase letters, digits and hyphens, lists a,b
            watch-a     | must list no name that begins with preview- or watch-, lists watch-a
            preview-a   | must list no name that begins with preview- or watch-, lists preview-a
            a other     | lists other, but there is no Pulumi.other.yaml; add it, or remove other from the list
            """)
    void list_that_cannot_be_deployed_is_refused_in_one_line(String list, String reason) throws Exception {
        var pom = pom("<stacks>%s</stacks>".formatted(list));

        var run = stacks(pom, "a", "b", "c", "d", "e", "f", "watch-a", "preview-a");

        assertThat(run).isEqualTo(new Run(2, "<stacks> in pom.xml %s\n".formatted(reason)));
    }

    @Test
    void each_mistake_in_the_list_has_a_line() throws Exception {
        var run = stacks(pom("<stacks>a A a gone</stacks>"), "a");

        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.printed().lines()).hasSize(3).allMatch(line -> line.startsWith("<stacks> in pom.xml "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<stacks/>", "<stacks> </stacks>"})
    void empty_list_is_refused(String property) throws Exception {
        var message = "pom.xml must list the stacks to deploy; add <stacks>NAME NAME</stacks> to its <properties>\n";

        assertThat(stacks(pom(property))).isEqualTo(new Run(2, message));
    }

    @Test
    void project_file_that_is_not_xml_is_refused_in_one_line() throws Exception {
        var run = stacks("<project>");

        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.printed()).startsWith("pom.xml must be readable XML: ").hasLineCount(1);
    }

    private void writeSettingsOfTheStackLive() throws Exception {
        Files.writeString(project.resolve("Pulumi.live.yaml"), """
                config:
                  aws:region: eu-west-1 # Ireland
                  orders:region: eu-central-1
                  orders:stepFunctionName: 'orders_machine'
                """);
    }

    /** One file for each kind of state and of reviewer. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            live s3://my-state/live?region=eu-west-1 octo/deployers | environments-s3.txt
            live octo eve                                           | environments-cloud.txt
            live                                                    | environments.txt
            """)
    void commands_that_create_environments_are_printed(String arguments, String expected) throws Exception {
        writeSettingsOfTheStackLive();
        var command = Stream.concat(Stream.of(script("environments.sh")), Arrays.stream(arguments.split(" ", -1)));

        var run = run(Map.of("PATH", pathWithCommands()), command.toArray(String[]::new));

        assertThat(run).isEqualTo(new Run(0, Files.readString(resource(expected))));
    }

    @Test
    void printed_commands_run_as_they_stand() throws Exception {
        var answers = String.join(
                ";; ",
                "aws sts get-caller-identity --query Account --output text -> 210987654321",
                "gh api orgs/octo/teams/deployers --jq .id -> 42",
                "gh api --silent --method -> ",
                "gh variable set -> ");
        var variables = Map.of("PATH", pathWithCommands(), "ANSWERS", answers);

        var run = run(variables, "bash", "-eu", resource("environments-s3.txt").toString());

        assertThat(run.exitStatus()).as(run.printed()).isZero();
        assertThat(run.printed()).isBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''              | A stack must be named; run: .github/environments.sh STACK [BACKEND [REVIEWER]]
            other           | The stack other must have a file, but there is no Pulumi.other.yaml
            Live            | The stack must be named with lowercase letters, digits and hyphens, was Live
            live octo $(id) | The reviewer must be a login, or ORGANIZATION/TEAM, was $(id)
            bare            | Pulumi.bare.yaml must have aws:region, which the commands need; add it under config
            """)
    void environments_that_cannot_be_described_are_refused_in_one_line(String arguments, String message)
            throws Exception {
        writeSettingsOfTheStackLive();
        Files.writeString(project.resolve("Pulumi.bare.yaml"), "config:\n  stepFunctionName: bare\n");
        var command = Stream.concat(Stream.of(script("environments.sh")), Arrays.stream(arguments.split(" ", -1)));

        assertThat(run(Map.of(), command.toArray(String[]::new))).isEqualTo(new Run(2, message + "\n"));
    }

    /**
     * Runs {@code changes.sh} where git and mvn are the tests' own.
     *
     * @param build of the base, in its folder
     * @param report what mvn does where the base has left a file
     * @return the summary of the step, after what the script printed
     */
    private String changes(String build, String report) throws Exception {
        var path = pathWithCommands();
        writeCommand("git", "[[ $2 != add ]] || mkdir -p \"$5\"");
        writeCommand("mvn", """
                case "$*" in
                  "-B -q test") %s ;;
                  *-Dbase=*) [[ -f ${4#-Dbase=} ]] || exit 2; %s ;;
                  "-B -q exec:java@changes") echo "### Units" ;;
                esac""".formatted(build, report));
        var summary = project.resolve("summary.md");

        var run = run(
                Map.of("PATH", path, "GITHUB_STEP_SUMMARY", summary.toString(), "RUNNER_TEMP", project.toString()),
                script("changes.sh"));

        assertThat(run.exitStatus()).as(run.printed()).isZero();
        return run.printed() + Files.readString(summary);
    }

    private void writeCommand(String name, String body) throws Exception {
        var command = project.resolve("commands").resolve(name);
        Files.delete(command);
        assertThat(Files.writeString(command, "#!/usr/bin/env bash\n" + body)
                        .toFile()
                        .setExecutable(true))
                .isTrue();
    }

    @Test
    void changes_are_compared_with_the_results_of_the_base() throws Exception {
        var summary = changes("mkdir target && touch target/workflow.json", "echo '## What this change means'");

        assertThat(summary).isEqualTo("## What this change means\n");
    }

    /** The functions greet and count, of which one has other code at the base. */
    private String changesOfCode(String build) throws Exception {
        Files.createDirectories(project.resolve("target"));
        Files.writeString(project.resolve("target/functions.txt"), "greet\ncount\n");
        var path = pathWithCommands();
        writeCommand("git", """
                case "$1 ${*: -1}" in
                  "worktree "*) [[ $2 != add ]] || mkdir -p "$5/greet" "$5/count" && touch "$5/greet/old.py" "$5/count/old.py" ;;
                  "diff greet") exit 1 ;;
                  "archive greet") mkdir greet && touch greet/new.py && tar -c greet ;;
                esac""");
        writeCommand("mvn", """
                case "$*" in
                  "-B -q test") %s ;;
                  "-B -q exec:java@changes "*) shift 3; for each in "$@"; do echo "${each%%%%=*}: $(cat "${each#*=}")"; done ;;
                esac""".formatted(build));
        var summary = project.resolve("summary.md");

        var run = run(
                Map.of("PATH", path, "GITHUB_STEP_SUMMARY", summary.toString(), "RUNNER_TEMP", project.toString()),
                script("changes.sh"));

        assertThat(run.exitStatus()).as(run.printed()).isZero();
        return Files.readString(summary);
    }

    @Test
    void base_is_run_on_the_present_code_of_its_functions_too() throws Exception {
        assertThat(changesOfCode("mkdir -p target; ls greet count >target/workflow.json; exit 1"))
                .isEqualTo("""
                        -Dbase: count:
                        old.py

                        greet:
                        old.py
                        -Drunning: count:
                        old.py

                        greet:
                        new.py
                        """);
    }

    @Test
    void base_that_does_not_run_on_the_present_code_is_compared_without_it() throws Exception {
        assertThat(changesOfCode("[[ -e greet/old.py ]] && mkdir -p target && ls greet >target/workflow.json"))
                .isEqualTo("-Dbase: old.py\n");
    }

    @Test
    void base_with_tests_that_fail_is_compared_too() throws Exception {
        var summary = changes("mkdir target && touch target/workflow.json; exit 1", "echo '## What this change means'");

        assertThat(summary).isEqualTo("## What this change means\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            echo 'does not compile'; exit 1         | echo unreachable
            echo 'leaves no file'                   | echo unreachable
            mkdir target; touch target/workflow.json | echo 'another release' >&2; exit 2
            """)
    void base_without_results_leaves_a_line_and_the_units(String build, String report) throws Exception {
        assertThat(changes(build, report))
                .contains("The base leaves nothing to compare with.")
                .endsWith(
                        "The changes are unknown: the base of the pull request does not build, or its library is older or newer.\n\n### Units\n");
        try (var left = Files.list(project)) {
            assertThat(left)
                    .extracting(each -> project.relativize(each).toString())
                    .containsExactlyInAnyOrder("commands", "summary.md");
        }
    }

    /** It is compiled nowhere else before a deployment. */
    @Test
    void plan_of_the_end_to_end_test_compiles() throws Exception {
        var plan = script("end-to-end/src/main/java/endtoend/App.java");
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var messages = new ByteArrayOutputStream();

        var status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, messages, "-d", project.toString(), "-classpath", classPath, "-proc:none", plan);

        assertThat(status).as(messages.toString(StandardCharsets.UTF_8)).isZero();
    }
}
