package stepfunction.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Optional;

/** The output of a function's process, line by line, and in between the launcher's lines after a zero byte and a nonce. */
final class MarkedOutput {

    /** A longer line is split. */
    static final int MAX_LINE_BYTES = 65_536;

    private final PushbackInputStream stream;
    private final byte[] nonce;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Optional<String> mark = Optional.empty();

    MarkedOutput(InputStream stream, String nonce) {
        this.nonce = (nonce + " ").getBytes(ISO_8859_1);
        this.stream = new PushbackInputStream(new BufferedInputStream(stream), this.nonce.length);
    }

    /** The next line or mark; empty at the end of the stream. */
    Optional<Signal> next() throws IOException {
        if (mark.isPresent()) {
            var text = mark.get();
            mark = Optional.empty();
            return Optional.of(new Signal.Marked(text));
        }
        for (var each = stream.read(); each >= 0; each = stream.read()) {
            if (each == '\n') {
                return Optional.of(printed());
            }
            if (each == 0 && nonceFollows()) {
                mark = Optional.of(restOfLine());
                return line.size() > 0 ? Optional.of(printed()) : next();
            }
            line.write(each);
            if (line.size() >= MAX_LINE_BYTES) {
                return Optional.of(printed());
            }
        }
        return line.size() > 0 ? Optional.of(printed()) : Optional.empty();
    }

    private Signal printed() {
        var text = new String(line.toByteArray(), UTF_8);
        line.reset();
        return new Signal.Printed(text);
    }

    private boolean nonceFollows() throws IOException {
        var next = stream.readNBytes(nonce.length);
        if (Arrays.equals(next, nonce)) {
            return true;
        }
        stream.unread(next);
        return false;
    }

    private String restOfLine() throws IOException {
        var text = new ByteArrayOutputStream();
        for (var each = stream.read(); each >= 0 && each != '\n'; each = stream.read()) {
            text.write(each);
        }
        return text.toString(UTF_8);
    }
}
