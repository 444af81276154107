package stepfunction.recording;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A call of a recorded execution.
 *
 * @param arguments absent for a distributed Map, and where the call could not be made
 * @param position among the calls of its state
 */
record RecordedCall(Optional<JsonElement> arguments, Outcome outcome, Position position) {

    /** The outcome of the call. */
    sealed interface Outcome {}

    record Returned(JsonElement result) implements Outcome {}

    record Thrown(String error, Optional<String> cause) implements Outcome {}

    /** Of a distributed Map, whose iterations are not in the history. */
    record Whole(Outcome outcome) implements Outcome {}

    /** It had no answer before its time was over, or before its branch was aborted. */
    record Unanswered() implements Outcome {}

    /**
     * Sorts the calls of a state.
     *
     * @param numbers from the outermost iteration to the call itself: for each Map around it, the ids of its start and the index of the
     *     iteration; then the ids of the events that enter the state and make the call
     */
    record Position(List<Integer> numbers) implements Comparable<Position> {

        Position {
            numbers = List.copyOf(numbers);
        }

        /** The indexes of the iterations that the call is in, from the outermost Map on. */
        List<Integer> iterations() {
            return IntStream.range(0, numbers.size() - 2)
                    .filter(index -> index % 2 == 1)
                    .mapToObj(numbers::get)
                    .toList();
        }

        /** The id of the event that enters the state, which the retries of a call have too. */
        int visit() {
            return numbers.get(numbers.size() - 2);
        }

        @Override
        public int compareTo(Position other) {
            for (var index = 0; index < Math.min(numbers.size(), other.numbers.size()); index++) {
                var order = numbers.get(index).compareTo(other.numbers.get(index));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(numbers.size(), other.numbers.size());
        }
    }
}
