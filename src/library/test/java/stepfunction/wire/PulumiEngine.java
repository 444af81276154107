package stepfunction.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.common.collect.Lists;
import com.google.common.collect.Maps;
import com.google.common.collect.MoreCollectors;
import com.google.gson.Gson;
import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.InsecureServerCredentials;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
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
import stepfunction.declared.ArchiveProvider;
import stepfunction.declared.ComputedLookups;
import stepfunction.declared.ComputedState;
import stepfunction.declared.ProjectFiles;
import stepfunction.project.SampleProject.Ending;

/** The services of the Pulumi engine that a program calls, and what one run of a program told them. */
final class PulumiEngine {

    /** The wire format's placeholder for a value that only the update will compute. */
    static final Value UNKNOWN = string("04da6b54-80e4-46f7-96ec-b56ff0331ba9");

    /** In place of a history: the engine cannot read the state. */
    static final String UNREADABLE = "unreadable";

    private static final String NO_HISTORY =
            "{\"last\": {\"text\": \"{}\", \"values\": {}, \"existing\": []}, \"replaced\": []}";

    final Ending ending;
    /** By URN. */
    final Map<String, RegisterResourceRequest> registrations = new ConcurrentHashMap<>();

    final List<ResourceInvokeRequest> invokes = new CopyOnWriteArrayList<>();
    final List<String> errors = new CopyOnWriteArrayList<>();
    final List<String> warnings = new CopyOnWriteArrayList<>();

    private final Map<String, Map<String, Value>> outputs = new ConcurrentHashMap<>();
    private final ProjectFiles project;
    private final Map<String, String> config;
    private final boolean preview;
    private final String history;

    /**
     * Runs a program in the project's folder, on its stack {@code wire}, as Pulumi's language host for Java does.
     *
     * @throws AssertionError when it does not end within a minute
     */
    PulumiEngine(ProjectFiles project, boolean preview, String... command) throws IOException, InterruptedException {
        this(project, NO_HISTORY, preview, command);
    }

    /** @param history of the workflow, in the stack's state */
    PulumiEngine(ProjectFiles project, String history, boolean preview, String... command)
            throws IOException, InterruptedException {
        this.project = project;
        this.history = history;
        this.config = project.config("wire");
        this.preview = preview;
        var server = OkHttpServerBuilder.forPort(0, InsecureServerCredentials.create())
                .addService(new Monitor())
                .addService(new Engine())
                .build()
                .start();
        try {
            this.ending = run("127.0.0.1:" + server.getPort(), command);
        } finally {
            server.shutdownNow();
        }
    }

