package stepfunction.plan;

/**
 * The partition, Region and account that a stack is deployed to.
 *
 * @param partition such as {@code aws} or {@code aws-cn}
 */
public record Location(String partition, String region, String account) {

    /** The ARN of a resource such as {@code table/orders}. */
    public String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, account, resource);
    }

    /** The ARN of a resource of the Region that belongs to no account, such as a foundation model. */
    String arnWithoutAccount(String service, String resource) {
        return "arn:%s:%s:%s::%s".formatted(partition, service, region, resource);
    }

    /** The ARN of a resource whose name is unique in the whole partition, such as a bucket. */
    String globalArn(String service, String resource) {
        return "arn:%s:%s:::%s".formatted(partition, service, resource);
    }
}
