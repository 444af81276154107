package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static stepfunction.Fixture.edited;

import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {

    private static final Path PROJECT = Fixture.PROJECT.projectDir();

    private static Preflight check(Path projectDir, Map<String, String> changes, Function<StackSettings, Plan> plan) {
        return Preflight.check(Fixture.reader(changes), plan, Path.of("target/classes"), projectDir);
    }

    @Test
    void everything_wrong_is_told_in_one_message(@TempDir Path empty) {
        var definition = edited("\"Next\": \"Each\"", "\"Next\": \"Echo\"");

        assertThatThrownBy(() ->
                        check(empty, Map.of("lambdaMemorySizeMb", "1"), settings -> Fixture.plan(settings, definition)))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("nothing was registered, because:\n- lambdaMemorySizeMb must be")
                .hasMessageContainingAll(
                        "\n- greet/handler.py must hold handler's handler handler.handler, was absent; create or restore it",
                        "\n- count/handler.py must hold counter's",
                        "\n- workflow.asl.json: Tell must lead to a state of ");
    }

    @Test
    void definition_that_is_no_json_is_told_beside_the_rest(@TempDir Path empty) {
        assertThatThrownBy(() -> check(empty, Map.of(), settings -> Fixture.plan(settings, "{")))
                .isInstanceOf(RunException.class)
                .hasMessageContainingAll("\n- greet/handler.py must", "\n- workflow.asl.json: it must be strict JSON");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "wrong-names.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void name_that_stands_for_nothing_of_its_own_is_refused(String name, String message) {
        Map<String, Function<String, Output<String>>> values = Map.of("Arn", Output::of, "TimeoutSeconds", Output::of);
        Function<StackSettings, Plan> planner = settings -> {
            var target = Target.of(name, List.of("sns:Publish"), () -> "arn", values);
            return new Plan(Fixture.plan(settings).functions(), List.of(target), Fixture.DEFINITION);
        };

        assertThatThrownBy(() -> check(PROJECT, Map.of(), planner))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("\n- " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x         | x-ASSUME | must use every name once, was used twice: role x-assume-role
            x-counter | y        |
            ffffffffffffffffffffffffffffffffffffffffffffff | y | must give a role a name of at most 64 characters, was ffffffffffffffffffffffffffffffffffffffffffffff-counter-assume-role
            """)
    void names_of_roles_are_unique_and_short_enough(String function, String stateMachine, String message) {
        var changes = Map.of("lambdaFunctionName", function, "stepFunctionName", stateMachine);
        var settings = StackSettings.read(Fixture.reader(changes));

        assertThat(Fixture.plan(settings).violations(settings))
                .isEqualTo(message == null ? List.of() : List.of("App.plan " + message));
    }

    @Test
    void plan_without_anything_to_call_is_refused() {
        assertThatThrownBy(() -> check(PROJECT, Map.of(), settings -> new Plan(List.of(), List.of(), "{}")))
                .hasMessageContaining("\n- App.plan must list what the workflow calls, was empty");
    }

    @Test
    void function_whose_outputs_another_has_is_refused() {
        Function<StackSettings, Plan> planner = settings -> {
            var functions = Stream.of("handler", "lambda").map(name -> FunctionSettings.of(name, "greet", settings));
            return new Plan(functions.toList(), List.of(), Fixture.DEFINITION);
        };

        assertThatThrownBy(() -> check(PROJECT, Map.of(), planner))
                .hasMessageContaining("was used twice: output lambda");
    }

    @Test
    void plan_that_throws_is_told_beside_the_rest() {
        Function<StackSettings, Plan> planner =
                settings -> Fixture.plan(settings, settings.alarmTopicArn().orElseThrow());

        assertThatThrownBy(() -> check(PROJECT, Map.of("alarmTopicArn", "x"), planner))
                .hasMessageContainingAll(
                        "\n- alarmTopicArn must be", "\n- App.plan must give a plan, was java.util.NoSuch");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /tmp    | handler.handler | 128   | 1000   | A          | folder of f must be a path inside the project, was /tmp
            ../f    | handler.handler | 128   | 1000   | A          | folder of f must be a path inside the project, was ../f
            f       | handler         | 128   | 1000   | A          | handler of f must be module.function, was handler
            f       | handler.handler | 127   | 1000   | A          | memory of f must be 128 to 10240 MB, was 127
            f       | handler.handler | 10241 | 1000   | A          | memory of f must be 128 to 10240 MB, was 10241
            f       | handler.handler | 128   | 1500   | A          | timeout of f must be 1 to 900 whole s, was PT1.5S
            f       | handler.handler | 128   | 901000 | A          | timeout of f must be 1 to 900 whole s, was PT15M1S
            f       | handler.handler | 128   | 1000   | AWS_REGION | environment of f must have names of letters, digits and _ that Lambda does not reserve, was AWS_REGION
            f       | handler.handler | 128   | 1000   | AWS_LAMBDA_RUNTIME_API | environment of f must have names of letters, digits and _ that Lambda does not reserve, was AWS_LAMBDA_RUNTIME_API
            f       | handler.handler | 128   | 1000   | 1A         | environment of f must have names of letters, digits and _ that Lambda does not reserve, was 1A
            """)
    void function_that_lambda_would_refuse_is_refused(
            String folder, String handler, int memory, long millis, String key, String message) {
        var environment = Map.of(key, "");

        assertThatThrownBy(() ->
                        new FunctionSettings("f", folder, handler, memory, Duration.ofMillis(millis), environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("App.plan: " + message);
    }

    @Test
    void target_without_an_arn_is_refused() {
        assertThatThrownBy(() -> Target.of("news", List.of("sns:Publish"), () -> "url", Map.of("Url", Output::of)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("App.plan's news must have the value Arn, was [Url]");
    }

    @Test
    void action_with_a_wildcard_is_refused() {
        assertThatThrownBy(() -> Target.of("news", List.of("sns:*"), () -> Output.of("arn")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("App.plan's news must have IAM actions such as sns:Publish, was [sns:*]");
    }
}
