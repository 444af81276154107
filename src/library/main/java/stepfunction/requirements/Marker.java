package stepfunction.requirements;

import java.util.List;
import java.util.Locale;

/**
 * A condition under which a requirement applies, such as {@code python_version < "3.11"}:
 * https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers.
 */
public sealed interface Marker {

    /** Whether it is true. */
    boolean isTrueIn(MarkerEnvironment environment);

    /**
     * Reads one.
     *
     * @throws InvalidRequirementException for what is no marker
     */
    static Marker parse(String text) {
        return MarkerParser.parse(text);
    }

    /** A marker that is true if all of these are. */
    record All(List<Marker> markers) implements Marker {

        public All {
            markers = List.copyOf(markers);
        }

        @Override
        public boolean isTrueIn(MarkerEnvironment environment) {
            return markers.stream().allMatch(marker -> marker.isTrueIn(environment));
        }
    }

    /** A marker that is true if one of these is. */
    record Any(List<Marker> markers) implements Marker {

        public Any {
            markers = List.copyOf(markers);
        }

        @Override
        public boolean isTrueIn(MarkerEnvironment environment) {
            return markers.stream().anyMatch(marker -> marker.isTrueIn(environment));
        }
    }

    /**
     * The comparison of a variable with a text.
     *
     * @param isReversed whether the text comes first
     */
    record Comparison(String variable, String operator, String text, boolean isReversed) implements Marker {

        @Override
        public boolean isTrueIn(MarkerEnvironment environment) {
            var value = normalized(environment.value(variable));
            var compared = normalized(text);
            return isReversed ? compare(compared, value) : compare(value, compared);
        }

        /** Extras are names; everything else is taken literally. */
        private String normalized(String value) {
            return variable.equals("extra") ? Requirement.normalized(value) : value;
        }

        /** As versions, where both are; otherwise as texts. */
        private boolean compare(String left, String right) {
            var specifier = VersionSpecifier.parse(operator + right);
            var version = PythonVersion.parse(left);
            if (specifier.isPresent() && version.isPresent()) {
                return VersionSpecifier.allAccept(List.of(specifier.get()), left);
            }
            return switch (operator) {
                case "in" -> right.contains(left);
                case "not in" -> !right.contains(left);
                case "==" -> left.equals(right);
                case "===" -> left.toLowerCase(Locale.ROOT).equals(right.toLowerCase(Locale.ROOT));
                case "!=" -> !left.equals(right);
                case "<" -> left.compareTo(right) < 0;
                case "<=" -> left.compareTo(right) <= 0;
                case ">" -> left.compareTo(right) > 0;
                case ">=" -> left.compareTo(right) >= 0;
                default ->
                    throw new InvalidRequirementException(
                            "the marker compares \"%s\" with \"%s\" by %s, which only versions can be"
                                    .formatted(left, right, operator));
            };
        }
    }
}
