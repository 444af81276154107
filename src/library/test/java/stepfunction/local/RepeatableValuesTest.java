package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatableValuesTest {

    private final RepeatableValues values = new RepeatableValues(Instant.parse("2026-12-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "c1b9d1f0-0000-4000-8000-0123456789ab"           | "(id)"
                    "order-c1b9d1f0000040008000-0123456789AB.json"   | "order-(id).json"
                    {"a": ["c1b9d1f0-0000-4000-8000-0123456789ab"]}  | {"a": ["(id)"]}
                    {"c1b9d1f0-0000-4000-8000-0123456789ab": 1}      | {"(id)": 1}
                    "2026-12-01T00:00:00.123Z"                       | "(time)"
                    "at 2026-12-01 00:00:00.123456+00:00, late"      | "at (time), late"
                    1796083200                                       | "(time)"
                    1796083200123                                    | "(time)"
                    1796083200.25                                    | "(time)"
                    """)
    void values_that_differ_in_each_run_get_a_name(String value, String repeatable) {
        assertThat(values.of(JsonParser.parseString(value))).isEqualTo(JsonParser.parseString(repeatable));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    20.5
                    4242424242424242
                    1e999999999
                    null
                    true
                    "2026-12-01"
                    "2026-12-01T00:00:00Z"
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                    """)
    void anything_else_stays(String value) {
        assertThat(values.of(JsonParser.parseString(value))).isEqualTo(JsonParser.parseString(value));
    }
}
