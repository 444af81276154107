package stepfunction.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stepfunction.requirements.InvalidRequirementException;
import stepfunction.requirements.Requirement;
import stepfunction.requirements.VersionSpecifier;

/**
 * An installed package, as it describes itself: https://packaging.python.org/en/latest/specifications/core-metadata/.
 *
 * @param name normalized
 * @param needs what it needs, each with a marker where it does not always
 * @param pythons the versions of Python that it runs on, as it is written; empty for any
 */
record Distribution(String name, String version, List<Requirement> needs, String pythons) {

    private static final String INFO = ".dist-info";

    Distribution {
        needs = List.copyOf(needs);
    }

    /** Those in a folder. */
    static List<Distribution> in(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var distributions = new ArrayList<Distribution>();
            for (var file : files.filter(each -> each.toString().endsWith(INFO))
                    .sorted()
                    .toList()) {
                distributions.add(read(file.resolve("METADATA")));
            }
            return distributions;
        }
    }

    /** Only its headers, which end at the first empty line. */
    private static Distribution read(Path metadata) throws IOException {
        var headers = Files.readString(metadata)
                .lines()
                .takeWhile(line -> !line.isBlank())
                .toList();
        var needs = new ArrayList<Requirement>();
        for (var line : headers) {
            header(line, "Requires-Dist").flatMap(Distribution::requirement).ifPresent(needs::add);
        }
        return new Distribution(
                Requirement.normalized(first(headers, "Name")),
                first(headers, "Version"),
                needs,
                first(headers, "Requires-Python"));
    }

    /** Absent where the package describes itself in a way that pip would not read. */
    private static Optional<Requirement> requirement(String text) {
        try {
            return Optional.of(Requirement.parse(text));
        } catch (InvalidRequirementException e) {
            return Optional.empty();
        }
    }

    private static String first(List<String> headers, String name) {
        return headers.stream()
                .flatMap(line -> header(line, name).stream())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> header(String line, String name) {
        var isIt = line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
        return isIt ? Optional.of(line.substring(name.length() + 1).strip()) : Optional.empty();
    }

    /** Whether it says that it runs on a version of Python. */
    boolean runsOn(String pythonVersion) {
        return VersionSpecifier.parseAll(pythons)
                .map(specifiers -> VersionSpecifier.allAccept(specifiers, pythonVersion))
                .orElse(true);
    }
}
