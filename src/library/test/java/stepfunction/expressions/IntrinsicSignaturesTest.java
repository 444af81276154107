package stepfunction.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many arguments each function takes; what it makes of them is in the recordings. */
class IntrinsicSignaturesTest {

    private static Intrinsic.FunctionCall parse(String function, int arguments) {
        return Intrinsic.parse("%s(%s)".formatted(function, String.join(", ", Collections.nCopies(arguments, "1"))));
    }

    @ParameterizedTest
    @CsvSource({
        "States.Array, 0, 99",
        "States.ArrayContains, 2, 2",
        "States.ArrayGetItem, 2, 2",
        "States.ArrayLength, 1, 1",
        "States.ArrayPartition, 2, 2",
        "States.ArrayRange, 3, 3",
        "States.ArrayUnique, 1, 1",
        "States.Base64Decode, 1, 1",
        "States.Base64Encode, 1, 1",
        "States.Format, 1, 99",
        "States.Hash, 2, 2",
        "States.JsonMerge, 3, 3",
        "States.JsonToString, 1, 1",
        "States.MathAdd, 2, 2",
        "States.MathRandom, 2, 3",
        "States.StringSplit, 2, 2",
        "States.StringToJson, 1, 1",
        "States.UUID, 0, 0"
    })
    void function_takes_so_many_arguments_and_no_others(String function, int least, int most) {
        assertThat(parse(function, least).arguments()).hasSize(least);
        assertThat(parse(function, most).arguments()).hasSize(most);
        if (least > 0) {
            assertThatThrownBy(() -> parse(function, least - 1)).isInstanceOf(InvalidExpressionException.class);
        }
        if (most < 99) {
            assertThatThrownBy(() -> parse(function, most + 1)).isInstanceOf(InvalidExpressionException.class);
        }
    }
}
