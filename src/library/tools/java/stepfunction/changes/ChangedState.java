package stepfunction.changes;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/** A state in two definitions, by its path. It is in one of them at least. */
record ChangedState(@Nullable State before, @Nullable State after) {

    private static final int MAX_DIFFERENCES = 20;
    private static final List<String> PROCESSORS = List.of("ItemProcessor", "Iterator");

    /** How it differs, and how the picture shows that. */
    enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        SAME;

        /** The name of its class in the picture. */
        String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Kind kind() {
        if (before == null) {
            return Kind.ADDED;
        }
        if (after == null) {
            return Kind.REMOVED;
        }
        return differences().isEmpty() ? Kind.SAME : Kind.CHANGED;
    }

    /** As it is now, or as it was. */
    State state() {
        return Stream.of(Optional.ofNullable(after), Optional.ofNullable(before))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    /** The differences in its own fields; empty if it is in one definition only. */
    private List<JsonDifference> differences() {
        return before == null || after == null
                ? List.of()
                : JsonDifference.between(ownFields(before.json()), ownFields(after.json()));
    }

    /** The states within it are compared by themselves. */
    private static JsonObject ownFields(JsonObject state) {
        var own = state.deepCopy();
        PROCESSORS.forEach(field -> removeStates(own.get(field)));
        if (own.get("Branches") instanceof JsonArray branches) {
            branches.forEach(ChangedState::removeStates);
        }
        return own;
    }

    private static void removeStates(@Nullable JsonElement scope) {
        if (scope instanceof JsonObject object) {
            object.remove("States");
        }
    }

    /** The changes as items of a list; empty if there are none. */
    List<String> lines() {
        var name = Markdown.code(state().name());
        return switch (kind()) {
            case ADDED -> List.of("- %s is added: %s".formatted(name, description()));
            case REMOVED -> List.of("- %s is removed: it was a %s".formatted(name, description()));
            case CHANGED ->
                Stream.concat(Stream.of("- %s is changed:".formatted(name)), differenceLines())
                        .toList();
            case SAME -> List.of();
        };
    }

    private Stream<String> differenceLines() {
        var differences = differences();
        var shown = differences.stream().limit(MAX_DIFFERENCES).map(each -> "  - " + each.sentence());
        var further = differences.size() - MAX_DIFFERENCES;
        return further > 0 ? Stream.concat(shown, Stream.of("  - and %d more".formatted(further))) : shown;
    }

    /** Its type, and what it calls. */
    private String description() {
        var type = state().type().map(StateType::text).orElse("state of no known type");
        return state().fields()
                .text("Resource")
                .map(resource -> "%s that calls %s".formatted(type, Markdown.code(resource)))
                .orElse(type);
    }
}
