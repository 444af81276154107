package stepfunction.plan;

import java.util.List;
import java.util.Set;

/**
 * How the name, URL or ARN of a resource in a Task becomes the ARN in a policy. An ARN stays as it is.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
public enum ArnForm {
    /** A function's name, its partial ARN {@code ACCOUNT:function:NAME}, and perhaps a version or an alias. */
    FUNCTION,
    /** A table, or an index of it where one is named. */
    TABLE,
    TOPIC,
    /** A queue's URL, such as {@code https://sqs.eu-west-1.amazonaws.com/123456789012/orders}, has account and name. */
    QUEUE,
    QUEUE_NAME,
    EVENT_BUS,
    /** Starting a version or an alias is authorized against the state machine's own ARN. */
    STATE_MACHINE,
    /** All executions of a state machine. */
    EXECUTIONS,
    EXECUTION,
    TASK_DEFINITION,
    JOB_QUEUE,
    JOB_DEFINITION,
    GLUE_JOB,
    BUILD_PROJECT,
    /** Endpoint, stage, method and path; the first label of the endpoint's host is the API's ID. */
    API,
    CONNECTION,
    /** The secret that EventBridge keeps for a connection, whose name is followed by an ID. */
    CONNECTION_SECRET,
    MODEL,
    GUARDRAIL,
    BUCKET,
    OBJECTS,
    /** The object of a key; all objects where there is none. */
    OBJECT,
    /** The objects whose keys begin with a prefix; all objects where there is none. */
    OBJECTS_BY_PREFIX,
    /** The objects in the folder of a prefix; all objects where there is none. */
    OBJECTS_IN_FOLDER,
    /** The source of a copy, {@code BUCKET/KEY} or the ARN of an access point's object. */
    COPIED_OBJECTS,
    /** An object, such as {@code s3://bucket/key}. */
    S3_URI,
    /** A secret's ARN ends in six random characters, which its name lacks. */
    SECRET,
    /** A parameter's name may begin with a slash; its ARN has only one slash there. */
    PARAMETER,
    /** A rule of EventBridge, by its name. */
    RULE,
    /** The plan's own state machine, by its name: its ARN would be known too late. */
    CALLER,
    /** Executions of the state machine that makes the call, by its name. */
    CALLERS_EXECUTIONS,
    AS_WRITTEN,
    EVERY_RESOURCE;

    /** https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html */
    private static final Set<String> GEOGRAPHIES = Set.of("apac", "au", "ca", "eu", "global", "jp", "us", "us-gov");

    /** The suffix that distinguishes the Sid of its statement from that of the resource itself. */
    public String sidSuffix() {
        return switch (this) {
            case EXECUTIONS -> "Executions";
            case OBJECTS, OBJECT, OBJECTS_BY_PREFIX, OBJECTS_IN_FOLDER, COPIED_OBJECTS -> "Objects";
            case CONNECTION_SECRET -> "Secret";
            default -> "";
        };
    }

    /** Whether the ARN of the target stands for it, whichever of its outputs the Task has. */
    public boolean takesArnOfTarget() {
        return this != API && this != S3_URI;
    }

    /** Whether a text can name it: some resources have no other name than their ARN. */
    public boolean accepts(String text) {
        return switch (this) {
            case TOPIC, STATE_MACHINE, EXECUTIONS, EXECUTION, AS_WRITTEN ->
                Arn.parse(text).isPresent();
            case CONNECTION, CONNECTION_SECRET ->
                Arn.parse(text).filter(ArnForm::isConnection).isPresent();
            default -> true;
        };
    }

    /**
     * The ARN.
     *
     * @param values of the parameters that name the resource; none means every resource
     */
    public String arn(List<String> values, Location at) {
        var value = values.isEmpty() ? "*" : values.get(0);
        return switch (this) {
            case FUNCTION -> values.size() > 1 ? functionArn(value, at) + ":" + values.get(1) : functionArn(value, at);
            case TABLE -> written(value, at.arn("dynamodb", "table/" + value)) + index(values);
            case QUEUE -> written(value, queueArn(value, at));
            case QUEUE_NAME -> written(value, at.arn("sqs", value));
            case EVENT_BUS -> written(value, at.arn("events", "event-bus/" + value));
            case STATE_MACHINE -> unqualifiedStateMachine(value);
            case EXECUTIONS -> unqualifiedStateMachine(value).replace(":stateMachine:", ":execution:") + ":*";
            case TASK_DEFINITION -> written(value, at.arn("ecs", "task-definition/" + withRevision(value)));
            case JOB_QUEUE -> written(value, at.arn("batch", "job-queue/" + value));
            case JOB_DEFINITION -> written(value, at.arn("batch", "job-definition/" + withRevision(value)));
            case GLUE_JOB -> written(value, at.arn("glue", "job/" + value));
            case BUILD_PROJECT -> written(value, at.arn("codebuild", "project/" + value));
            case API ->
                at.arn(
                        "execute-api",
                        "%s/%s/%s/%s"
                                .formatted(
                                        apiId(value), values.get(1), values.get(2), withoutPrefix(values.get(3), "/")));
            case CONNECTION_SECRET -> connectionSecret(value);
            case MODEL -> written(value, model(value, at));
            case GUARDRAIL -> written(value, at.arn("bedrock", "guardrail/" + value));
            case BUCKET -> written(value, at.globalArn("s3", value));
            case OBJECTS -> BUCKET.arn(values, at) + "/*";
            case OBJECT -> BUCKET.arn(values, at) + "/" + second(values, "*");
            case OBJECTS_BY_PREFIX -> BUCKET.arn(values, at) + "/" + second(values, "") + "*";
            case OBJECTS_IN_FOLDER -> BUCKET.arn(values, at) + "/" + folder(second(values, "")) + "*";
            case COPIED_OBJECTS -> written(value, at.globalArn("s3", bucketOf(value) + "/*"));
            case S3_URI -> at.globalArn("s3", withoutPrefix(value, "s3://"));
            case SECRET -> written(value, at.arn("secretsmanager", "secret:" + value + "-??????"));
            case PARAMETER -> written(value, at.arn("ssm", "parameter/" + withoutPrefix(value, "/")));
            case RULE -> at.arn("events", "rule/" + value);
            case CALLER -> at.arn("states", "stateMachine:" + value);
            case CALLERS_EXECUTIONS -> at.arn("states", "execution:" + value);
            case TOPIC, EXECUTION, CONNECTION, AS_WRITTEN, EVERY_RESOURCE -> value;
        };
    }

    private static String second(List<String> values, String otherwise) {
        return values.size() > 1 ? values.get(1) : otherwise;
    }

    private static String folder(String prefix) {
        return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    private static String written(String value, String completed) {
        return Arn.parse(value).isPresent() ? value : completed;
    }

    private static String functionArn(String function, Location at) {
        if (Arn.parse(function).isPresent()) {
            return function;
        }
        var partial = function.indexOf(":function:");
        return partial < 0
                ? at.arn("lambda", "function:" + function)
                : new Location(at.partition(), at.region(), function.substring(0, partial))
                        .arn("lambda", function.substring(partial + 1));
    }

    private static String index(List<String> values) {
        return values.size() > 1 ? "/index/" + values.get(1) : "";
    }

    private static String queueArn(String url, Location at) {
        var name = url.lastIndexOf('/');
        var account = url.lastIndexOf('/', name - 1);
        return name < 0 || account < 0
                ? at.arn("sqs", url)
                : new Location(at.partition(), at.region(), url.substring(account + 1, name))
                        .arn("sqs", url.substring(name + 1));
    }

    private static String unqualifiedStateMachine(String arn) {
        var name = arn.indexOf(":stateMachine:") + ":stateMachine:".length();
        var qualifier = arn.indexOf(':', name);
        return qualifier < 0 ? arn : arn.substring(0, qualifier);
    }

    private static String withRevision(String name) {
        return name.contains(":") ? name : name + ":*";
    }

    private static String apiId(String endpoint) {
        var host = withoutPrefix(endpoint, "https://");
        return host.contains(".") ? host.substring(0, host.indexOf('.')) : host;
    }

    /** Such as {@code connection/orders/0a1b}. */
    private static boolean isConnection(Arn arn) {
        return arn.resource().startsWith("connection/");
    }

    private static String connectionSecret(String connection) {
        var arn = Arn.parse(connection).orElseThrow(() -> new IllegalArgumentException(connection + " must be an ARN"));
        var path = List.of(arn.resource().split("/", -1));
        return arn.withService("secretsmanager")
                .withResource("secret:events!connection/" + path.get(1) + "/*")
                .toString();
    }

    /** The ID of an inference profile begins with the geography that it spreads calls over. */
    private static String model(String id, Location at) {
        var provider = id.contains(".") ? id.substring(0, id.indexOf('.')) : "";
        return GEOGRAPHIES.contains(provider)
                ? at.arn("bedrock", "inference-profile/" + id)
                : at.arnWithoutAccount("bedrock", "foundation-model/" + id);
    }

    private static String bucketOf(String source) {
        var path = withoutPrefix(source, "/");
        return path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
}
