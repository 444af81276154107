package stepfunction.asl;

/** How a state machine runs: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html. */
public enum MachineType {
    STANDARD,
    EXPRESS
}
