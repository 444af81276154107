package stepfunction.local;

import java.util.Collection;
import java.util.stream.Collectors;
import stepfunction.asl.Spelling;

/** Names that are known, to refuse one that is not. */
record Names(Collection<String> known) {

    /** What follows the refusal: "; did you mean Greet? known: Greet, Rest". */
    String hint(String unknown) {
        var meant = Spelling.nearest(unknown, known)
                .map("; did you mean %s?"::formatted)
                .orElse(";");
        var all = known.isEmpty() ? "none" : known.stream().sorted().collect(Collectors.joining(", "));
        return "%s known: %s".formatted(meant, all);
    }
}
