package stepfunction;

import com.pulumi.core.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * The page that the Pulumi Cloud console shows for the stack: {@code stack-readme.md} with the stack's outputs filled in.
 *
 * @see <a href="https://www.pulumi.com/docs/pulumi-cloud/projects-and-stacks/">Pulumi: Stack README</a>
 */
final class StackReadme {

    private static final String FILE = "/stack-readme.md";

    private StackReadme() {}

    /** Replaces <code>${outputs.NAME}</code> by each output. */
    static Output<String> of(Map<String, Output<String>> outputs) {
        var page = Output.of(template());
        for (var output : outputs.entrySet()) {
            page = Output.tuple(page, output.getValue())
                    .applyValue(both -> both.t1.replace("${outputs." + output.getKey() + "}", both.t2));
        }
        return page;
    }

    private static String template() {
        try (var stream = Objects.requireNonNull(StackReadme.class.getResourceAsStream(FILE), FILE)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
