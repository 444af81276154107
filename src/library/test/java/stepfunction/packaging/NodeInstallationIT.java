package stepfunction.packaging;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.Fixture;
import stepfunction.asl.Finding;
import stepfunction.installation.Installations;
import stepfunction.packaging.PackedFolder.PackedFile;

/** The package-lock.json of the folder {@code count}, installed by npm from a registry of the test's own with the package {@code shout}. */
@Timeout(120)
class NodeInstallationIT {

    private static final int BLOCK = 512;

    @TempDir
    Path project;

    private byte[] archive;
    private HttpServer registry;
    private String url;

    @BeforeEach
    void start_the_registry() throws IOException {
        archive = gzipped(Map.of(
                "package/package.json", "{\"name\": \"shout\", \"version\": \"1.0.0\", \"bin\": \"index.js\"}",
                "package/index.js", "exports.shout = text => text.toUpperCase();\n"));
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/shout-1.0.0.tgz", exchange -> {
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        registry.createContext("/shout", exchange -> {
            var version = "\"%s\": {\"name\": \"shout\", \"version\": \"%s\", \"dist\": {\"tarball\": \"none\"}}";
            var versions = String.join(",", version.formatted("1.0.0", "1.0.0"), version.formatted("2.0.0", "2.0.0"));
            var description = "{\"name\": \"shout\", \"versions\": {%s}}"
                    .formatted(versions)
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, description.length);
            exchange.getResponseBody().write(description);
            exchange.close();
        });
        registry.start();
        url = "http://127.0.0.1:" + registry.getAddress().getPort();
        write(
                "count/handler.mjs",
                "import {shout} from 'shout';\nexport const handler = async event => shout(event);\n");
        write("count/node_modules/stale/index.js", "");
        write("count/package.json", "{\"dependencies\": {\"shout\": \"1.0.0\"}}");
    }

    @AfterEach
    void stop_the_registry() {
        registry.stop(0);
    }

    private static byte[] gzipped(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                var content = file.getValue().getBytes(UTF_8);
                gzip.write(tarHeader(file.getKey(), content.length));
                gzip.write(content);
                gzip.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
            }
            gzip.write(new byte[2 * BLOCK]);
        }
        return bytes.toByteArray();
    }

    /** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 */
    private static byte[] tarHeader(String name, int size) {
        var header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "%011o".formatted(size));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar");
        put(header, 263, "00");
        var sum = 0;
        for (var each : header) {
            sum += each;
        }
        put(header, 148, "%06o".formatted(sum));
        header[154] = 0;
        return header;
    }

    private static void put(byte[] header, int offset, String text) {
        var bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private void write(String file, String text) throws IOException {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void lock(String registryUrl, byte[] locked) throws IOException {
        var sha512 = Base64.getEncoder()
                .encodeToString(Hashing.sha512().hashBytes(locked).asBytes());
        write("count/package-lock.json", """
                {"lockfileVersion": 3, "requires": true, "packages": {
                  "": {"dependencies": {"shout": "1.0.0"}},
                  "node_modules/shout": {
                    "version": "1.0.0", "resolved": "%s/shout-1.0.0.tgz", "integrity": "sha512-%s", "bin": {"shout": "index.js"}}}}
                """.formatted(registryUrl, sha512));
    }

    private CheckedFolders check(String searchPath) {
        var config = Fixture.stackConfig(Map.of("lambdaArchitecture", "arm64"));
        var plan =
                Fixture.planOf("{}", config).function("counter", "count", function -> function.runtime("nodejs22.x"));
        return FolderCheck.check(
                plan, project, new Installations(true, project.resolve("cache"), searchPath, line -> {}));
    }

    private List<String> problems() {
        return check(System.getenv("PATH")).findings().stream()
                .map(Finding::line)
                .toList();
    }

    private static List<String> packed(CheckedFolders checked) {
        assertThat(checked.findings()).isEmpty();
        var source = checked.sources().get("count");
        return new ArrayList<>(PackedFolder.of(source.path(), "count", source.excludes()).files().stream()
                .map(PackedFile::name)
                .toList());
    }

    @Test
    void locked_packages_are_installed_once_in_place_of_the_developers() throws IOException {
        lock(url, archive);

        assertThat(packed(check(System.getenv("PATH"))))
                .containsExactly(
                        "handler.mjs",
                        "node_modules/shout/index.js",
                        "node_modules/shout/package.json",
                        "package-lock.json",
                        "package.json");
        registry.stop(0);
        assertThat(packed(check(""))).hasSize(5);
    }

    @Test
    void hash_that_does_not_match_is_one_line() throws IOException {
        lock(url, new byte[] {1});

        assertThat(problems())
                .containsExactly(
                        "count/package-lock.json: a hash does not match the file that the registry has; find out why before you lock it anew");
    }

    @Test
    void lock_that_is_not_in_sync_is_one_line() throws IOException {
        lock(url, archive);
        write("count/.npmrc", "registry=" + url);
        write("count/package.json", "{\"dependencies\": {\"shout\": \"2.0.0\"}}");

        assertThat(problems())
                .contains(
                        "count/package-lock.json must be in sync with package.json, is not; run: npm --prefix count install --package-lock-only");
    }

    @Test
    void registry_that_does_not_answer_is_one_line() throws IOException {
        lock("http://127.0.0.1:9", "an archive in no cache".getBytes(UTF_8));

        assertThat(problems())
                .containsExactly(
                        "count/package-lock.json: the registry does not answer; check the network, and: npm config get registry");
    }

    @Test
    void missing_npm_is_one_line() throws IOException {
        lock(url, archive);

        assertThat(check("").findings())
                .containsExactly(
                        Finding.error(
                                "count/package-lock.json: npm must install its packages, but no npm is on the PATH; install Node.js"));
    }
}
