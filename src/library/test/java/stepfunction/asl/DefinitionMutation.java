package stepfunction.asl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes JSON at random: structure, names, numbers, depth, and expressions in both languages. */
final class DefinitionMutation {

    private static final List<String> NAMES = List.of(
            "Type",
            "Next",
            "End",
            "Default",
            "Choices",
            "Variable",
            "Condition",
            "And",
            "Not",
            "IsPresent",
            "StringEquals",
            "NumericLessThan",
            "Catch",
            "Retry",
            "ErrorEquals",
            "MaxAttempts",
            "BackoffRate",
            "IntervalSeconds",
            "MaxDelaySeconds",
            "JitterStrategy",
            "Assign",
            "Output",
            "Arguments",
            "Parameters",
            "ResultSelector",
            "ResultPath",
            "InputPath",
            "OutputPath",
            "Result",
            "Items",
            "ItemsPath",
            "ItemSelector",
            "ItemProcessor",
            "Iterator",
            "ProcessorConfig",
            "Mode",
            "MaxConcurrency",
            "MaxConcurrencyPath",
            "ToleratedFailureCount",
            "ItemBatcher",
            "ItemReader",
            "ResultWriter",
            "Label",
            "Branches",
            "StartAt",
            "States",
            "Seconds",
            "SecondsPath",
            "Timestamp",
            "TimestampPath",
            "Error",
            "ErrorPath",
            "Cause",
            "CausePath",
            "TimeoutSeconds",
            "HeartbeatSeconds",
            "Resource",
            "Credentials",
            "QueryLanguage",
            "v",
            "v.$",
            "a.$",
            "");

    private static final List<String> TEXTS = List.of(
            "Pass",
            "Task",
            "Choice",
            "Wait",
            "Parallel",
            "Map",
            "Succeed",
            "Fail",
            "JSONata",
            "JSONPath",
            "States.ALL",
            "States.Timeout",
            "",
            "$",
            "$$",
            "$.a",
            "$.a[0]",
            "$.a[*]",
            "$..a",
            "$..*",
            "$.a[?(@.b==c)]",
            "$.a[?(@.b =~ /(x+x+)+y/)]",
            "$.a[1:2]",
            "$.a.length()",
            "$v",
            "$v.a",
            "$$.State",
            "$[",
            "$.a[?(",
            "$['a\"]",
            "$.a[-1]",
            "$.a[99999999999]",
            "$.a.b.c.d",
            "$.*",
            "$..",
            "States.UUID()",
            "States.Format('{}', $.a)",
            "States.Array($, $)",
            "States.ArrayRange(0, 9, 0)",
            "States.ArrayGetItem($.a, -1)",
            "States.ArrayPartition($.a, 2)",
            "States.MathRandom(1, 1)",
            "States.MathAdd($.a, 9223372036854775807)",
            "States.StringToJson('[1')",
            "States.JsonMerge($, $, false)",
            "States.Base64Decode('%')",
            "States.StringSplit($.a, '')",
            "States.Hash($.a, 'MD5')",
            "States.Format('\\{{}', 1)",
            "States.Array(",
            "{% $states.input %}",
            "{% $states.input.a %}",
            "{% $states.result %}",
            "{% $states.errorOutput %}",
            "{% $states.context %}",
            "{% $v %}",
            "{% $sum($states.input.a) %}",
            "{% $states.input.a[0] + 1 %}",
            "{% $map($states.input.a, function($i) { $i * 2 }) %}",
            "{% null %}",
            "{% true %}",
            "{% [1..5] %}",
            "{% {'a': 1} %}",
            "{% -1 %}",
            "{% 1.5 %}",
            "{% 1e300 * 1e300 %}",
            "{% 2147483648 %}",
            "{% function($x) { $x } %}",
            "{% /a/ %}",
            "{% $string %}",
            "{% $sort([2, 'a']) %}",
            "{% $parse('[') %}",
            "{% $toMillis('x') %}",
            "{% $error('e') %}",
            "{% $assert(false) %}",
            "{% $lookup($states.input, 'a') %}",
            "{% $states.input ~> |a|{'b': 1}| %}",
            "{% $states.input.** %}",
            "{% $states.input.*[0] %}",
            "{% $states.input.a^($) %}",
            "{% $states.input.a{$string($): $} %}",
            "{% $states.input.a@$i.$i %}",
            "{% $states.input.a#$i.$i %}",
            "{% $states.input.a.%.a %}",
            "{% ($f := function($n) { $n = 0 ? 0 : $f($n - 1) }; $f(20)) %}",
            "{% $range(1, 5, 2) %}",
            "{% $partition([1, 2], 0) %}",
            "{% $random(1) %}",
            "{% $uuid() %}",
            "{% $hash('a', 'MD4') %}",
            "{% $reduce([1..9], function($a, $b) { [$a, $a] }) %}",
            "{% 1 + %}",
            "{% %}",
            "{%",
            "{% $replace('a', /a/, '$1') %}",
            "{% $formatNumber(1, '#.') %}",
            "{% $fromMillis(0, '[Y') %}",
            "{% $single([]) %}",
            "{% 'a' & $states.input %}");

