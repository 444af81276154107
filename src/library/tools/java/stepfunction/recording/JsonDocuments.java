package stepfunction.recording;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.StrictJson;

/** The JSON documents in a text, one after another, as several pages of a command's output are. */
final class JsonDocuments {

    private final String text;
    private final List<JsonElement> documents = new ArrayList<>();

    private JsonDocuments(String text) {
        this.text = text;
    }

    /** @throws InvalidJsonException with the line and the column in the whole text */
    static List<JsonElement> in(String text) {
        var documents = new JsonDocuments(text);
        documents.read();
        return documents.documents;
    }

    private void read() {
        var start = 0;
        while (start < text.length()) {
            var end = end(start);
            if (!documents.isEmpty() && text.substring(start, end).isBlank()) {
                return;
            }
            documents.add(document(start, end));
            start = end;
        }
        if (documents.isEmpty()) {
            throw new HistoryException("is empty");
        }
    }

    private JsonElement document(int start, int end) {
        var document = text.substring(start, end);
        try {
            return StrictJson.parse(document);
        } catch (InvalidJsonException e) {
            // Once more for the place in the whole text, which each line of a long log would pay for otherwise.
            return StrictJson.parse(blankedBefore(start) + document);
        }
    }

    /** As many lines as there are before an index, and as many columns. */
    private String blankedBefore(int start) {
        return text.substring(0, start).replaceAll("[^\n]", " ");
    }

    /** Behind the bracket that closes the first object or array from here; the end of the text if none does. */
    private int end(int start) {
        var depth = 0;
        var isInString = false;
        for (var index = start; index < text.length(); index++) {
            var character = text.charAt(index);
            if (isInString) {
                index += character == '\\' ? 1 : 0;
                isInString = character != '"';
            } else if (character == '"') {
                isInString = true;
            } else if (character == '{' || character == '[') {
                depth++;
            } else if (character == '}' || character == ']') {
                depth--;
                if (depth <= 0) {
                    return index + 1;
                }
            }
        }
        return text.length();
    }
}
