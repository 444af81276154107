package stepfunction.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import stepfunction.asl.Fields;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Placeholder;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.Resource;
import stepfunction.binding.Call;

/**
 * The attribute values that a Task sends to DynamoDB, such as <code>{"S": "text"}</code>, and the names for them in its expressions:
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html. DynamoDB refuses a request with others.
 */
final class AttributeValueCheck {

    private static final List<String> MEMBERS = List.of("Item", "Key", "ExpressionAttributeValues");

    private static final Set<String> TYPES = Set.of("S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL");

    private static final Set<String> SDK_TYPES = Set.of("Ss", "Ns", "Bs", "Bool", "Nul");

    private static final List<String> EXPRESSIONS = List.of(
            "UpdateExpression",
            "ConditionExpression",
            "FilterExpression",
            "KeyConditionExpression",
            "ProjectionExpression");

    /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeValues.html */
    private static final Pattern VALUE_NAME = Pattern.compile(":[A-Za-z0-9_]+");

    private final Call call;
    private final boolean isSdk;
    private final JsonObject arguments;
    private final Findings findings = new Findings();

    private AttributeValueCheck(Call call, boolean isSdk, JsonObject arguments) {
        this.call = call;
        this.isSdk = isSdk;
        this.arguments = arguments;
    }

    /** The findings, each once. */
    static List<Finding> check(Call call, Resource.Integration called) {
        var arguments = call.state().arguments();
        if (!called.service().equals("dynamodb") || call.requester() != Call.Requester.TASK || arguments.isEmpty()) {
            return List.of();
        }
        var check = new AttributeValueCheck(call, called.sdk(), arguments.get());
        check.all();
        return check.findings.all();
    }

    private void all() {
        for (var member : MEMBERS) {
            new Fields(arguments).object(member).ifPresent(values -> valuesAreTyped(member, values));
        }
        valuesOfExpressionsAreThere();
    }

    private void valuesAreTyped(String member, JsonObject values) {
        for (var value : values.entrySet()) {
            if (!isComputed(value.getKey(), value.getValue())) {
                valueIsTyped(member + "/" + value.getKey(), value.getValue());
            }
        }
    }

    private void valueIsTyped(String place, JsonElement value) {
        if (!(value instanceof JsonObject typed) || typed.size() != 1) {
            findings.error(
                    "%s of %s must be an attribute value such as {\"S\": \"text\"} or {\"N\": \"5\"}, was %s; correct it"
                            .formatted(place, call.state().name(), value));
            return;
        }
        var type = typed.keySet().iterator().next();
        if (!isType(withoutSuffix(type))) {
            findings.error(
                    "%s of %s has the type %s, but DynamoDB knows only S, N, B, SS, NS, BS, M, L, NULL and BOOL; correct it"
                            .formatted(place, call.state().name(), type));
        } else if (type.equals("N") && typed.get(type) instanceof JsonPrimitive number && !number.isString()) {
            findings.error("%s/N of %s must be a text, was %s; write \"%s\""
                    .formatted(place, call.state().name(), number, number));
        }
    }

    /** An aws-sdk integration has the names of the SDK for Java too: Ss, Ns, Bs, Bool and Nul. */
    private boolean isType(String name) {
        return TYPES.contains(name) || (isSdk && SDK_TYPES.contains(name));
    }

    /** Unless only an execution knows one of them. */
    private void valuesOfExpressionsAreThere() {
        var values = new Fields(arguments).object("ExpressionAttributeValues").orElseGet(JsonObject::new);
        if (hasComputed(EXPRESSIONS) || hasComputed(List.of("ExpressionAttributeValues"))) {
            return;
        }
        var named = new LinkedHashSet<String>();
        for (var expression : EXPRESSIONS) {
            new Fields(arguments)
                    .text(expression)
                    .ifPresent(text -> VALUE_NAME.matcher(text).results().forEach(match -> named.add(match.group())));
        }
        var given = new LinkedHashSet<String>();
        values.keySet().forEach(name -> given.add(withoutSuffix(name)));
        for (var name : named) {
            if (!given.contains(name)) {
                findings.error("an expression of %s has %s, which ExpressionAttributeValues does not define; add it"
                        .formatted(call.state().name(), name));
            }
        }
        for (var name : given) {
            if (!named.contains(name)) {
                findings.error("ExpressionAttributeValues of %s has %s, which no expression uses; remove it"
                        .formatted(call.state().name(), name));
            }
        }
    }

    private boolean hasComputed(List<String> members) {
        return members.stream()
                .anyMatch(member -> arguments.has(member + ".$")
                        || (arguments.has(member) && isComputed(member, arguments.get(member))));
    }

    private boolean isComputed(String name, JsonElement value) {
        var isText = value instanceof JsonPrimitive primitive && primitive.isString();
        return name.endsWith(".$")
                || (isText
                        && (!Placeholder.in(value.getAsString()).isEmpty()
                                || (isJsonata() && QueryLanguage.JSONATA.isExpression(value.getAsString()))));
    }

    private boolean isJsonata() {
        return call.state().queryLanguage() == QueryLanguage.JSONATA;
    }

    private static String withoutSuffix(String name) {
        return name.endsWith(".$") ? name.substring(0, name.length() - ".$".length()) : name;
    }
}
