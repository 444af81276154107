package stepfunction.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code release.sh}, with commands of the tests' own in place of aws and pulumi. */
@NeedsPipeline
class ReleaseIT {

    private static final String MACHINE = "arn:aws:states:eu-west-1:123456789012:stateMachine:orders";
    private static final String ALIAS = MACHINE + ":live";
    private static final String REFUND = MACHINE + "-refund";
    private static final String DEFINITION = "{\"StartAt\":\"A\",\"States\":{}}";
    private static final String FAILED = "orders-Failed";

    /** The folder of the interpreter itself: a shim of pyenv in front of it takes most of the time. */
    private static final String PYTHON = folderOfPython();

    @TempDir
    Path folder;

    /** The state of AWS. Version 4 of the workflow is released, version 5 is new; nothing is wrong. */
    private final JsonObject aws = json("""
            {"routings": {}, "definitions": {}, "alarms": {}, "executions": [], "events": [], "calls": [], "moves": []}""");

    private final JsonArray resources = new JsonArray();

    /** The script's exit status and its output on both streams. */
    private record Run(int exitStatus, String printed) {}

    private static String folderOfPython() {
        try {
            var python = new ProcessBuilder(
                            "python3", "-c", "import os, sys; print(os.path.dirname(sys.executable), end='')")
                    .start();
            return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @BeforeEach
    void give_a_stack_with_one_workflow_and_one_alarm() {
        giveWorkflow("workflow", MACHINE, "STANDARD", 5);
        giveRouting(ALIAS, "{\"4\": 100}");
        giveAlarm(FAILED, "OK");
    }

    private void giveWorkflow(String name, String machine, String type, int version) {
        var versionArn = machine + ":" + version;
        giveResource("aws:sfn/stateMachine:StateMachine", name + "-state-machine", """
                {"arn": "%s", "type": "%s", "stateMachineVersionArn": "%s", "roleArn": "arn:role", "definition": %s}""".formatted(
                        machine, type, versionArn, quoted("{ \"States\": {}, \"StartAt\": \"A\" }")));
        giveResource("aws:sfn/alias:Alias", name + "-alias", "{\"arn\": \"%s:live\"}".formatted(machine));
        aws.getAsJsonObject("definitions").addProperty(versionArn, DEFINITION);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }

    private void giveResource(String type, String name, String outputs) {
        var resource = new JsonObject();
        resource.addProperty("type", type);
        resource.addProperty(
                "urn", "urn:pulumi:live::orders::stepfunction:index:Workflow$%s::%s".formatted(type, name));
        resource.add("outputs", json(outputs));
        resources.add(resource);
    }

    private void giveRouting(String alias, String routing) {
        aws.getAsJsonObject("routings").add(alias, json(routing));
    }

    private void giveAlarm(String name, String state) {
        giveResource("aws:cloudwatch/metricAlarm:MetricAlarm", name, "{\"name\": \"%s\"}".formatted(name));
        aws.getAsJsonObject("alarms").addProperty(name, state);
    }

    private static String execution(String name, int version, String status) {
        return "{\"arn\": \"arn:execution:%s\", \"version\": \"%s:%d\", \"status\": \"%s\"}"
                .formatted(name, MACHINE, version, status);
    }

    /** @param call and how often it was made, such as {@code describe-alarms 2} */
    private void giveEvent(String call, String changes) {
        var event = json(changes);
        event.addProperty("at", call);
        aws.getAsJsonArray("events").add(event);
    }

    private ProcessBuilder script(String name, String... arguments) throws Exception {
        var commands = Files.createDirectories(folder.resolve("commands"));
        var resource = Objects.requireNonNull(ReleaseIT.class.getResource("release-aws.py"));
        var standIn = Path.of(resource.toURI());
        writeCommand(commands.resolve("aws"), "#!/bin/sh\nexec python3 -I -S %s \"$@\"\n".formatted(standIn));
        writeCommand(commands.resolve("pulumi"), "#!/bin/sh\n[ \"$1 $2\" != 'stack export' ] || cat stack.json\n");
        var state = new JsonObject();
        var deployment = new JsonObject();
        deployment.add("resources", resources);
        state.add("deployment", deployment);
        Files.writeString(folder.resolve("stack.json"), state.toString());
        Files.writeString(folder.resolve("aws.json"), aws.toString());
        if (!Files.exists(folder.resolve(".github"))) {
            Files.createSymbolicLink(
                    folder.resolve(".github"), Pipeline.ROOT.resolve(".github").toRealPath());
        }
        var command = new ArrayList<>(List.of("bash", ".github/" + name));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", String.join(":", commands.toString(), PYTHON, System.getenv("PATH")));
        builder.environment().put("AWS", folder.resolve("aws.json").toString());
        // A minute of the tests is a second, in which the script looks once.
        builder.environment().put("RELEASE_MINUTE", "1");
        builder.environment().put("RELEASE_INTERVAL", "1");
        return builder;
    }

    private static void writeCommand(Path command, String content) throws IOException {
        assertThat(Files.writeString(command, content).toFile().setExecutable(true))
                .isTrue();
    }

    private static Run run(ProcessBuilder builder) throws Exception {
        var process = builder.start();
        process.getOutputStream().close();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), printed);
    }

