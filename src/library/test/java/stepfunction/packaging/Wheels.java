package stepfunction.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A folder of Python packages of the tests' own, from which pip installs.
 *
 * @param folder need not exist
 */
record Wheels(Path folder) {

    /** Adds a package with one module of its name and a script. */
    Path add(String name, String version, String tag, String... headers) throws IOException {
        var info = "%s-%s.dist-info".formatted(name, version);
        var files = new LinkedHashMap<>(Map.of(
                name + "/__init__.py", "def say(text):\n    return text.upper()\n",
                info + "/METADATA",
                        "Metadata-Version: 2.1\nName: %s\nVersion: %s\n%s\nThe text.\n"
                                .formatted(
                                        name, version, String.join("\n", headers) + (headers.length > 0 ? "\n" : "")),
                info + "/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: %s\n".formatted(tag),
                info + "/entry_points.txt", "[console_scripts]\n%s = %s:say\n".formatted(name, name)));
        files.put(info + "/RECORD", String.join(",,\n", files.keySet()) + ",,\n" + info + "/RECORD,,\n");
        Files.createDirectories(folder);
        var wheel = folder.resolve("%s-%s-%s.whl".formatted(name, version, tag));
        try (var zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        return wheel;
    }
}
