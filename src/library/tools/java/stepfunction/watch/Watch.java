package stepfunction.watch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import stepfunction.declared.AtomicFile;

/** Runs something now, and again after each change of a project's files, with the program as it is then. */
public final class Watch {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path CLASSES = Path.of("target/classes");

    /** Between two looks at the files. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(50);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    /** So that a large project keeps no processor busy. Of all looks the fastest counts: a busy machine slows down the others. */
    private static final int PAUSES_PER_LOOK = 20;

    /** An editor may write a file in several steps. */
    private static final Duration SETTLING = Duration.ofMillis(25);

    private final Path projectDir;
    private final PrintStream err;
    private final Screen screen;
    private final ClassLoader libraries;
    private final Consumer<ClassLoader> run;
    private Optional<ProgramCompiler> compiler = Optional.empty();
    private ClassLoader program;
    private boolean isOutdated;
    private ChangedFiles notLoaded = new ChangedFiles(new TreeSet<>());
    private long fastestLookNanos = LONGEST_PAUSE.toNanos() / PAUSES_PER_LOOK;
    private boolean isStopped;

    /**
     * A watch.
     *
     * @param libraries loads everything, and the program as Maven has compiled it
     * @param run is passed the loader of the program
     */
    public Watch(Path projectDir, PrintStream err, ClassLoader libraries, Consumer<ClassLoader> run) {
        this.projectDir = projectDir.toAbsolutePath().normalize();
        this.err = err;
        this.screen = Screen.of(err);
        this.libraries = libraries;
        this.program = libraries;
        this.run = run;
    }

    /** Returns after {@link #stop}, when the run that goes on has ended. */
    public void start() throws IOException {
        var seen = Snapshot.of(projectDir);
        // Before anything is deleted, so that it knows what Maven has compiled.
        try (var javac = new ProgramCompiler(projectDir, libraries)) {
            compiler = Optional.of(javac);
            screen.begin();
            run.accept(program);
            while (!isStopped()) {
                err.println("Waiting for changes; Ctrl-C ends the local run");
                var next = nextAfter(seen);
                if (!isStopped()) {
                    runAgain(next.since(seen));
                }
                seen = next;
            }
        }
    }

    /** Ends it from another thread. */
    public synchronized void stop() {
        isStopped = true;
        notifyAll();
    }

    private synchronized boolean isStopped() {
        return isStopped;
    }

    /** Files that differ so that something has to be done, or any after the stop. */
    private Snapshot nextAfter(Snapshot seen) throws IOException {
        while (true) {
            sleep(pause());
            var start = System.nanoTime();
            var now = Snapshot.of(projectDir);
            fastestLookNanos = Math.min(fastestLookNanos, System.nanoTime() - start);
            if (!now.equals(seen)) {
                now = settled(now);
                var changes = now.since(seen);
                if (changes.needRun() || !changes.fixed().isEmpty()) {
                    return now;
                }
            }
            if (isStopped()) {
                return now;
            }
        }
    }

    private Duration pause() {
        return Duration.ofNanos(Math.max(fastestLookNanos * PAUSES_PER_LOOK, LEAST_PAUSE.toNanos()));
    }

    private Snapshot settled(Snapshot changed) throws IOException {
        var last = changed;
        while (true) {
            sleep(SETTLING);
            var now = Snapshot.of(projectDir);
            if (now.equals(last) || isStopped()) {
                return now;
            }
            last = now;
        }
    }

    private synchronized void sleep(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        try {
            for (var left = time.toNanos(); left > 0 && !isStopped; left = end - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException e) {
            isStopped = true;
        }
    }

    private void runAgain(ChangedFiles changes) {
        screen.begin();
        err.println("Changed: " + changes.text());
        noteNotLoaded(changes.fixed());
        try {
            copy(changes.resources());
            isOutdated |= changes.needCompilation();
            if (isOutdated) {
                program = compiler.orElseThrow().compile();
                isOutdated = false;
            }
        } catch (CompilationException | IOException e) {
            err.println(e.getMessage());
            return;
        }
        if (changes.needRun()) {
            run.accept(program);
        }
    }

    private void noteNotLoaded(ChangedFiles fixed) {
        var all = new TreeSet<>(notLoaded.files());
        all.addAll(fixed.files());
        notLoaded = new ChangedFiles(all);
        if (!notLoaded.isEmpty()) {
            err.printf(
                    "%s: read only at the start; end the local run with Ctrl-C, and start it again%n",
                    notLoaded.text());
        }
    }

    /** As Maven would copy them: the program reads them there. */
    private void copy(List<Path> resources) throws IOException {
        for (var resource : resources) {
            var source = projectDir.resolve(RESOURCES).resolve(resource);
            var copy = projectDir.resolve(CLASSES).resolve(resource);
            if (Files.isRegularFile(source)) {
                AtomicFile.write(copy, Files.readAllBytes(source));
            } else {
                Files.deleteIfExists(copy);
            }
        }
    }
}
