package stepfunction.project;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import stepfunction.declared.ComputedState;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.declared.LookupAnswers;
import stepfunction.declared.ProgramRun;
import stepfunction.declared.ProjectFiles;

/**
 * All stacks of a project, declared.
 *
 * @param declared by the name of the stack
 */
record ProjectStacks(Map<String, DeclaredStack> declared) {

    /** Endpoints with the name of Pulumi's module: https://www.pulumi.com/registry/packages/aws/api-docs/provider/#providerendpoint */
    private static final Set<String> ENDPOINTS = Set.of(
            "apigatewayv2",
            "cloudwatch",
            "dynamodb",
            "events",
            "iam",
            "kinesis",
            "kms",
            "lambda",
            "logs",
            "pipes",
            "s3",
            "scheduler",
            "secretsmanager",
            "sfn",
            "sns",
            "sqs",
            "ssm");

    /**
     * Declares each stack that has a file, with alarms even where it has none, so that nothing that it can declare is left out.
     *
     * @throws IllegalArgumentException where a file is missing or wrong
     * @throws com.pulumi.exceptions.RunException where the program refuses a stack
     */
    static ProjectStacks declare(ProjectFiles project) {
        var declared = new TreeMap<String, DeclaredStack>();
        for (var stack : project.stacks()) {
            var config = project.config(stack);
            var topic = "arn:aws:sns:%s:%s:alarms".formatted(config.get("aws:region"), DeclaredStack.ACCOUNT);
            config.merge(project.projectName() + ":alarmTopicArn", topic, (own, other) -> own.isEmpty() ? other : own);
            declared.put(stack, DeclaredStack.declare(new ProgramRun(project, stack, config, false)));
        }
        return new ProjectStacks(declared);
    }

    /** The answers in lookups.json that no stack has asked for. */
    List<String> unusedLookups(ProjectFiles project) {
        var used = declared.values().stream()
                .flatMap(stack -> stack.usedLookups().stream())
                .collect(Collectors.toSet());
        return LookupAnswers.of(project.projectDir()).unused(used);
    }

    /** The names that the program sets, of the roles of all stacks. */
    List<String> roleNames() {
        return declared.values().stream()
                .flatMap(stack -> stack.all("aws:iam/role:Role").stream())
                .map(role -> role.input("name"))
                .filter(name -> !ComputedState.isAutoName(name))
                .toList();
    }

    /** Type and name of what the stacks declare, sorted, without stack and project. Some may be in one stack alone. */
    List<String> urns() {
        return declared.values().stream()
                .flatMap(stack -> stack.urns().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Type and name that a resource of a stack had before it was renamed. */
    Set<String> formerUrns() {
        return declared.values().stream()
                .flatMap(stack -> stack.formerUrns().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The services that a stack's resources belong to, as {@code aws:endpoints} names them; without those that it may name otherwise. */
    Set<String> services(String stack) {
        return Objects.requireNonNull(declared.get(stack)).resources().stream()
                .map(DeclaredResource::type)
                .filter(type -> type.startsWith("aws:"))
                .map(ProjectStacks::service)
                .filter(ENDPOINTS::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String service(String type) {
        if (type.startsWith("aws:cloudwatch/logGroup")) {
            return "logs";
        }
        return type.startsWith("aws:cloudwatch/event")
                ? "events"
                : type.substring("aws:".length(), Math.max("aws:".length(), type.indexOf('/')));
    }
}
