package stepfunction.asl;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The item of a Map's iteration: {@code Map.Item} of the context object. */
record MapItem(int index, @Nullable Object value) {

    Map<String, @Nullable Object> context() {
        var item = new LinkedHashMap<String, @Nullable Object>();
        item.put("Index", (long) index);
        item.put("Value", value);
        return Map.of("Item", item);
    }
}
