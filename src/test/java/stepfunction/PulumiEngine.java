package stepfunction;

import com.google.gson.Gson;
import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.Resource.SupportsFeatureResponse;
import pulumirpc.ResourceMonitorGrpc;

/**
 * The services of the Pulumi engine that a program calls, on a loopback port, and the environment in which the language
 * host starts it.
 */
final class PulumiEngine implements AutoCloseable {

    /** What stands on the wire for a value that only the update will compute. */
    static final Value UNKNOWN = string("04da6b54-80e4-46f7-96ec-b56ff0331ba9");

    /** The Java that runs this. */
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String PROJECT = "lambda-step-functions";
    private static final String STACK = "test";

    private final Path projectDir;
    private final String region;
    private final boolean preview;
    private final Server server;

    private final Map<String, RegisterResourceRequest> registrations = new ConcurrentHashMap<>();
    private final Map<String, Struct> outputs = new ConcurrentHashMap<>();
    private final List<ResourceInvokeRequest> invokes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

    /**
     * Starts the engine.
     *
     * @param projectDir the folder that holds {@code function/}
     */
    PulumiEngine(Path projectDir, String region, boolean preview) throws IOException {
        this.projectDir = projectDir;
        this.region = region;
        this.preview = preview;
        server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(new Monitor())
                .addService(new Engine())
                .build()
                .start();
    }

    /** How a program ended. */
    record ProgramRun(int exitStatus, String stdout, String stderr) {

        /** Runs a command to its end. */
        static ProgramRun of(ProcessBuilder builder) throws IOException, InterruptedException {
            // The JVM would report these two on stderr.
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
            var process = builder.start();
            var stderr = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            var stdout = read(process.getInputStream());
            return new ProgramRun(process.waitFor(), stdout, stderr.join());
        }

        private static String read(InputStream stream) {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Starts the program as Pulumi's language host for Java does, and waits for its end. */
    ProgramRun run(List<String> command, Path directory, Map<String, String> config)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile());
        var address = "127.0.0.1:" + server.getPort();
        builder.environment()
                .putAll(Map.of(
                        "PULUMI_MONITOR",
                        address,
                        "PULUMI_ENGINE",
                        address,
                        "PULUMI_ORGANIZATION",
                        "organization",
                        "PULUMI_PROJECT",
                        PROJECT,
                        "PULUMI_STACK",
                        STACK,
                        "PULUMI_ROOT_DIRECTORY",
                        directory.toAbsolutePath().toString(),
                        "PULUMI_DRY_RUN",
                        String.valueOf(preview),
                        "PULUMI_PARALLEL",
                        "16",
                        "PULUMI_CONFIG",
                        new Gson().toJson(config),
                        "PULUMI_CONFIG_SECRET_KEYS",
                        "[]"));
        return ProgramRun.of(builder);
    }

    /** The registered resources, by URN. */
    Map<String, RegisterResourceRequest> registrations() {
        return new TreeMap<>(registrations);
    }

    /**
     * The registration of the resource of a logical name.
     *
     * @throws AssertionError when there is not exactly one
     */
    RegisterResourceRequest registration(String name) {
        var found = registrations.values().stream()
                .filter(registration -> registration.getName().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("%s must be registered once, was %d times".formatted(name, found.size()));
        }
        return found.get(0);
    }

    /** The registered outputs of a component or of the stack. */
    Map<String, Value> outputs(String urn) {
        return Optional.ofNullable(outputs.get(urn))
                .map(Struct::getFieldsMap)
                .orElseThrow(() -> new AssertionError("no outputs were registered for " + urn));
    }

    List<ResourceInvokeRequest> invokes() {
        return List.copyOf(invokes);
    }

    /** The messages that the program logged as errors. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    static String urn(String qualifiedType, String name) {
        return "urn:pulumi:%s::%s::%s::%s".formatted(STACK, PROJECT, qualifiedType, name);
    }

    static Value string(String value) {
        return Value.newBuilder().setStringValue(value).build();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Monitor extends ResourceMonitorGrpc.ResourceMonitorImplBase {

        @Override
        public void supportsFeature(SupportsFeatureRequest request, StreamObserver<SupportsFeatureResponse> observer) {
            answer(
                    observer,
                    SupportsFeatureResponse.newBuilder().setHasSupport(true).build());
        }

        @Override
        public void registerResource(
                RegisterResourceRequest request, StreamObserver<RegisterResourceResponse> observer) {
            var parentType =
                    request.getParent().isEmpty() ? "" : request.getParent().split("::", -1)[2] + "$";
            var urn = urn(
                    (parentType.startsWith("pulumi:pulumi:Stack") ? "" : parentType) + request.getType(),
                    request.getName());
            registrations.put(urn, request);
            var state = request.getObject().toBuilder();
            var response = RegisterResourceResponse.newBuilder().setUrn(urn);
            if (request.getCustom()) {
                var name = request.getObject().getFieldsOrThrow("name").getStringValue();
                response.setId(preview ? "" : request.getName() + "-id");
                DeclaredStack.arn(request.getType(), region, name)
                        .ifPresent(arn -> state.putFields("arn", preview ? UNKNOWN : string(arn)));
            }
            answer(observer, response.setObject(state).build());
        }

        @Override
        public void registerResourceOutputs(RegisterResourceOutputsRequest request, StreamObserver<Empty> observer) {
            outputs.put(request.getUrn(), request.getOutputs());
            answer(observer, Empty.getDefaultInstance());
        }

        @Override
        public void invoke(ResourceInvokeRequest request, StreamObserver<ResourceInvokeResponse> observer) {
            invokes.add(request);
            var args = new TreeMap<String, Object>();
            request.getArgs().getFieldsMap().forEach((key, value) -> args.put(key, plain(value)));
            var result = Struct.newBuilder();
            DeclaredStack.invoke(request.getTok(), args, region, new ArchiveProvider(projectDir))
                    .forEach((key, value) -> result.putFields(
                            key,
                            value instanceof Double number
                                    ? Value.newBuilder().setNumberValue(number).build()
                                    : string(value.toString())));
            answer(
                    observer,
                    ResourceInvokeResponse.newBuilder().setReturn(result).build());
        }

        private Object plain(Value value) {
            return value.hasListValue()
                    ? value.getListValue().getValuesList().stream()
                            .map(this::plain)
                            .toList()
                    : value.getStringValue();
        }
    }

    private final class Engine extends EngineGrpc.EngineImplBase {

        @Override
        public void log(LogRequest request, StreamObserver<Empty> observer) {
            if (request.getSeverity() == LogSeverity.ERROR) {
                errors.add(request.getMessage());
            }
            answer(observer, Empty.getDefaultInstance());
        }
    }

    private static <T> void answer(StreamObserver<T> observer, T message) {
        observer.onNext(message);
        observer.onCompleted();
    }
}
