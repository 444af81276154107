package stepfunction.plan;

import java.util.List;
import java.util.Optional;

/**
 * An Amazon Resource Name, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.
 *
 * @param region empty where the service has none
 * @param account empty where the resource belongs to none
 * @param resource what follows, colons included
 */
public record Arn(String partition, String service, String region, String account, String resource) {

    public static Optional<Arn> parse(String text) {
        var parts = List.of(text.split(":", 6));
        if (parts.size() < 6 || !parts.get(0).equals("arn") || parts.get(5).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Arn(parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5)));
    }

    /** Whether it is a bucket's, neither an object's nor an access point's. */
    public boolean isBucket() {
        return service.equals("s3")
                && region.isEmpty()
                && account.isEmpty()
                && !resource.contains("/")
                && !resource.equals("*");
    }

    @Override
    public String toString() {
        return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, account, resource);
    }
}
