package stepfunction.local;

import java.util.Collection;
import java.util.stream.Collectors;
import stepfunction.asl.Spelling;

/** Names that are known, to refuse one that is not. */
record KnownNames(Collection<String> known) {

    /** The end of the error message: "; did you mean Greet? known: Greet, Rest". If only Greet is known: "; did you mean Greet?". */
    String hint(String unknown) {
        var meant = Spelling.nearest(unknown, known).map("did you mean %s?"::formatted);
        if (meant.isPresent() && known.size() == 1) {
            return "; " + meant.get();
        }
        var all = known.isEmpty() ? "none" : known.stream().sorted().collect(Collectors.joining(", "));
        return "; %sknown: %s".formatted(meant.map("%s "::formatted).orElse(""), all);
    }
}
