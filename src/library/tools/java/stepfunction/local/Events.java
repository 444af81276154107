package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import stepfunction.asl.Event;
import stepfunction.asl.State;

/** The events of an execution, those of a distributed Map's iterations among them, in the order of their times. */
record Events(List<Event> all) {

    Events {
        all = List.copyOf(all);
    }

    static boolean isEntered(Event event) {
        return event.type().text().endsWith("StateEntered");
    }

    static boolean isExited(Event event) {
        return event.type().text().endsWith("StateExited");
    }

    /** The names of the states that were entered, in order. */
    List<String> path() {
        return all.stream()
                .filter(Events::isEntered)
                .flatMap(event -> event.state().stream())
                .map(State::name)
                .toList();
    }

    Stream<Event> exits() {
        return all.stream().filter(Events::isExited);
    }

    /** As GetExecutionHistory gives them, a line each: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html. */
    String json() {
        var lines = all.stream().map(Events::json).map(JsonElement::toString).toList();
        return "[\n%s\n]\n".formatted(String.join(",\n", lines));
    }

    private static JsonObject json(Event event) {
        var json = new JsonObject();
        json.addProperty("execution", event.executionName());
        json.addProperty("id", event.id());
        json.addProperty("timestamp", event.time().toString());
        json.addProperty("type", event.type().text());
        event.state().ifPresent(state -> json.addProperty("state", state.name()));
        // Step Functions does not tell this.
        event.transition().ifPresent(transition -> json.addProperty("transition", transition.field()));
        event.details()
                .keySet()
                .forEach(name -> json.add(name, event.detail(name).orElseThrow()));
        return json;
    }
}
