package stepfunction.declared;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lookups whose answers follow from the account, the Region and their arguments, so that nothing has to be made up. */
public record ComputedLookups(String region, ArchiveProvider archive) {

    /**
     * The provider's answer; absent where only AWS knows it.
     *
     * @param token such as {@code aws:index/getRegion:getRegion}
     */
    public Optional<Map<String, Object>> answer(String token, Map<String, ?> arguments) {
        return Optional.ofNullable(
                switch (token) {
                    case "archive:index/getFile:getFile" -> archive.getFile(arguments);
                    case "aws:iam/getPolicyDocument:getPolicyDocument" -> PolicyDocument.answer(arguments);
                    case "aws:index/getCallerIdentity:getCallerIdentity" -> callerIdentity();
                    case "aws:index/getRegion:getRegion" ->
                        describedRegion(arguments.get("name") instanceof String name ? name : region);
                    case "aws:index/getPartition:getPartition" -> partition();
                    case "aws:index/getAvailabilityZones:getAvailabilityZones" -> availabilityZones();
                    default -> null;
                });
    }

    private Map<String, Object> callerIdentity() {
        var account = DeclaredStack.ACCOUNT;
        return Map.of(
                "id", account,
                "accountId", account,
                "userId", account,
                "arn", "arn:%s:iam::%s:user/me".formatted(ComputedState.partition(region), account));
    }

    private static Map<String, Object> describedRegion(String name) {
        return Map.of(
                "id",
                name,
                "name",
                name,
                "description",
                "<description of %s>".formatted(name),
                "endpoint",
                "ec2.%s.%s".formatted(name, ComputedState.dnsSuffix(name)));
    }

    private Map<String, Object> partition() {
        var partition = ComputedState.partition(region);
        var dnsSuffix = ComputedState.dnsSuffix(region);
        var reversed = dnsSuffix.equals("amazonaws.com") ? "com.amazonaws" : "cn.com.amazonaws";
        return Map.of("id", partition, "partition", partition, "dnsSuffix", dnsSuffix, "reverseDnsPrefix", reversed);
    }

    /** Most Regions have three zones; {@code euw1-az1} is one of eu-west-1, in an order that every account has for itself. */
    private Map<String, Object> availabilityZones() {
        var zoneId = region.replace("north", "n")
                .replace("south", "s")
                .replace("east", "e")
                .replace("west", "w")
                .replace("central", "c")
                .replace("gov", "g")
                .replace("-", "");
        return Map.of(
                "id", region,
                "names", List.of(region + "a", region + "b", region + "c"),
                "zoneIds", List.of(zoneId + "-az1", zoneId + "-az2", zoneId + "-az3"),
                "groupNames", List.of(region + "-zg-1"));
    }
}
