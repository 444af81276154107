package stepfunction.asl;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands the items of a Map out in batches: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html. */
final class ItemBatcher {

    private static final String FIELD = "ItemBatcher";

    private final Visit visit;
    private final Optional<JsonObject> batcher;

    ItemBatcher(Visit visit) {
        this.visit = visit;
        this.batcher = visit.state().fields().object(FIELD);
    }

    /** The inputs of the iterations: the items themselves, where there is no ItemBatcher. */
    List<@Nullable Object> batches(List<@Nullable Object> items) {
        if (batcher.isEmpty()) {
            return items;
        }
        long mostItems = limit("MaxItemsPerBatch");
        long mostBytes = limit("MaxInputBytesPerBatch");
        var batches = new ArrayList<@Nullable Object>();
        var batch = new ArrayList<@Nullable Object>();
        long bytes = 0;
        for (var item : items) {
            long size = JsonSize.of(item, DataLimit.MAX_BYTES);
            if (!batch.isEmpty() && (batch.size() == mostItems || bytes + size > mostBytes)) {
                batches.add(input(batch));
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(item);
            bytes += size;
        }
        if (!batch.isEmpty()) {
            batches.add(input(batch));
        }
        return batches;
    }

    private long limit(String field) {
        long limit = visit.payload()
                .integer(batcher.orElseGet(JsonObject::new), FIELD, field)
                .orElse(Long.MAX_VALUE);
        if (limit < 1) {
            throw visit.payload().error("%s must be above 0.".formatted(field));
        }
        return limit;
    }

    private Object input(List<@Nullable Object> items) {
        var input = new LinkedHashMap<String, @Nullable Object>();
        batcher.flatMap(fields -> new Fields(fields).get("BatchInput"))
                .ifPresent(
                        template -> input.put("BatchInput", visit.payload().composed(template, FIELD + "/BatchInput")));
        input.put("Items", items);
        return input;
    }
}
