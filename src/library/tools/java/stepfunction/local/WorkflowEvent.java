package stepfunction.local;

import com.google.gson.JsonObject;
import stepfunction.asl.HistoryEvent;

/**
 * An event of an execution that a case has run.
 *
 * @param workflow its name in the plan
 * @param isOfChild whether another execution has started the execution
 */
record WorkflowEvent(String workflow, boolean isOfChild, HistoryEvent event) {

    JsonObject json() {
        var json = new JsonObject();
        if (isOfChild) {
            json.addProperty("workflow", workflow);
        }
        json.addProperty("execution", event.executionName());
        json.addProperty("id", event.id());
        json.addProperty("previousEventId", event.previousId());
        json.addProperty("timestamp", event.time().toString());
        json.addProperty("type", event.type().text());
        event.state().ifPresent(state -> json.addProperty("state", state.name()));
        // Step Functions does not report this.
        event.transition().ifPresent(transition -> json.addProperty("transition", transition.field()));
        event.details()
                .keySet()
                .forEach(name -> json.add(name, event.detail(name).orElseThrow()));
        return json;
    }
}
