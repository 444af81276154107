package stepfunction.project;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The types and names of the resources that a project has pinned, beside those that it declares.
 *
 * @param pinned of each resource that is expected to stay
 * @param former of resources that the declared ones take over
 */
record PinnedUrns(List<String> pinned, List<String> declared, Set<String> former) {

    /** The components of functions and workflows, whose names are those of the entries in the plan. */
    private static final List<String> RENAMABLE =
            List.of("stepfunction:index:HandlerFunction::", "stepfunction:index:Workflow::");

    PinnedUrns {
        pinned = List.copyOf(pinned);
        declared = List.copyOf(declared);
        former = Set.copyOf(former);
    }

    /** Those that the next update deletes. */
    List<String> lost() {
        return pinned.stream()
                .filter(urn -> !declared.contains(urn) && !former.contains(urn))
                .toList();
    }

    /** Advice for a renamed function or workflow; empty if no entry is new. */
    String advice() {
        return lost().stream()
                .flatMap(urn -> RENAMABLE.stream()
                        .filter(urn::startsWith)
                        .flatMap(type -> advice(type, urn.substring(type.length()))))
                .collect(Collectors.joining());
    }

    private Stream<String> advice(String type, String lostName) {
        var newNames = declared.stream()
                .filter(urn -> urn.startsWith(type) && !pinned.contains(urn))
                .map(urn -> urn.substring(type.length()))
                .toList();
        return newNames.isEmpty()
                ? Stream.empty()
                : Stream.of(" if %2$s is now called %1$s, add .formerly(\"%2$s\") to it, and nothing is replaced;"
                        .formatted(String.join(" or ", newNames), lostName));
    }

    /** The declared ones, and those that a renamed resource takes over: in a stack that is not yet updated they are still there. */
    List<String> updated() {
        return Stream.concat(declared.stream(), pinned.stream().filter(former::contains))
                .distinct()
                .sorted()
                .toList();
    }
}
