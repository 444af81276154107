package stepfunction.recording;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Optional;

/**
 * A call of a recorded execution.
 *
 * @param arguments absent for a distributed Map, and where the call could not be made
 * @param position among the calls of its state
 */
record RecordedCall(Optional<JsonElement> arguments, Outcome outcome, Position position) {

    /** What became of it. */
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
     * @param numbers from the outermost iteration to the call itself
     */
    record Position(List<Integer> numbers) implements Comparable<Position> {

        Position {
            numbers = List.copyOf(numbers);
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
