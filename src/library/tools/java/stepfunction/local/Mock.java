package stepfunction.local;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The responses to the calls of a state, in the format of the MockedResponses of Step Functions Local:
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-test-sm-exec.html.
 *
 * @param answers in order, without a gap; the last one may stand for all further calls
 * @param isChecked whether AWS must be able to answer so
 */
record Mock(List<ResponseRange> answers, boolean isChecked) {

    private static final int EVERY_FURTHER_CALL = Integer.MAX_VALUE;

    /** The response to a call. */
    sealed interface Response {}

    /** The state's result. */
    record Return(JsonElement result) implements Response {}

    /** The state's error. */
    record Throw(String error, @Nullable String cause) implements Response {}

    /** Of a distributed Map as a whole, without any of its iterations. */
    record Whole(Response response) implements Response {}

    /** The items in a file, in place of the object that the reader of a distributed Map reads. */
    record File(Path path) implements Response {}

    /** None, until the time of the call is over or its branch is aborted. */
    record Unanswered() implements Response {}

    /**
     * The same response to a range of calls.
     *
     * @param first counted from 0
     * @param last included
     */
    record ResponseRange(int first, int last, Response response) {

        boolean answers(int call) {
            return first <= call && call <= last;
        }
    }

    Mock {
        answers = List.copyOf(answers);
    }

    /** Answers every call alike. */
    static Mock always(Response response, boolean isChecked) {
        return new Mock(List.of(new ResponseRange(0, EVERY_FURTHER_CALL, response)), isChecked);
    }

    /**
     * The response to a call.
     *
     * @param call counted from 0, retries and iterations included
     * @return absent beyond the last numbered one
     */
    Optional<Response> response(int call) {
        return answers.stream()
                .filter(answer -> answer.answers(call))
                .map(ResponseRange::response)
                .findFirst();
    }

    /** All that it answers with. */
    String text() {
        return answers.stream().map(answer -> answer.response().toString()).collect(Collectors.joining("\n"));
    }

    boolean answersEveryCallAlike() {
        return answers.size() == 1 && answers.get(0).last() == EVERY_FURTHER_CALL;
    }

    /** Whether it answers for a distributed Map as a whole. */
    boolean isOfWholeMap() {
        return answers.stream().anyMatch(answer -> answer.response() instanceof Whole);
    }

    /** How many calls have a response. */
    int calls() {
        return answers.get(answers.size() - 1).last() + 1;
    }
}
