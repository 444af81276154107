package stepfunction.apis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How the value of a request's member becomes part of an ARN, or the whole of it. */
public enum Form {
    /** A name, an ID or an ARN, as it is. */
    PLAIN,
    /** A queue's URL, such as {@code https://sqs.eu-west-1.amazonaws.com/123456789012/orders}, has account and name. */
    QUEUE,
    /** A function's name or its partial ARN {@code ACCOUNT:function:NAME}. */
    FUNCTION,
    /** Starting a version or an alias is authorized against the state machine's own ARN. */
    MACHINE,
    /** The executions of a state machine: its ARN with another type. */
    EXECUTIONS,
    /** A secret's ARN ends in six random characters, which its name lacks. */
    SECRET,
    /** A path without its leading slash. */
    SLASH,
    /** The path of a URL, without its leading slash. */
    URLPATH,
    /** A key's ID; an alias does not determine the key. */
    KEY,
    /** A definition without a revision stands for its newest one, which only AWS knows. */
    REVISION,
    /** A model's ID, or that of an inference profile, which begins with the geography that it spreads calls over. */
    MODEL,
    /** The model of an inference profile. */
    PROFILED,
    /** A name that the ARN has in lower case. */
    LOWER,
    /** A bucket as the owner of objects: an access point has them in a folder of its ARN. */
    OBJECTS,
    /** The source of a copy, {@code BUCKET/KEY} or the ARN of an access point's object, perhaps with a version. */
    COPIED,
    /** An object, such as {@code s3://bucket/key}. */
    S3URI,
    /** The bucket of such an object. */
    S3BUCKET,
    /** Objects whose URI begins with a folder's, such as {@code s3://bucket/folder/}. */
    S3FOLDER,
    /** Objects whose key begins with a folder's prefix. */
    FOLDER,
    /** The first label of an endpoint's host. */
    HOST,
    /** The secret that EventBridge keeps for a connection, whose name is followed by an ID. */
    CONNECTION,
    /** The project in the ID of a build, {@code PROJECT:ID}, or in the ARN of one. */
    PROJECT;

    /** https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html */
    private static final Set<String> GEOGRAPHIES = Set.of("apac", "au", "ca", "eu", "global", "jp", "us", "us-gov");

    static Form named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Whether it takes the value that the request has even where that is an output of a target whose ARN is known. */
    public boolean readsItsOwnValue() {
        return switch (this) {
            case HOST, S3URI, S3BUCKET, S3FOLDER, FOLDER, SLASH, URLPATH -> true;
            default -> false;
        };
    }

    /** Whether an ARN of the resource itself, without a qualifier, stays as it is. */
    public boolean keepsArns() {
        return switch (this) {
            case PLAIN, QUEUE, FUNCTION, MACHINE, SECRET, SLASH, KEY, REVISION, MODEL, LOWER -> true;
            default -> false;
        };
    }

    /** Whether any text is legal in the value, wildcards of IAM included, so that they are escaped. */
    boolean takesAnyText() {
        return this == COPIED || this == S3URI || this == S3FOLDER || this == FOLDER || this == URLPATH;
    }

    /** The value as part of an ARN, or as an ARN; absent where the value does not determine it. */
    Optional<String> apply(String value, String partition, String region, String account) {
        return switch (this) {
            case QUEUE -> Optional.of(queue(value, partition, region));
            case KEY -> value.contains("alias/") ? Optional.empty() : Optional.of(value);
            case FUNCTION -> Optional.of(function(value, partition, region));
            case MODEL -> Optional.of(model(value, partition, region, account));
            default -> Optional.of(text(value));
        };
    }

    private String text(String value) {
        return switch (this) {
            case MACHINE -> unqualified(value);
            case EXECUTIONS -> unqualified(value).replace(":stateMachine:", ":execution:");
            case SECRET -> ArnTemplate.isArn(value) ? value : value + "-??????";
            case SLASH, URLPATH -> withoutPrefix(value, "/");
            case REVISION ->
                afterLast(value, '/').contains(":") || isDefinitionWithRevision(value) ? value : value + ":*";
            case PROFILED -> geography(value).isEmpty() ? value : afterFirst(value, '.');
            case LOWER -> ArnTemplate.isArn(value) ? value : value.toLowerCase(Locale.ROOT);
            case OBJECTS -> value.contains(":accesspoint/") ? value + "/object" : value;
            case COPIED -> copied(value);
            case S3URI -> withoutPrefix(value, "s3://");
            case S3BUCKET -> beforeFirst(withoutPrefix(value, "s3://"), '/');
            case S3FOLDER -> folder(withoutPrefix(value, "s3://"));
            case FOLDER -> folder(value);
            case HOST -> beforeFirst(withoutPrefix(value, "https://"), '.');
            case CONNECTION -> secretOf(value);
            case PROJECT -> beforeFirst(ArnTemplate.isArn(value) ? afterLast(value, '/') : value, ':');
            default -> value;
        };
    }

    private static boolean isDefinitionWithRevision(String value) {
        return !value.contains("/") && value.contains(":");
    }

    private static String queue(String url, String partition, String region) {
        var name = url.lastIndexOf('/');
        var account = url.lastIndexOf('/', name - 1);
        return name < 0 || account < 0
                ? url
                : "arn:%s:sqs:%s:%s:%s"
                        .formatted(partition, region, url.substring(account + 1, name), url.substring(name + 1));
    }

    private static String function(String value, String partition, String region) {
        var partial = value.indexOf(":function:");
        return partial < 0 || ArnTemplate.isArn(value)
                ? value
                : "arn:%s:lambda:%s:%s".formatted(partition, region, value);
    }

    private static String model(String value, String partition, String region, String account) {
        return ArnTemplate.isArn(value) || geography(value).isEmpty()
                ? value
                : "arn:%s:bedrock:%s:%s:inference-profile/%s".formatted(partition, region, account, value);
    }

    private static Optional<String> geography(String id) {
        return Optional.of(beforeFirst(id, '.')).filter(GEOGRAPHIES::contains);
    }

    private static String unqualified(String machine) {
        var type = machine.indexOf(":stateMachine:");
        var qualifier = machine.indexOf(':', type + ":stateMachine:".length());
        return type < 0 || qualifier < 0 ? machine : machine.substring(0, qualifier);
    }

    /** The secret is in the account of the connection, {@code arn:aws:events:eu-west-1:123456789012:connection/orders/0a1b}. */
    private static String secretOf(String connection) {
        if (!connection.contains(":connection/")) {
            return connection;
        }
        var name = connection.indexOf(":connection/") + ":connection/".length();
        return connection
                .substring(0, Math.max(connection.indexOf('/', name), name))
                .replace(":events:", ":secretsmanager:")
                .replace(":connection/", ":secret:events!connection/");
    }

    /** A source is encoded as in a URL. */
    private static String copied(String source) {
        var path = beforeFirst(withoutPrefix(source, "/"), '?');
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    private static String folder(String prefix) {
        return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String beforeFirst(String text, char separator) {
        var at = text.indexOf(separator);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String afterFirst(String text, char separator) {
        return text.substring(text.indexOf(separator) + 1);
    }

    private static String afterLast(String text, char separator) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }
}
