package stepfunction.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import stepfunction.asl.Spelling;

/**
 * Reads the mocks of a case.
 *
 * @param folder of the case's file
 */
record MockReader(Path folder, Refusals refusals) {

    private static final String RESPONSE = "{\"Return\": ...} or {\"Throw\": {\"Error\": ..., \"Cause\": ...}}";
    private static final List<String> THROW_FIELDS = List.of("Error", "Cause");
    private static final String UNCHECKED = "unchecked";
    private static final int MAX_CALL_DIGITS = 6;

    /** By the name of the state. */
    Map<String, Mock> mocks(JsonElement value) {
        var mocks = new LinkedHashMap<String, Mock>();
        if (value instanceof JsonObject byState) {
            byState.asMap()
                    .forEach((state, mock) -> mock("mocks." + state, mock).ifPresent(each -> mocks.put(state, each)));
        } else {
            refusals.add("mocks must be an object with the names of states, was %s".formatted(value));
        }
        return mocks;
    }

    private Optional<Mock> mock(String place, JsonElement value) {
        if (!(value instanceof JsonObject mock) || mock.isEmpty()) {
            refusals.add("%s must be %s, or these by the number of the call, such as {\"0\": ..., \"1-2\": ...}, was %s"
                    .formatted(place, RESPONSE, value));
            return Optional.empty();
        }
        var isChecked = isChecked(place, mock);
        var answers = mock.deepCopy();
        answers.remove(UNCHECKED);
        var isNumbered = answers.keySet().stream().anyMatch(key -> !key.isEmpty() && Character.isDigit(key.charAt(0)));
        return isNumbered
                ? numbered(place, answers, isChecked)
                : response(place, answers).map(response -> Mock.always(response, isChecked));
    }

    private boolean isChecked(String place, JsonObject mock) {
        var unchecked = mock.get(UNCHECKED);
        if (unchecked != null && !(unchecked instanceof JsonPrimitive primitive && primitive.isBoolean())) {
            refusals.add("%s.%s must be true or false, was %s".formatted(place, UNCHECKED, unchecked));
        }
        return !new JsonPrimitive(true).equals(unchecked);
    }

    private Optional<Mock> numbered(String place, JsonObject mock, boolean isChecked) {
        var answers = new ArrayList<Mock.ResponseRange>();
        mock.asMap().forEach((calls, response) -> answer(place, calls, response).ifPresent(answers::add));
        if (answers.size() < mock.size()) {
            return Optional.empty();
        }
        answers.sort(Comparator.comparing(Mock.ResponseRange::first));
        var unanswered = unanswered(answers);
        if (unanswered.isPresent()) {
            refusals.add("%s must number the calls from 0 on, each once, was %s; %d must be next"
                    .formatted(place, mock.keySet(), unanswered.getAsInt()));
            return Optional.empty();
        }
        return Optional.of(new Mock(answers, isChecked));
    }

    /** @param calls the number of one, or of the first and the last with a hyphen between */
    private Optional<Mock.ResponseRange> answer(String place, String calls, JsonElement response) {
        var numbers = List.of(calls.split("-", 2));
        if (!numbers.stream().allMatch(MockReader::isCallNumber)) {
            refusals.add(
                    "%s.%s must be the number of a call or a range, such as \"0\" or \"1-2\"".formatted(place, calls));
            return Optional.empty();
        }
        var first = Integer.parseInt(numbers.get(0));
        var last = Integer.parseInt(numbers.get(numbers.size() - 1));
        return response(place + "." + calls, response).map(each -> new Mock.ResponseRange(first, last, each));
    }

    private static boolean isCallNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_CALL_DIGITS
                && text.chars().allMatch(Character::isDigit);
    }

    /** The number that must come where the sorted answers leave a call out or answer one twice; absent where they do not. */
    private static OptionalInt unanswered(List<Mock.ResponseRange> answers) {
        var next = 0;
        for (var answer : answers) {
            if (answer.first() != next || answer.last() < answer.first()) {
                return OptionalInt.of(next);
            }
            next = answer.last() + 1;
        }
        return OptionalInt.empty();
    }

    private Optional<Mock.Response> response(String place, JsonElement value) {
        if (value instanceof JsonObject response && response.size() == 1) {
            if (response.has("Return")) {
                return Optional.of(new Mock.Return(response.get("Return")));
            }
            if (response.get("Throw") instanceof JsonObject thrown) {
                return thrown(new CaseFields(place + ".Throw", thrown, THROW_FIELDS));
            }
            if (response.has("File")) {
                return file(place + ".File", response.get("File"));
            }
            if (response.has("Map")) {
                return response(place + ".Map", response.get("Map")).map(Mock.Whole::new);
            }
            if (new JsonPrimitive(true).equals(response.get("Unanswered"))) {
                return Optional.of(new Mock.Unanswered());
            }
        }
        refusals.add("%s must be %s, was %s".formatted(place, RESPONSE, value));
        return Optional.empty();
    }

    private Optional<Mock.Response> file(String place, JsonElement name) {
        var path = CaseFields.text(name).map(folder::resolve);
        if (path.filter(Files::isRegularFile).isPresent()) {
            return path.map(Mock.File::new);
        }
        var problem = path.map(missing -> "which does not exist%s".formatted(hint(missing)))
                .orElse("not a text");
        refusals.add(
                "%s must be the path of a file, from the case's folder, was %s, %s".formatted(place, name, problem));
        return Optional.empty();
    }

    private static String hint(Path missing) {
        try (var siblings = Files.list(missing.resolveSibling(""))) {
            var names =
                    siblings.map(sibling -> sibling.getFileName().toString()).toList();
            return Spelling.nearest(missing.getFileName().toString(), names)
                    .map("; did you mean %s?"::formatted)
                    .orElse("; create it");
        } catch (IOException e) {
            return "; create it";
        }
    }

    private Optional<Mock.Response> thrown(CaseFields thrown) {
        thrown.refuseUnknown(refusals);
        var error = thrown.text("Error");
        var cause = thrown.text("Cause");
        if (thrown.lacks("Error")) {
            refusals.add("%s.Error must be the error's name, is missing".formatted(thrown.place()));
        }
        if (thrown.has("Error") && error.isEmpty()) {
            refusals.add("%s.Error must be the error's name, was %s"
                    .formatted(thrown.place(), thrown.json().get("Error")));
        }
        if (thrown.has("Cause") && cause.isEmpty()) {
            refusals.add("%s.Cause must be text, was %s; JSON goes into a text, as Lambda sends it"
                    .formatted(thrown.place(), thrown.json().get("Cause")));
        }
        return error.map(each -> new Mock.Throw(each, cause.orElse(null)));
    }
}
