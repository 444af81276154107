package com.pulumi.archive.outputs;

import com.pulumi.core.annotations.CustomType;
import com.pulumi.exceptions.MissingRequiredPropertyException;

/** The archive that was written. */
@CustomType
public final class GetFileResult {

    private final String outputBase64sha256;
    private final String outputPath;

    private GetFileResult(String outputBase64sha256, String outputPath) {
        this.outputBase64sha256 = outputBase64sha256;
        this.outputPath = outputPath;
    }

    /** The SHA-256 of the archive, in Base64. */
    public String outputBase64sha256() {
        return outputBase64sha256;
    }

    /** The archive's path, as it was given. */
    public String outputPath() {
        return outputPath;
    }

    /** Collects the properties; Pulumi's deserializer calls it. */
    @CustomType.Builder
    public static final class Builder {

        private String outputBase64sha256;
        private String outputPath;

        @CustomType.Setter
        public Builder outputBase64sha256(String outputBase64sha256) {
            this.outputBase64sha256 = outputBase64sha256;
            return this;
        }

        @CustomType.Setter
        public Builder outputPath(String outputPath) {
            this.outputPath = outputPath;
            return this;
        }

        /**
         * The result, complete.
         *
         * @throws MissingRequiredPropertyException when the provider left a property out
         */
        public GetFileResult build() {
            if (outputBase64sha256 == null) {
                throw new MissingRequiredPropertyException("GetFileResult", "outputBase64sha256");
            }
            if (outputPath == null) {
                throw new MissingRequiredPropertyException("GetFileResult", "outputPath");
            }
            return new GetFileResult(outputBase64sha256, outputPath);
        }
    }
}
