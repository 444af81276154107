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
}
