package stepfunction.apis;

import java.util.List;
import java.util.Optional;

/**
 * A part of an ARN that a member of the request fills.
 *
 * @param path the members to it, through lists; {@code *} as the last one stands for the keys of an object
 * @param form how its value becomes part of an ARN
 * @param defaultValue what the service takes where the member is absent
 * @param isNarrowing whether the ARN has {@code *} in its place where the member is absent or known only at run time
 */
public record ArnVariable(List<String> path, Form form, Optional<String> defaultValue, boolean isNarrowing) {

    /** The last of the path for the keys of an object, such as the tables in RequestItems. */
    public static final String KEYS = "*";

    /** The path of the state machine's own name. */
    public static final List<String> OWN_NAME = List.of("$$", "StateMachine", "Name");

    public ArnVariable {
        path = List.copyOf(path);
    }

    /** Whether it is the name of the state machine that makes the call. */
    public boolean isOwnName() {
        return path.equals(OWN_NAME);
    }

    ArnVariable named(String name) {
        return new ArnVariable(List.of(name), form, defaultValue, isNarrowing);
    }

    /** Whether any text is legal in its value, wildcards of IAM included, so that they are escaped. */
    public boolean takesAnyText() {
        return isNarrowing || form.takesAnyText();
    }

    /** The path as a text, such as {@code Target.RoleArn}. */
    public String name() {
        return String.join(".", path);
    }

    /** Parses what stands between braces: {@code Name}, {@code QueueUrl|queue}, {@code GroupName=default}, {@code Key~}. */
    static ArnVariable parse(String text) {
        var isNarrowing = text.endsWith("~");
        var rest = isNarrowing ? text.substring(0, text.length() - 1) : text;
        var equals = rest.indexOf('=');
        var defaultValue = equals < 0 ? Optional.<String>empty() : Optional.of(rest.substring(equals + 1));
        rest = equals < 0 ? rest : rest.substring(0, equals);
        var bar = rest.indexOf('|');
        var form = bar < 0 ? Form.PLAIN : Form.named(rest.substring(bar + 1));
        rest = bar < 0 ? rest : rest.substring(0, bar);
        return new ArnVariable(Split.at('.', rest), form, defaultValue, isNarrowing);
    }
}
