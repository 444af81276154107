package workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stepfunction.declared.DeclaredStack;

/** Checks of this project's own, in addition to the library's: the resources that the program declares against Pulumi's mocks. */
class StackTest {

    private static DeclaredStack dev;

    @BeforeAll
    static void declare() {
        dev = DeclaredStack.of("dev");
    }

    @Test
    void state_machine_calls_the_function() {
        var function = dev.resource("handler-function").arn().orElseThrow();

        assertThat(dev.resource("workflow-state-machine").input("definition")).contains("\"" + function + "\"");
    }

    @Test
    void state_machine_may_invoke_the_function() {
        var function = dev.resource("handler-function").arn().orElseThrow();

        assertThat(dev.resource("workflow-invoke-policy").input("policy"))
                .contains("\"Action\":\"lambda:InvokeFunction\"", "\"Resource\":\"" + function + "\"");
    }
}
