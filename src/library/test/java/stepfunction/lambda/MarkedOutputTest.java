package stepfunction.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import stepfunction.lambda.Signal.Marked;
import stepfunction.lambda.Signal.Printed;

class MarkedOutputTest {

    private static final String NONCE = "0d7f";
    private static final String MARK = "\0" + NONCE + " ";

    private static List<Signal> signals(String text) throws IOException {
        var output = new MarkedOutput(new ByteArrayInputStream(text.getBytes(UTF_8)), NONCE);
        var signals = new ArrayList<Signal>();
        for (var signal = output.next(); signal.isPresent(); signal = output.next()) {
            signals.add(signal.get());
        }
        return signals;
    }

    @Test
    void lines_and_marks_come_in_order() throws IOException {
        assertThat(signals("one\n\n" + MARK + "7\ntwo\n"))
                .containsExactly(new Printed("one"), new Printed(""), new Marked("7"), new Printed("two"));
    }

    @Test
    void mark_ends_a_line_that_has_no_end() throws IOException {
        assertThat(signals("half" + MARK + "7\nrest"))
                .containsExactly(new Printed("half"), new Marked("7"), new Printed("rest"));
    }

    @Test
    void mark_with_another_nonce_is_printed() throws IOException {
        assertThat(signals("\0" + "0d7e 7\n")).containsExactly(new Printed("\0" + "0d7e 7"));
        assertThat(signals("\0" + MARK + "7\n")).containsExactly(new Printed("\0"), new Marked("7"));
        assertThat(signals("\0" + "0d")).containsExactly(new Printed("\0" + "0d"));
    }

    @Test
    void line_is_split_where_it_is_too_long() throws IOException {
        var longest = "x".repeat(MarkedOutput.MAX_LINE_BYTES);

        assertThat(signals(longest + "y" + MARK + "7\n"))
                .containsExactly(new Printed(longest), new Printed("y"), new Marked("7"));
    }
}
