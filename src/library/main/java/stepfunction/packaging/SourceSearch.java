package stepfunction.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Collectors;
import stepfunction.asl.Findings;
import stepfunction.config.LambdaRuntime.Language;
import stepfunction.installation.InstallationException;
import stepfunction.installation.Installations;
import stepfunction.installation.LambdaPlatform;

/** Finds what the deployment package of a folder is made of, and joins it in {@code target} where the folder alone is not enough. */
final class SourceSearch {

    private final FunctionFolder folder;
    private final Installations installations;
    private final Findings findings;

    private SourceSearch(FunctionFolder folder, Installations installations, Findings findings) {
        this.folder = folder;
        this.installations = installations;
        this.findings = findings;
    }

    /** @param findings take what is wrong; then the folder itself is the source */
    static DeploymentSource find(FunctionFolder folder, Installations installations, Findings findings) {
        return new SourceSearch(folder, installations, findings).find();
    }

    private DeploymentSource find() {
        var platforms = folder.platforms();
        if (platforms.isEmpty() || !Files.isDirectory(folder.path())) {
            return DeploymentSource.itself(folder);
        }
        var contents = contents(platforms.get(0));
        var found = new Findings();
        contents.ifPresent(each -> each.check(found));
        findings.addAll(found.all());
        if (found.hasErrors() || contents.filter(Contents::areStaged).isEmpty()) {
            return DeploymentSource.itself(folder);
        }
        var areInstalled =
                platforms.stream().anyMatch(platform -> platform.runtime().language() != Language.JAVA);
        if (platforms.size() > 1 && areInstalled) {
            findings.error(
                    "plan: %s must be of one runtime, because its packages are installed for one, has functions of %s; use a folder for each"
                            .formatted(
                                    folder.name(),
                                    platforms.stream()
                                            .map(platform -> platform.runtime().identifier())
                                            .collect(Collectors.joining(", "))));
            return DeploymentSource.itself(folder);
        }
        return staged(contents.get(), platforms.get(0)).orElseGet(() -> DeploymentSource.itself(folder));
    }

    private Optional<Contents> contents(LambdaPlatform platform) {
        return switch (platform.runtime().language()) {
            case PYTHON -> Optional.of(new PythonContents(folder, platform));
            case NODEJS -> Optional.of(new NodeContents(folder, platform));
            case JAVA -> Optional.of(new JavaContents(folder));
            case DOTNET, RUBY, PROVIDED -> Optional.empty();
        };
    }

    private Optional<DeploymentSource> staged(Contents contents, LambdaPlatform platform) {
        var source = DeploymentSource.staged(folder, platform, installations.cache());
        if (!installations.areAllowed()) {
            if (Files.isDirectory(source.path())) {
                return Optional.of(source);
            }
            findings.error(
                    "%s does not exist, and the jar installs and builds nothing; unpack the archive functions.tgz of the job that tested it"
                            .formatted(source.directory()));
            return Optional.empty();
        }
        try {
            contents.overlay(installations).write(source.path());
            return Optional.of(source);
        } catch (InstallationException e) {
            findings.error(e.line());
        } catch (IOException e) {
            findings.error(
                    "%s cannot be written (%s); make it writable, or remove it".formatted(source.directory(), e));
        }
        return Optional.empty();
    }
}
