package stepfunction.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.MachineType;

/** The time of a check grows with the number of mistakes, and not with its square. */
final class ManyMistakesTest {

    private static final int FEW = 1_500;
    private static final int MANY = 4 * FEW;

    /** A mistake that each of many states makes. */
    private record Mistake(String name, IntFunction<String> state) {
        Definition definition(int states) {
            var all = IntStream.range(0, states).mapToObj(state).collect(Collectors.joining(",\n"));
            return Definition.parse("{\"StartAt\": \"State0\", \"States\": {%s}}".formatted(all));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake(
                        "a misspelled target",
                        index -> "\"State%d\": {\"Type\": \"Pass\", \"Next\": \"Stat%d\"}".formatted(index, index + 1)),
                new Mistake(
                        "a target that is like no state",
                        index -> "\"State%d\": {\"Type\": \"Pass\", \"Next\": \"Nowhere%d\"}".formatted(index, index)),
                new Mistake("no way to it", index -> "\"State%d\": {\"Type\": \"Succeed\"}".formatted(index)),
                new Mistake(
                        "a token that it does not send",
                        index ->
                                ("\"State%d\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\","
                                                + " \"Parameters\": {\"a\": \"b\"}, \"Next\": \"State%d\"}")
                                        .formatted(index, index + 1)),
                new Mistake(
                        "a name that others have",
                        index ->
                                ("\"State%d\": {\"Type\": \"Map\", \"Next\": \"State%d\", \"ItemProcessor\": {\"StartAt\": \"A\","
                                                + " \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true}}}}")
                                        .formatted(index, index + 1)),
                new Mistake(
                        "data that is not there, in an object that grows",
                        index ->
                                ("\"State%d\": {\"Type\": \"Pass\", \"Parameters\": {\"a.$\": \"$.b%d\"}, \"ResultPath\": \"$.c%d\", \"Next\": \"State%d\"}")
                                        .formatted(index, index, index, index + 1)),
                new Mistake(
                        "an unknown field and an invalid path",
                        index -> "\"State%d\": {\"Type\": \"Pass\", \"Nxt\": \"x\", \"InputPath\": \"$.[\"}"
                                .formatted(index)));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void time_of_a_check_is_linear(Mistake mistake) {
        var few = mistake.definition(FEW);
        var many = mistake.definition(MANY);
        check(few);

        var ofFew = leastTime(few);
        var ofMany = leastTime(many);

        // Four times as many take sixteen times as long where it is not linear.
        assertThat(ofMany).isLessThan(ofFew.multipliedBy(9).plusMillis(100));
    }

    /** Of the processor, which other processes do not change. */
    private static Duration leastTime(Definition definition) {
        var threads = ManagementFactory.getThreadMXBean();
        return IntStream.range(0, 3)
                .mapToObj(run -> {
                    var start = threads.getCurrentThreadCpuTime();
                    check(definition);
                    return Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
                })
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static List<Finding> check(Definition definition) {
        var findings = DefinitionCheck.check(definition, MachineType.STANDARD);
        assertThat(findings).isNotEmpty();
        return findings;
    }
}
