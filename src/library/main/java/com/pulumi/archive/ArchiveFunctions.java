package com.pulumi.archive;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.pulumi.archive.inputs.GetFileArgs;
import com.pulumi.archive.outputs.GetFileResult;
import com.pulumi.core.Output;
import com.pulumi.core.TypeShape;
import com.pulumi.deployment.Deployment;
import com.pulumi.deployment.InvokeOptions;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The functions of the archive provider. */
public final class ArchiveFunctions {

    private static final String VERSION = version();

    private ArchiveFunctions() {}

    /**
     * Writes an archive to a file, at preview too.
     *
     * @see <a href="https://www.pulumi.com/registry/packages/archive/api-docs/getfile/">Pulumi Registry: archive.getFile</a>
     */
    public static Output<GetFileResult> getFile(GetFileArgs args) {
        return Deployment.getInstance()
                .invoke(
                        "archive:index/getFile:getFile",
                        TypeShape.of(GetFileResult.class),
                        args,
                        InvokeOptions.builder().version(VERSION).build());
    }

    /** The version that plugin discovery reports too, from the same file. */
    private static String version() {
        var resource = Objects.requireNonNull(ArchiveFunctions.class.getResourceAsStream("plugin.json"), "plugin.json");
        try (var reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, JsonObject.class).get("version").getAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
