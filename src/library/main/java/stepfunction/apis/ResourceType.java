package stepfunction.apis;

import java.util.ArrayList;
import java.util.List;

/**
 * A resource that an action is on.
 *
 * @param alternatives the ways in which a request names it: the first whose members it has counts
 * @param isRequired whether IAM always checks it; otherwise only where the request names it
 * @param isProposed whether the template is only likely, so that it may be proposed to a user but not granted
 * @param isOfOthers whether it belongs to another service, which the call may do without: where only an execution knows it, a user is warned
 */
public record ResourceType(List<ArnTemplate> alternatives, boolean isRequired, boolean isProposed, boolean isOfOthers) {

    public ResourceType {
        alternatives = List.copyOf(alternatives);
    }

    /** Parses {@code !?{Arn}|:crawler/{Name}} or {@code ~arn:P:s3:::{Bucket}/*}. */
    static ResourceType parse(String word, String prefix) {
        var isRequired = word.startsWith("!");
        var rest = isRequired ? word.substring(1) : word;
        var isProposed = rest.startsWith("?");
        var isOfOthers = rest.startsWith("~");
        var templates = new ArrayList<ArnTemplate>();
        for (var template : alternatives(isProposed || isOfOthers ? rest.substring(1) : rest)) {
            templates.add(ArnTemplate.parse(template, prefix));
        }
        return new ResourceType(templates, isRequired, isProposed, isOfOthers);
    }

    /** Between bars that stand outside of braces. */
    private static List<String> alternatives(String text) {
        var found = new ArrayList<String>();
        var start = 0;
        var depth = 0;
        for (var at = 0; at < text.length(); at++) {
            var character = text.charAt(at);
            if (character == '{') {
                depth++;
            } else if (character == '}') {
                depth--;
            } else if (character == '|' && depth == 0) {
                found.add(text.substring(start, at));
                start = at + 1;
            }
        }
        found.add(text.substring(start));
        return found;
    }
}
