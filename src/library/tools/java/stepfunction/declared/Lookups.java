package stepfunction.declared;

import com.pulumi.exceptions.RunException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers the lookups of one run of the program, and knows which it made up and which entries of lookups.json it used. */
final class Lookups {

    private final LookupAnswers answers;
    private final ComputedLookups computed;
    private final Set<LookupEntry> used = Collections.synchronizedSet(new LinkedHashSet<>());
    private final Set<LookupEntry> madeUp = Collections.synchronizedSet(new LinkedHashSet<>());

    Lookups(LookupAnswers answers, ComputedLookups computed) {
        this.answers = answers;
        this.computed = computed;
    }

    /**
     * Answers a lookup: as AWS would where that can be computed, otherwise with made-up values, and in both cases as lookups.json says.
     *
     * @throws RunException where nothing is known of the lookup
     */
    Map<String, Object> answer(String lookup, Map<String, ?> arguments) {
        var entry = used(answers.answering(lookup, arguments));
        var answer = new HashMap<>(computed.answer(lookup, arguments)
                .or(() -> madeUp(lookup, arguments, entry.isPresent()))
                .or(() -> entry.map(LookupEntry::values))
                .orElseThrow(() -> new RunException(
                        "nothing is known of the result of the lookup %s; add this entry, with an answer, to the list in %s: %s"
                                .formatted(
                                        lookup,
                                        LookupAnswers.FILE,
                                        LookupEntry.of(lookup, arguments, Map.of())
                                                .json()))));
        entry.map(LookupEntry::values).ifPresent(answer::putAll);
        return answer;
    }

    private Optional<Map<String, Object>> madeUp(String lookup, Map<String, ?> arguments, boolean hasEntry) {
        var token = LookupToken.parse(lookup);
        return token.flatMap(LookupToken::resultType).map(result -> {
            var answer = new MadeUpLookup(token.orElseThrow(), result, arguments, computed.region());
            var values = answer.answer();
            if (!hasEntry) {
                madeUp.add(answer.entry(values));
            }
            return values;
        });
    }

    /** The outputs of another stack; empty, which is reported as made up, where lookups.json does not have them. */
    Map<String, Object> stackOutputs(String type, String stack) {
        var arguments = Map.of("name", stack);
        var entry = used(answers.answering(type, arguments));
        if (entry.isEmpty()) {
            madeUp.add(LookupEntry.of(type, arguments, Map.of()));
        }
        return entry.map(LookupEntry::values).orElse(Map.of());
    }

    /** The outputs of a resource that lookups.json sets. */
    Map<String, Object> outputs(String type, String name) {
        return used(answers.answering(type, Map.of("name", name)))
                .map(LookupEntry::values)
                .orElse(Map.of());
    }

    private Optional<LookupEntry> used(Optional<LookupEntry> entry) {
        entry.ifPresent(used::add);
        return entry;
    }

    /** The entries of lookups.json that answered. */
    Set<LookupEntry> used() {
        synchronized (used) {
            return Set.copyOf(used);
        }
    }

    /** The made-up answers, in the order of the lookups. */
    List<LookupEntry> madeUp() {
        synchronized (madeUp) {
            return List.copyOf(madeUp);
        }
    }
}
