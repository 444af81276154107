package stepfunction.declared;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * An answer to a lookup that only AWS knows: the arguments, which most results repeat; what the resource of that name would have; and
 * made-up values of the declared types.
 *
 * @param result the class that the SDK makes of the answer
 */
record MadeUpLookup(LookupToken token, Class<?> result, Map<String, ?> arguments, String region) {

    /** So that a program which takes a second subnet finds one. */
    private static final int LIST_SIZE = 2;

    /** The resource that a lookup finds, where neither its name nor the name of its argument shows it. */
    private record FoundResource(String type, String argument, String property) {}

    private static final Map<String, FoundResource> SUBJECTS = Map.of(
            "s3:getBucket", new FoundResource("aws:s3/bucketV2:BucketV2", "bucket", "bucket"),
            "lambda:getFunction", new FoundResource("aws:lambda/function:Function", "functionName", "name"),
            "ecs:getCluster", new FoundResource("aws:ecs/cluster:Cluster", "clusterName", "name"));

    Map<String, Object> answer() {
        var types = SdkTypes.properties(result);
        var answer = new HashMap<String, Object>();
        arguments.forEach((name, value) -> {
            if (types.containsKey(name)) {
                answer.put(name, value);
            }
        });
        state().forEach((name, value) -> {
            // The version of a layer is a number, which the made-up values have too.
            if (types.get(name) == String.class) {
                answer.putIfAbsent(name, value);
            }
        });
        new MadeUpValues(token.subject(), region, LIST_SIZE).properties(result).forEach(answer::putIfAbsent);
        return answer;
    }

    /** That of the resource which it looks up, if its form is known. */
    private Map<String, String> state() {
        var special = SUBJECTS.get(token.module() + ":" + token.name());
        var type = special == null ? token.resourceType() : special.type;
        if (!ComputedState.knows(type)) {
            return Map.of();
        }
        var inputs = new HashMap<String, Object>(arguments);
        if (special != null && arguments.get(special.argument) != null) {
            inputs.put(special.property, Objects.requireNonNull(arguments.get(special.argument)));
        }
        var computed = ComputedState.of(type, token.subject(), region, inputs);
        var state = new HashMap<>(computed.all());
        state.put("id", computed.id());
        return state;
    }

    /** The entry of lookups.json that answers alike: without what repeats the arguments, and without empty lists and maps. */
    LookupEntry entry(Map<String, Object> answer) {
        var madeUp = answer.entrySet().stream()
                .filter(property -> !arguments.containsKey(property.getKey()))
                .filter(property -> !List.of(Map.of(), List.of()).contains(property.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (first, second) -> first, LinkedHashMap::new));
        return LookupEntry.of(
                "%s:%s/%s:%s".formatted(token.provider(), token.module(), token.name(), token.name()),
                arguments,
                madeUp);
    }
}
