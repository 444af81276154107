package stepfunction.grants;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import stepfunction.plan.ArnForm;

/**
 * IAM actions that an integration needs, and on what.
 *
 * @param parameters they name the resource together; none where the form needs none
 * @param conditions parameters by what the statement compares with them
 * @param neededWhen what a Task must say for a call to need it, all of it together; a call always needs it where there is none
 */
record Access(
        List<String> actions,
        ArnForm form,
        List<Parameter> parameters,
        Map<Condition, Parameter> conditions,
        List<When> neededWhen) {

    /** A condition of an IAM statement, without its value. */
    record Condition(String operator, String key) {}

    /** What a Task must say for an access to be needed: a field with this value; any value, or none, if it is empty. */
    record When(String field, boolean isPresent, String value) {}

    static Access on(ArnForm form, Parameter parameter, String... actions) {
        return on(form, List.of(parameter), actions);
    }

    static Access on(ArnForm form, List<Parameter> parameters, String... actions) {
        return new Access(List.of(actions), form, parameters, Map.of(), List.of());
    }

    /** On {@code *}: for actions without a resource type, or whose resource is not known before the call. */
    static Access onEveryResource(String... actions) {
        return on(ArnForm.EVERY_RESOURCE, List.of(), actions);
    }

    /** On the state machine that makes the call. */
    static Access onCaller(String... actions) {
        return on(ArnForm.CALLER, List.of(), actions);
    }

    /** Those that name the resource, and then those that conditions compare with. */
    List<Parameter> allParameters() {
        return Stream.concat(parameters.stream(), conditions.values().stream()).toList();
    }

    Access provided(Map<Condition, Parameter> required) {
        return new Access(actions, form, parameters, required, neededWhen);
    }

    Access with(String field) {
        return when(new When(field, true, ""));
    }

    Access without(String field) {
        return when(new When(field, false, ""));
    }

    Access where(String field, String value) {
        return when(new When(field, true, value));
    }

    private Access when(When further) {
        var all = Stream.concat(neededWhen.stream(), Stream.of(further)).toList();
        return new Access(actions, form, parameters, conditions, all);
    }
}
