package stepfunction.aws;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import com.pulumi.archive.ArchiveFunctions;
import com.pulumi.archive.inputs.GetFileArgs;
import com.pulumi.archive.outputs.GetFileResult;
import com.pulumi.core.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.packaging.FunctionFolder;
import stepfunction.plan.FunctionSpec;

/** The deployment packages of functions: one a folder, for all functions in it. */
public record Archives(Map<String, Output<GetFileResult>> byFolder) {

    public Archives {
        byFolder = Map.copyOf(byFolder);
    }

    /**
     * Packs the folders of functions.
     *
     * @param project the project's folder
     */
    public static Archives of(List<FunctionSpec> functions, Path project) {
        return new Archives(functions.stream()
                .filter(function -> function.code().image().isEmpty())
                .map(function -> function.code().folder())
                .distinct()
                .collect(toMap(identity(), folder -> zip(folder, FunctionFolder.excludes(project, folder)))));
    }

    /** Even at preview: https://www.pulumi.com/registry/packages/archive. */
    private static Output<GetFileResult> zip(String folder, List<String> excludes) {
        return ArchiveFunctions.getFile(GetFileArgs.builder()
                .type("zip")
                .sourceDir(folder)
                .excludes(excludes.toArray(String[]::new))
                // Modes on disk differ between machines, and with them the zip's hash.
                .outputFileMode("0644")
                .outputPath("target/" + folder + ".zip")
                .build());
    }

    /** The package of a function that they were made for; empty for an image. */
    public Optional<Output<GetFileResult>> zipOf(FunctionSpec function) {
        return function.code().image().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(byFolder.get(function.code().folder()));
    }
}
