package stepfunction.lambda.client;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The program: loads the handler that {@code _HANDLER} names, and passes one event after the other to it. */
public final class JavaClient {

    private static final String TRACE_HEADER = "com.amazonaws.xray.traceHeader";

    private final Map<String, String> environment;
    private final RuntimeApiConnection api;
    private final TextLog log;

    JavaClient(Map<String, String> environment, PrintStream stdout) {
        this.environment = environment;
        this.log = new TextLog(stdout);
        this.api = RuntimeApiConnection.to(environment.getOrDefault("AWS_LAMBDA_RUNTIME_API", ""));
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        System.setOut(inUtf8(FileDescriptor.out));
        System.setErr(inUtf8(FileDescriptor.err));
        System.exit(new JavaClient(System.getenv(), System.out).runWhileThereIsLambda());
    }

    /** Before JDK 18 the streams have the encoding of the system. */
    private static PrintStream inUtf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    private int runWhileThereIsLambda() throws ReflectiveOperationException {
        try {
            return run();
        } catch (IOException e) {
            return 1;
        }
    }

    /** The exit status: 1 where the handler cannot be loaded, 0 where this process can take no further event. */
    int run() throws IOException, ReflectiveOperationException {
        useLog();
        var taskRoot = Path.of(environment.getOrDefault("LAMBDA_TASK_ROOT", "."));
        Handler handler;
        try {
            var classes = HandlerClassLoader.of(taskRoot);
            Thread.currentThread().setContextClassLoader(classes);
            handler = new HandlerLoader(classes).load(environment.getOrDefault("_HANDLER", ""));
        } catch (HandlerFault fault) {
            log.log(fault.inLog());
            api.failInit(FunctionError.of(fault));
            return 1;
        }
        var mayGoOn = true;
        while (mayGoOn) {
            mayGoOn = answer(api.next(), handler);
        }
        return 0;
    }

    /** The logger of handlers, also by way of {@code aws-lambda-java-log4j2}. */
    private void useLog() throws ReflectiveOperationException {
        var field = LambdaRuntime.class.getDeclaredField("logger");
        field.setAccessible(true);
        field.set(null, log);
    }

    /** Whether this process can take another event. */
    private boolean answer(RuntimeApiConnection.Request request, Handler handler) throws IOException {
        request.traceId()
                .ifPresentOrElse(
                        traceId -> System.setProperty(TRACE_HEADER, traceId), () -> System.clearProperty(TRACE_HEADER));
        var response = new ByteArrayOutputStream();
        try {
            log.startOf(request.id());
            handler.handle(request.event(), response, new InvocationContext(request, environment, log));
        } catch (HandlerFault fault) {
            log.log(fault.inLog());
            api.fail(request.id(), FunctionError.of(fault), "Runtime.BadFunctionCode");
            return !fault.isFatal();
        } catch (Throwable thrown) {
            OwnFrames.removeFrom(thrown);
            log.log(HandlerFault.of(thrown).inLog());
            api.fail(request.id(), FunctionError.of(thrown), "Runtime.UserException");
            return !(thrown instanceof VirtualMachineError) && !(thrown instanceof IOError);
        }
        api.respond(request.id(), response.toByteArray());
        // A handler may have interrupted the thread that it runs in.
        Thread.interrupted();
        return true;
    }
}
