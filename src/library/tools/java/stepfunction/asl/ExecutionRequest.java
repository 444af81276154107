package stepfunction.asl;

import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** The request to start an execution; the context object has most of it. */
public record ExecutionRequest(
        JsonElement input, String name, Instant startTime, String stateMachineArn, String roleArn, MachineType type) {

    private static final String MACHINE = ":stateMachine:";

    public ExecutionRequest {
        if (!stateMachineArn.contains(MACHINE)) {
            throw new IllegalArgumentException("The ARN of the state machine is none: " + stateMachineArn);
        }
    }

    /** An execution of a standard workflow with names of no meaning. */
    public static ExecutionRequest of(JsonElement input, Instant startTime) {
        return new ExecutionRequest(
                input,
                "execution",
                startTime,
                "arn:aws:states:us-east-1:123456789012:stateMachine:workflow",
                "arn:aws:iam::123456789012:role/workflow",
                MachineType.STANDARD);
    }

    String stateMachineName() {
        return stateMachineArn.substring(stateMachineArn.indexOf(MACHINE) + MACHINE.length());
    }

    /** Its ARN; that of an express workflow's execution ends in an ID. */
    public String executionArn() {
        if (type == MachineType.STANDARD) {
            return stateMachineArn.replace(MACHINE, ":execution:") + ":" + name;
        }
        var id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return "%s:%s:%s".formatted(stateMachineArn.replace(MACHINE, ":express:"), name, id);
    }
}
