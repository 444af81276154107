package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.lambda.InvokeRequest;
import stepfunction.lambda.LambdaFunction;
import stepfunction.lambda.LambdaSettings;
import stepfunction.lambda.LocalLambda;
import stepfunction.lambda.MarkedProcesses;
import stepfunction.lambda.RunFolder;
import stepfunction.lambda.RuntimePackages;

/** Handlers that do their worst, chosen by chance from a seed: 100 invocations, or as many as {@code -Dsoak=1000} says. */
@Timeout(900)
@EnabledOnOs(OS.LINUX)
class HostileHandlersIT {

    private static final int INVOCATIONS = Integer.getInteger("soak", 100);
    private static final long SEED = Long.getLong("soak.seed", 24);
    private static final Duration TIMEOUT = Duration.ofMillis(400);

    /** Far more than the kill of a stopped process takes on a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final List<String> DEEDS = List.of(
            "for number in range(1, 20): attempt(os.write, number, b'{\"payload\": \"1\"}\\n')",
            "for number in range(3, 20): attempt(os.write, number, os.urandom(1000))",
            "for number in range(3, 20): attempt(os.write, number, b'?' * 100)",
            "attempt(os.closerange, 0, 1000)",
            "attempt(os.closerange, 3, 1000)",
            "attempt(os.dup2, 0, 1); attempt(os.dup2, 0, 2)",
            "print('x' * 200_000)",
            "print('x\\n' * 25_000)",
            "sys.stdout.close()",
            "daemon(lambda: time.sleep(200))",
            "daemon(lambda: os.execve('/bin/sleep', ['sleep', MARK], {}))",
            "daemon(lambda: [os.chdir('/'), os.execve('/bin/sleep', ['sleep', MARK], {})])",
            "daemon(print_for_ever)",
            "daemon(comet)",
            "[subprocess.Popen(['/bin/sleep', MARK]) for each in range(5)]",
            "threading.Thread(target=time.sleep, args=[200]).start()",
            "[attempt(signal.signal, number, signal.SIG_IGN) for number in range(1, 65)]",
            "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))",
            "shutil.rmtree('.', ignore_errors=True)",
            "os.chmod('.', 0)",
            "os.makedirs('/'.join(['d' * 100] * 30))",
            "open('large', 'wb').write(bytes(1_000_000))",
            "os.symlink('/', 'link')",
            "os.mkfifo('fifo')",
            "resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))",
            "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))",
            "resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))",
            "os.environ.clear()",
            "attempt(open(f'/proc/{os.getppid()}/fd/0', 'rb', buffering=0).close)",
            "sys.modules.clear()",
            "sys.setrecursionlimit(10 ** 6)");

    /** Each of them costs as long as the timeout, or a start of Python. */
    private static final List<String> DEEDS_AGAINST_THE_PROCESS_ABOVE = List.of(
            "os.kill(os.getppid(), signal.SIGSTOP)",
            "os.kill(os.getppid(), signal.SIGKILL)",
            "os.kill(os.getppid(), signal.SIGTERM)",
            "os.kill(os.getppid(), signal.SIGINT)",
            "os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)",
            "[os.kill(pid, signal.SIGSTOP) for pid in (parent(os.getppid()), os.getppid())]",
            "os.kill(parent(os.getppid()), signal.SIGKILL)",
            "os.kill(parent(os.getppid()), signal.SIGTERM)",
            "[attempt(open(f'/proc/{os.getppid()}/fd/1', 'wb', buffering=0).write, data) for data in (b'null\\n', b'{\"payload\"')]",
            "attempt(open(f'/proc/{os.getppid()}/fd/1', 'wb', buffering=0).write, os.urandom(10_000))");

    private static final List<String> ENDS = List.of(
            "return {'a': 1}",
            "return '\\ud800'",
            "return bytes(1)",
            "return {1, 2}",
            "raise ValueError('no')",
            "raise SystemExit(3)",
            "raise KeyboardInterrupt()",
            "os._exit(0)",
            "os._exit(255)",
            "os.abort()",
            "os.kill(os.getpid(), signal.SIGKILL)",
            "os.kill(os.getpid(), 50)",
            "os.fork()");

