package stepfunction.requirements;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of a Python package: https://packaging.python.org/en/latest/specifications/version-specifiers/#version-scheme.
 *
 * @param epoch 0 unless the version has one
 * @param release the numbers before any suffix
 * @param pre such as rc1
 * @param post the number of a post-release
 * @param dev the number of a development release
 * @param local the parts behind the plus sign
 */
public record PythonVersion(
        BigInteger epoch,
        List<BigInteger> release,
        Optional<PreRelease> pre,
        Optional<BigInteger> post,
        Optional<BigInteger> dev,
        List<String> local)
        implements Comparable<PythonVersion> {

    private static final String SUFFIXES =
            "(?:[-_.]?(?<preName>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>[0-9]+)?)?"
                    + "(?<post>-(?<postNumber>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?<namedPostNumber>[0-9]+)?)?"
                    + "(?<dev>[-_.]?dev[-_.]?(?<devNumber>[0-9]+)?)?";

    private static final Pattern VERSION = Pattern.compile(
            "v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)" + SUFFIXES
                    + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?",
            Pattern.CASE_INSENSITIVE);

    /** A release before the final one: {@code a}, {@code b} or {@code rc}, which sort by their letters. */
    record PreRelease(String phase, BigInteger number) implements Comparable<PreRelease> {

        private static final Comparator<PreRelease> ORDER =
                Comparator.comparing(PreRelease::phase).thenComparing(PreRelease::number);

        @Override
        public int compareTo(PreRelease other) {
            return ORDER.compare(this, other);
        }
    }

    private static final Comparator<PythonVersion> ORDER = Comparator.comparing(PythonVersion::epoch)
            .thenComparing(PythonVersion::release, PythonVersion::compareNumbers)
            .thenComparing(PythonVersion::compareToFinalRelease)
            .thenComparing(version -> version.post.orElse(BigInteger.ONE.negate()))
            // A development release comes before what it develops.
            .thenComparing(
                    PythonVersion::dev,
                    (one, other) -> one.isPresent() && other.isPresent()
                            ? one.get().compareTo(other.get())
                            : Boolean.compare(one.isEmpty(), other.isEmpty()))
            .thenComparing(PythonVersion::local, PythonVersion::compareLocal);

    public PythonVersion {
        release = List.copyOf(release);
        local = List.copyOf(local);
    }

    /** Empty for what is no version. */
    public static Optional<PythonVersion> parse(String text) {
        var match = VERSION.matcher(text.strip());
        return match.matches() ? Optional.of(of(match)) : Optional.empty();
    }

    private static PythonVersion of(Matcher match) {
        var pre = Optional.ofNullable(match.group("preName"))
                .map(name -> new PreRelease(phase(name), number(match.group("preNumber"))));
        var hasPost = match.group("post") != null;
        var postNumber = match.group("postNumber") == null ? match.group("namedPostNumber") : match.group("postNumber");
        return new PythonVersion(
                number(match.group("epoch")),
                Arrays.stream(match.group("release").split("\\."))
                        .map(BigInteger::new)
                        .toList(),
                pre,
                hasPost ? Optional.of(number(postNumber)) : Optional.empty(),
                match.group("dev") == null ? Optional.empty() : Optional.of(number(match.group("devNumber"))),
                match.group("local") == null
                        ? List.of()
                        : List.of(match.group("local").toLowerCase(Locale.ROOT).split("[-_.]")));
    }

    private static BigInteger number(@Nullable String digits) {
        return digits == null ? BigInteger.ZERO : new BigInteger(digits);
    }

    private static String phase(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "a", "alpha" -> "a";
            case "b", "beta" -> "b";
            default -> "rc";
        };
    }

    @Override
    public int compareTo(PythonVersion other) {
        return ORDER.compare(this, other);
    }

    /** Zeros at the end make no difference. */
    static int compareNumbers(List<BigInteger> one, List<BigInteger> other) {
        for (var index = 0; index < Math.max(one.size(), other.size()); index++) {
            var difference = numberAt(one, index).compareTo(numberAt(other, index));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static BigInteger numberAt(List<BigInteger> numbers, int index) {
        return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
    }

    private static int compareToFinalRelease(PythonVersion one, PythonVersion other) {
        if (one.pre.isPresent() && other.pre.isPresent()) {
            return one.pre.get().compareTo(other.pre.get());
        }
        return Integer.compare(one.rankOfPhase(), other.rankOfPhase());
    }

    /** 1.0.dev1 comes before 1.0a1, and that before 1.0. */
    private int rankOfPhase() {
        if (pre.isPresent()) {
            return 1;
        }
        return dev.isPresent() && post.isEmpty() ? 0 : 2;
    }

    private static int compareLocal(List<String> one, List<String> other) {
        for (var index = 0; index < Math.min(one.size(), other.size()); index++) {
            var difference = compareLocalPart(one.get(index), other.get(index));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    /** Numbers come after letters. */
    private static int compareLocalPart(String one, String other) {
        var isNumber = one.matches("[0-9]+");
        if (isNumber != other.matches("[0-9]+")) {
            return isNumber ? 1 : -1;
        }
        return isNumber ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    }

    boolean isPreRelease() {
        return pre.isPresent() || dev.isPresent();
    }

    boolean isPostRelease() {
        return post.isPresent();
    }

    /** Without what follows the plus sign. */
    PythonVersion withoutLocal() {
        return new PythonVersion(epoch, release, pre, post, dev, List.of());
    }

    /** Without any suffix. */
    PythonVersion base() {
        return new PythonVersion(epoch, release, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /** Whether it is the same version; 1.0 and 1.0.0 are. */
    boolean isSameAs(PythonVersion other) {
        return compareTo(other) == 0;
    }

    /** Whether its release begins with these numbers, zeros being added where it is shorter. */
    boolean startsWith(PythonVersion prefix) {
        if (!epoch.equals(prefix.epoch)) {
            return false;
        }
        for (var index = 0; index < prefix.release.size(); index++) {
            if (!numberAt(release, index).equals(prefix.release.get(index))) {
                return false;
            }
        }
        return true;
    }
}
