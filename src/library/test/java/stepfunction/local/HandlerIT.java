package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import stepfunction.lambda.InvokeRequest;
import stepfunction.lambda.LocalLambda;
import stepfunction.lambda.MarkedProcesses;
import stepfunction.lambda.Python;
import stepfunction.lambda.RunFolder;
import stepfunction.lambda.SharedRuntime;

/** Handlers run as in Lambda, and whatever they do, no process is left behind. */
@Timeout(60)
class HandlerIT {

    private static final SharedRuntime LAMBDA = SharedRuntime.ofTests();

    @TempDir
    Path folder;

    @AfterAll
    static void stop_python() {
        LAMBDA.close();
    }

    /** Those that are of Linux name a file of /proc, or a signal. */
    static List<JsonObject> handlers() throws IOException {
        return Tables.objects("handlers.json").stream()
                .filter(given -> !given.has("linux") || OS.LINUX.isCurrentOs())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void handler_that(JsonObject given) throws IOException {
        var it = given.get("it").getAsString();
        var files = new HashMap<>(Map.of("handler.py", given.get("handler").getAsString()));
        if (given.has("files")) {
            given.getAsJsonObject("files").asMap().forEach((name, text) -> files.put(name, text.getAsString()));
        }
        var project = new LocalProject(folder, LAMBDA::get).functionOf("greet", files);
        if (given.has("timeout")) {
            project.greet("timeout", given.get("timeout").getAsInt());
        }
        if (given.has("taskTimeout")) {
            project.state("""
                    {"Type": "Task", "Resource": "%sgreet", "TimeoutSeconds": %s}""".formatted(LocalProject.FUNCTION_ARN, given.get("taskTimeout")));
        }
        var expected = new JsonObject();
        expected.add("input", new JsonObject());
        List.of("output", "error", "cause").stream()
                .filter(given::has)
                .forEach(field -> expected.add(field, given.get(field)));
        project.givenCase(Cases.EXAMPLE, expected.toString());
        if (given.has("runs")) {
            project.runCase(Cases.EXAMPLE);
        }

        var run = project.runCase(Cases.EXAMPLE);

        var told = project.stderr() + run.ending();
        assertThat(run.differences()).as("%s:%n%s", it, told).isEmpty();
        for (var text : given.has("told") ? given.getAsJsonArray("told").asList() : List.<JsonElement>of()) {
            assertThat(told).as(it).contains(text.getAsString());
        }
        LAMBDA.get().close();
        assertThat(MarkedProcesses.all(project.workDir().toString())).as(it).isEmpty();
        RunFolder.remove(project.workDir());
        assertThat(project.workDir()).as(it).doesNotExist();
    }

    static List<JsonObject> calls() throws IOException {
        return Tables.objects("calls.json");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void task_that(JsonObject given) throws IOException {
        var it = given.get("it").getAsString();
        var expected = new JsonObject();
        List.of("output", "error", "cause").stream()
                .filter(given::has)
                .forEach(field -> expected.add(field, given.get(field)));
        expected.add("input", given.has("input") ? given.get("input") : new JsonObject());
        var project = new LocalProject(folder, LAMBDA::get)
                .state(given.get("state").toString())
                .function("broken", "def handler(event, context):\n    raise KeyError('no')\n")
                .givenCase(Cases.EXAMPLE, expected.toString());

        var run = project.runCase(Cases.EXAMPLE);

        assertThat(run.differences())
                .as("%s:%n%s", it, project.stderr() + run.ending())
                .isEmpty();
        var text = given.has("text") ? given.get("text").getAsString() : "";
        assertThat(run.result().cause().orElse("")).as(it).startsWith(text);
    }

    @ParameterizedTest
    @CsvSource({"greet, ''", "pinned, :3"})
    void handler_sees_what_lambda_gives_and_nothing_else(String name, String qualifier) throws IOException {
        var project = new LocalProject(folder, LAMBDA::get)
                .state("""
                        {"Type": "Task", "Resource": "%s%s%s"}""".formatted(LocalProject.FUNCTION_ARN, name, qualifier))
                .function(name, """
                        import os, sys
                        def handler(event, context):
                            left = context.get_remaining_time_in_millis()
                            return {
                                "context": [context.function_name, context.function_version, context.invoked_function_arn,
                                    context.memory_limit_in_mb, context.log_group_name, len(context.aws_request_id)],
                                "left": 9000 < left <= 10000,
                                "names": sorted(name for name in os.environ if name != "LD_LIBRARY_PATH"),
                                "values": [os.environ[key] for key in
                                    ("GREETING", "AWS_REGION", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_EXECUTION_ENV", "TZ")],
                                "stream": os.environ["AWS_LAMBDA_LOG_STREAM_NAME"] == context.log_stream_name,
                                "packages": [path for path in sys.path if "-packages" in path],
                                "path": [os.getcwd(), sys.path[0], sys.path[1]],
                                "repr": len(repr(context)) < 120,
                            }
                        """);

        var output = project.runCase(Cases.EXAMPLE).result().output().orElseThrow();

        var version = qualifier.isEmpty() ? "$LATEST" : "3";
        var taskRoot = project.workDir().resolve("task").resolve(name);
        assertThat(output).isEqualTo(JsonParser.parseString("""
                        {
                          "context": ["%1$s", "%2$s", "arn:aws:lambda:eu-west-1:123456789012:function:%1$s%3$s", "256",
                            "/aws/lambda/%1$s", 36],
                          "left": true,
                          "names": ["AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                            "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
                            "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_RUNTIME_API", "AWS_REGION", "AWS_SECRET_ACCESS_KEY",
                            "AWS_SESSION_TOKEN", "GREETING", "HOME", "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT", "LANG", "PATH", "TZ",
                            "_HANDLER"],
                          "values": ["hello", "eu-west-1", "%2$s", "AWS_Lambda_python3.13", ":UTC"],
                          "stream": true,
                          "packages": [],
                          "path": ["%4$s", "%4$s", "%5$s"],
                          "repr": true
                        }
                        """.formatted(
                        name, version, qualifier, taskRoot, LAMBDA.get().runtimeDir())));
    }

    /** A fork keeps the environment that the process above it was started with. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void environment_of_a_handler_and_of_the_process_above_it_is_what_this_program_sets() throws IOException {
        var project = new LocalProject(folder, LAMBDA::get).function("greet", """
                import os, subprocess
                def names(pid):
                    with open(f'/proc/{pid}/environ') as file:
                        return sorted(set(entry.partition('=')[0] for entry in file.read().split('\\0') if entry) - {'LD_LIBRARY_PATH'})
                def handler(event, context):
                    child = subprocess.Popen(['sleep', '200'])
                    own = set(os.environ) - {'LD_LIBRARY_PATH'}
                    return [sorted(set(names('self')) - own), names(os.getppid()) == names('self'), names(child.pid) == sorted(own)]
                """);

        var output = project.runCase(Cases.EXAMPLE).result().output().orElseThrow();

        assertThat(output).isEqualTo(JsonParser.parseString("""
                [["LOCAL_FOLDER", "LOCAL_INSTALLATION"], true, true]"""));
    }

    @Test
    void globals_live_on_between_invocations_but_not_between_deployments() throws IOException {
        var project = new LocalProject(folder, LAMBDA::get)
                .definition("""
                        {"StartAt": "All", "States": {"All": {"Type": "Map", "ItemsPath": "$.numbers", "MaxConcurrency": 1, "End": true,
                          "ItemProcessor": {"StartAt": "Only", "States": {"Only": {"Type": "Task", "Resource": "%sgreet", "End": true}}}}}}
                        """.formatted(LocalProject.FUNCTION_ARN))
                .function("greet", """
                        count = 0
                        def handler(event, context):
                            global count
                            count += 1
                            return count
                        """)
                .givenCase(Cases.EXAMPLE, """
                        {"input": {"numbers": [7, 8, 9]}, "output": [1, 2, 3]}""");

        assertThat(project.runCase(Cases.EXAMPLE).differences()).isEmpty();
        assertThat(project.runCase(Cases.EXAMPLE).differences()).isEmpty();
    }

    /** For root, whom no permission stops, the machine must allow a file system of a process's own. */
    @Test
    void folder_of_a_function_is_read_only() throws Exception {
        var isRoot = System.getProperty("user.name").equals("root");
        var canUnshare = OS.LINUX.isCurrentOs()
                && new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0;
        var project = new LocalProject(folder, LAMBDA::get).function("greet", """
                def handler(event, context):
                    try:
                        open('written.txt', 'w')
                        return True
                    except OSError:
                        return False
                """);

        var written = project.runCase(Cases.EXAMPLE).result().output().orElseThrow();

        assertThat(written).isEqualTo(new JsonPrimitive(isRoot && !canUnshare));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void daemon_without_an_environment_of_a_handler_that_kills_the_process_above_it_is_killed_too() throws IOException {
        var marker = folder.resolve("pid");
        var project = new LocalProject(folder, LAMBDA::get).function("greet", """
                import os, time
                def handler(event, context):
                    server = os.getppid()
                    if os.fork() == 0:
                        os.setsid()
                        if os.fork() == 0:
                            open('%1$s.new', 'w').write(str(os.getpid()))
                            os.rename('%1$s.new', '%1$s')
                            os.kill(server, 9)
                            os.execve('/bin/sleep', ['sleep', '200'], {})
                        os._exit(0)
                    time.sleep(200)
                """.formatted(marker));

        var run = project.runCase(Cases.EXAMPLE);

        assertThat(run.result().error()).contains("Runtime.ExitError");
        var daemon = ProcessHandle.of(Long.parseLong(Files.readString(marker)));
        assertThat(daemon.map(ProcessHandle::onExit).orElseGet(() -> CompletableFuture.completedFuture(null)))
                .succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void log_has_what_is_printed_logged_and_written_by_a_child_in_order() throws IOException {
        var project = new LocalProject(folder, LAMBDA::get).function("greet", """
                import logging, os, sys
                def handler(event, context):
                    print('first')
                    os.system('echo second')
                    logging.warning('third')
                    sys.stderr.write('fourth\\n')
                    print('fifth')
                    return {}
                """);

        project.runCase(Cases.EXAMPLE);

        assertThat(project.stderr())
                .containsPattern(
                        "\\| first\n +\\| second\n +\\| \\[WARNING]\t.+Z\t.+\tthird\n +\\| fourth\n +\\| fifth\n");
    }

    @Test
    void nothing_is_written_beside_the_handler() throws IOException {
        var project = new LocalProject(folder, LAMBDA::get);

        project.runCase(Cases.EXAMPLE);

        try (var files = Files.list(project.workDir().resolve("task/greet"))) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("data", "handler.py");
        }
    }

    @Test
    void invocation_ends_with_the_process_that_asked_for_it() throws Exception {
        var marker = folder.resolve("pid");
        var project = new LocalProject(folder, LAMBDA::get).function("greet", """
                import os, time
                def handler(event, context):
                    open('%s', 'w').write(str(os.getpid()))
                    time.sleep(200)
                """.formatted(marker));
        var lambda = LocalLambda.start(LAMBDA.settings());
        var workflow = new Deployment(project.stack(), folder, project.workDir()).deploy();
        var greet = workflow.functions().get(0);
        var invoking = new Thread(() ->
                lambda.invoke(new InvokeRequest(greet, greet.arn(), new JsonObject(), Optional.empty()), line -> {}));
        invoking.start();
        while (!Files.exists(marker) || Files.size(marker) == 0) {
            Thread.sleep(10);
        }
        var handler = ProcessHandle.of(Long.parseLong(Files.readString(marker))).orElseThrow();

        lambda.close();

        assertThat(handler.onExit()).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void handler_that_kills_the_process_above_it_ends_too() throws IOException {
        var marker = folder.resolve("pid");
        var project = new LocalProject(folder, LAMBDA::get).function("greet", """
                import os, time
                def handler(event, context):
                    open('%s', 'w').write(str(os.getpid()))
                    os.kill(os.getppid(), 9)
                    time.sleep(200)
                """.formatted(marker));

        var run = project.runCase(Cases.EXAMPLE);

        assertThat(run.result().error()).contains("Runtime.ExitError");
        var handler = ProcessHandle.of(Long.parseLong(Files.readString(marker)));
        assertThat(handler.map(ProcessHandle::onExit).orElseGet(() -> CompletableFuture.completedFuture(null)))
                .succeedsWithin(Duration.ofSeconds(5));
    }

    /** As on macOS, which lets no process adopt orphans, and so has no way to kill this one; and slow enough for it to print more. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void invocation_ends_though_what_it_has_left_behind_prints_for_ever() throws IOException {
        var python = Files.writeString(folder.resolve("python3"), """
                #!/bin/sh
                for program; do :; done
                exec %s -I -S -B -X utf8 -c "import os, runpy, sys, time
                sys.modules['ctypes'] = None
                read = os.read
                def read_slowly(end, limit):
                    data = read(end, limit)
                    time.sleep(0.1)
                    return data
                os.read = read_slowly
                runpy.run_path('$program', run_name='__main__')"
                """.formatted(
                        Python.find("python3", System.getenv("PATH")).executable()));
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
        var marker = folder.resolve("pid");
        try (var lambda = LocalLambda.start(LAMBDA.settings(), new Python(python, "3.9.0", false))) {
            var project = new LocalProject(folder, () -> lambda).function("greet", """
                    import os, time
                    def handler(event, context):
                        if os.fork() == 0:
                            os.setsid()
                            if os.fork() == 0:
                                open('%1$s.new', 'w').write(str(os.getpid()))
                                os.rename('%1$s.new', '%1$s')
                                while True:
                                    os.write(1, b'x' * 4096)
                            os._exit(0)
                        while not os.path.exists('%1$s'):
                            time.sleep(0.01)
                        return {}
                    """.formatted(marker));

            var running = CompletableFuture.supplyAsync(() -> project.runCase(Cases.EXAMPLE));

            assertThat(running).succeedsWithin(Duration.ofSeconds(20));
            assertThat(running.join().differences()).isEmpty();
        }
        var leftBehind = ProcessHandle.of(Long.parseLong(Files.readString(marker)));
        assertThat(leftBehind.map(ProcessHandle::onExit).orElseGet(() -> CompletableFuture.completedFuture(null)))
                .succeedsWithin(Duration.ofSeconds(5));
    }
}
