package stepfunction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a launch of the program costs, as Pulumi's language host launches it: {@code mvn -q verify -Pbenchmark}. */
public final class LaunchBenchmark {

    private static final int RUNS = 9;

    /** Runs a command and writes its seconds and its peak memory in MB to a file. */
    private static final String MEASURE = """
            import resource, subprocess, sys, time
            start = time.perf_counter()
            status = subprocess.run(sys.argv[2:]).returncode
            seconds = time.perf_counter() - start
            with open(sys.argv[1], "w") as result:
                print(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, file=result)
            sys.exit(status)
            """;

    private static final String JAR = "target/lambda-step-functions.jar";
    private static final String DISCOVERY = "com.pulumi.bootstrap.internal.Main";
    private static final List<String> MAVEN = List.of("mvn", "--no-transfer-progress", "compile", "exec:java");
    /** As the workflows start it, by JDK_JAVA_OPTIONS. */
    private static final List<String> ARCHIVED = List.of(
            PulumiEngine.JAVA,
            "-XX:SharedArchiveFile=" + ClassArchive.FILE,
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-Xlog:all=warning:stderr");

    private LaunchBenchmark() {}

    private record Sample(double seconds, double megabytes) {}

    public static void main(String[] args) throws Exception {
        var launches = new LinkedHashMap<String, List<String>>();
        launches.put("discovery, Maven", concat(MAVEN, "-DmainClass=" + DISCOVERY, "-DmainArgs=packages"));
        launches.put("discovery, jar", List.of(PulumiEngine.JAVA, "-cp", JAR, DISCOVERY, "packages"));
        launches.put("discovery, jar with archive", concat(ARCHIVED, "-cp", JAR, DISCOVERY, "packages"));
        launches.put("run, Maven", MAVEN);
        launches.put("run, jar", List.of(PulumiEngine.JAVA, "-jar", JAR));
        launches.put("run, jar with archive", concat(ARCHIVED, "-jar", JAR));

        var samples = new LinkedHashMap<String, List<Sample>>();
        for (var run = 0; run <= RUNS; run++) {
            for (var launch : launches.entrySet()) {
                var sample = measure(launch.getValue());
                // The first one warms the machine's caches up.
                if (run > 0) {
                    samples.computeIfAbsent(launch.getKey(), name -> new ArrayList<>())
                            .add(sample);
                }
            }
        }
        for (var executor : List.of("Maven", "jar", "jar with archive")) {
            var discovery = samples.getOrDefault("discovery, " + executor, List.of());
            var program = samples.getOrDefault("run, " + executor, List.of());
            samples.put(
                    "both, " + executor,
                    IntStream.range(0, RUNS)
                            .mapToObj(i -> new Sample(
                                    discovery.get(i).seconds() + program.get(i).seconds(),
                                    Math.max(
                                            discovery.get(i).megabytes(),
                                            program.get(i).megabytes())))
                            .toList());
        }
        print(samples);
    }

    private static Sample measure(List<String> command) throws IOException, InterruptedException {
        var result = Files.createTempFile(Path.of("target"), "benchmark", ".txt");
        try (var engine = new PulumiEngine(Path.of(""), "eu-central-1", true)) {
            var measured = Stream.concat(Stream.of("python3", "-c", MEASURE, result.toString()), command.stream())
                    .toList();
            var run = engine.run(measured, Path.of(""), TestConfig.config(Map.of()));
            if (run.exitStatus() != 0) {
                throw new IllegalStateException("%s must run, did not: %s %s".formatted(command, run, engine.errors()));
            }
            var numbers = Files.readString(result).split("\\s+", -1);
            return new Sample(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
        } finally {
            Files.delete(result);
        }
    }

    private static void print(Map<String, List<Sample>> samples) {
        System.out.printf(
                Locale.ROOT,
                "%d alternating runs after a warm-up; %s, %d cores, Java %s%n%n",
                RUNS,
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"));
        System.out.println("| launch | median s | min s | max s | of Maven | peak MB |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        samples.forEach((name, of) -> {
            var seconds = of.stream().map(Sample::seconds).sorted().toList();
            var maven = median(samples.getOrDefault(name.replaceAll(", .*", ", Maven"), List.of()).stream()
                    .map(Sample::seconds)
                    .toList());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f | %.2f | %.0f |%n",
                    name,
                    median(seconds),
                    Collections.min(seconds),
                    Collections.max(seconds),
                    median(seconds) / maven,
                    median(of.stream().map(Sample::megabytes).toList()));
        });
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static List<String> concat(List<String> first, String... others) {
        return Stream.concat(first.stream(), Stream.of(others)).toList();
    }
}