    private Ending run(String address, String... command) throws IOException, InterruptedException {
        var output = project.projectDir().resolve("output.txt");
        var builder = new ProcessBuilder(command)
                .directory(project.projectDir().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        var environment = builder.environment();
        // The JVM would report these two on stderr.
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        environment.put("PULUMI_MONITOR", address);
        environment.put("PULUMI_ENGINE", address);
        environment.put("PULUMI_PROJECT", project.projectName());
        environment.put("PULUMI_STACK", "wire");
        environment.put("PULUMI_DRY_RUN", String.valueOf(preview));
        environment.put("PULUMI_CONFIG", new Gson().toJson(config));
        var secretKeys = Maps.filterValues(config, "hush"::equals).keySet();
        environment.put("PULUMI_CONFIG_SECRET_KEYS", new Gson().toJson(secretKeys));
        var process = builder.start();
        var ended = process.waitFor(1, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as("%s ends within a minute", List.of(command)).isTrue();
        return new Ending(process.exitValue(), Files.readString(output));
    }

    /** The URN of the only resource of a logical name. */
    String urn(String name) {
        return registrations.keySet().stream()
                .filter(urn -> urn.endsWith("::" + name))
                .collect(MoreCollectors.onlyElement());
    }

    /** The only registration of a logical name. */
    RegisterResourceRequest registration(String name) {
        return Objects.requireNonNull(registrations.get(urn(name)));
    }

    /** The properties that the program sent with it. */
    Map<String, Value> properties(String name) {
        return registration(name).getObject().getFieldsMap();
    }

    /** The outputs of a component, or of the stack. */
    Map<String, Value> outputs(String name) {
        return outputs.getOrDefault(urn(name), Map.of());
    }

    static Value string(String value) {
        return Value.newBuilder().setStringValue(value).build();
    }

    private String region() {
        return config.getOrDefault("aws:region", "");
    }

    private final class Monitor extends ResourceMonitorGrpc.ResourceMonitorImplBase {

        @Override
        public void supportsFeature(SupportsFeatureRequest request, StreamObserver<SupportsFeatureResponse> observer) {
            var response = SupportsFeatureResponse.newBuilder().setHasSupport(true);
            answer(observer, response.build());
        }

        @Override
        public void registerResource(
                RegisterResourceRequest request, StreamObserver<RegisterResourceResponse> observer) {
            var parent = request.getParent().replaceFirst("^.*::pulumi:pulumi:Stack::.*|^.*?::.*?::(.*)::.*", "$1");
            var type = parent.isEmpty() ? request.getType() : parent + "$" + request.getType();
            var urn = "urn:pulumi:wire::%s::%s::%s".formatted(project.projectName(), type, request.getName());
            registrations.put(urn, request);
            var state = request.getObject().toBuilder();
            var response = RegisterResourceResponse.newBuilder().setUrn(urn);
            if (request.getCustom()) {
                var computed =
                        ComputedState.of(request.getType(), request.getName(), region(), plain(request.getObject()));
                response.setId(preview ? "" : computed.id());
                computed.known().forEach((key, value) -> state.putFields(key, string(value)));
                computed.computed().forEach((key, value) -> state.putFields(key, preview ? UNKNOWN : string(value)));
            }
            answer(observer, response.setObject(state).build());
        }

        @Override
        public void registerResourceOutputs(RegisterResourceOutputsRequest request, StreamObserver<Empty> observer) {
            outputs.put(request.getUrn(), request.getOutputs().getFieldsMap());
            answer(observer, Empty.getDefaultInstance());
        }

        @Override
        public void invoke(ResourceInvokeRequest request, StreamObserver<ResourceInvokeResponse> observer) {
            if (request.getTok().equals("pulumi:pulumi:readStackResourceOutputs")) {
                readState(request, observer);
                return;
            }
            invokes.add(request);
            var archive = new ArchiveProvider(project.projectDir());
            var result = Struct.newBuilder();
            new ComputedLookups(region(), archive)
                    .answer(request.getTok(), plain(request.getArgs()))
                    .orElseThrow()
                    .forEach((key, value) -> result.putFields(key, string(String.valueOf(value))));
            answer(
                    observer,
                    ResourceInvokeResponse.newBuilder().setReturn(result).build());
        }
    }

    /** A state with one resource. */
    private void readState(ResourceInvokeRequest request, StreamObserver<ResourceInvokeResponse> observer) {
        assertThat(request.getArgs().getFieldsMap())
                .containsExactly(entry("stackName", string("organization/%s/wire".formatted(project.projectName()))));
        if (history.equals(UNREADABLE)) {
            observer.onError(
                    Status.UNKNOWN.withDescription("the state is not there").asRuntimeException());
            return;
        }
        var outputs = Struct.newBuilder().putFields("definitionHistory", string(history));
        var resource = Struct.newBuilder().putFields("outputs", struct(outputs));
        var urn = "urn:pulumi:wire::%s::stepfunction:index:Workflow::workflow".formatted(project.projectName());
        var state = Struct.newBuilder().putFields(urn, struct(resource));
        var result = Struct.newBuilder().putFields("outputs", struct(state));
        answer(observer, ResourceInvokeResponse.newBuilder().setReturn(result).build());
    }

    private static Value struct(Struct.Builder struct) {
        return Value.newBuilder().setStructValue(struct).build();
    }

    private final class Engine extends EngineGrpc.EngineImplBase {

        @Override
        public void log(LogRequest request, StreamObserver<Empty> observer) {
            if (request.getSeverity() == LogSeverity.WARNING) {
                warnings.add(request.getMessage());
            }
            if (request.getSeverity() == LogSeverity.ERROR) {
                errors.add(request.getMessage());
            }
            answer(observer, Empty.getDefaultInstance());
        }
    }

    private static Map<String, Object> plain(Struct struct) {
        return Maps.transformValues(struct.getFieldsMap(), value -> switch (value.getKindCase()) {
            case BOOL_VALUE -> value.getBoolValue();
            case LIST_VALUE -> Lists.transform(value.getListValue().getValuesList(), Value::getStringValue);
            default -> value.getStringValue();
        });
    }

    private static <T> void answer(StreamObserver<T> observer, T message) {
        observer.onNext(message);
        observer.onCompleted();
    }
}
