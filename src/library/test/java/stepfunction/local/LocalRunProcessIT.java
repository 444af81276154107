package stepfunction.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.project.SampleProject;

/** The local run as a process of its own, in a copy of the sample project: what it inherits, leaves behind and does at the same time. */
@Timeout(120)
class LocalRunProcessIT {

    private static final String HANDLER = "label/handler.py";

    @TempDir
    Path project;

    @TempDir
    Path elsewhere;

    private final Map<String, String> environment = new HashMap<>();

    /** Before the command. */
    private final List<String> prefix = new ArrayList<>();

    @BeforeEach
    void copy_the_project() throws IOException {
        SampleProject.copyFilesTo(project);
        environment.put("XDG_CACHE_HOME", elsewhere.resolve("cache").toString());
        environment.put("TMPDIR", elsewhere.toString());
    }

    private void handler(String source) throws IOException {
        Files.writeString(project.resolve(HANDLER), source);
    }

    /** Whether the input is not that of the case. */
    private boolean hasInput = true;

    private record Run(Process process) {

        int status() throws InterruptedException {
            assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        /** All that it has printed, which a pipe holds. */
        String out() throws IOException {
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        }

        String err() throws IOException {
            return new String(process.getErrorStream().readAllBytes(), UTF_8);
        }
    }

    private Run start() throws IOException {
        return new Run(builder().start());
    }

