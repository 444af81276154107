package stepfunction.grants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import stepfunction.apis.ArnTemplate;
import stepfunction.apis.Form;
import stepfunction.plan.Location;
import stepfunction.plan.Value;

/**
 * A resource of a statement.
 *
 * @param values of the template's variables, by their names; a variable without one has a default, or stands for all
 * @param suffix follows the ARN; mostly empty
 */
record GrantedResource(ArnTemplate template, Map<String, Value> values, String suffix) {

    /** All resources: for actions that know none. */
    static final GrantedResource EVERY = new GrantedResource(ArnTemplate.EVERY_RESOURCE, Map.of(), "");

    GrantedResource {
        values = Map.copyOf(new LinkedHashMap<>(values));
    }

    /** The resource with this ARN. */
    static GrantedResource of(Value arn) {
        var variable = ArnTemplate.ARN.variables().get(0);
        return new GrantedResource(ArnTemplate.ARN, Map.of(variable.name(), arn), "");
    }

    GrantedResource with(String followed) {
        return new GrantedResource(template, values, suffix + followed);
    }

    boolean isEveryResource() {
        return template.isEveryResource();
    }

    /** The values in the order of the template. */
    List<Value> named() {
        var named = new ArrayList<Value>();
        for (var variable : template.variables()) {
            Optional.ofNullable(values.get(variable.name())).ifPresent(named::add);
        }
        return named;
    }

    /** Whether any of its variables has one of these forms. */
    boolean has(List<Form> forms) {
        return template.variables().stream().anyMatch(variable -> forms.contains(variable.form()));
    }

    /**
     * The ARN, or a pattern of ARNs.
     *
     * @param known the values of placeholders
     * @throws IllegalArgumentException with the values, if they make no ARN
     */
    String arn(Map<String, String> known, Location at) {
        return template.arn(
                                variable -> Optional.ofNullable(values.get(variable.name()))
                                        .map(value -> value.in(known)),
                                at.partition(),
                                at.region(),
                                at.account())
                        .orElseThrow(() -> new IllegalArgumentException(
                                named().stream().map(value -> value.in(known)).collect(Collectors.joining(", "))))
                + suffix;
    }
}
