package stepfunction.declared;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of a resource besides its inputs: the name that Pulumi generates, and the ARN and further outputs that AWS computes.
 *
 * @param known at preview too
 * @param computed by AWS, so that a preview does not know it
 */
public record ComputedState(String id, Map<String, String> known, Map<String, String> computed) {

    /** Pulumi appends a hyphen and seven random digits to the logical name: https://www.pulumi.com/docs/iac/concepts/resources/names/. */
    private static final String AUTO_NAME_SUFFIX = "-0a1b2c3";

    /** In place of what AWS makes up. */
    private static final String GIVEN_ID = "a1b2c3";

    private static final Map<String, ResourceForms> FORMS = rows("resource-forms.csv")
            .collect(Collectors.toUnmodifiableMap(
                    cells -> cells.get(0), cells -> new ResourceForms(cells.get(1), cells.get(2), cells.get(3))));

    private static final Map<String, List<OutputForm>> OUTPUTS = rows("resource-outputs.csv")
            .collect(Collectors.groupingBy(
                    cells -> cells.get(0),
                    Collectors.mapping(
                            cells -> new OutputForm(cells.get(1), cells.get(2), cells.get(3)), Collectors.toList())));

    /**
     * The forms of a type's name, ARN and ID. {@code {name}} and so on stand for what is put in.
     *
     * @param nameProperty which the name in AWS is in
     */
    private record ResourceForms(String nameProperty, String arn, String id) {}

    /**
     * The form of a further output. The first that applies counts; an empty one is of an output that AWS leaves empty.
     *
     * @param onlyWith an input that must be set, and not to false; empty where the output does not depend on one
     */
    private record OutputForm(String output, String value, String onlyWith) {

        boolean applies(Map<String, ?> inputs) {
            return onlyWith.isEmpty() || !List.of("", "false").contains(Objects.toString(inputs.get(onlyWith), ""));
        }
    }

    /** The cells of a table's rows, without its head. */
    private static Stream<List<String>> rows(String resource) {
        var stream = Objects.requireNonNull(ComputedState.class.getResourceAsStream(resource), resource);
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader
                    .lines()
                    .skip(1)
                    .map(line ->
                            Stream.of(line.split("\\|", -1)).map(String::strip).toList())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a type that the table lacks: most ARNs are so, and most names are in {@code name}. */
    private static ResourceForms usual(String type) {
        var module = type.substring(type.indexOf(':') + 1, type.indexOf('/'));
        var kind = type.substring(type.indexOf('/') + 1, type.lastIndexOf(':'));
        var arn = "arn:{partition}:%s:{region}:{account}:%s/{name}".formatted(module, kind.toLowerCase(Locale.ROOT));
        return new ResourceForms("name", arn, "{name}");
    }

    /** A text in which what is made up has wildcards of IAM in its place. */
    public static String withWildcards(String text) {
        return text.replace(AUTO_NAME_SUFFIX, "-???????")
                .replace("-" + GIVEN_ID, "-??????")
                .replace(GIVEN_ID, "*");
    }

    /** An ARN in a text that is made up, because nothing is known of its form. */
    public static Optional<String> madeUpArn(String text) {
        return Pattern.compile("arn:[a-z-]+:%s:[^\"]*".formatted(MadeUpValues.SERVICE))
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .findFirst();
    }

    public static ComputedState of(String type, String logicalName, String region, Map<String, ?> inputs) {
        if (!type.startsWith("aws:")) {
            // A component is nothing in AWS.
            return new ComputedState(logicalName, Map.of(), Map.of());
        }
        var form = Optional.ofNullable(FORMS.get(type)).orElseGet(() -> usual(type));
        var name = Objects.requireNonNullElseGet(inputs.get(form.nameProperty), () -> autoName(type, logicalName))
                .toString();
        var arn = filledIn(withParent(form.arn, inputs), name, region);
        var computed = new HashMap<>(Map.of("arn", arn));
        for (var output : OUTPUTS.getOrDefault(type, List.of())) {
            if (output.applies(inputs)) {
                computed.putIfAbsent(
                        output.output, filledIn(output.value, name, region).replace("{arn}", arn));
            }
        }
        return new ComputedState(
                filledIn(withParent(form.id, inputs), name, region), Map.of(form.nameProperty, name), computed);
    }

    /**
     * That of a resource that exists already, and is read by its ID. The ID is its name, its ARN, or unrelated to both.
     */
    static ComputedState ofExisting(String type, String id, String region, Map<String, ?> inputs) {
        if (!type.startsWith("aws:")) {
            return new ComputedState(id, Map.of(), Map.of());
        }
        var form = Optional.ofNullable(FORMS.get(type)).orElseGet(() -> usual(type));
        var named = new HashMap<String, Object>(inputs);
        var isArn = form.id.equals(form.arn) && id.startsWith("arn:");
        named.putIfAbsent(form.nameProperty, isArn ? id.replaceFirst(".*[:/]", "") : id);
        var state = of(type, id, region, named);
        if (!isArn) {
            return new ComputedState(id, state.known, state.computed);
        }
        var computed = new HashMap<>(state.computed);
        computed.put("arn", id);
        return new ComputedState(id, state.known, computed);
    }

    /** Whether Pulumi generates a name, which is another one in each stack. */
    public static boolean isAutoName(String name) {
        return name.endsWith(AUTO_NAME_SUFFIX);
    }

    private static String autoName(String type, String logicalName) {
        var name = logicalName + AUTO_NAME_SUFFIX;
        return type.startsWith("aws:s3/bucket") ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** The form with its rule's bus, schedule's group or alias's state machine filled in; empty for the default bus. */
    private static String withParent(String form, Map<String, ?> inputs) {
        var bus = inputs.get("eventBusName") instanceof String name && !name.equals("default") ? name + "/" : "";
        var group = inputs.get("groupName") instanceof String name ? name : "default";
        return form.replace("{bus}", bus).replace("{group}", group).replace("{machine}", aliasedMachine(inputs));
    }

    /** The name of the state machine whose version an alias starts. */
    private static String aliasedMachine(Map<String, ?> inputs) {
        return inputs.get("routingConfigurations") instanceof List<?> versions
                        && !versions.isEmpty()
                        && versions.get(0) instanceof Map<?, ?> version
                        && version.get("stateMachineVersionArn") instanceof String arn
                ? arn.replaceFirst(".*:stateMachine:([^:]+):.*", "$1")
                : GIVEN_ID;
    }

    private static String filledIn(String form, String name, String region) {
        return form.replace("{partition}", partition(region))
                .replace("{region}", region)
                .replace("{account}", DeclaredStack.ACCOUNT)
                // A parameter's name may begin with the slash.
                .replace(name.startsWith("/") ? "/{name}" : "{name}", name)
                .replace("{name}", name)
                .replace("{dnsSuffix}", dnsSuffix(region))
                .replace("{id}", GIVEN_ID);
    }

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
    static String partition(String region) {
        if (region.startsWith("us-gov-")) {
            return "aws-us-gov";
        }
        return region.startsWith("cn-") ? "aws-cn" : "aws";
    }

    /** That of the names of AWS's hosts. */
    static String dnsSuffix(String region) {
        return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    }

    /** Whether the type has a form of its own, and is not taken to be like most. */
    static boolean knows(String type) {
        return FORMS.containsKey(type);
    }

    /** All that it has once it is deployed. */
    public Map<String, String> all() {
        var all = new HashMap<>(known);
        all.putAll(computed);
        return all;
    }
}
