package stepfunction.requirements;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A package that something needs: https://packaging.python.org/en/latest/specifications/dependency-specifiers/.
 *
 * @param name normalized
 * @param extras normalized
 * @param url from which it comes, instead of the index
 */
public record Requirement(
        String name,
        Set<String> extras,
        List<VersionSpecifier> specifiers,
        Optional<String> url,
        Optional<Marker> marker) {

    private static final Pattern REQUIREMENT = Pattern.compile(
            "(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[(?<extras>[^\\]]*)\\])?\\s*(?<rest>.*)");

    private static final Pattern EXTRA = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");

    public Requirement {
        extras = Set.copyOf(extras);
        specifiers = List.copyOf(specifiers);
    }

    /**
     * Reads one.
     *
     * @throws InvalidRequirementException for what is none
     */
    public static Requirement parse(String text) {
        var match = REQUIREMENT.matcher(text.strip());
        if (!match.matches()) {
            throw new InvalidRequirementException(
                    "must begin with the name of a package, was \"%s\"".formatted(text.strip()));
        }
        var name = normalized(match.group("name"));
        var extras = extras(match.group("extras"));
        var rest = match.group("rest");
        return rest.startsWith("@") ? fromUrl(name, extras, rest.substring(1).strip()) : fromIndex(name, extras, rest);
    }

    /** A space separates the URL, which may have a semicolon itself, from the marker. */
    private static Requirement fromUrl(String name, Set<String> extras, String rest) {
        var parts = rest.split("\\s+;", 2);
        var marker = parts.length > 1 ? Optional.of(Marker.parse(parts[1].strip())) : Optional.<Marker>empty();
        if (parts[0].isEmpty() || parts[0].contains(" ")) {
            throw new InvalidRequirementException("must have one URL behind @, was \"%s\"".formatted(parts[0]));
        }
        return new Requirement(name, extras, List.of(), Optional.of(parts[0]), marker);
    }

    private static Requirement fromIndex(String name, Set<String> extras, String rest) {
        var semicolon = rest.indexOf(';');
        var marker = semicolon < 0
                ? Optional.<Marker>empty()
                : Optional.of(Marker.parse(rest.substring(semicolon + 1).strip()));
        var versions = (semicolon < 0 ? rest : rest.substring(0, semicolon)).strip();
        var isInParentheses = versions.startsWith("(") && versions.endsWith(")");
        var written = isInParentheses ? versions.substring(1, versions.length() - 1) : versions;
        var specifiers = VersionSpecifier.parseAll(written)
                .orElseThrow(() -> new InvalidRequirementException(
                        "%s must have versions such as ==1.2.3, was \"%s\"".formatted(name, versions)));
        return new Requirement(name, extras, specifiers, Optional.empty(), marker);
    }

    private static Set<String> extras(@Nullable String list) {
        if (list == null || list.isBlank()) {
            return Set.of();
        }
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .map(extra -> {
                    if (!EXTRA.matcher(extra).matches()) {
                        throw new InvalidRequirementException(
                                "must have names of extras in [], was \"%s\"".formatted(list));
                    }
                    return normalized(extra);
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    /** https://packaging.python.org/en/latest/specifications/name-normalization/ */
    public static String normalized(String name) {
        return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    /** Whether it is needed where its extras are not asked for. */
    public boolean appliesIn(MarkerEnvironment environment) {
        return marker.map(each -> each.isTrueIn(environment)).orElse(true);
    }

    /** Whether each installation brings the same version. */
    public boolean isPinned() {
        return url.isPresent() || specifiers.stream().anyMatch(VersionSpecifier::isPin);
    }

    /** Whether nothing needs to be built: a URL must lead to a wheel. */
    public boolean comesAsWheel() {
        return url.map(each -> each.replaceFirst("[?#].*", "").endsWith(".whl") && !each.matches("[a-z]+\\+.*"))
                .orElse(true);
    }

    /** Whether it demands one version and refuses it. */
    public boolean contradictsItself() {
        return specifiers.stream()
                .filter(VersionSpecifier::isPin)
                .anyMatch(pin -> !VersionSpecifier.allAccept(specifiers, pin.version()));
    }

    /** Whether it takes this version. */
    public boolean accepts(String version) {
        return url.isEmpty() && VersionSpecifier.allAccept(specifiers, version);
    }

    /** Without its marker, as pip takes it: {@code requests[socks]==2.32.3}. */
    public String text() {
        var withExtras = extras.isEmpty()
                ? name
                : "%s[%s]".formatted(name, extras.stream().sorted().collect(Collectors.joining(",")));
        return url.map(each -> withExtras + " @ " + each)
                .orElseGet(() -> withExtras
                        + specifiers.stream().map(VersionSpecifier::toString).collect(Collectors.joining(",")));
    }
}
