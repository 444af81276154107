package stepfunction.dataset;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.asl.Fields;

/** The ReaderConfig of an ItemReader: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html. */
record ReaderConfig(JsonObject json) {

    /** The format of a file, as named by InputType and ManifestType. */
    enum Format {
        CSV,
        JSON,
        JSONL,
        MANIFEST
    }

    private static final Map<String, Character> DELIMITERS =
            Map.of("COMMA", ',', "PIPE", '|', "SEMICOLON", ';', "SPACE", ' ', "TAB", '\t');

    private Fields fields() {
        return new Fields(json);
    }

    /** Of the file, or of the files that a manifest of Athena lists. */
    Format format() {
        var inputType = fields().text("InputType");
        if (inputType.isEmpty() && manifestType().filter("S3_INVENTORY"::equals).isPresent()) {
            return Format.MANIFEST;
        }
        return Stream.of(Format.values())
                .filter(format -> inputType.filter(format.name()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> refusal("InputType", "CSV, JSON, JSONL or MANIFEST to be read locally"));
    }

    private Optional<String> manifestType() {
        return fields().text("ManifestType");
    }

    /** Whether the file lists those that have the items. */
    boolean isManifestOfAthena() {
        return manifestType().filter("ATHENA_DATA"::equals).isPresent();
    }

    char delimiter() {
        if (!fields().has("CSVDelimiter")) {
            return ',';
        }
        return fields().text("CSVDelimiter")
                .map(DELIMITERS::get)
                .orElseThrow(() -> refusal("CSVDelimiter", "COMMA, PIPE, SEMICOLON, SPACE or TAB"));
    }

    /** The names of the columns; absent where the first row has them. */
    Optional<List<String>> givenHeaders() {
        var location = fields().text("CSVHeaderLocation").orElse("");
        if (location.equals("FIRST_ROW")) {
            return Optional.empty();
        }
        if (!location.equals("GIVEN")) {
            throw refusal("CSVHeaderLocation", "FIRST_ROW or GIVEN");
        }
        var headers = fields().texts("CSVHeaders");
        if (headers.isEmpty()) {
            throw refusal("CSVHeaders", "a list of texts, because CSVHeaderLocation is GIVEN");
        }
        return Optional.of(headers);
    }

    /** Where the array is in a JSON file. */
    Optional<String> itemsPointer() {
        return fields().text("ItemsPointer");
    }

    private UnsupportedDatasetException refusal(String field, String rule) {
        var was = Optional.ofNullable(json.get(field)).map(JsonElement::toString);
        return new UnsupportedDatasetException("%s of ReaderConfig must be %s, %s"
                .formatted(field, rule, was.map("was %s"::formatted).orElse("is missing")));
    }
}
