package stepfunction.history;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.Context;
import io.grpc.ManagedChannelBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.ResourceMonitorGrpc;

/**
 * The state of the stack that the program runs for, before the program has registered anything.
 *
 * <p>The engine reads it, for a preview as for a deployment, from whichever backend it uses. Not by the SDK: to wait for the SDK's answer
 * within the program would occupy the thread that it needs to complete it, on two or three processors for ever.
 */
final class StackState {

    /** A function of the engine, which needs no provider and leaves nothing in the state. */
    private static final String READ = "pulumi:pulumi:readStackResourceOutputs";

    /** As much as the SDK accepts. */
    private static final int MAX_BYTES = 400 * 1024 * 1024;

    private StackState() {}

    /**
     * The types and outputs of the resources, by their URNs; empty for a stack that has never been deployed.
     *
     * @param monitor the address of the engine's resource monitor
     * @throws io.grpc.StatusRuntimeException if the engine cannot read it
     */
    static Map<String, Object> resources(String monitor, Context ctx) {
        var channel = ManagedChannelBuilder.forTarget(monitor)
                .usePlaintext()
                .maxInboundMessageSize(MAX_BYTES)
                .build();
        try {
            var answer = ResourceMonitorGrpc.newBlockingStub(channel).invoke(request(ctx));
            return map(answer.getReturn()
                    .getFieldsOrDefault("outputs", Value.getDefaultInstance())
                    .getStructValue());
        } finally {
            channel.shutdownNow();
        }
    }

    private static ResourceInvokeRequest request(Context ctx) {
        var stackName = "%s/%s/%s".formatted(ctx.organizationName(), ctx.projectName(), ctx.stackName());
        var name = Value.newBuilder().setStringValue(stackName).build();
        return ResourceInvokeRequest.newBuilder()
                .setTok(READ)
                .setArgs(Struct.newBuilder().putFields("stackName", name))
                .build();
    }

    private static Map<String, Object> map(Struct struct) {
        var map = new LinkedHashMap<String, Object>();
        struct.getFieldsMap().forEach((name, value) -> {
            var known = value(value);
            if (known != null) {
                map.put(name, known);
            }
        });
        return map;
    }

    /** Null for what no history has: numbers, booleans and nothing. */
    private static @Nullable Object value(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> value.getStringValue();
            case STRUCT_VALUE -> map(value.getStructValue());
            case LIST_VALUE ->
                value.getListValue().getValuesList().stream()
                        .filter(Value::hasStructValue)
                        .map(element -> map(element.getStructValue()))
                        .toList();
            default -> null;
        };
    }
}
