package com.pulumi.archive.inputs;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.InvokeArgs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The source and destination of an archive. Paths are relative to the project's folder. */
@SuppressWarnings("UnusedVariable") // Pulumi reads the fields by reflection.
public final class GetFileArgs extends InvokeArgs {

    @Import(name = "excludes")
    private @Nullable Output<List<String>> excludes;

    @Import(name = "outputFileMode")
    private @Nullable Output<String> outputFileMode;

    @Import(name = "outputPath", required = true)
    private @Nullable Output<String> outputPath;

    @Import(name = "sourceDir")
    private @Nullable Output<String> sourceDir;

    @Import(name = "type", required = true)
    private @Nullable Output<String> type;

    private GetFileArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the arguments. */
    public static final class Builder {

        private final GetFileArgs args = new GetFileArgs();

        /** Doublestar patterns, matched against paths relative to the source folder; default none. */
        public Builder excludes(String... excludes) {
            args.excludes = Output.of(List.of(excludes));
            return this;
        }

        /** The mode of every file in the archive, in octal such as 0644; default each file's own on disk. */
        public Builder outputFileMode(String outputFileMode) {
            args.outputFileMode = Output.of(outputFileMode);
            return this;
        }

        /** The archive's path; required. */
        public Builder outputPath(String outputPath) {
            args.outputPath = Output.of(outputPath);
            return this;
        }

        /** The folder to archive. */
        public Builder sourceDir(String sourceDir) {
            args.sourceDir = Output.of(sourceDir);
            return this;
        }

        /** The archive's format, such as zip; required. */
        public Builder type(String type) {
            args.type = Output.of(type);
            return this;
        }

        /**
         * The arguments, complete.
         *
         * @throws MissingRequiredPropertyException without an outputPath or a type
         */
        public GetFileArgs build() {
            if (args.outputPath == null) {
                throw new MissingRequiredPropertyException("GetFileArgs", "outputPath");
            }
            if (args.type == null) {
                throw new MissingRequiredPropertyException("GetFileArgs", "type");
            }
            return args;
        }
    }
}