    private static final List<String> ENDS_BY_TIMEOUT = List.of(
            "time.sleep(200)",
            "os.kill(os.getpid(), signal.SIGSTOP)",
            "while True: print('x' * 1000)",
            "while True: pass",
            "while True: attempt(os.write, 3, b'?' * 1000)");

    private static final String HANDLER = """
            import os, resource, shutil, signal, subprocess, sys, threading, time
            MARK = '%s'
            def attempt(function, *arguments):
                try:
                    function(*arguments)
                except Exception:
                    pass
            def parent(pid):
                with open(f'/proc/{pid}/stat') as file:
                    return int(file.read().rpartition(')')[2].split()[1])
            def daemon(work):
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        work()
                    os._exit(0)
            def print_for_ever():
                while True:
                    attempt(os.write, 1, b'x' * 4096)
            def comet():
                while True:
                    if os.fork():
                        os._exit(0)
                    time.sleep(0.001)
            def handler(event, context):
            """;

    @TempDir
    Path folder;

    @Test
    void nothing_that_a_handler_does_outlives_its_invocation() throws IOException {
        var settings = new LambdaSettings(
                "python3",
                new RuntimePackages(folder, "none", List.of("--no-index", "boto3")),
                false,
                Optional.empty());
        try (var lambda = LocalLambda.start(settings)) {
            assertThat(lambda.pythonVersion()).isNotEmpty();
            invoke(lambda, "return 1", "0");
            var descriptors = descriptors();
            for (var number = 1; number <= INVOCATIONS; number++) {
                invoke(lambda, body(new Random(SEED + number)), "seed %d".formatted(SEED + number));
            }
            // A process has three.
            assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 3);
        }
        try (var left = Files.list(folder.resolve("run"))) {
            assertThat(left).isEmpty();
        }
    }

    private static String body(Random random) {
        var lines = new ArrayList<String>();
        for (var deeds = random.nextInt(4); deeds > 0; deeds--) {
            lines.add(one(DEEDS, random));
        }
        if (random.nextInt(12) == 0) {
            lines.add(one(DEEDS_AGAINST_THE_PROCESS_ABOVE, random));
        }
        lines.add(one(random.nextInt(16) == 0 ? ENDS_BY_TIMEOUT : ENDS, random));
        return String.join("\n    ", lines);
    }

    private static String one(List<String> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private void invoke(LocalLambda lambda, String body, String description) throws IOException {
        var mark = "%d.%d".formatted(100_000 + ProcessHandle.current().pid(), System.nanoTime());
        var told = new AtomicInteger();
        var begin = System.nanoTime();
        var what = "%s:%n    %s".formatted(description, body);
        try (var run = RunFolder.in(folder.resolve("run"))) {
            Files.writeString(run.path().resolve("handler.py"), HANDLER.formatted(mark) + "    " + body + "\n");
            var function = function(run.path());

            var invocation = lambda.invoke(
                    new InvokeRequest(function, function.arn(), new JsonObject(), Optional.empty()),
                    line -> told.incrementAndGet());

            assertThat(invocation.payload().isPresent()
                            || !invocation.errorType().isEmpty())
                    .as(what)
                    .isTrue();
            assertThat(invocation.took()).as(what).isLessThan(TIMEOUT.plusSeconds(10));
            lambda.close();
            assertThat(MarkedProcesses.all(run.path().toString())).as(what).isEmpty();
            assertThat(withArgument(mark)).as(what).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(LONGEST);
        assertThat(told.get()).as(what).isLessThan(20_100);
    }

    private static LambdaFunction function(Path taskRoot) {
        return new LambdaFunction(
                LocalProject.FUNCTION_ARN + "hostile",
                "hostile",
                LambdaFunction.LATEST,
                "handler.handler",
                "python3.13",
                "x86_64",
                128,
                TIMEOUT,
                Map.of(),
                taskRoot,
                "hostile",
                taskRoot);
    }

    private static List<String> withArgument(String argument) throws IOException {
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            var found = new ArrayList<String>();
            for (var entry : entries) {
                try {
                    var command = Files.readString(entry.resolve("cmdline"), StandardCharsets.ISO_8859_1);
                    if (command.contains(argument)) {
                        found.add(entry + " " + command);
                    }
                } catch (IOException e) {
                    // It has ended.
                }
            }
            found.sort(Comparator.naturalOrder());
            return found;
        }
    }

    /** Of this process. */
    private static long descriptors() throws IOException {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }
}
