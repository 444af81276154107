package stepfunction.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import stepfunction.asl.Fields;
import stepfunction.asl.InvalidJsonException;
import stepfunction.asl.StrictJson;

/**
 * A file in place of the object that a distributed Map reads from S3.
 *
 * @param readerConfig of the ItemReader
 */
public record Dataset(JsonObject readerConfig, Path file) {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
    private static final int MAX_HEADER_BYTES = 10 * 1024;

    /**
     * The items as Step Functions reads them: rows of CSV as objects of texts, elements of an array, lines of JSON, objects of an
     * inventory. MaxItems is left to the caller.
     *
     * @throws UnsupportedDatasetException where they cannot be read on this machine
     */
    public JsonArray items() throws UnreadableDatasetException {
        var config = new ReaderConfig(readerConfig);
        var format = config.format();
        var items = new JsonArray();
        for (var each : config.isManifestOfAthena() ? listedByAthena() : List.of(file)) {
            items.addAll(items(config, format, each));
        }
        return items;
    }

    private JsonArray items(ReaderConfig config, ReaderConfig.Format format, Path path)
            throws UnreadableDatasetException {
        return switch (format) {
            case CSV -> rows(config, text(path));
            case JSON -> array(config, text(path));
            case JSONL -> lines(text(path));
            case MANIFEST -> inventory();
        };
    }

    private static JsonArray rows(ReaderConfig config, String text) throws UnreadableDatasetException {
        var rows = CsvRows.of(text, config.delimiter());
        var given = config.givenHeaders();
        if (given.isPresent()) {
            return objects(given.get(), rows);
        }
        if (rows.isEmpty()) {
            throw new UnreadableDatasetException("the CSV has no first row with the headers");
        }
        var headers = rows.get(0);
        if (String.join(",", headers).getBytes(StandardCharsets.UTF_8).length > MAX_HEADER_BYTES) {
            throw new UnreadableDatasetException(
                    "the CSV's headers have more than %d bytes".formatted(MAX_HEADER_BYTES));
        }
        return objects(headers, rows.subList(1, rows.size()));
    }

    /** A missing value is an empty text; a value without a header is left out. */
    private static JsonArray objects(List<String> headers, List<List<String>> rows) {
        var objects = new JsonArray();
        for (var row : rows) {
            var object = new JsonObject();
            for (var column = 0; column < headers.size(); column++) {
                object.addProperty(headers.get(column), column < row.size() ? row.get(column) : "");
            }
            objects.add(object);
        }
        return objects;
    }

    private JsonArray array(ReaderConfig config, String text) throws UnreadableDatasetException {
        var pointer = config.itemsPointer();
        var value = json(text, "the JSON");
        if (pointer.isPresent()) {
            value = JsonPointer.find(value, pointer.get())
                    .orElseThrow(() -> new UnreadableDatasetException(
                            "ItemsPointer %s leads to nothing in the JSON".formatted(pointer.get())));
        }
        if (value instanceof JsonArray array) {
            return array;
        }
        if (value.isJsonObject()) {
            throw new UnsupportedDatasetException(
                    "%s has an object for its items, and only an array can be read locally; set ItemsPointer, or mock the items with Return"
                            .formatted(file.getFileName()));
        }
        throw new UnreadableDatasetException("the JSON must be an array, was %s".formatted(value));
    }

    private static JsonArray lines(String text) throws UnreadableDatasetException {
        var lines = new JsonArray();
        var number = 0;
        for (var line : text.split("\r?\n", -1)) {
            number++;
            if (!line.isBlank()) {
                lines.add(json(line, "line %d".formatted(number)));
            }
        }
        return lines;
    }

    private static JsonElement json(String text, String what) throws UnreadableDatasetException {
        try {
            return StrictJson.parse(text);
        } catch (InvalidJsonException e) {
            throw new UnreadableDatasetException("%s %s".formatted(what, e.getMessage()));
        }
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html */
    private JsonArray inventory() throws UnreadableDatasetException {
        if (!(json(text(file), "the manifest") instanceof JsonObject object)) {
            throw new UnreadableDatasetException("the manifest must be a JSON object");
        }
        var manifest = new Fields(object);
        var format = manifest.text("fileFormat").orElse("");
        if (!format.equals("CSV")) {
            throw new UnsupportedDatasetException(
                    "fileFormat of the manifest must be CSV to be read locally, was %s; mock the items with Return"
                            .formatted(format.isEmpty() ? "missing" : format));
        }
        var columns = List.of(manifest.text("fileSchema").orElse("").split(" *, *"));
        var items = new JsonArray();
        for (var listed : manifest.objects("files")) {
            var key = new Fields(listed)
                    .text("key")
                    .orElseThrow(() -> new UnreadableDatasetException("a file of the manifest has no key"));
            items.addAll(objects(columns, CsvRows.of(text(beside(key)), ',')));
        }
        return items;
    }

    /** Each line of the manifest is the URI of a file. */
    private List<Path> listedByAthena() throws UnreadableDatasetException {
        return text(file)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> beside(line.strip()))
                .toList();
    }

    /** The file beside the manifest that has the name of an object. */
    private Path beside(String key) {
        return file.resolveSibling(key.substring(key.lastIndexOf('/') + 1));
    }

    private String text(Path path) throws UnreadableDatasetException {
        try (var stream = opened(path)) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(stream.readAllBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableDatasetException("%s is not UTF-8".formatted(path.getFileName()));
        } catch (IOException e) {
            var isMissing = !Files.exists(path);
            throw new UnsupportedDatasetException(
                    "%s %s".formatted(path, isMissing ? "does not exist; create it" : "cannot be read: " + reason(e)));
        }
    }

    private static String reason(IOException e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.toString());
    }

    private static InputStream opened(Path path) throws IOException {
        var stream = Files.newInputStream(path);
        return path.toString().endsWith(".gz") ? new GZIPInputStream(stream) : stream;
    }
}
