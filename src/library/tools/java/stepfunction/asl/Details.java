package stepfunction.asl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the details of an {@link HistoryEvent}, whose values may be null. */
final class Details {

    private Details() {}

    static Map<String, ?> none() {
        return Map.of();
    }

    static Map<String, ?> of(String name, @Nullable Object value) {
        return Collections.singletonMap(name, value);
    }

    static Map<String, ?> of(String name1, @Nullable Object value1, String name2, @Nullable Object value2) {
        var details = new LinkedHashMap<String, @Nullable Object>();
        details.put(name1, value1);
        details.put(name2, value2);
        return details;
    }

    static Map<String, ?> of(StateError error) {
        return of("error", error.error(), "cause", error.errorCause());
    }
}
