package stepfunction.local;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;

/**
 * The part of a stack that a case may see, as one text, in which resources have their logical names in place of their ARNs. A case ends alike
 * in all stacks that have the same.
 */
record ProgramText(DeclaredStack stack) {

    private static final List<String> OF_A_STATE_MACHINE = List.of("type", "definition");
    private static final List<String> OF_A_FUNCTION =
            List.of("handler", "runtime", "memorySize", "timeout", "environment", "version", "sourceCodeHash");

    String text() {
        var text = Stream.concat(
                        described(Deployment.STATE_MACHINE, OF_A_STATE_MACHINE),
                        described(Deployment.FUNCTION, OF_A_FUNCTION))
                .collect(Collectors.joining("\n"));
        return withLogicalNames(text);
    }

    /** A text with the logical names of the stack's resources in place of their ARNs. */
    String withLogicalNames(String text) {
        var named = text;
        for (var resource : byLengthOfArn()) {
            named = named.replace(resource.arn().orElseThrow(), resource.name());
        }
        return named;
    }

    private Stream<String> described(String type, List<String> properties) {
        return stack.all(type).stream().map(resource -> described(resource, properties));
    }

    private static String described(DeclaredResource resource, List<String> properties) {
        var values = properties.stream()
                .map(property ->
                        "%s=%s".formatted(property, resource.properties().get(property)));
        return "%s: %s".formatted(resource.name(), values.toList());
    }

    /** The longest first, as one may begin with another. */
    private List<DeclaredResource> byLengthOfArn() {
        return stack.resources().stream()
                .filter(resource -> resource.arn().isPresent())
                .sorted(Comparator.comparing(
                        resource -> -resource.arn().orElseThrow().length()))
                .toList();
    }
}
