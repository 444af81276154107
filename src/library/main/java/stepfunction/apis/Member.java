package stepfunction.apis;

import java.util.ArrayList;
import java.util.List;

/**
 * A top-level member of a request or of a response.
 *
 * @param name as Step Functions spells it, such as {@code DbInstanceIdentifier}
 * @param isRequired whether the service refuses a request without it
 */
public record Member(String name, Type type, boolean isRequired) {

    /** The type of a member, as far as the table distinguishes them. */
    public enum Type {
        TEXT(""),
        BOOLEAN("b"),
        INTEGER("i"),
        NUMBER("n"),
        TIMESTAMP("t"),
        /** Base64 in JSON. */
        BLOB("B"),
        LIST("l"),
        MAP("m"),
        OBJECT("o"),
        /** Any JSON. */
        ANY("a");

        private final String letter;

        Type(String letter) {
            this.letter = letter;
        }

        private static Type of(String letter) {
            for (var type : values()) {
                if (type.letter.equals(letter)) {
                    return type;
                }
            }
            throw new IllegalArgumentException("'%s' must be the letter of a type".formatted(letter));
        }
    }

    /** Parses a column such as {@code !Name Tags:m}. */
    static List<Member> parseAll(String column) {
        var members = new ArrayList<Member>();
        for (var word : Split.at(' ', column)) {
            if (!word.equals(RequestMembers.OPEN)) {
                members.add(parse(word));
            }
        }
        return List.copyOf(members);
    }

    private static Member parse(String word) {
        var isRequired = word.startsWith("!");
        var colon = word.indexOf(':');
        var end = colon < 0 ? word.length() : colon;
        var type = colon < 0 ? Type.TEXT : Type.of(word.substring(colon + 1));
        return new Member(word.substring(isRequired ? 1 : 0, end), type, isRequired);
    }
}
