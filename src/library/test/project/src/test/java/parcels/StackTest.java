package parcels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import stepfunction.declared.DeclaredStack;

class StackTest {

    @Test
    void function_has_the_name_that_the_stack_sets() {
        assertThat(DeclaredStack.of("test").resource("label-function").input("name"))
                .isEqualTo("test_label");
    }
}
