package stepfunction.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** This class is in a room of the program, so that what it throws counts as the program's; PreflightTest throws as a user. */
class UserCodeTest {

    @Test
    void value_is_given_on() {
        assertThat(UserCode.call("App.plan", "a text", () -> "x"))
                .isEqualTo(new UserCode.Outcome<>("x", Optional.empty()));
    }

    @Test
    void mistake_of_the_program_is_not_told_as_the_users() {
        assertThatThrownBy(() -> UserCode.call("App.plan", "a text", () -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
    }

    @Test
    void refusal_that_no_user_has_caused_is_not_told_as_the_users() {
        assertThatThrownBy(() -> UserCode.call("App.plan", "a text", () -> {
                    throw new IllegalArgumentException("a bug");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a bug");
    }
}
