package stepfunction.requirements;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import stepfunction.requirements.OptionParser.Option;
import stepfunction.requirements.RequirementsFile.LocalLibrary;
import stepfunction.requirements.RequirementsFile.RequiredPackage;

/** Reads a file with requirements as pip does, and those that it names. */
final class RequirementsReader {

    private static final Pattern URL = Pattern.compile("(?:[a-z]+\\+)?(?:https?|ftp|file|ssh|git|svn):.*");
    private static final Pattern OPTIONS = Pattern.compile("(?:^|\\s)-");
    private static final Pattern NAMED_URL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\s*(?:\\[[^\\]]*\\])?\\s*@.*");
    private static final Pattern NAME_IN_FRAGMENT = Pattern.compile("#(?:.*&)?egg=([A-Za-z0-9._-]+)");
    private static final String WHEEL = ".whl";

    private final Path project;
    private final List<RequiredPackage> packages = new ArrayList<>();
    private final List<LocalLibrary> libraries = new ArrayList<>();
    private final List<RequiredPackage> constraints = new ArrayList<>();
    private final List<String> indexOptions = new ArrayList<>();
    private final List<SourceLine> builds = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** The files that are being read, each named by the one below it. */
    private final Deque<Path> open = new ArrayDeque<>();

    RequirementsReader(Path project) {
        this.project = project;
    }

    RequirementsFile result() {
        return new RequirementsFile(packages, libraries, constraints, indexOptions, builds, problems);
    }

    void readRequirements(String file) {
        read(file, true);
    }

    /** @param isRequired whether its packages are asked for, not only constrained */
    private void read(String file, boolean isRequired) {
        var path = project.resolve(file);
        open.push(path.normalize());
        try {
            for (var line : LogicalLine.of(text(path))) {
                read(line, new SourceLine(file, line.number()), isRequired);
            }
        } catch (CharacterCodingException e) {
            problems.add("%s must be in UTF-8, is not; save it in that encoding".formatted(file));
        } catch (IOException e) {
            problems.add("%s cannot be read (%s); create it, or make it readable".formatted(file, e.getMessage()));
        }
        open.pop();
    }

    private static String text(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var isUtf16 = bytes.length > 1 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe;
        var decoder = (isUtf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8).newDecoder();
        return decoder.decode(ByteBuffer.wrap(bytes)).toString().replaceFirst("^\\uFEFF", "");
    }

    private void read(LogicalLine line, SourceLine place, boolean isRequired) {
        try {
            var start = OPTIONS.matcher(line.text());
            var end = start.find() ? start.start() : line.text().length();
            var requirement = line.text().substring(0, end).strip();
            var options = OptionParser.parse(line.text().substring(end));
            if (requirement.isEmpty()) {
                options.forEach(option -> apply(option, place, isRequired));
            } else {
                add(requirement, options, place, isRequired);
            }
        } catch (InvalidRequirementException e) {
            problems.add("%s: %s; correct the line".formatted(place, e.getMessage()));
        }
    }

    private void apply(Option option, SourceLine place, boolean isRequired) {
        switch (option.name()) {
            case "--requirement" -> readNamed(option.value(), place, isRequired);
            case "--constraint" -> readNamed(option.value(), place, false);
            case "--editable" -> add(option.value(), List.of(), place, isRequired);
            case "--no-binary" -> {
                if (!option.value().equals(":none:")) {
                    builds.add(place);
                }
            }
            case "--only-binary", "--prefer-binary", "--use-feature" -> {
                // Packages for Lambda are never built here.
            }
            case "--find-links" -> indexOptions.add("--find-links " + location(option.value(), place));
            case "--hash", "--global-option", "--config-settings" ->
                throw new InvalidRequirementException(
                        "%s must follow a requirement, stands alone".formatted(option.name()));
            default -> indexOptions.add((option.name() + " " + option.value()).strip());
        }
    }

    /** A folder is relative to the file that names it. */
    private String location(String value, SourceLine place) {
        var folder = pathBeside(place, value);
        return !URL.matcher(value).matches() && Files.exists(folder)
                ? folder.toAbsolutePath().normalize().toString()
                : value;
    }

    private Path pathBeside(SourceLine place, String value) {
        try {
            return project.resolve(place.file()).resolveSibling(value);
        } catch (InvalidPathException e) {
            throw new InvalidRequirementException("\"%s\" is no path".formatted(value));
        }
    }

    private void readNamed(String value, SourceLine place, boolean isRequired) {
        if (URL.matcher(value).matches()) {
            throw new InvalidRequirementException(
                    "names the file %s, which anybody may change; copy it into the project".formatted(value));
        }
        var path = pathBeside(place, value).normalize();
        if (open.contains(path)) {
            throw new InvalidRequirementException("%s names itself, directly or by others".formatted(value));
        }
        if (!Files.isRegularFile(path)) {
            throw new InvalidRequirementException("names the file %s, which does not exist".formatted(value));
        }
        read(project.normalize().relativize(path).toString(), isRequired);
    }

    private void add(String text, List<Option> options, SourceLine place, boolean isRequired) {
        var library = library(text, place);
        if (library.isPresent()) {
            libraries.add(library.get());
            return;
        }
        var requirement = requirement(text, place);
        var hashes = options.stream()
                .filter(option -> option.name().equals("--hash"))
                .map(Option::value)
                .toList();
        (isRequired ? packages : constraints).add(new RequiredPackage(place, requirement, hashes));
    }

    /** Absent for what is a package. */
    private Optional<LocalLibrary> library(String text, SourceLine place) {
        var location = NAMED_URL.matcher(text).matches()
                ? text.substring(text.indexOf('@') + 1).strip()
                : text;
        var isFile = location.startsWith("file:");
        var withoutMarker = location.split("\\s*;\\s", 2)[0].replaceFirst("\\[[^\\[\\]]*\\]$", "");
        var looksLikePath = withoutMarker.startsWith(".") || withoutMarker.contains("/");
        if (withoutMarker.endsWith(WHEEL)
                || (!isFile && (!looksLikePath || URL.matcher(location).matches()))) {
            return Optional.empty();
        }
        var folder = isFile ? fileUrl(withoutMarker, place) : beside(withoutMarker, place);
        var name = NAMED_URL.matcher(text).matches()
                ? Requirement.normalized(text.replaceFirst("\\s*[\\[@].*", ""))
                : String.valueOf(folder.getFileName());
        return Optional.of(new LocalLibrary(place, name, folder));
    }

    private Path fileUrl(String url, SourceLine place) {
        try {
            var rest = url.replaceFirst("[#?].*", "").substring("file:".length());
            return rest.startsWith("/")
                    ? Path.of(URI.create("file:" + rest.replaceFirst("^//[^/]*", "")))
                    : beside(rest, place);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequirementException("%s is no path".formatted(url));
        }
    }

    /** Relative to the file, as most tools write it, or else to the project, where pip would be run. */
    private Path beside(String value, SourceLine place) {
        var beside = pathBeside(place, value);
        var ofProject = project.resolve(value);
        if (!Files.isDirectory(beside) && !Files.isDirectory(ofProject)) {
            throw new InvalidRequirementException("names the folder %s, which does not exist".formatted(value));
        }
        return (Files.isDirectory(beside) ? beside : ofProject).normalize();
    }

    private Requirement requirement(String text, SourceLine place) {
        if (NAMED_URL.matcher(text).matches() || (!URL.matcher(text).matches() && !isWheel(text))) {
            return Requirement.parse(text);
        }
        var parts = text.split("\\s*;\\s", 2);
        var location = isWheel(text) && !URL.matcher(text).matches() ? wheelFile(parts[0], place) : parts[0];
        var named = "%s @ %s".formatted(nameOf(parts[0]), location);
        return Requirement.parse(parts.length > 1 ? named + " ; " + parts[1] : named);
    }

    private static boolean isWheel(String text) {
        return text.split("\\s*;\\s", 2)[0].endsWith(WHEEL);
    }

    private String wheelFile(String value, SourceLine place) {
        var beside = pathBeside(place, value);
        var file = Files.isRegularFile(beside) ? beside : project.resolve(value);
        if (!Files.isRegularFile(file)) {
            throw new InvalidRequirementException("names the file %s, which does not exist".formatted(value));
        }
        return file.toAbsolutePath().normalize().toUri().toString();
    }

    /** That of a wheel's file, or the one that a fragment gives. */
    private static String nameOf(String location) {
        var fragment = NAME_IN_FRAGMENT.matcher(location);
        if (fragment.find()) {
            return fragment.group(1);
        }
        var path = location.replaceFirst("[?#].*", "");
        var file = path.substring(path.lastIndexOf('/') + 1);
        return file.replaceFirst("-.*|\\.git.*|@.*", "");
    }
}
