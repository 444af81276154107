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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {

    private static final Path PROJECT = Fixture.PROJECT.projectDir();

    private static Preflight check(Path projectDir, Map<String, String> changes, Function<StackSettings, Plan> plan) {
        return Preflight.check(Fixture.settings(changes), plan, projectDir);
    }

    @Test
    void everything_wrong_is_told_in_one_message(@TempDir Path empty) {
        var definition = edited("\"Next\": \"Each\"", "\"Next\": \"Echo\"");

        assertThatThrownBy(() ->
                        check(empty, Map.of("lambdaMemorySizeMb", "1"), settings -> Fixture.plan(settings, definition)))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("nothing was registered, because:\n- lambdaMemorySizeMb must be")
                .hasMessageContainingAll(
                        "\n- greet/handler.py must be there, was absent; create it",
                        "\n- count/handler.py must be there",
                        "\n- workflow.asl.json: Next of Tell leads to Echo, which is no state; name one or add it");
    }

    @Test
    void what_hardly_works_as_it_was_meant_is_a_warning() {
        var definition = edited("\"TimeoutSeconds\": 120,", "");

        var checked = check(PROJECT, Map.of(), settings -> Fixture.plan(settings, definition));

        assertThat(checked.warnings())
                .containsExactly(
                        "workflow.asl.json: the state machine has no TimeoutSeconds, so an execution may run for a year; add it");
    }

    @Test
    void definition_that_is_no_json_is_told_beside_the_rest(@TempDir Path empty) {
        assertThatThrownBy(() -> check(empty, Map.of(), settings -> Fixture.plan(settings, "{")))
                .isInstanceOf(RunException.class)
                .hasMessageContainingAll("\n- greet/handler.py must", "\n- workflow.asl.json must be strict JSON");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "wrong-names.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void name_that_stands_for_nothing_of_its_own_is_refused(String name, String message) {
        Function<StackSettings, Plan> planner = settings -> {
            var target = Target.of(name, List.of("sns:Publish"), () -> Output.of("arn"));
            return new Plan(Fixture.plan(settings).functions(), List.of(target), Fixture.DEFINITION);
        };

        assertThatThrownBy(() -> check(PROJECT, Map.of(), planner))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("\n- " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x         | x-ASSUME | names must differ and have at most 64 characters, was x-assume-role
            x-counter | y        |
            ffffffffffffffffffffffffffffffffffffffffffffff | y | names must differ and have at most 64 characters, was ffffffffffffffffffffffffffffffffffffffffffffff-counter-assume-role
            """)
    void names_of_roles_are_unique_and_short_enough(String function, String stateMachine, String message) {
        var changes = Map.of("lambdaFunctionName", function, "stepFunctionName", stateMachine);
        var settings = Fixture.settings(changes);

        assertThat(Fixture.plan(settings).violations(settings))
                .isEqualTo(message == null ? List.of() : List.of(message));
    }

    @Test
    void function_whose_outputs_another_has_is_refused() {
        Function<StackSettings, Plan> planner = settings -> {
            var functions = Stream.of("handler", "lambda").map(name -> FunctionSettings.of(name, "greet", settings));
            return new Plan(functions.toList(), List.of(), Fixture.DEFINITION);
        };

        assertThatThrownBy(() -> check(PROJECT, Map.of(), planner)).hasMessageContaining("characters, was lambda");
    }

    @Test
    void target_whose_placeholder_another_has_is_refused() {
        Function<StackSettings, Plan> planner = settings -> {
            Supplier<String> resource = () -> "arn";
            var target = new Target<>("news", List.of("sns:Publish"), resource, Output::of, Map.of("Arn", Output::of));
            return new Plan(Fixture.plan(settings).functions(), List.of(target), Fixture.DEFINITION);
        };

        assertThatThrownBy(() -> check(PROJECT, Map.of(), planner)).hasMessageContaining("characters, was ${NewsArn}");
    }

    @Test
    void plan_that_throws_is_told_beside_the_rest() {
        Function<StackSettings, Plan> planner =
                settings -> Fixture.plan(settings, Optional.<String>empty().orElseThrow());

        assertThatThrownBy(() -> check(PROJECT, Map.of("alarmTopicArn", "x"), planner))
                .hasMessageContainingAll(
                        "\n- alarmTopicArn must be", "\n- App.plan must return a plan, was java.util.NoSuch");
    }

    @Test
    void handler_that_is_no_function_of_a_module_is_refused() {
        Function<StackSettings, Plan> planner = settings -> {
            var timeout = Duration.ofSeconds(1);
            var handler = new FunctionSettings("handler", "greet", "handler", 128, timeout, Map.of());
            return new Plan(List.of(handler), List.of(), Fixture.DEFINITION);
        };

        assertThatThrownBy(() -> check(PROJECT, Map.of(), planner))
                .hasMessageContaining("\n- greet/handler must be there, was absent; create it");
    }
}
