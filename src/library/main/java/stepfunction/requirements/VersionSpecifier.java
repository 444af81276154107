package stepfunction.requirements;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version that a requirement demands, such as {@code >=2.31}:
 * https://packaging.python.org/en/latest/specifications/version-specifiers/#version-specifiers.
 *
 * @param operator one of {@code ~= == != <= >= < > ===}
 * @param version as it is written; with {@code .*} at its end, all that begin with it
 */
public record VersionSpecifier(String operator, String version) {

    private static final Pattern SPECIFIER = Pattern.compile("(===|~=|==|!=|<=|>=|<|>)\\s*(\\S+)");
    private static final String ANY = ".*";

    /** Empty for what is no specifier, such as a version with a local part behind {@code >=}. */
    static Optional<VersionSpecifier> parse(String text) {
        var match = SPECIFIER.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        var specifier = new VersionSpecifier(match.group(1), match.group(2));
        return specifier.isValid() ? Optional.of(specifier) : Optional.empty();
    }

    /** Those of a text such as {@code >=2,<3}; empty where one is none. */
    public static Optional<List<VersionSpecifier>> parseAll(String text) {
        var specifiers = new ArrayList<VersionSpecifier>();
        // A comma at the end is allowed.
        for (var each : text.isBlank() ? new String[0] : text.split(",")) {
            var specifier = parse(each);
            if (specifier.isEmpty()) {
                return Optional.empty();
            }
            specifiers.add(specifier.get());
        }
        return Optional.of(List.copyOf(specifiers));
    }

    private boolean isValid() {
        if (operator.equals("===")) {
            return true;
        }
        var parsed = parsed();
        if (parsed.isEmpty()) {
            return false;
        }
        var isPlain =
                parsed.get().isSameAs(parsed.get().base()) && !parsed.get().isPostRelease();
        return switch (operator) {
            case "==", "!=" -> !isPrefix() || isPlain;
            case "~=" ->
                !isPrefix()
                        && parsed.get().release().size() > 1
                        && parsed.get().local().isEmpty();
            default -> !isPrefix() && parsed.get().local().isEmpty();
        };
    }

    private boolean isPrefix() {
        return version.endsWith(ANY);
    }

    private Optional<PythonVersion> parsed() {
        return PythonVersion.parse(isPrefix() ? version.substring(0, version.length() - ANY.length()) : version);
    }

    /** Whether it demands one version. */
    public boolean isPin() {
        return operator.equals("===") || (operator.equals("==") && !isPrefix());
    }

    private boolean isWrittenAs(String candidate) {
        return candidate.replaceFirst("^[vV]", "").equalsIgnoreCase(version);
    }

    /** Whether it accepts a version, even one before a release. */
    private boolean accepts(PythonVersion candidate) {
        var demanded = parsed().orElseThrow();
        return switch (operator) {
            case "==" -> isEqual(candidate, demanded);
            case "!=" -> !isEqual(candidate, demanded);
            case "<=" -> candidate.withoutLocal().compareTo(demanded) <= 0;
            case ">=" -> candidate.withoutLocal().compareTo(demanded) >= 0;
            case "<" -> isBefore(candidate, demanded);
            case ">" -> isAfter(candidate, demanded);
            default -> isCompatible(candidate, demanded);
        };
    }

    /** Whether all of them accept a version. */
    public static boolean allAccept(List<VersionSpecifier> specifiers, String version) {
        var candidate = PythonVersion.parse(version);
        return specifiers.stream()
                .allMatch(specifier -> specifier.operator.equals("===")
                        ? specifier.isWrittenAs(version)
                        : candidate.isPresent() && specifier.accepts(candidate.get()));
    }

    private boolean isEqual(PythonVersion candidate, PythonVersion demanded) {
        if (isPrefix()) {
            return candidate.startsWith(demanded);
        }
        return (demanded.local().isEmpty() ? candidate.withoutLocal() : candidate).isSameAs(demanded);
    }

    /** 3.0rc1 is not before 3.0. */
    private static boolean isBefore(PythonVersion candidate, PythonVersion demanded) {
        var isItsPreRelease = candidate.isPreRelease()
                && !demanded.isPreRelease()
                && candidate.base().isSameAs(demanded.base());
        return candidate.compareTo(demanded) < 0 && !isItsPreRelease;
    }

    /** 3.0.post1 and 3.0+local are not after 3.0. */
    private static boolean isAfter(PythonVersion candidate, PythonVersion demanded) {
        var isItsVariant = candidate.base().isSameAs(demanded.base())
                && ((candidate.isPostRelease() && !demanded.isPostRelease())
                        || !candidate.local().isEmpty());
        return candidate.compareTo(demanded) > 0 && !isItsVariant;
    }

    /** {@code ~=2.2} is {@code >=2.2, ==2.*}. */
    private static boolean isCompatible(PythonVersion candidate, PythonVersion demanded) {
        var release = demanded.release();
        var prefix = new PythonVersion(
                demanded.epoch(),
                release.subList(0, release.size() - 1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        return candidate.withoutLocal().compareTo(demanded) >= 0 && candidate.startsWith(prefix);
    }

    @Override
    public String toString() {
        return operator + version;
    }
}