    private Run release() throws Exception {
        return run(script("release.sh", "live", "10", "1"));
    }

    private JsonObject known() throws IOException {
        return json(Files.readString(folder.resolve("aws.json")));
    }

    /** The routings that the script has set, in their order. */
    private List<String> moves() throws IOException {
        return known().getAsJsonArray("moves").asList().stream()
                .map(JsonElement::toString)
                .toList();
    }

    private static void assertRefused(Run run, String line) {
        assertThat(run).isEqualTo(new Run(1, line + "\n"));
    }

    @Test
    void new_version_gets_a_part_of_the_executions_and_then_all() throws Exception {
        var run = release();

        assertThat(run).isEqualTo(new Run(0, """
                        workflow: 10 % of new executions start version 5, the others version 4
                        workflow: all new executions start version 5
                        """));
        assertThat(moves()).containsExactly("{\"4\":90,\"5\":10}", "{\"5\":100}");
    }

    @Test
    void all_executions_at_once_are_watched_too() throws Exception {
        giveEvent("describe-alarms 2", "{\"alarms\": {\"orders-Failed\": \"ALARM\"}}");

        var run = run(script("release.sh", "live", "100", "1"));

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(moves()).containsExactly("{\"4\":0,\"5\":100}", "{\"4\":100}");
    }

    @Test
    void first_deployment_and_one_without_a_change_move_nothing() throws Exception {
        giveRouting(ALIAS, "{\"5\": 100}");

        assertThat(release()).isEqualTo(new Run(0, "workflow: version 5 is released\n"));

        assertThat(moves()).isEmpty();
    }

    @Test
    void alarm_leads_back_to_the_version_before() throws Exception {
        giveEvent("describe-alarms 2", "{\"alarms\": {\"orders-Failed\": \"ALARM\"}}");

        var run = release();

        assertThat(run).isEqualTo(new Run(1, """
                        workflow: 10 % of new executions start version 5, the others version 4
                        The release has failed: the alarm orders-Failed is in ALARM; correct it, or merge a pull request that reverts what was deployed
                        workflow: all new executions start version 4 again
                        """));
        assertThat(moves()).containsExactly("{\"4\":90,\"5\":10}", "{\"4\":100}");
    }

