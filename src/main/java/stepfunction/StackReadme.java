package stepfunction;

import com.pulumi.core.Output;
import java.util.Map;

/**
 * The page that the Pulumi Cloud console shows for the stack: {@code stack-readme.md} with the stack's outputs filled in.
 *
 * @see <a href="https://www.pulumi.com/docs/pulumi-cloud/projects-and-stacks/">Pulumi: Stack README</a>
 */
final class StackReadme {

    private StackReadme() {}

    /** Replaces <code>${outputs.NAME}</code> by each output. */
    static Output<String> of(Map<String, Output<String>> outputs) {
        var page = Output.of(ResourceFile.text("stack-readme.md"));
        for (var output : outputs.entrySet()) {
            page = Output.tuple(page, output.getValue())
                    .applyValue(both -> both.t1.replace("${outputs." + output.getKey() + "}", both.t2));
        }
        return page;
    }
}
