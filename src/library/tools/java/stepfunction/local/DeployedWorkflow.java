package stepfunction.local;

import com.google.common.base.Suppliers;
import java.util.Set;
import java.util.function.Supplier;
import stepfunction.asl.Definition;
import stepfunction.asl.Interpreter;
import stepfunction.asl.MachineType;
import stepfunction.asl.UnrunnableDefinitionException;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.lambda.CannotRunException;
import stepfunction.plan.WorkflowSpec;

/** A workflow of the plan, whose state machine runs on this machine. Its definition is read when it is first needed. */
final class DeployedWorkflow {

    private final String name;
    private final Set<String> formerNames;
    private final DeclaredResource machine;
    private final Supplier<Definition> definition;
    private final Supplier<Interpreter> interpreter;

    /**
     * A workflow.
     *
     * @param name in the plan
     * @param formerNames that it had there before
     */
    DeployedWorkflow(String name, Set<String> formerNames, DeclaredResource machine) {
        this.name = name;
        this.formerNames = Set.copyOf(formerNames);
        this.machine = machine;
        this.definition = Suppliers.memoize(() -> Definition.parse(definitionText()));
        this.interpreter = Suppliers.memoize(this::newInterpreter);
    }

    private Interpreter newInterpreter() {
        try {
            return Interpreter.of(definition());
        } catch (UnrunnableDefinitionException e) {
            throw new CannotRunException("the definition%s cannot run on this machine:\n- %s"
                    .formatted(isMain() ? "" : " of " + title(), String.join("\n- ", e.problems())));
        }
    }

    String name() {
        return name;
    }

    Set<String> formerNames() {
        return formerNames;
    }

    /** Whether it is the plan's first workflow. */
    boolean isMain() {
        return name.equals(WorkflowSpec.MAIN);
    }

    /** As messages call it. */
    String title() {
        return "the workflow " + name;
    }

    /** As it is deployed. */
    String definitionText() {
        return machine.input("definition");
    }

    /** Without placeholders. */
    Definition definition() {
        return definition.get();
    }

    /** @throws CannotRunException with all that this machine cannot run */
    Interpreter interpreter() {
        return interpreter.get();
    }

    /** Without a version. */
    String arn() {
        return machine.input("arn");
    }

    String roleArn() {
        return machine.input("roleArn");
    }

    MachineType type() {
        return MachineType.valueOf(
                machine.properties().getOrDefault("type", MachineType.STANDARD).toString());
    }

    /**
     * Whether an execution that is started by this ARN is its.
     *
     * @param calledArn with or without a version or an alias:
     *     https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html
     */
    boolean isStartedBy(String calledArn) {
        return calledArn.equals(arn()) || calledArn.startsWith(arn() + ":");
    }
}
