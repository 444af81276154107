package stepfunction.changes;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import stepfunction.asl.Definition;
import stepfunction.asl.MachineType;

/**
 * A project at one commit: its definitions, and the results of its cases. {@code mvn verify} leaves it in {@link #FILE}.
 *
 * @param programs the program of each stack; stacks share one if it differs only in the names of resources
 */
public record Revision(List<Program> programs) {

    public static final Path FILE = Path.of("target", "workflow.json");

    /** Of the file: a change of the records below makes another one. */
    static final int VERSION = 1;

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    public Revision {
        programs = List.copyOf(programs);
    }

    /** The workflows that the stacks deploy, and the results of their cases. */
    public record Program(List<String> stacks, List<DefinedWorkflow> workflows, List<CaseResult> cases) {

        public Program {
            stacks = List.copyOf(stacks);
            workflows = List.copyOf(workflows);
            cases = List.copyOf(cases);
        }
    }

    /**
     * A workflow of the plan.
     *
     * @param name in the plan
     * @param formerNames that it had there before
     * @param json its definition as it is deployed, with the names of resources in place of their ARNs
     */
    public record DefinedWorkflow(String name, List<String> formerNames, MachineType type, JsonObject json) {

        public DefinedWorkflow {
            formerNames = List.copyOf(formerNames);
        }

        Definition definition() {
            return Definition.parse(json.toString());
        }
    }

    /** The text of the file. */
    public String json() {
        var json = GSON.toJsonTree(this).getAsJsonObject();
        json.addProperty("version", VERSION);
        return GSON.toJson(json);
    }

    /**
     * Reads the file of a revision.
     *
     * @throws UnreadableRevisionException in one sentence
     */
    static Revision read(Path file) {
        var json = json(file);
        var version = json.get("version");
        if (!new JsonPrimitive(VERSION).equals(version)) {
            throw new UnreadableRevisionException(
                    version == null
                            ? "%s is not a file that mvn verify wrote".formatted(file)
                            : "%s is of another release of the library; update both, and run mvn verify"
                                    .formatted(file));
        }
        try {
            return GSON.fromJson(json, Revision.class);
        } catch (RuntimeException e) {
            throw new UnreadableRevisionException("%s is not a file that mvn verify wrote".formatted(file));
        }
    }

    private static JsonObject json(Path file) {
        try {
            return Optional.of(parsed(Files.readString(file)))
                    .filter(JsonElement::isJsonObject)
                    .map(JsonElement::getAsJsonObject)
                    .orElseThrow(() -> new JsonParseException("no object"));
        } catch (JsonParseException | MalformedInputException e) {
            throw new UnreadableRevisionException(
                    "%s is not a JSON object; run mvn verify to write it".formatted(file));
        } catch (IOException e) {
            throw new UnreadableRevisionException(
                    Files.exists(file)
                            ? "%s is not a readable file".formatted(file)
                            : "%s does not exist; mvn verify writes it".formatted(file));
        }
    }

    private static JsonElement parsed(String text) {
        return JsonParser.parseString(text);
    }

    /** The program of a stack; absent where there is no such stack. */
    Optional<Program> programOf(String stack) {
        return programs.stream()
                .filter(program -> program.stacks().contains(stack))
                .findFirst();
    }
}
