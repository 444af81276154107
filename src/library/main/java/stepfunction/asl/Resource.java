package stepfunction.asl;

import java.util.List;
import java.util.Optional;

/**
 * The resource that a Task calls, from its field {@code Resource}:
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html.
 */
public sealed interface Resource {

    /** A placeholder, <code>${Name}</code>: a Lambda function or an activity. */
    record Reference(Placeholder placeholder) implements Resource {

        @Override
        public String text() {
            return placeholder.text();
        }
    }

    /**
     * A Lambda function.
     *
     * @param text its ARN, with or without a version or an alias
     */
    record Function(String text) implements Resource {}

    /**
     * The API of a service.
     *
     * @param service as the ARN has it, such as {@code lambda} or {@code dynamodb}
     * @param api such as {@code invoke} or {@code getItem}
     * @param sdk whether it is an AWS SDK integration; if not, it is an optimized one
     */
    record Integration(String service, String api, Pattern pattern, boolean sdk) implements Resource {

        /** Such as {@code arn:aws:states:::sqs:sendMessage.waitForTaskToken}, whether or not the definition has a Region and an account in it. */
        @Override
        public String text() {
            return "arn:aws:states:::" + key() + pattern.suffix();
        }

        /** Whether it invokes a Lambda function, by either integration. */
        public boolean isLambdaInvoke() {
            return service.equals("lambda") && api.equals("invoke");
        }

        /** Service and API as the ARN has them, without the pattern: {@code sqs:sendMessage}, {@code aws-sdk:s3:getObject}. */
        public String key() {
            return (sdk ? SDK : "") + service + ":" + api;
        }

        /** Whether Step Functions has it with this pattern; of the APIs of the AWS SDK, all count as there. */
        public boolean isOffered() {
            return sdk ? !pattern.waitsForJob() : OptimizedIntegrations.offers(this);
        }
    }

    /**
     * An activity, for which a worker polls.
     *
     * @param text its ARN
     */
    record Activity(String text) implements Resource {}

    /** None of these. */
    record Unknown(String text) implements Resource {}

    /** How long the Task waits for the service. */
    enum Pattern {
        REQUEST_RESPONSE(""),
        SYNC(".sync"),
        SYNC_2(".sync:2"),
        WAIT_FOR_TASK_TOKEN(".waitForTaskToken");

        private final String suffix;

        Pattern(String suffix) {
            this.suffix = suffix;
        }

        /** The suffix of the ARN, such as {@code .sync:2}. */
        public String suffix() {
            return suffix;
        }

        private static Optional<Pattern> endingIn(String suffix) {
            for (var pattern : values()) {
                if (pattern.suffix.equals(suffix)) {
                    return Optional.of(pattern);
                }
            }
            return Optional.empty();
        }

        /** Whether the Task goes on when the job has ended, not when the API has answered. */
        public boolean waitsForJob() {
            return this == SYNC || this == SYNC_2;
        }
    }

    /** As the definition has it. */
    String text();

    /** The prefix of the service in the ARN of an AWS SDK integration. */
    String SDK = "aws-sdk:";

    static Resource parse(String text) {
        var placeholder = Placeholder.parse(text);
        if (placeholder.isPresent()) {
            return new Reference(placeholder.get());
        }
        var arn = List.of(text.split(":", 6));
        if (arn.size() < 6 || !arn.get(0).equals("arn")) {
            return new Unknown(text);
        }
        var service = arn.get(2);
        var isRegional = !arn.get(3).isEmpty() && !arn.get(4).isEmpty();
        var resource = arn.get(5);
        if (service.equals("lambda") && isRegional && resource.startsWith("function:")) {
            return new Function(text);
        }
        if (service.equals("states") && isRegional && resource.startsWith("activity:")) {
            return new Activity(text);
        }
        var isGlobal = arn.get(3).isEmpty() && arn.get(4).isEmpty();
        var integration = service.equals("states") && (isGlobal || isRegional)
                ? integration(resource)
                : Optional.<Integration>empty();
        // In an ARN with a Region and an account, anything else is a resource of Step Functions, such as a state
        // machine.
        return integration
                .filter(called -> isGlobal || called.sdk() || OptimizedIntegrations.knows(called))
                .<Resource>map(called -> called)
                .orElseGet(() -> new Unknown(text));
    }

    private static Optional<Integration> integration(String resource) {
        var sdk = resource.startsWith(SDK);
        var call = List.of(resource.substring(sdk ? SDK.length() : 0).split(":", 2));
        if (call.size() < 2) {
            return Optional.empty();
        }
        var dot = call.get(1).indexOf('.');
        var api = dot < 0 ? call.get(1) : call.get(1).substring(0, dot);
        var suffix = dot < 0 ? "" : call.get(1).substring(dot);
        var isNamed = !call.get(0).isEmpty() && !api.isEmpty() && api.indexOf(':') < 0;
        var pattern = Pattern.endingIn(suffix);
        return isNamed && pattern.isPresent()
                ? Optional.of(new Integration(call.get(0), api, pattern.get(), sdk))
                : Optional.empty();
    }
}
