package stepfunction;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What has passed all checks that can be made before the first resource is registered. */
record Preflight(StackSettings settings, Plan plan) {

    /**
     * Checks the settings, the plan, the handlers' files, and that the running jar was built from these sources.
     *
     * @throws RunException naming everything that has to be mended; Pulumi shows its message without a stack trace
     */
    static Preflight check(StackSettings settings, Function<StackSettings, Plan> planner, Path program, Path project) {
        var violations = new ArrayList<>(settings.violations());
        try {
            var changed = Files.isDirectory(program) ? Set.of() : changedSources(program, project);
            var rule = program.getFileName() + " must be built from these sources, differs in %s; run: mvn package";
            changed.forEach(file -> violations.add(rule.formatted(file)));
            var plan = planner.apply(settings);
            violations.addAll(plan.violations(settings));
            for (var function : plan.functions()) {
                if (!Files.isRegularFile(project.resolve(function.handlerFile()))) {
                    violations.add("%s must be there, was absent; create it".formatted(function.handlerFile()));
                }
            }
            violations.addAll(WorkflowDefinition.violations(plan, settings.stepFunctionType));
            if (violations.isEmpty()) {
                return new Preflight(settings, plan);
            }
        } catch (IOException | RuntimeException e) {
            violations.add("App.plan must return a plan, and the program run in its project, was " + e);
        }
        throw new RunException("nothing was registered, because:\n- " + String.join("\n- ", violations));
    }

    /** Compares the sources with the jar's copy of them, by content: times mean nothing after a checkout. */
    private static Set<String> changedSources(Path program, Path project) throws IOException {
        var contents = new TreeMap<String, ByteBuffer>();
        var folder = "META-INF/sources/";
        // Not by zipfs, which takes a tenth of a second to load.
        try (var jar = new JarFile(program.toFile());
                var files = Files.walk(project.resolve("src/main"), FileVisitOption.FOLLOW_LINKS)) {
            var copies = jar.stream().filter(of -> of.getName().matches(folder + ".*[^/]"));
            for (var copy : copies.toList()) {
                var content = ByteBuffer.wrap(jar.getInputStream(copy).readAllBytes());
                contents.put(copy.getName().substring(folder.length()), content);
            }
            var sources = Stream.concat(files.filter(Files::isRegularFile), Stream.of(project.resolve("pom.xml")));
            for (var source : sources.toList()) {
                var name = project.relativize(source).toString().replace('\\', '/');
                var content = ByteBuffer.wrap(Files.readAllBytes(source));
                contents.merge(name, content, (built, now) -> built.equals(now) ? null : now);
            }
        }
        // Skips what editors and file managers leave behind, such as .DS_Store and App.java~, as Maven may.
        contents.keySet().removeIf(name -> name.matches("(.*/)?([.#%][^/]*|[^/]*~)"));
        return contents.keySet();
    }
}
