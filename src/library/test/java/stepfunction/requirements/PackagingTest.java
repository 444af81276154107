package stepfunction.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The language of requirements, beside what pip's own library says of it: {@code data/requirements/make.py} has recorded that. */
class PackagingTest {

    private static List<String[]> rows(String file) throws IOException {
        try (var stream = Objects.requireNonNull(PackagingTest.class.getResourceAsStream(file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }

    private static String orInvalid(Supplier<String> judgement) {
        try {
            return judgement.get();
        } catch (InvalidRequirementException e) {
            return "invalid";
        }
    }

    /** The rows where the last column is not what this library says. */
    private static List<String> different(String file, java.util.function.Function<String[], String> judgement)
            throws IOException {
        var different = new ArrayList<String>();
        for (var row : rows(file)) {
            var judged = judgement.apply(row);
            if (!judged.equals(row[row.length - 1])) {
                different.add(String.join(" | ", row) + " but " + judged);
            }
        }
        return different;
    }

    @Test
    void markers_are_true_where_they_are_for_pip() throws IOException {
        assertThat(different(
                        "markers.tsv",
                        row -> orInvalid(() -> {
                            var environment = MarkerEnvironment.ofLambda(Integer.parseInt(row[1]), row[2]);
                            return String.valueOf(Marker.parse(row[0]).isTrueIn(environment));
                        })))
                .isEmpty();
    }

    @Test
    void specifiers_accept_what_they_do_for_pip() throws IOException {
        assertThat(different(
                        "specifiers.tsv",
                        row -> VersionSpecifier.parseAll(row[0])
                                .map(specifiers -> String.valueOf(VersionSpecifier.allAccept(specifiers, row[1])))
                                .orElse("invalid")))
                .isEmpty();
    }

    @Test
    void versions_have_pips_order() throws IOException {
        assertThat(different("versions.tsv", row -> {
                    var one = PythonVersion.parse(row[0]).orElseThrow();
                    var other = PythonVersion.parse(row[1]).orElseThrow();
                    return String.valueOf(Integer.signum(one.compareTo(other)));
                }))
                .isEmpty();
    }

    @Test
    void requirements_have_the_parts_that_they_have_for_pip() throws IOException {
        for (var row : rows("requirements.tsv")) {
            var expected = row.length == 2
                    ? "invalid"
                    : Stream.of(
                                    Requirement.normalized(row[1]),
                                    Stream.of(row[2].split(","))
                                            .map(Requirement::normalized)
                                            .sorted()
                                            .collect(Collectors.joining(",")),
                                    row[3],
                                    row[4],
                                    row[5])
                            .collect(Collectors.joining(" "));
            assertThat(orInvalid(() -> parts(Requirement.parse(row[0]))))
                    .describedAs(row[0])
                    .isEqualTo(expected);
        }
    }

    private static String parts(Requirement requirement) {
        return String.join(
                " ",
                requirement.name(),
                requirement.extras().stream().sorted().collect(Collectors.joining(",")),
                requirement.specifiers().stream()
                        .map(VersionSpecifier::toString)
                        .sorted()
                        .collect(Collectors.joining(",")),
                requirement.url().orElse(""),
                String.valueOf(requirement.marker().isPresent()));
    }

    @Test
    void texts_cannot_be_compatible_versions() {
        var marker = Marker.parse("sys_platform ~= 'linux'");

        assertThatThrownBy(() -> marker.isTrueIn(MarkerEnvironment.ofLambda(13, "aarch64")))
                .isInstanceOf(InvalidRequirementException.class)
                .hasMessage("the marker compares \"linux\" with \"linux\" by ~=, which only versions can be");
    }

    @Test
    void marker_that_is_nested_too_deep_is_refused() {
        assertThatThrownBy(() -> Marker.parse("(".repeat(100_000)))
                .isInstanceOf(InvalidRequirementException.class)
                .hasMessage("its marker is nested more than 50 deep");
    }
}
