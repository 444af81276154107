package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static stepfunction.Fixture.edited;

import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
                        "\n- greet/handler.py must hold handler's handler handler.handler, was absent; run: git checkout -- greet",
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
            x         | x-ASSUME | must give every name to one thing, was to two: role x-assume-role
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
    void action_with_a_wildcard_is_refused() {
        assertThatThrownBy(() -> Target.of("news", List.of("sns:*"), () -> Output.of("arn")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("App.plan's news must have IAM actions such as sns:Publish, was [sns:*]");
    }
}
