package stepfunction.local;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.lambda.LambdaFunction;

/** The resources that handlers call on an emulator: those whose ARNs are in the environments of the functions. */
record EmulatorResources(DeclaredStack stack, Collection<LambdaFunction> functions) {

    /** Each by its type and name, or by its ARN if the stack does not declare it, such as {@code dynamodb/table orders}. */
    List<String> names() {
        var declared = stack.resources().stream()
                .filter(resource -> resource.arn().isPresent())
                .collect(Collectors.toMap(
                        resource -> resource.arn().orElseThrow(), EmulatorResources::name, (a, b) -> a));
        return functions.stream()
                .map(LambdaFunction::environment)
                .map(Map::values)
                .flatMap(Collection::stream)
                .filter(value -> value.startsWith("arn:"))
                .distinct()
                .sorted()
                .map(arn -> declared.getOrDefault(arn, arn))
                .toList();
    }

    private static String name(DeclaredResource resource) {
        var type = resource.type().replaceFirst("aws:(.*):.*", "$1");
        return "%s %s".formatted(type, resource.properties().getOrDefault("name", resource.name()));
    }
}
