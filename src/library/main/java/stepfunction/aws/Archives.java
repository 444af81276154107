package stepfunction.aws;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import com.pulumi.archive.ArchiveFunctions;
import com.pulumi.archive.inputs.GetFileArgs;
import com.pulumi.archive.outputs.GetFileResult;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import stepfunction.packaging.FunctionFolder;
import stepfunction.plan.FunctionSpec;

/** The deployment packages of functions: one a folder, for all functions in it. */
public record Archives(Map<String, Output<GetFileResult>> byFolder) {

    public Archives {
        byFolder = Map.copyOf(byFolder);
    }

    public static Archives of(List<FunctionSpec> functions) {
        return new Archives(functions.stream()
                .map(function -> function.code().folder())
                .distinct()
                .collect(toMap(identity(), Archives::zip)));
    }

    /** Even at preview: https://www.pulumi.com/registry/packages/archive. */
    private static Output<GetFileResult> zip(String folder) {
        return ArchiveFunctions.getFile(GetFileArgs.builder()
                .type("zip")
                .sourceDir(folder)
                .excludes(FunctionFolder.excludes().toArray(String[]::new))
                // Modes on disk differ between machines, and with them the zip's hash.
                .outputFileMode("0644")
                .outputPath("target/" + folder + ".zip")
                .build());
    }

    /** The package of a function that they were made for. */
    public Output<GetFileResult> zipOf(FunctionSpec function) {
        var folder = function.code().folder();
        return Objects.requireNonNull(byFolder.get(folder), folder);
    }
}
