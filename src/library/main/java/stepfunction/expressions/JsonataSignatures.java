package stepfunction.expressions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The functions of JSONata that Step Functions has, and the numbers of their arguments. */
public final class JsonataSignatures {

    private static final String TABLE = "/expressions/jsonata-functions.tsv";

    private static final Map<String, Arity> ARITIES = read();

    private JsonataSignatures() {}

    /** The functions, without {@code $}. */
    public static Collection<String> names() {
        return ARITIES.keySet();
    }

    /** How many arguments a function takes; absent where there is no such function. */
    public static Optional<Arity> arity(String function) {
        return Optional.ofNullable(ARITIES.get(function));
    }

    private static Map<String, Arity> read() {
        var table = Objects.requireNonNull(JsonataSignatures.class.getResourceAsStream(TABLE), TABLE);
        try (var reader = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .collect(Collectors.toUnmodifiableMap(row -> row[0], JsonataSignatures::arity));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Arity arity(String[] row) {
        return new Arity(Integer.parseInt(row[1]), row[2].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(row[2]));
    }
}