    private ProcessBuilder builder() {
        var command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Dcase=labelled"));
        if (hasInput) {
            command.add("-Dinput={\"town\":\"Cork\"}");
        }
        command.add("-Djava.io.tmpdir=" + elsewhere);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(LocalRun.class.getName());
        var builder = new ProcessBuilder(command).directory(project.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private List<String> left(String folder) throws IOException {
        try (var files = Files.list(project.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void nothingIsLeftButTheHistory() throws IOException {
        assertThat(left("target")).containsExactly("label.zip", "local");
        assertThat(left(LocalRun.FOLDER)).containsExactly("history.json");
        try (var files = Files.list(elsewhere)) {
            assertThat(files).allMatch(file -> file.endsWith("cache"));
        }
    }

    /** In their environments, and in the memory that a fork has from the process above it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void handler_finds_no_value_of_the_users_variables() throws Exception {
        for (var name : List.of("AWS_SECRET_ACCESS_KEY", "HTTPS_PROXY", "PIP_INDEX_URL", "PYTHONPATH", "LANGUAGE")) {
            environment.put(name, "https://of-the-user@example.com");
        }
        handler("""
                import os, re
                SECRET = re.compile(b'of-the-[u]ser')
                def has_secret(path):
                    with open(path, 'rb') as file:
                        return SECRET.search(file.read()) is not None
                def memory_has_secret():
                    with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', buffering=0) as memory:
                        for line in maps:
                            span, permissions = line.split()[:2]
                            begin, end = (int(each, 16) for each in span.split('-'))
                            if permissions.startswith('rw') and not line.rstrip().endswith(']') or '[heap]' in line or '[stack]' in line:
                                memory.seek(begin)
                                try:
                                    if SECRET.search(memory.read(end - begin)):
                                        return True
                                except OSError:
                                    pass
                    return False
                def handler(event, context):
                    return [has_secret('/proc/self/environ'), has_secret(f'/proc/{os.getppid()}/environ'), memory_has_secret(),
                            any('of-the' in value for value in os.environ.values())]
                """);

        var run = start();

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("[false,false,false,false]\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"input": {"town": "Cork"}, "error": "ValueError"}  | 0
            {"input": {"town": "Cork"}, "path": []}             | 1
            {"input": {"town": "Cork"}, "error": "KeyError"}    | 1
            {"input": {"town": "Cork"}, "output": {}}           | 1
            {"input": {"town": "Cork"}}                         | 2
            """)
    void exit_status_shows_whether_the_case_ends_as_expected(String given, int status) throws Exception {
        hasInput = false;
        handler("def handler(event, context):\n    raise ValueError('no such town')\n");
        Files.writeString(project.resolve("src/test/workflow/labelled.json"), given);

        var run = start();

        assertThat(run.status()).as(run.err()).isEqualTo(status);
    }

    @Test
    void no_file_of_the_project_runs_in_place_of_pip_or_pythons_library() throws Exception {
        var marker = elsewhere.resolve("marker");
        for (var name : List.of("pip", "runpy", "threading", "json", "sitecustomize", "usercustomize")) {
            Files.writeString(project.resolve(name + ".py"), "open('%s', 'w')\n".formatted(marker));
        }
        environment.put("PYTHONPATH", project.toString());
        environment.put("PIP_NO_INDEX", "1");
        handler("import boto3\ndef handler(event, context):\n    return event\n");

        var run = start();

        assertThat(run.status()).isEqualTo(LocalRun.OTHERWISE);
        // Which shows that pip has its variables.
        assertThat(run.err()).contains("pip cannot install it here (ERROR: No matching distribution found for boto3");
        assertThat(marker).doesNotExist();
    }

    @Test
    void runs_at_once_leave_each_other_alone() throws Exception {
        handler("""
                import os, time
                def handler(event, context):
                    time.sleep(0.3)
                    return sorted(os.listdir('.'))
                """);
        var runs = new ArrayList<Run>();
        while (runs.size() < 3) {
            runs.add(start());
        }

        for (var run : runs) {
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).isEqualTo("[\"handler.py\"]\n");
        }
        nothingIsLeftButTheHistory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @EnabledOnOs(OS.LINUX)
    void run_that_is_killed_leaves_no_process_and_a_folder_that_the_next_one_removes(boolean isPythonStopped)
            throws Exception {
        var marker = elsewhere.resolve("pids");
        handler("""
                import os, signal, time
                def handler(event, context):
                    server = os.getppid()
                    if os.fork() == 0:
                        os.setsid()
                        if os.fork() == 0:
                            with open('%1$s.new', 'w') as file:
                                file.write(f'{server} {os.getpid()}')
                            os.rename('%1$s.new', '%1$s')
                            time.sleep(200)
                        os._exit(0)
                    while not os.path.exists('%1$s'):
                        time.sleep(0.01)
                    if %2$s:
                        os.kill(server, signal.SIGSTOP)
                    open('%1$s.done', 'w')
                    time.sleep(200)
                """.formatted(marker, isPythonStopped ? "True" : "False"));
        var killed = start();
        while (!Files.exists(elsewhere.resolve("pids.done"))) {
            assertThat(killed.process().isAlive()).isTrue();
            Thread.sleep(10);
        }

        killed.process().destroyForcibly();

        for (var pid : Files.readString(marker).split(" ")) {
            var left = ProcessHandle.of(Long.parseLong(pid));
            assertThat(left.map(ProcessHandle::onExit).orElseGet(() -> CompletableFuture.completedFuture(null)))
                    .succeedsWithin(Duration.ofSeconds(20));
        }
        assertThat(left(LocalRun.FOLDER)).hasSize(2);
        Files.delete(marker);
        Files.delete(elsewhere.resolve("pids.done"));
        handler("handler = lambda event, context: 1\n");
        assertThat(start().status()).isZero();
        nothingIsLeftButTheHistory();
    }

    /** It has the terminal, so the system tells the processes above it of its end, too. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void daemon_of_a_handler_that_is_debugged_ends_with_the_terminal() throws Exception {
        var marker = elsewhere.resolve("pid");
        handler("""
                import os, time
                def handler(event, context):
                    if os.fork() == 0:
                        os.setsid()
                        if os.fork() == 0:
                            open('%1$s.new', 'w').write(str(os.getpid()))
                            os.rename('%1$s.new', '%1$s')
                            time.sleep(200)
                        os._exit(0)
                    time.sleep(200)
                """.formatted(marker));
        environment.put("JAVA_TOOL_OPTIONS", "-Ddebug=true");
        prefix.addAll(List.of("python3", "-c", """
                import os, pty, select, signal, sys
                run, terminal = pty.fork()
                if run == 0:
                    # nohup has it ignored.
                    signal.signal(signal.SIGHUP, signal.SIG_DFL)
                    os.execv(sys.argv[1], sys.argv[1:])
                while not os.path.exists('%s'):
                    if select.select([terminal], [], [], 0.01)[0]:
                        os.read(terminal, 65536)
                os.close(terminal)
                os.waitpid(run, 0)
                """.formatted(marker)));

        assertThat(start().status()).isZero();

        var daemon = ProcessHandle.of(Long.parseLong(Files.readString(marker)));
        assertThat(daemon.map(ProcessHandle::onExit).orElseGet(() -> CompletableFuture.completedFuture(null)))
                .succeedsWithin(Duration.ofSeconds(5));
    }

    /** A limit on the size of files fails each write, as a full disk does. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void full_disk_is_one_sentence(boolean isPackageThere) throws Exception {
        if (isPackageThere) {
            assertThat(start().status()).isZero();
        }
        prefix.addAll(List.of("sh", "-c", "ulimit -f 0; exec \"$@\"", "sh"));

        var run = start();

        assertThat(run.status()).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("The local run has stopped: .+\\.zip.+\n");
        assertThat(left("target")).isSubsetOf("label.zip", "local");
        assertThat(left(LocalRun.FOLDER)).isSubsetOf("history.json");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void output_that_cannot_be_written_is_one_sentence() throws Exception {
        var run = new Run(builder().redirectOutput(new File("/dev/full")).start());

        assertThat(run.status()).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(run.err()).endsWith("The local run has stopped: the output cannot be written to stdout\n");
    }

    @Test
    void read_only_checkout_runs_without_a_history() throws Exception {
        assertThat(start().status()).isZero();
        Files.delete(project.resolve(LocalRun.FOLDER).resolve("history.json"));

        var run = startReadOnly();

        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("\ntarget/local is read-only: there is no history.json of this run\n");
        assertThat(left(LocalRun.FOLDER)).isEmpty();
        try (var files = Files.list(elsewhere)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void read_only_checkout_that_has_no_package_yet_is_one_sentence() throws Exception {
        Files.createDirectory(project.resolve("target"));

        var run = startReadOnly();

        assertThat(run.status()).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(run.err()).matches("The local run has stopped: .+ \\(target/label.zip: permission denied\\)\n");
    }

    /** Java encodes the names of files by the locale, and in C knows ASCII alone. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void file_name_that_the_locale_cannot_encode_is_one_sentence() throws Exception {
        var touch = new ProcessBuilder("sh", "-c", "touch \"$(printf '\\303\\251.txt')\"");
        assertThat(touch.directory(project.resolve(HANDLER).getParent().toFile())
                        .start()
                        .waitFor())
                .isZero();
        environment.put("LC_ALL", "C");

        var run = start();

        assertThat(run.status()).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(run.err()).endsWith("; set LC_ALL=C.UTF-8\n").contains("label.zip");
    }

    private Run startReadOnly() throws Exception {
        if (ProcessHandle.current().info().user().filter("root"::equals).isPresent()) {
            // Permissions do not stop the superuser without this.
            prefix.addAll(List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search"));
        }
        var folders = Stream.of("", "target", LocalRun.FOLDER)
                .map(project::resolve)
                .filter(Files::exists)
                .toList();
        setPermissions(folders, "r-xr-xr-x");
        try {
            var run = start();
            run.status();
            return run;
        } finally {
            setPermissions(folders, "rwxr-xr-x");
        }
    }

    private static void setPermissions(List<Path> folders, String permissions) throws IOException {
        for (var folder : folders) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        }
    }

    @Test
    void project_without_its_files_is_one_sentence() throws Exception {
        Files.delete(project.resolve("Pulumi.yaml"));

        var run = start();

        assertThat(run.status()).isEqualTo(LocalRun.CANNOT_RUN);
        assertThat(run.err()).matches("The local run has stopped: .*Pulumi.yaml.*\n");
    }
}
