package stepfunction.local;

import java.util.List;
import java.util.Optional;
import stepfunction.asl.Definition;
import stepfunction.asl.MachineType;

/**
 * A stack's state machine and its functions, made ready to run on this machine.
 *
 * @param definition without placeholders
 */
record DeployedWorkflow(
        Definition definition, String arn, String roleArn, MachineType type, List<LambdaFunction> functions) {

    DeployedWorkflow {
        functions = List.copyOf(functions);
    }

    /** The function that a call by this name or ARN finds. */
    Optional<LambdaFunction> function(String nameOrArn) {
        return functions.stream()
                .filter(function -> function.invokedArn(nameOrArn).isPresent())
                .findFirst();
    }
}
