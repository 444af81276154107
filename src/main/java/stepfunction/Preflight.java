package stepfunction;

import com.pulumi.exceptions.RunException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** What must hold before the first resource is registered. */
final class Preflight {

    private Preflight() {}

    /**
     * Checks the settings, the handler and the running jar.
     *
     * @param projectDir the folder that holds Pulumi.yaml
     * @throws RunException naming everything that has to be mended; Pulumi shows its message without a stack trace
     */
    static StackSettings check(Supplier<StackSettings> settings, Path projectDir) {
        var violations = new Violations();
        var checked = violations.collect(settings);
        violations.check(() -> HandlerArchive.requireHandler(projectDir));
        violations.check(() -> ProgramJar.requireNewerThanSources(ProgramJar.location(), projectDir));
        if (!violations.messages().isEmpty()) {
            throw new RunException("nothing was registered, because:\n- " + String.join("\n- ", violations.messages()));
        }
        return checked.orElseThrow();
    }
}
