package stepfunction;

import com.pulumi.archive.ArchiveFunctions;
import com.pulumi.archive.inputs.GetFileArgs;
import com.pulumi.archive.outputs.GetFileResult;
import com.pulumi.asset.Archive;
import com.pulumi.asset.FileArchive;
import com.pulumi.core.Output;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Lambda function's deployment package: the folder {@code function/}, zipped by the archive provider.
 *
 * @param code the zip file; Pulumi uploads it byte for byte
 * @param base64sha256 the SHA-256 of the zip file, in Base64; the same for the same sources on every machine
 */
record HandlerArchive(Output<Archive> code, Output<String> base64sha256) {

    /** {@code file.function}, as Lambda's Python runtime reads it. */
    static final String HANDLER = "handler.handler";

    private static final String SOURCE_DIR = "function";
    private static final String HANDLER_FILE = HANDLER.substring(0, HANDLER.lastIndexOf('.')) + ".py";

    /** Zips {@code function/} to {@code target/lambda.zip}, at preview too. Paths are relative to the project's folder. */
    static HandlerArchive create() {
        var file = ArchiveFunctions.getFile(GetFileArgs.builder()
                .type("zip")
                .sourceDir(SOURCE_DIR)
                .excludes("__init__.py", "**/*.pyc", "**/__pycache__")
                // Modes on disk differ between machines, and with them the zip's hash.
                .outputFileMode("0644")
                .outputPath("target/lambda.zip")
                .build());
        return new HandlerArchive(
                file.applyValue(result -> new FileArchive(result.outputPath())),
                file.applyValue(GetFileResult::outputBase64sha256));
    }

    /**
     * Checks that there is a handler to deploy.
     *
     * @param projectDir the folder that holds Pulumi.yaml
     * @throws IllegalArgumentException when {@code function/} is missing or empty or lacks the handler's file
     */
    static void requireHandler(Path projectDir) {
        var sourceDir = projectDir.resolve(SOURCE_DIR);
        var files = sourceDir.toFile().listFiles(File::isFile);
        if (files == null) {
            throw new IllegalArgumentException(
                    "%s/ must be a folder that holds the handler, was absent; run: git checkout -- %s"
                            .formatted(SOURCE_DIR, SOURCE_DIR));
        }
        if (!Files.isRegularFile(sourceDir.resolve(HANDLER_FILE))) {
            throw new IllegalArgumentException("%s/ must hold %s (the handler is %s), was %s; run: git checkout -- %s"
                    .formatted(
                            SOURCE_DIR, HANDLER_FILE, HANDLER, files.length == 0 ? "empty" : "without it", SOURCE_DIR));
        }
    }
}
