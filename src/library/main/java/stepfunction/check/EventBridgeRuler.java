package stepfunction.check;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Optional;
import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.JsonRuleCompiler;

/** Validates and matches patterns by the engine of EventBridge: https://github.com/aws/event-ruler. It is loaded only where a plan has a pattern. */
final class EventBridgeRuler {

    /** Where a message of the engine begins to quote the pattern. */
    private static final String LOCATION = "\n at [Source";

    private EventBridgeRuler() {}

    /** Why EventBridge refuses a pattern, in its engine's words; absent if it accepts it. */
    static Optional<String> refusal(JsonObject pattern) {
        return Optional.ofNullable(JsonRuleCompiler.check(pattern.toString())).map(EventBridgeRuler::reason);
    }

    private static String reason(String message) {
        var location = message.indexOf(LOCATION);
        var reason = location < 0 ? message : message.substring(0, location);
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    /** Whether an event matches a pattern that EventBridge accepts. None does that the engine cannot read, such as one with a number of 1,001 digits. */
    static boolean matches(JsonObject pattern, JsonObject event) {
        var machine = GenericMachine.<String>builder().build();
        try {
            machine.addRule("pattern", pattern.toString());
            return !machine.rulesForJSONEvent(event.toString()).isEmpty();
        } catch (IOException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException("the engine of EventBridge failed: " + e.getMessage(), e);
        }
    }
}
