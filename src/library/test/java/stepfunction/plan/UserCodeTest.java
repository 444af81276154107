package stepfunction.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stepfunction.Fixture;
import stepfunction.asl.Findings;
import user.Mistakes;
import user.NullArguments;

/** This class is in a package of the library, so that what it throws counts as the library's; {@link Mistakes} are the user's. */
class UserCodeTest {

    @Test
    void value_is_returned() {
        var findings = new Findings();

        assertThat(UserCode.call("plan", "a text", () -> "x", findings)).contains("x");
        assertThat(findings.hasErrors()).isFalse();
    }

    @Test
    void mistake_of_the_library_is_not_reported_as_the_users() {
        assertThatThrownBy(() -> UserCode.call(
                        "plan",
                        "a text",
                        () -> {
                            throw new IllegalStateException("a bug");
                        },
                        new Findings()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
    }

    @Test
    void refusal_that_no_user_has_caused_is_not_reported_as_the_users() {
        assertThatThrownBy(() -> UserCode.call(
                        "plan",
                        "a text",
                        () -> {
                            throw new IllegalArgumentException("a bug");
                        },
                        new Findings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a bug");
    }

    @Test
    void exception_of_another_library_is_reported_with_the_users_line() {
        var findings = new Findings();

        UserCode.call("plan", "a text", Mistakes::invalidYaml, findings);

        assertThat(findings.errors())
                .singleElement()
                .asString()
                .matches("(?s)plan fails at Mistakes\\.java:\\d+: it throws while parsing .*");
    }

    @Test
    void exception_of_the_users_own_is_reported_with_its_line_even_if_it_refuses_an_argument() {
        var findings = new Findings();

        UserCode.call("plan", "a text", Mistakes::refused, findings);

        assertThat(findings.errors())
                .singleElement()
                .asString()
                .matches(
                        "plan fails at Mistakes\\.java:\\d+: it throws java\\.lang\\.IllegalArgumentException: too many orders");
    }

    static List<UnaryOperator<Plan>> nullArguments() {
        return NullArguments.all();
    }

    @ParameterizedTest
    @MethodSource("nullArguments")
    void null_argument_is_reported_with_the_users_line(UnaryOperator<Plan> call) {
        var findings = new Findings();

        UserCode.call("plan", "a plan", () -> call.apply(Fixture.plan(Fixture.stackConfig(Map.of()))), findings);

        assertThat(findings.errors())
                .singleElement()
                .asString()
                .matches("plan fails at NullArguments\\.java:\\d+: an argument must be set, was null");
    }
}
