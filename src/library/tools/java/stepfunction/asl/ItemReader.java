package stepfunction.asl;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has the items read that a service stores or lists: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html. */
final class ItemReader {

    private final Visit visit;
    private final Payload payload;
    private final Fields fields;

    ItemReader(Visit visit, JsonObject json) {
        this.visit = visit;
        this.payload = visit.payload();
        this.fields = new Fields(json);
    }

    /** @throws StateError States.ItemReaderFailed */
    List<?> items() {
        try {
            var result = visit.execution().shared().tasks().run(call());
            visit.timeline().sleepUntil(visit.timeline().now().plus(result.took()));
            if (JsonValues.fromGson(result.output()) instanceof List<?> items) {
                return upToMaxItems(items);
            }
            throw StateError.named(StateError.ITEM_READER_FAILED, "What the ItemReader has read is no array");
        } catch (TaskFailure e) {
            visit.timeline().sleepUntil(visit.timeline().now().plus(e.took()));
            throw StateError.named(StateError.ITEM_READER_FAILED, e.errorCause());
        }
    }

    private TaskCall call() {
        var field = payload.argumentsField();
        var arguments = fields.get(field).map(template -> payload.composed(template, "ItemReader/" + field));
        return new TaskCall(
                visit.state(),
                fields.text("Resource").orElse(""),
                JsonValues.toGson(arguments.orElse(Map.of())),
                visit.retryCount(),
                Optional.empty(),
                visit.timeline().now(),
                Optional.empty(),
                new CallSite(visit, answer -> {}));
    }

    /** All of them, where MaxItems is absent or 0. */
    private List<?> upToMaxItems(List<?> items) {
        var config = fields.object("ReaderConfig").orElseGet(JsonObject::new);
        var most =
                payload.integer(config, "ItemReader/ReaderConfig", "MaxItems").filter(limit -> limit > 0);
        return most.filter(limit -> limit < items.size())
                .<List<?>>map(limit -> items.subList(0, limit.intValue()))
                .orElse(items);
    }
}
