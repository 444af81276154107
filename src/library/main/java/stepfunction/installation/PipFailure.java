package stepfunction.installation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import stepfunction.requirements.Requirement;
import stepfunction.requirements.RequirementsFile.RequiredPackage;

/**
 * The reason why pip has failed, out of what it has printed.
 *
 * @param file with the requirements, as the user knows it
 */
record PipFailure(String file, List<RequiredPackage> packages, LambdaPlatform platform) {

    private static final Pattern NO_DISTRIBUTION =
            Pattern.compile("No matching distribution found for ([A-Za-z0-9._-]+)");
    private static final String NO_VERSIONS = "(from versions: none)";
    private static final Pattern WRONG_WHEEL =
            Pattern.compile("ERROR: (\\S+?)-\\S+\\.whl is not a supported wheel on this platform");
    private static final Pattern WRONG_HASH = Pattern.compile(
            "DO NOT MATCH THE HASHES.*?\\n\\s+(?:unknown package|([A-Za-z0-9._-]+?)(?:==|\\s|@).*?)", Pattern.DOTALL);
    private static final List<String> NO_CONNECTION =
            List.of("connection broken", "Connection error", "Could not fetch URL", "Max retries exceeded");

    PipFailure {
        packages = List.copyOf(packages);
    }

    String message(InstallerProcess.Ending ending) {
        var output = ending.output();
        if (!ending.isInTime()) {
            return "%s: pip has not finished within %d minutes; check the network"
                    .formatted(file, Installations.LIMIT.toMinutes());
        }
        var hash = WRONG_HASH.matcher(output);
        if (hash.find()) {
            return "%s: the hashes of %s do not match the file that the index has; find out why before you lock it anew"
                    .formatted(place(hash), name(hash));
        }
        if (NO_CONNECTION.stream().anyMatch(output::contains)) {
            return "%s: the package index does not answer; check the network, and PIP_INDEX_URL or pip.conf"
                    .formatted(file);
        }
        var wheel = WRONG_WHEEL.matcher(output);
        if (wheel.find()) {
            return noWheel(wheel);
        }
        var distribution = NO_DISTRIBUTION.matcher(output);
        if (distribution.find()) {
            return output.contains(NO_VERSIONS) ? noVersion(distribution) : noWheel(distribution);
        }
        if (output.contains("No module named pip")) {
            return "%s: pip must install its packages, but python3 has no pip; run: python3 -m ensurepip"
                    .formatted(file);
        }
        return "%s: pip cannot install its packages (%s); correct the file, or commit the packages"
                .formatted(file, lastError(output));
    }

    private String noVersion(Matcher match) {
        return "%s: the index has no %s, or no version of it with a wheel for %s; correct the name, or commit the package"
                .formatted(place(match), name(match), platform.shown());
    }

    private String noWheel(Matcher match) {
        return "%s: %s has no wheel for %s in the index; pin a version that has one, or commit the package"
                .formatted(place(match), shown(match), platform.shown());
    }

    private static String name(Matcher match) {
        return match.group(1) == null ? "a package" : match.group(1);
    }

    /** With the version. */
    private String shown(Matcher match) {
        return packages.stream()
                .filter(each -> isMeant(each, match))
                .map(each -> each.requirement().text())
                .findFirst()
                .orElse(name(match));
    }

    private String place(Matcher match) {
        return packages.stream()
                .filter(each -> isMeant(each, match))
                .map(each -> each.place().toString())
                .findFirst()
                .orElse(file);
    }

    private static boolean isMeant(RequiredPackage each, Matcher match) {
        return match.group(1) != null && each.requirement().name().equals(Requirement.normalized(match.group(1)));
    }

    /** After its last error, pip may still print warnings. */
    private static String lastError(String output) {
        var lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        var errors = lines.stream().filter(line -> line.contains("ERROR")).toList();
        var candidates = errors.isEmpty() ? lines : errors;
        return candidates.isEmpty() ? "it has printed nothing" : candidates.get(candidates.size() - 1);
    }
}
