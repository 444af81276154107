package stepfunction.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import stepfunction.asl.Findings;

/** This class is in a room of the program, so that what it throws counts as the program's; PreflightTest throws as a user. */
class UserCodeTest {

    @Test
    void value_is_given_on() {
        var findings = new Findings();

        assertThat(UserCode.call("App.plan", "a text", () -> "x", findings)).contains("x");
        assertThat(findings.hasErrors()).isFalse();
    }

    @Test
    void mistake_of_the_program_is_not_told_as_the_users() {
        assertThatThrownBy(() -> UserCode.call(
                        "App.plan",
                        "a text",
                        () -> {
                            throw new IllegalStateException("a bug");
                        },
                        new Findings()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
    }

    @Test
    void refusal_that_no_user_has_caused_is_not_told_as_the_users() {
        assertThatThrownBy(() -> UserCode.call(
                        "App.plan",
                        "a text",
                        () -> {
                            throw new IllegalArgumentException("a bug");
                        },
                        new Findings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a bug");
    }

    /** Or a mistake of the program's own would be told with its line, as the user's. */
    @Test
    void every_room_of_the_program_is_told_from_the_users_code() throws Exception {
        try (var entries = Files.list(Path.of("main/java/stepfunction"))) {
            assertThat(entries.filter(Files::isDirectory))
                    .extracting(room -> "stepfunction." + room.getFileName() + ".")
                    .hasSameElementsAs(UserCode.OWN_PACKAGES);
        }
    }
}
