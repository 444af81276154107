package stepfunction.asl;

/** https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html */
public enum WorkflowType {
    STANDARD,
    EXPRESS
}