    private static final List<JsonElement> NUMBERS = List.of(
            new JsonPrimitive(0),
            new JsonPrimitive(-1),
            new JsonPrimitive(1),
            new JsonPrimitive(1.5),
            new JsonPrimitive(99_999_999),
            new JsonPrimitive(Long.MAX_VALUE),
            new JsonPrimitive(1e300));

    private static final String SIGNS = "$.[](){}'\"/*%@#^|&~:;,?!=<>+-\\ 0aé\u0000";

    private static final int MAX_NESTING = 30;
    private static final int MAX_DEPTH = 12;

    private final Random random;

    DefinitionMutation(Random random) {
        this.random = random;
    }

    /** A copy in which something is different. */
    JsonElement of(JsonElement json) {
        return changed(json, 0);
    }

    private JsonElement changed(JsonElement json, int depth) {
        if (depth > MAX_DEPTH || random.nextInt(8) == 0) {
            return replaced(json);
        }
        if (json instanceof JsonObject object && !object.isEmpty()) {
            return changed(object, depth);
        }
        if (json instanceof JsonArray array && !array.isEmpty()) {
            return changed(array, depth);
        }
        return replaced(json);
    }

    private JsonElement changed(JsonObject object, int depth) {
        var copy = object.deepCopy();
        var name = any(new ArrayList<>(object.keySet()));
        switch (random.nextInt(10)) {
            case 0 -> copy.remove(name);
            case 1 -> copy.add(any(NAMES), replaced(object.get(name)));
            case 2 -> copy.add(any(NAMES), copy.remove(name));
            default -> copy.add(name, changed(object.get(name), depth + 1));
        }
        return copy;
    }

    private JsonElement changed(JsonArray array, int depth) {
        var copy = array.deepCopy();
        int index = random.nextInt(array.size());
        switch (random.nextInt(6)) {
            case 0 -> copy.remove(index);
            case 1 -> copy.add(array.get(index).deepCopy());
            default -> copy.set(index, changed(array.get(index), depth + 1));
        }
        return copy;
    }

    private JsonElement replaced(JsonElement json) {
        return switch (random.nextInt(10)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive(random.nextBoolean());
            case 2 -> any(NUMBERS);
            case 3 -> nested(json);
            case 4, 5 -> isText(json) ? new JsonPrimitive(edited(json.getAsString())) : new JsonArray();
            case 6 -> new JsonObject();
            default -> new JsonPrimitive(any(TEXTS));
        };
    }

    private static boolean isText(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString();
    }

    private JsonElement nested(JsonElement json) {
        var nested = json.deepCopy();
        for (int levels = random.nextInt(MAX_NESTING); levels > 0; levels--) {
            var outer = new JsonArray();
            outer.add(nested);
            nested = outer;
        }
        return nested;
    }

    /** A character is left out, doubled, or replaced by a sign that matters in expressions. */
    private String edited(String text) {
        if (text.isEmpty()) {
            return any(TEXTS);
        }
        int at = random.nextInt(text.length());
        var before = text.substring(0, at);
        var after = text.substring(at + 1);
        return switch (random.nextInt(3)) {
            case 0 -> before + after;
            case 1 -> before + text.charAt(at) + text.substring(at);
            default -> before + SIGNS.charAt(random.nextInt(SIGNS.length())) + after;
        };
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
