package stepfunction;

import java.util.regex.Pattern;

/** The ARN of a state machine, and what an operator does with it. */
record StateMachineArn(String partition, String region, String account, String name) {

    private static final Pattern FORM =
            Pattern.compile("arn:([a-z-]+):states:([a-z0-9-]+):(\\d{12}):stateMachine:([\\w-]{1,80})");

    /** @throws IllegalArgumentException when the text is not the ARN of a state machine */
    static StateMachineArn parse(String arn) {
        var matcher = FORM.matcher(arn);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a state machine's ARN must have the form %s, was \"%s\"".formatted(FORM, arn));
        }
        return new StateMachineArn(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
    }

    /** Its page in the console of its region. */
    String consoleUrl() {
        var domain = switch (partition) {
            case "aws-us-gov" -> "console.amazonaws-us-gov.com";
            case "aws-cn" -> "console.amazonaws.cn";
            default -> "console.aws.amazon.com";
        };
        return "https://%s.%s/states/home?region=%s#/statemachines/view/%s".formatted(region, domain, region, this);
    }

    /**
     * The AWS CLI line that starts an execution with the input <code>{}</code>; of an express workflow it waits for the
     * output, which AWS does not keep.
     *
     * @param type STANDARD or EXPRESS
     */
    String startExecutionCommand(String type) {
        var operation = type.equals("EXPRESS") ? "start-sync-execution" : "start-execution";
        return "aws stepfunctions %s --region %s --state-machine-arn %s".formatted(operation, region, this);
    }

    @Override
    public String toString() {
        return "arn:%s:states:%s:%s:stateMachine:%s".formatted(partition, region, account, name);
    }
}
