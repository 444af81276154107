package stepfunction.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import stepfunction.validation.DefinitionCheck;

/**
 * Checks and runs definitions that are changed at random. {@code -Dfuzz=50000} tries more of them, {@code -Dseed=7} others; a failure shows
 * the definition and its input.
 */
class FuzzTest {

    private static final int MUTATIONS = Integer.getInteger("fuzz", 2000);
    private static final long SEED = Long.getLong("seed", 1);

    private static final int MOST_CHANGES = 3;
    private static final Duration LONGEST_RUN = Duration.ofSeconds(5);

    private final Random random = new Random(SEED);
    private final DefinitionMutation mutation = new DefinitionMutation(random);

    private record Trial(JsonElement definition, JsonElement input) {}

    @Test
    void no_definition_breaks_the_check_or_the_interpreter() throws IOException {
        var seeds = seeds();
        for (int count = 0; count < MUTATIONS; count++) {
            var trial = mutated(seeds.get(random.nextInt(seeds.size())));
            try {
                check(trial);
            } catch (RuntimeException | Error e) {
                fail(
                        "Mutation %d of the seed %d: %s of %s"
                                .formatted(count, SEED, trial.definition(), trial.input()),
                        e);
            }
        }
    }

    private static List<Trial> seeds() throws IOException {
        var file = Objects.requireNonNull(FuzzTest.class.getResourceAsStream("states-language.json"));
        try (var reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsJsonObject)
                    .filter(each -> !takesLong(each))
                    .map(FuzzTest::trial)
                    .toList();
        }
    }

    private static boolean takesLong(JsonObject expected) {
        var cause = expected.has("cause") ? expected.get("cause").toString() : "";
        return cause.contains("infinite loop") || cause.contains("memory limit") || cause.contains("takes longer");
    }

    private static Trial trial(JsonObject expected) {
        var definition =
                expected.has("machine") ? expected.getAsJsonObject("machine").deepCopy() : new JsonObject();
        var states = expected.getAsJsonObject("states");
        definition.addProperty("StartAt", states.keySet().iterator().next());
        definition.add("States", states);
        return new Trial(definition, expected.has("input") ? expected.get("input") : new JsonObject());
    }

    private Trial mutated(Trial seed) {
        var definition = seed.definition();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            definition = mutation.of(definition);
        }
        return new Trial(definition, random.nextBoolean() ? seed.input() : mutation.of(seed.input()));
    }

    private void check(Trial trial) {
        Optional<Definition> definition;
        try {
            definition = Optional.of(Definition.parse(trial.definition().toString()));
        } catch (InvalidJsonException e) {
            return; // As it is declared.
        }
        var findings = findings(definition.get());
        assertThat(findings(definition.get())).as("the findings, twice").isEqualTo(findings);
        if (findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR)) {
            run(definition.get(), trial.input());
        }
    }

    private static List<Finding> findings(Definition definition) {
        return DefinitionCheck.check(definition, MachineType.STANDARD);
    }

    private void run(Definition definition, JsonElement input) {
        long start = System.nanoTime();
        try {
            Interpreter.of(definition).run(ExecutionRequest.of(input, stepfunction.asl.Trial.START), call -> answer());
        } catch (UnrunnableDefinitionException e) {
            return; // As it is declared.
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST_RUN);
    }

    private TaskResult answer() throws TaskFailure {
        if (random.nextInt(4) == 0) {
            throw new TaskFailure("Broken", "by chance", Duration.ofSeconds(1));
        }
        return new TaskResult(mutation.of(new JsonArray()), Duration.ofSeconds(random.nextInt(100)));
    }
}
