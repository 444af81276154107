package stepfunction.local;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.pulumi.asset.AssetOrArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipInputStream;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;

/**
 * A declared stack made ready for the local run.
 *
 * @param projectDir which the paths in the stack are relative to
 * @param workDir takes the unpacked deployment packages and the rendered definition
 */
record Deployment(DeclaredStack stack, Path projectDir, Path workDir) {

    private static final String STATE_MACHINE = "aws:sfn/stateMachine:StateMachine";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final Set<String> TYPES =
            Set.of(STATE_MACHINE, FUNCTION, "aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy");
    private static final Gson GSON = new Gson();

    /**
     * Deploys the stack.
     *
     * @param inputs one for each execution
     * @param mocks for a state that calls a service, the service's answer
     * @return the request for {@link Interpreter#execute}
     */
    JsonObject request(List<? extends JsonElement> inputs, JsonObject mocks) throws IOException {
        var machines = stack.all(STATE_MACHINE);
        if (machines.size() != 1) {
            throw new CannotRunException("the stack must declare one state machine, declares " + machines.size());
        }
        Files.createDirectories(workDir);
        Files.writeString(workDir.resolve("definition.json"), machines.get(0).input("definition"));
        var request = new JsonObject();
        var array = new JsonArray();
        inputs.forEach(array::add);
        request.add("inputs", array);
        request.add("mocks", mocks);
        var resources = new JsonArray();
        for (var resource : stack.resources()) {
            if (TYPES.contains(resource.type())) {
                resources.add(deployed(resource));
            }
        }
        request.add("resources", resources);
        return request;
    }

    private JsonObject deployed(DeclaredResource resource) throws IOException {
        var json = new JsonObject();
        resource.properties().forEach((name, value) -> {
            if (!(value instanceof AssetOrArchive)) {
                json.add(name, GSON.toJsonTree(value));
            }
        });
        // In place of a state machine's own property of this name.
        json.addProperty("type", resource.type());
        if (resource.type().equals(FUNCTION)) {
            var zip = projectDir.resolve(resource.path("code"));
            var taskRoot = workDir.resolve("task").resolve(resource.input("name"));
            unpack(zip, taskRoot);
            json.addProperty("taskRoot", taskRoot.toString());
            // The archive of a folder has its name.
            json.addProperty("folder", resource.path("code").replaceAll("^target/|\\.zip$", ""));
        }
        return json;
    }

    private static void unpack(Path zip, Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var paths = Files.walk(directory)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                var file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(entries, file);
            }
        }
    }
}
