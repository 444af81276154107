package stepfunction.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;
import stepfunction.apis.Member;
import stepfunction.apis.RequestMembers;
import stepfunction.asl.Code;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Placeholder;
import stepfunction.asl.QueryLanguage;
import stepfunction.asl.Resource;
import stepfunction.binding.Call;

/**
 * The types of the values that a Task sends as they are written. Warnings, because AWS converts some of them. A text may stand for anything
 * that is computed.
 */
final class MemberTypeCheck {

    private final Call call;
    private final Resource.Integration called;
    private final Findings findings = new Findings();

    private MemberTypeCheck(Call call, Resource.Integration called) {
        this.call = call;
        this.called = called;
    }

    /** The findings, each once. */
    static List<Finding> check(Call call, Resource.Integration called, RequestMembers request) {
        var check = new MemberTypeCheck(call, called);
        if (call.requester() == Call.Requester.TASK) {
            call.state()
                    .arguments()
                    .ifPresent(arguments -> arguments
                            .asMap()
                            .forEach((name, value) ->
                                    request.member(name).ifPresent(member -> check.typeIsRight(member, value))));
        }
        return check.findings.all();
    }

    private void typeIsRight(Member member, JsonElement value) {
        if (!isComputed(value) && !isRight(member.type(), value)) {
            findings.warning(
                    Code.MEMBER_TYPE,
                    call.state().name(),
                    "%s of %s must be %s, was %s; correct it"
                            .formatted(member.name(), call.state().name(), phrase(member.type()), shown(value)));
        }
    }

    private boolean isComputed(JsonElement value) {
        return value instanceof JsonPrimitive primitive
                && primitive.isString()
                && (!Placeholder.in(primitive.getAsString()).isEmpty()
                        || (call.state().queryLanguage() == QueryLanguage.JSONATA
                                && QueryLanguage.JSONATA.isExpression(primitive.getAsString())));
    }

    /** Optimized integrations turn JSON into text; a timestamp may be a text or a number. */
    private boolean isRight(Member.Type type, JsonElement value) {
        return switch (type) {
            case LIST -> value.isJsonArray();
            case MAP, OBJECT -> value.isJsonObject();
            case BOOLEAN -> value instanceof JsonPrimitive primitive && primitive.isBoolean();
            case INTEGER, NUMBER -> value instanceof JsonPrimitive primitive && primitive.isNumber();
            case TEXT -> !called.sdk() || value.isJsonPrimitive();
            case TIMESTAMP, BLOB, ANY -> true;
        };
    }

    private static String phrase(Member.Type type) {
        return switch (type) {
            case LIST -> "an array";
            case MAP, OBJECT -> "an object";
            case BOOLEAN -> "true or false";
            case INTEGER, NUMBER -> "a number";
            case TEXT, TIMESTAMP, BLOB, ANY -> "a text";
        };
    }

    private static String shown(JsonElement value) {
        var text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
