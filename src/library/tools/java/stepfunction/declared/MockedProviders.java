package stepfunction.declared;

import com.pulumi.test.Mocks;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The providers of AWS and of archives, mocked. */
public final class MockedProviders implements Mocks {

    private final String region;
    private final Path projectDir;
    private final boolean preview;
    private final Map<String, Map<String, Object>> states = new ConcurrentHashMap<>();

    /**
     * Providers that have made nothing yet.
     *
     * @param projectDir which the paths of archives are relative to
     * @param preview whether AWS computes nothing
     */
    public MockedProviders(String region, Path projectDir, boolean preview) {
        this.region = region;
        this.projectDir = projectDir;
        this.preview = preview;
    }

    /** What a resource has after its registration, by logical name. */
    public Map<String, Map<String, Object>> states() {
        return Map.copyOf(states);
    }

    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
        var computed = ComputedState.of(args.type, args.name, region, args.inputs);
        var state = new HashMap<>(args.inputs);
        // What is an input, such as the ARN of a rule's target, AWS does not compute.
        (preview ? computed.known() : computed.all()).forEach(state::putIfAbsent);
        states.put(args.name, state);
        var id = preview ? Optional.<String>empty() : Optional.of(computed.id());
        return CompletableFuture.completedFuture(ResourceResult.of(id, state));
    }

    @Override
    public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
        return CompletableFuture.completedFuture(
                invoke(args.token, args.args, region, new ArchiveProvider(projectDir)));
    }

    /** What the providers answer to the program's invokes. */
    public static Map<String, Object> invoke(
            String token, Map<String, ?> args, String region, ArchiveProvider archive) {
        var partition = ComputedState.partition(region);
        return switch (token) {
            case "archive:index/getFile:getFile" -> archive.getFile(args);
            case "aws:index/getCallerIdentity:getCallerIdentity" ->
                Map.of(
                        "accountId",
                        DeclaredStack.ACCOUNT,
                        "arn",
                        "arn:%s:iam::%s:user/me".formatted(partition, DeclaredStack.ACCOUNT));
            case "aws:index/getRegion:getRegion" -> Map.of("name", region, "id", region);
            case "aws:index/getPartition:getPartition" -> Map.of("partition", partition, "id", partition);
            default -> throw new AssertionError("no mock answers " + token);
        };
    }
}