    @ParameterizedTest
    @CsvSource({"FAILED", "TIMED_OUT"})
    void failed_execution_of_the_new_version_leads_back(String status) throws Exception {
        giveEvent("describe-alarms 2", "{\"executions\": [%s]}".formatted(execution("e", 5, status)));

        var run = release();

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.printed()).contains("The release has failed: arn:execution:e of version 5 has failed;");
        assertThat(moves()).endsWith("{\"4\":100}");
    }

    @Test
    void failed_execution_of_the_old_version_or_of_an_earlier_attempt_is_none_of_the_release() throws Exception {
        aws.getAsJsonArray("executions").add(json(execution("earlier", 5, "FAILED")));
        giveEvent("describe-alarms 2", "{\"executions\": [%s]}".formatted(execution("old", 4, "FAILED")));

        assertThat(release().exitStatus()).isZero();
    }

    @Test
    void aborted_execution_was_ended_by_somebody_and_has_not_failed() throws Exception {
        giveEvent("describe-alarms 2", "{\"executions\": [%s]}".formatted(execution("e", 5, "ABORTED")));

        assertThat(release().exitStatus()).isZero();
    }

    @Test
    void cancelled_release_stays_where_it_is_and_the_next_one_goes_on() throws Exception {
        var process = script("release.sh", "live", "10", "30").start();
        while (moves().isEmpty()) {
            Thread.sleep(50);
        }
        process.toHandle().destroy();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed)
                .endsWith(
                        "The release was cancelled: 10 % of new executions start the new version; to go on, start it again\n");
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(moves()).containsExactly("{\"4\":90,\"5\":10}");
        giveRouting(ALIAS, "{\"5\": 10, \"4\": 90}");

        assertThat(release().exitStatus()).isZero();

        assertThat(moves()).containsExactly("{\"4\":90,\"5\":10}", "{\"5\":100}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALARM |
            OK    | {"arn": "arn:execution:e", "version": "arn:aws:states:eu-west-1:123456789012:stateMachine:orders:5", "status": "FAILED"}
            """)
    void release_that_went_wrong_after_it_was_cancelled_goes_back_at_once(String state, String execution)
            throws Exception {
        giveRouting(ALIAS, "{\"4\": 60, \"5\": 40}");
        aws.getAsJsonObject("alarms").addProperty(FAILED, state);
        if (execution != null) {
            aws.getAsJsonArray("executions").add(json(execution));
        }

        var run = release();

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(moves()).containsExactly("{\"4\":100}");
    }

    @Test
    void deployment_after_a_cancelled_release_starts_from_the_version_that_was_released() throws Exception {
        giveRouting(ALIAS, "{\"3\": 90, \"4\": 10}");

        assertThat(release().exitStatus()).isZero();

        assertThat(moves()).containsExactly("{\"3\":90,\"5\":10}", "{\"5\":100}");
    }

    @Test
    void versions_are_compared_as_numbers() throws Exception {
        giveWorkflow("refund", REFUND, "STANDARD", 10);
        giveRouting(REFUND + ":live", "{\"10\": 10, \"9\": 90}");
        giveRouting(ALIAS, "{\"5\": 100}");

        var run = release();

        assertThat(run.printed()).contains("refund: 10 % of new executions start version 10, the others version 9\n");
        assertThat(moves()).containsExactly("{\"9\":90,\"10\":10}", "{\"10\":100}");
    }

    @Test
    void all_workflows_are_released_together() throws Exception {
        giveWorkflow("refund", REFUND, "STANDARD", 2);
        giveRouting(REFUND + ":live", "{\"1\": 100}");

        assertThat(release().exitStatus()).isZero();

        assertThat(moves()).containsExactly("{\"4\":90,\"5\":10}", "{\"1\":90,\"2\":10}", "{\"5\":100}", "{\"2\":100}");
    }

    @Test
    void all_workflows_go_back_if_one_cannot_be_moved() throws Exception {
        giveWorkflow("refund", REFUND, "STANDARD", 2);
        giveRouting(REFUND + ":live", "{\"1\": 100}");
        giveEvent("update-state-machine-alias 2", "{\"error\": \"ThrottlingException\"}");

        var run = release();

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.printed()).contains("An error occurred (ThrottlingException)\n");
        assertThat(known().get("routings").toString())
                .isEqualTo("{\"%s\":{\"4\":100},\"%s:live\":{\"1\":100}}".formatted(ALIAS, REFUND));
    }

    @ParameterizedTest
    @CsvSource({
        "describe-alarms 2",
        "list-executions 3",
        "list-executions 4",
        "describe-state-machine-alias 2",
        "update-state-machine-alias 2"
    })
    void error_of_aws_during_the_release_leads_back(String call) throws Exception {
        giveEvent(call, "{\"error\": \"AccessDenied\"}");

        var run = release();

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.printed()).contains("An error occurred (AccessDenied)\n");
        assertThat(moves()).endsWith("{\"4\":100}");
    }

    @ParameterizedTest
    @CsvSource({
        "describe-alarms 1",
        "list-executions 1",
        "list-executions 2",
        "describe-state-machine-alias 1",
        "describe-state-machine 1"
    })
    void error_of_aws_before_the_release_moves_nothing(String call) throws Exception {
        giveEvent(call, "{\"error\": \"AccessDenied\"}");

        var run = release();

        assertRefused(run, " An error occurred (AccessDenied)");
        assertThat(moves()).isEmpty();
    }

    @Test
    void alias_that_cannot_be_moved_back_is_reported_with_the_command() throws Exception {
        giveEvent("describe-alarms 2", "{\"alarms\": {\"orders-Failed\": \"ALARM\"}}");
        giveEvent("update-state-machine-alias 2", "{\"error\": \"ThrottlingException\"}");

        var run = release();

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.printed())
                .endsWith(
                        "workflow: the alias could not be moved back; run: aws stepfunctions update-state-machine-alias --state-machine-alias-arn %s --routing-configuration stateMachineVersionArn=%s:4,weight=100\n"
                                .formatted(ALIAS, MACHINE));
    }

    @Test
    void alias_that_somebody_else_moves_meanwhile_stays_there() throws Exception {
        giveEvent("describe-alarms 2", "{\"routings\": {\"%s\": {\"3\": 100}}}".formatted(ALIAS));

        var run = release();

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.printed())
                .contains(
                        "The release has failed: the alias of workflow was moved by hand or by another release, starts 3:100;")
                .endsWith("workflow: the alias starts 3:100, and stays so\n");
        assertThat(moves()).hasSize(1);
    }

    @Test
    void alarm_that_is_deleted_meanwhile_leads_back() throws Exception {
        giveEvent("describe-alarms 2", "{\"deleted\": [\"orders-Failed\"]}");

        var run = release();

        assertThat(run.printed()).contains("The release has failed: the alarm orders-Failed does not exist;");
        assertThat(moves()).endsWith("{\"4\":100}");
    }

    @Test
    void release_does_not_start_while_an_alarm_rings() throws Exception {
        aws.getAsJsonObject("alarms").addProperty(FAILED, "ALARM");

        assertRefused(
                release(),
                "A release must start without alarms, but the alarm orders-Failed is in ALARM; start it again when it is OK, or run: pulumi up --refresh --stack live, if it was deleted");

        assertThat(moves()).isEmpty();
    }

    /** Its name begins with that of one that there is. */
    @Test
    void release_does_not_start_without_an_alarm_of_the_stack() throws Exception {
        giveAlarm("orders", "OK");
        aws.getAsJsonObject("alarms").remove("orders");

        assertThat(release().printed())
                .startsWith("A release must start without alarms, but the alarm orders does not exist;");

        assertThat(moves()).isEmpty();
    }

    @Test
    void stack_without_alarms_is_watched_by_its_executions() throws Exception {
        resources.remove(resources.size() - 1);

        var run = release();

        assertThat(run.exitStatus()).isZero();
        assertThat(run.printed())
                .startsWith(
                        "The stack has no alarms: only failed executions are watched; run: pulumi config set alarmTopicArn --stack live\n");
        assertThat(known().getAsJsonArray("calls").toString()).doesNotContain("describe-alarms");
    }

    @Test
    void express_workflow_is_watched_by_its_alarms_alone() throws Exception {
        resources.remove(0);
        giveWorkflow("workflow", MACHINE, "EXPRESS", 5);

        assertThat(release().exitStatus()).isZero();

        assertThat(known().getAsJsonArray("calls").toString()).doesNotContain("list-executions");
    }

    @Test
    void express_workflow_without_alarms_is_refused() throws Exception {
        while (!resources.isEmpty()) {
            resources.remove(0);
        }
        giveWorkflow("workflow", MACHINE, "EXPRESS", 5);

        assertRefused(
                release(),
                "The EXPRESS workflow workflow must have alarms, because AWS keeps no list of its executions, has none; run: pulumi config set alarmTopicArn --stack live");
    }

    /** Somebody has published it in the console. */
    @Test
    void version_that_the_program_has_not_published_is_refused() throws Exception {
        aws.getAsJsonObject("definitions").addProperty(MACHINE + ":5", "{\"StartAt\":\"B\",\"States\":{}}");

        assertRefused(
                release(),
                "Version 5 of workflow must be the program's, has another definition or role: it was published by hand; run: aws stepfunctions delete-state-machine-version --state-machine-version-arn %s:5, then: pulumi up --refresh --stack live"
                        .formatted(MACHINE));

        assertThat(moves()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"6": 100}
            {"4": 50, "6": 50}
            {"5": 50, "6": 50}
            """)
    void alias_that_somebody_has_moved_to_a_newer_version_is_refused(String routing) throws Exception {
        giveRouting(ALIAS, routing);

        assertRefused(
                release(),
                "The alias of workflow must start no version newer than 5, which the program has published last, starts 6: it was moved by hand; run: aws stepfunctions update-state-machine-alias --state-machine-alias-arn %s --routing-configuration stateMachineVersionArn=%s:NUMBER,weight=100"
                        .formatted(ALIAS, MACHINE));

        assertThat(moves()).isEmpty();
    }

    @Test
    void alias_that_is_missing_in_aws_is_reported() throws Exception {
        aws.getAsJsonObject("routings").remove(ALIAS);

        assertThat(release().printed()).hasLineCount(1).contains("ResourceNotFound", ALIAS);
    }

    @Test
    void stack_without_an_alias_is_refused() throws Exception {
        resources.remove(1);

        assertRefused(
                release(),
                "The stack live has no alias of workflow; run: pulumi config set release gradual --stack live, then: pulumi up --stack live");
    }

    @Test
    void stack_without_a_workflow_is_refused() throws Exception {
        resources.remove(1);
        resources.remove(0);

        assertRefused(release(), "The stack live must have a workflow, has none; run: pulumi up --stack live");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            live 0   5  | PERCENT must be a whole number from 1 to 100, was "0"; correct it, or the variable RELEASE_PERCENT
            live 101 5  | PERCENT must be a whole number from 1 to 100, was "101"; correct it, or the variable RELEASE_PERCENT
            live abc 5  | PERCENT must be a whole number from 1 to 100, was "abc"; correct it, or the variable RELEASE_PERCENT
            live 010 5  | PERCENT must be a whole number from 1 to 100, was "010"; correct it, or the variable RELEASE_PERCENT
            live 10% 5  | PERCENT must be a whole number from 1 to 100, was "10%"; correct it, or the variable RELEASE_PERCENT
            live 10 0   | MINUTES must be a whole number from 1 to 30, was "0"; correct it, or the variable RELEASE_MINUTES
            live 10 31  | MINUTES must be a whole number from 1 to 30, was "31"; correct it, or the variable RELEASE_MINUTES
            live 10 1.5 | MINUTES must be a whole number from 1 to 30, was "1.5"; correct it, or the variable RELEASE_MINUTES
            live 10 abc | MINUTES must be a whole number from 1 to 30, was "abc"; correct it, or the variable RELEASE_MINUTES
            live 10     | MINUTES must be a whole number from 1 to 30, was ""; correct it, or the variable RELEASE_MINUTES
            live        | PERCENT must be a whole number from 1 to 100, was ""; correct it, or the variable RELEASE_PERCENT
            ''          | A stack must be named; run: .github/release.sh STACK PERCENT MINUTES
            """)
    void wrong_argument_is_refused_in_one_line_before_anything_is_asked(String arguments, String message)
            throws Exception {
        var run = run(script("release.sh", arguments.split(" +", -1)));

        assertThat(run).isEqualTo(new Run(2, message + "\n"));
        assertThat(known().getAsJsonArray("calls")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "100, 30", "99, 9", "10, 10", "50, 29"})
    void arguments_can_be_checked_before_anything_is_deployed(String percent, String minutes) throws Exception {
        assertThat(run(script("release.sh", "live", percent, minutes, "check"))).isEqualTo(new Run(0, ""));

        assertThat(known().getAsJsonArray("calls")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"5": 100}          | 0 |
            {"4": 90, "5": 10}  | 0 | workflow: 90 % of new executions start version 4, which is not the newest: a release has gone back, or was cancelled
            {"4": 100}          | 0 | workflow: 100 % of new executions start version 4, which is not the newest: a release has gone back, or was cancelled
            {"5": 50, "6": 50}  | 1 | The alias of workflow must start no version newer than 5, which the program has published last, starts 6; to repair it, move it back
            """)
    void alias_drifts_only_to_a_version_that_the_program_has_not_published(
            String routing, int exitStatus, String printed) throws Exception {
        giveRouting(ALIAS, routing);

        var run = run(script("drift.sh"));

        assertThat(run).isEqualTo(new Run(exitStatus, printed == null ? "" : printed + "\n"));
    }
}
