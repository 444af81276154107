package stepfunction.aws;

import com.pulumi.archive.ArchiveFunctions;
import com.pulumi.archive.inputs.GetFileArgs;
import com.pulumi.archive.outputs.GetFileResult;
import com.pulumi.core.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stepfunction.config.LambdaRuntime.Language;
import stepfunction.packaging.DeploymentSource;
import stepfunction.plan.FunctionSpec;

/** The deployment packages of functions: one a folder, for all functions in it. */
public record Archives(Map<String, Output<GetFileResult>> byFolder) {

    public Archives {
        byFolder = Map.copyOf(byFolder);
    }

    /**
     * Packs the folders of functions.
     *
     * @param sources by folder
     */
    public static Archives of(List<FunctionSpec> functions, Map<String, DeploymentSource> sources) {
        var byFolder = new HashMap<String, Output<GetFileResult>>();
        sources.forEach((folder, source) -> byFolder.put(folder, zip(source, mode(functions, folder))));
        return new Archives(byFolder);
    }

    /** Modes on disk differ between machines, and with them the zip's hash. An executable must be one in Lambda, too. */
    private static String mode(List<FunctionSpec> functions, String folder) {
        var isExecuted = functions.stream()
                .map(FunctionSpec::code)
                .anyMatch(code -> code.folder().equals(folder) && code.isIn(Language.PROVIDED));
        return isExecuted ? "0755" : "0644";
    }

    /** Even at preview: https://www.pulumi.com/registry/packages/archive. */
    private static Output<GetFileResult> zip(DeploymentSource source, String mode) {
        return ArchiveFunctions.getFile(GetFileArgs.builder()
                .type("zip")
                .sourceDir(source.directory())
                .excludes(source.excludes().toArray(String[]::new))
                .outputFileMode(mode)
                .outputPath(source.archive())
                .build());
    }

    /** The package of a function that they were made for; empty for an image. */
    public Optional<Output<GetFileResult>> zipOf(FunctionSpec function) {
        return function.code().image().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(byFolder.get(function.code().folder()));
    }
}
