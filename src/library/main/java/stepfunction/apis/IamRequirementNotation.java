package stepfunction.apis;

import java.util.ArrayList;
import java.util.List;
import stepfunction.apis.IamRequirement.RequestCondition;
import stepfunction.apis.IamRequirement.Restriction;
import stepfunction.apis.IamRequirement.Test;
import stepfunction.apis.IamRequirement.When;

/**
 * The notation of the tables: {@code ~ACTIONS RESOURCES else * if CONDITIONS with RESTRICTIONS}. src/library/data/apis/README.md
 * explains it.
 *
 * @param prefix of actions without one
 * @param ownName the name of the action that a dot stands for
 */
record IamRequirementNotation(String prefix, String ownName) {

    private static final String IF = " if ";
    private static final String WITH = " with ";
    private static final String ELSE_EVERY = " else *";

    IamRequirement parse(String text) {
        var isPossible = text.startsWith("~");
        var restricted = Halves.of(isPossible ? text.substring(1) : text, WITH);
        var conditional = Halves.of(restricted.before(), IF);
        var orEvery = conditional.before().endsWith(ELSE_EVERY);
        var statement = orEvery ? withoutEnd(conditional.before()) : conditional.before();
        var words = Split.at(' ', statement);
        var actions = actions(words.get(0));
        return new IamRequirement(
                actions,
                resources(words.subList(1, words.size()), prefixOf(actions.get(0))),
                orEvery,
                conditions(conditional.after()),
                restrictions(restricted.after()),
                isPossible);
    }

    private static String withoutEnd(String statement) {
        return statement.substring(0, statement.length() - ELSE_EVERY.length());
    }

    /** {@code glue:GetTable,GetTables} are two actions of Glue. */
    private List<String> actions(String word) {
        var actions = new ArrayList<String>();
        var current = prefix;
        for (var name : Split.at(',', word)) {
            var colon = name.indexOf(':');
            if (colon >= 0) {
                current = name.substring(0, colon);
            }
            var own = name.equals(".") ? ownName : name.substring(colon + 1);
            actions.add(current + ":" + own);
        }
        return actions;
    }

    private static String prefixOf(String action) {
        return action.substring(0, action.indexOf(':'));
    }

    private static List<ResourceType> resources(List<String> words, String prefix) {
        if (words.equals(List.of("*"))) {
            return List.of();
        }
        return words.stream().map(word -> ResourceType.parse(word, prefix)).toList();
    }

    /** Commas stand between what must hold together, slashes between alternatives. */
    private static List<When> conditions(String text) {
        var all = new ArrayList<When>();
        for (var condition : Split.at(',', text)) {
            all.add(new When(Split.at('/', condition).stream()
                    .map(IamRequirementNotation::condition)
                    .toList()));
        }
        return all;
    }

    private static RequestCondition condition(String text) {
        var isNegated = text.startsWith("!");
        var rest = isNegated ? text.substring(1) : text;
        for (var at = 0; at < rest.length(); at++) {
            var test = test(rest.charAt(at));
            if (test != Test.IS_PRESENT) {
                return new RequestCondition(
                        Split.at('.', rest.substring(0, at)), test, rest.substring(at + 1), isNegated);
            }
        }
        return new RequestCondition(Split.at('.', rest), Test.IS_PRESENT, "", isNegated);
    }

    private static Test test(char operator) {
        return switch (operator) {
            case '=' -> Test.EQUALS;
            case '~' -> Test.CONTAINS;
            case '^' -> Test.STARTS_WITH;
            default -> Test.IS_PRESENT;
        };
    }

    private static List<Restriction> restrictions(String text) {
        return Split.at(',', text).stream()
                .map(IamRequirementNotation::restriction)
                .toList();
    }

    /** {@code KEY=VALUE} is equal, {@code KEY~VALUE} may have wildcards. */
    private static Restriction restriction(String text) {
        var equals = text.indexOf('=');
        var like = text.indexOf('~');
        var isLike = like >= 0 && (equals < 0 || like < equals);
        var at = isLike ? like : equals;
        return new Restriction(
                isLike ? "StringLike" : "StringEquals", text.substring(0, at), value(text.substring(at + 1)));
    }

    private static ArnTemplate.Segment value(String text) {
        return text.startsWith("{")
                ? new ArnTemplate.Filled(ArnVariable.parse(text.substring(1, text.length() - 1)))
                : new ArnTemplate.Literal(text);
    }

    /** A text before and after a word; nothing after it where the word is absent. */
    private record Halves(String before, String after) {

        static Halves of(String text, String word) {
            var at = text.indexOf(word);
            return at < 0
                    ? new Halves(text, "")
                    : new Halves(text.substring(0, at), text.substring(at + word.length()));
        }
    }
}
