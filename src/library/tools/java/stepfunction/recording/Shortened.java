package stepfunction.recording;

import com.google.gson.JsonElement;

/** Values as a line of a message has room for. */
final class Shortened {

    private static final int MAX_LENGTH = 80;

    private Shortened() {}

    static String json(JsonElement value) {
        var text = value.toString();
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    }
}
