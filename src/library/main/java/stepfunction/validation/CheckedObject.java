package stepfunction.validation;

import com.google.gson.JsonObject;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.State;

/**
 * A JSON object whose fields are checked.
 *
 * @param name in messages, such as {@code Greet} or {@code Retry[0] of Greet}
 * @param subject of warnings: the name of the state that it belongs to; empty for the state machine and its scopes
 */
record CheckedObject(String name, String subject, JsonObject json, QueryLanguage language) {

    /** An object that is a state, or belongs to one. */
    static CheckedObject of(String name, State state, JsonObject json) {
        return new CheckedObject(name, state.name(), json, state.queryLanguage());
    }

    /** The state machine, a branch or a processor, or what belongs to it: no expression stands there. */
    static CheckedObject ofScope(String name, JsonObject json) {
        return new CheckedObject(name, "", json, QueryLanguage.JSONPATH);
    }

    /** An object within this one: {@code And[0] in Choices[1] of Known}. */
    CheckedObject inner(String field, JsonObject inner) {
        return new CheckedObject(field + " in " + name, subject, inner, language);
    }
}
