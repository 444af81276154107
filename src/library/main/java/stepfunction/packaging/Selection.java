package stepfunction.packaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import stepfunction.packaging.PackedFolder.PackedFile;

/**
 * The files of a folder that enter its deployment package.
 *
 * @param secrets the files that are left out with a warning
 * @param excludes doublestar's patterns of all that is left out
 */
record Selection(PackedFolder packed, List<String> secrets, List<String> excludes) {

    private static final List<Pattern> SECRETS = Glob.patternsIgnoringCase(NeverPacked.patternsOfSecrets());

    Selection {
        secrets = List.copyOf(secrets);
        excludes = List.copyOf(excludes);
    }

    /** Looks through a folder. */
    static Selection of(DeploymentSource source) {
        var folder = source.path();
        if (!Files.isDirectory(folder)) {
            return new Selection(new PackedFolder(List.of(), List.of(), List.of()), List.of(), NeverPacked.patterns());
        }
        var all = PackedFolder.within(source, NeverPacked.patternsOfTheDeveloper());
        var roots = Stream.concat(
                        Stream.of(folder, source.project().resolve(source.folder())),
                        Stream.concat(source.outside().stream(), Stream.of(source.project())))
                .map(PackedFolder::real)
                .toList();
        var packed = new ArrayList<PackedFile>();
        var secrets = new ArrayList<String>();
        var excludes = new ArrayList<>(NeverPacked.patterns());
        all.environments().stream().map(Glob::literally).forEach(excludes::add);
        for (var file : all.files()) {
            if (isNamedLikeASecret(file.name())
                    || isNamedLikeASecret(target(roots, file))
                    || NeverPacked.holdsPrivateKey(file.path())) {
                secrets.add(file.name());
                excludes.add(Glob.literally(file.name()));
            } else {
                packed.add(file);
            }
        }
        return new Selection(new PackedFolder(packed, all.environments(), all.problems()), secrets, excludes);
    }

    /** The name, in the first of the roots that has it, of the file that a link leads to. */
    private static String target(List<Path> roots, PackedFile file) {
        var target = PackedFolder.real(file.path());
        return roots.stream()
                .filter(target::startsWith)
                .findFirst()
                .map(root -> root.relativize(target).toString())
                .orElse("");
    }

    /** The file, or a folder that it is in. */
    private static boolean isNamedLikeASecret(String name) {
        for (var end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
            if (Glob.anyMatches(SECRETS, name.substring(0, end))) {
                return true;
            }
        }
        return Glob.anyMatches(SECRETS, name);
    }
}
