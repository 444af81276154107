package stepfunction.dataset;

import java.util.ArrayList;
import java.util.List;

/** The rows of a text in CSV, by the rules of https://docs.aws.amazon.com/step-functions/latest/dg/example-csv-parse-dist-map.html. */
final class CsvRows {

    private final String text;
    private final char delimiter;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private boolean isQuoted;
    private int position;

    private CsvRows(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /** Without empty rows. */
    static List<List<String>> of(String text, char delimiter) throws UnreadableDatasetException {
        return new CsvRows(text, delimiter).read();
    }

    private List<List<String>> read() throws UnreadableDatasetException {
        while (position < text.length()) {
            var each = text.charAt(position);
            if (each == '\\') {
                position++;
                append();
            } else if (each == '"' && field.isEmpty() && !isQuoted) {
                readQuoted();
            } else if (each == delimiter) {
                position++;
                endField();
            } else if (each == '\n' || text.startsWith("\r\n", position)) {
                position += each == '\n' ? 1 : 2;
                endRow();
            } else {
                append();
            }
        }
        endRow();
        return rows;
    }

    /** The character at the position, which follows a backslash or means nothing else. */
    private void append() {
        if (position < text.length()) {
            field.append(text.charAt(position));
            position++;
        }
    }

    private void readQuoted() throws UnreadableDatasetException {
        var start = position;
        isQuoted = true;
        position++;
        while (position < text.length()) {
            var each = text.charAt(position);
            if (each == '\\' || text.startsWith("\"\"", position)) {
                position++;
                append();
            } else if (each == '"') {
                position++;
                return;
            } else {
                append();
            }
        }
        var line = 1
                + text.substring(0, start).chars().filter(each -> each == '\n').count();
        throw new UnreadableDatasetException("the quotation mark in line %d is never closed".formatted(line));
    }

    private void endField() {
        row.add(field.toString());
        field.setLength(0);
        isQuoted = false;
    }

    private void endRow() {
        var isEmpty = row.isEmpty() && field.isEmpty() && !isQuoted;
        endField();
        if (!isEmpty) {
            rows.add(row);
        }
        row = new ArrayList<>();
    }
}
