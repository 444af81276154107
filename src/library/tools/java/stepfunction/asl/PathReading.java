package stepfunction.asl;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.internal.filter.TimedMatching;
import com.jayway.jsonpath.spi.json.JsonSmartJsonProvider;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The reading of a path within a bound of time: the library asks it for each value of the document, and regular expressions of filters
 * check the time themselves ({@link TimedMatching}). It runs on the caller's thread, and none is ever abandoned.
 */
final class PathReading extends JsonSmartJsonProvider {

    private static final Duration TIME = Duration.ofSeconds(1);

    private static final ThreadLocal<@Nullable PathReading> CURRENT = new ThreadLocal<>();

    static {
        TimedMatching.install(() -> {
            var current = CURRENT.get();
            if (current != null) {
                current.throwIfOver();
            }
        });
    }

    private final long start = System.nanoTime();

    private PathReading() {}

    /** The time is over. */
    private static final class OverException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OverException() {
            super("the evaluation takes longer than %d s".formatted(TIME.toSeconds()), null, false, false);
        }
    }

    /**
     * Reads it.
     *
     * @throws JsonPathException with the library's words where the path leads nowhere
     * @throws StateError States.Runtime if it takes too long, or the library fails
     */
    static @Nullable Object read(JsonPath path, Object document) {
        var reading = new PathReading();
        CURRENT.set(reading);
        try {
            return path.read(
                    document, Configuration.builder().jsonProvider(reading).build());
        } catch (JsonPathException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw StateError.runtime("Invalid path '%s' : %s".formatted(path.getPath(), e.getMessage()));
        } finally {
            CURRENT.remove();
        }
    }

    private void throwIfOver() {
        if (System.nanoTime() - start > TIME.toNanos()) {
            throw new OverException();
        }
    }

    @Override
    public boolean isMap(Object value) {
        throwIfOver();
        return super.isMap(value);
    }

    @Override
    public boolean isArray(Object value) {
        throwIfOver();
        return super.isArray(value);
    }

    @Override
    public Object unwrap(Object value) {
        throwIfOver();
        return super.unwrap(value);
    }
}
