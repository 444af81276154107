package stepfunction.declared;

import com.pulumi.exceptions.RunException;
import com.pulumi.resources.Resource;
import com.pulumi.test.Mocks;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Answers in place of the providers, without AWS: whatever a program declares or looks up has every value that it would have there, some of
 * them made up.
 */
public final class MockedProviders implements Mocks {

    static final String STACK_REFERENCE = "pulumi:pulumi:StackReference";

    private static final int LIST_SIZE = 1;

    private final String region;
    private final boolean preview;
    private final Lookups lookups;

    /** By type and logical name, as all that follows: a key and a topic may share a name. */
    private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();

    private final Map<String, Map<String, Object>> states = new ConcurrentHashMap<>();

    private final Queue<MadeUpOutputs> madeUpOutputs = new ConcurrentLinkedQueue<>();

    private record MadeUpOutputs(String type, String name, Map<String, Object> values) {

        LookupEntry entry() {
            return LookupEntry.of(type, Map.of("name", name), values);
        }
    }

    /**
     * For one run of a program.
     *
     * @param region that AWS answers for
     * @param preview whether AWS has computed nothing yet
     */
    MockedProviders(String region, boolean preview, Lookups lookups) {
        this.region = region;
        this.preview = preview;
        this.lookups = lookups;
    }

    /** For components alone, which look nothing up that a project answers. */
    public static MockedProviders ofComponents(String region, Path projectDir) {
        var computed = new ComputedLookups(region, new ArchiveProvider(projectDir));
        return new MockedProviders(region, false, new Lookups(new LookupAnswers(List.of()), computed));
    }

    /** The state of each resource after its registration, by type and logical name: {@code aws:sqs/queue:Queue::mail}. */
    public Map<String, Map<String, Object>> states() {
        return Map.copyOf(states);
    }

    /** Records a resource's class, which declares the types of its outputs, before the resource is registered. */
    void note(Resource resource) {
        classes.put(key(resource.pulumiResourceType(), resource.pulumiResourceName()), resource.getClass());
    }

    /** The state of a resource after its registration: its inputs and the values computed by AWS, none made up. */
    Map<String, Object> state(String type, String name) {
        return states.getOrDefault(key(type, name), Map.of());
    }

    private static String key(String type, String name) {
        return type + "::" + name;
    }

    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
        try {
            return CompletableFuture.completedFuture(
                    args.type.equals(STACK_REFERENCE) ? stackReference(args) : resource(args));
        } catch (RuntimeException e) {
            // The SDK would wait forever if this threw.
            return CompletableFuture.failedFuture(e);
        }
    }

    private ResourceResult resource(ResourceArgs args) {
        var isRead = !args.id.isEmpty();
        var isKnown = isRead || !preview;
        var computed = isRead
                ? ComputedState.ofExisting(args.type, args.id, region, args.inputs)
                : ComputedState.of(args.type, args.name, region, args.inputs);
        var state = new HashMap<>(args.inputs);
        if (isKnown) {
            state.putAll(lookups.outputs(args.type, args.name));
        }
        // AWS does not compute inputs, such as the ARN of a rule's target.
        (isKnown ? computed.all() : computed.known()).forEach(state::putIfAbsent);
        states.put(key(args.type, args.name), state);
        var outputs = new HashMap<>(state);
        if (isKnown) {
            addMadeUp(outputs, args);
        }
        return ResourceResult.of(isKnown ? Optional.of(computed.id()) : Optional.empty(), outputs);
    }

    /** The program sees them; nothing that is run or rendered from its resources does. */
    private void addMadeUp(Map<String, Object> outputs, ResourceArgs args) {
        var type = classes.get(key(args.type, args.name));
        if (type == null) {
            return;
        }
        var values = new MadeUpValues(args.name, region, LIST_SIZE);
        var madeUp = new HashMap<String, Object>();
        SdkTypes.certainOutputs(type).forEach((name, outputType) -> {
            if (!outputs.containsKey(name)) {
                values.value(outputType, name).ifPresent(value -> madeUp.put(name, value));
            }
        });
        outputs.putAll(madeUp);
        madeUpOutputs.add(new MadeUpOutputs(args.type, args.name, madeUp));
    }

    /** The made-up outputs of the resources, as lookups.json would set them. */
    List<LookupEntry> madeUpOutputs() {
        return madeUpOutputs.stream().map(MadeUpOutputs::entry).toList();
    }

    private ResourceResult stackReference(ResourceArgs args) {
        var outputs = lookups.stackOutputs(args.type, args.id);
        return ResourceResult.of(
                Optional.of(args.id), Map.of("name", args.id, "outputs", outputs, "secretOutputNames", List.of()));
    }

    @Override
    public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
        try {
            return CompletableFuture.completedFuture(lookups.answer(args.token, args.args));
        } catch (IllegalArgumentException e) {
            // As a provider refuses arguments.
            return CompletableFuture.failedFuture(new RunException("%s: %s".formatted(args.token, e.getMessage())));
        }
    }
}
