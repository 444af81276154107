package stepfunction;

import com.pulumi.exceptions.RunException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Supplier;

/** What must hold before the first resource is registered. */
final class Preflight {

    private Preflight() {}

    /**
     * Checks the settings, the runtime's age, the handler and the running jar.
     *
     * @param projectDir the folder that holds Pulumi.yaml
     * @throws RunException naming everything that has to be mended; Pulumi shows its message without a stack trace
     */
    static StackSettings check(Supplier<StackSettings> settings, Path projectDir, LocalDate today) {
        var violations = new Violations();
        var checked = violations.collect(settings);
        checked.ifPresent(valid -> violations.check(() -> valid.lambdaRuntime().requireSupported(today)));
        violations.check(() -> HandlerArchive.requireHandler(projectDir));
        violations.check(() -> ProgramJar.requireNewerThanSources(ProgramJar.location(), projectDir));
        violations.throwIfAny(
                messages -> new RunException("nothing was registered, because:\n- " + messages.replace("\n", "\n- ")));
        return checked.orElseThrow();
    }
}
