package stepfunction.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.Fixture;
import stepfunction.asl.Finding;
import stepfunction.installation.Installations;
import stepfunction.packaging.PackedFolder.PackedFile;
import stepfunction.plan.Plan;

/** The folder {@code shop/price}, whose build makes what is deployed. */
class BuiltFunctionsTest {

    private static final String STAGED = "target/functions/java21-arm64/shop~1price";

    @TempDir
    Path project;

    private String runtime = "java21";
    private String handler = "shop.Price::handleRequest";
    private boolean isAllowed = true;

    @BeforeEach
    void make_the_folder() throws IOException {
        write("shop/price/pom.xml", "<project/>");
        write("shop/price/src/main/java/shop/Price.java", "");
        write("shop/price/src/test/java/shop/PriceTest.java", "");
    }

    private Path write(String file, String text) throws IOException {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private void jar(String name, String... entries) throws IOException {
        write("shop/price/target/" + name, "");
        try (var zip = new ZipOutputStream(Files.newOutputStream(project.resolve("shop/price/target/" + name)))) {
            for (var entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(UTF_8));
            }
        }
    }

    private void isFromTheFuture(String file) throws IOException {
        Files.setLastModifiedTime(project.resolve(file), FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    }

    private Plan plan() {
        var config = Fixture.stackConfig(Map.of("lambdaArchitecture", "arm64"));
        return Fixture.planOf("{}", config)
                .function(
                        "price",
                        "shop/price",
                        function -> function.runtime(runtime).handler(handler));
    }

    private CheckedFolders check() {
        return FolderCheck.check(
                plan(), project, new Installations(isAllowed, project.resolve("cache"), "", line -> {}));
    }

    private List<String> problems() {
        return check().findings().stream().map(Finding::line).toList();
    }

    private List<String> packed() {
        var checked = check();
        assertThat(checked.findings()).isEmpty();
        var source = checked.sources().get("shop/price");
        return PackedFolder.of(source.path(), "price", source.excludes()).files().stream()
                .map(PackedFile::name)
                .toList();
    }

    @Test
    void package_is_what_the_jar_has() throws IOException {
        jar("price.jar", "META-INF/", "META-INF/MANIFEST.MF", "shop/Price.class", "lib/a.txt", "lib/a.properties");

        assertThat(packed())
                .containsExactly("META-INF/MANIFEST.MF", "lib/a.properties", "lib/a.txt", "shop/Price.class");
        assertThat(check().sources().get("shop/price").directory()).isEqualTo(STAGED);
        assertThat(check().sources().get("shop/price").archive())
                .isEqualTo("target/archives/java21-arm64/shop~1price.zip")
                .satisfies(archive -> {
                    assertThat(DeploymentSource.folderOf(archive)).isEqualTo("shop/price");
                    assertThat(DeploymentSource.directoryOf(archive)).isEqualTo(STAGED);
                });
        assertThat(FunctionBuild.of(plan(), project)).containsExactly(new FunctionBuild("maven", "shop/price"));
    }

    @Test
    void jar_is_for_functions_of_several_runtimes() throws IOException {
        jar("price.jar", "shop/Price.class");
        handler = "shop.Price";
        var plan = plan().function(
                        "old",
                        "shop/price",
                        function -> function.runtime("java17").handler(handler));

        var checked = FolderCheck.check(
                plan, project, new Installations(isAllowed, project.resolve("cache"), "", line -> {}));

        assertThat(checked.findings()).isEmpty();
        assertThat(checked.sources()).containsOnlyKeys("shop/price");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no jar"})
    void file_that_is_no_jar_is_refused_with_the_command(String text) throws IOException {
        write("shop/price/target/price.jar", text);

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("shop/price/target/price.jar must be a jar, cannot be read (")
                .endsWith("; run: mvn -f shop/price/pom.xml clean package");
    }

    /** Of its only entry: the header, the structure of the content, or a byte of the content. */
    @ParameterizedTest
    @ValueSource(ints = {0, 46, 48})
    void damaged_jar_is_refused_with_the_command(int offset) throws IOException {
        jar("price.jar", "shop/Price.class");
        var jar = project.resolve("shop/price/target/price.jar");
        var bytes = Files.readAllBytes(jar);
        bytes[offset] ^= 1;
        Files.write(jar, bytes);

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("shop/price/target/price.jar must be a jar, cannot be read (")
                .endsWith("; run: mvn -f shop/price/pom.xml clean package");
    }

    @Test
    void jar_that_begins_with_a_script_is_unpacked() throws IOException {
        jar("price.jar", "shop/Price.class");
        var jar = project.resolve("shop/price/target/price.jar");
        var script = "#!/bin/sh\nexec java -jar $0\n".getBytes(UTF_8);
        Files.write(jar, Bytes.concat(script, Files.readAllBytes(jar)));

        assertThat(packed()).containsExactly("shop/Price.class");
    }

    @Test
    void package_follows_the_jar() throws IOException {
        jar("price.jar", "shop/Price.class", "shop/Old.class");
        packed();
        jar("price.jar", "shop/Price.class", "shop/New.class");

        assertThat(packed()).containsExactly("shop/New.class", "shop/Price.class");
        try (var jars = Files.list(project.resolve("target/jars/shop~1price"))) {
            assertThat(jars).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "price-1.0.jar, original-price-1.0.jar",
        "price-1.0.jar, price-1.0-sources.jar",
        "price-1.0.jar, price-1.0-javadoc.jar",
        "price-1.0.jar, price-1.0-tests.jar",
        "price-1.0-jar-with-dependencies.jar, price-1.0.jar",
        "price-1.0-shaded.jar, price-1.0.jar",
    })
    void one_jar_of_a_build_is_deployed(String deployed, String other) throws IOException {
        jar(deployed, "shop/Price.class");
        jar(other, "Other.txt");

        assertThat(packed()).containsExactly("shop/Price.class");
    }

    @Test
    void missing_jar_is_refused_with_the_command() {
        assertThat(problems())
                .containsExactly(
                        "shop/price/target must have the jar that is deployed, has none; run: mvn -f shop/price/pom.xml package");
    }

    @Test
    void two_jars_are_refused() throws IOException {
        jar("a.jar", "a.txt");
        jar("b.jar", "b.txt");

        assertThat(problems())
                .containsExactly(
                        "shop/price/target must have one jar to deploy, has a.jar, b.jar; remove those of other builds, or run: mvn -f shop/price/pom.xml clean package");
    }

    @ParameterizedTest
    @CsvSource({"pom.xml, true", "src/main/java/shop/Price.java, true", "src/test/java/shop/PriceTest.java, false"})
    void jar_that_is_older_than_its_sources_is_refused(String source, boolean isRefused) throws IOException {
        jar("price.jar", "shop/Price.class");
        isFromTheFuture("shop/price/" + source);

        assertThat(problems())
                .isEqualTo(
                        isRefused
                                ? List.of(
                                        "shop/price/target/price.jar must be built from its sources, is older than shop/price/%s; run: mvn -f shop/price/pom.xml package"
                                                .formatted(source))
                                : List.of());
    }

    @Test
    void entry_that_leads_out_of_the_jar_is_refused() throws IOException {
        jar("price.jar", "../../../../outside.txt");

        assertThat(problems()).singleElement().asString().contains("../../../../outside.txt leads out of ");
        assertThat(project.resolve("target/outside.txt")).doesNotExist();
    }

    @Test
    void jar_of_the_program_deploys_what_was_packaged_before() throws IOException {
        isAllowed = false;

        assertThat(problems())
                .containsExactly(
                        STAGED
                                + " does not exist, and the jar installs and builds nothing; unpack the archive functions.tgz of the job that tested it");
        write(STAGED + "/shop/Price.class", "");
        assertThat(packed()).containsExactly("shop/Price.class");
    }

    private void givenNode(String description) throws IOException {
        runtime = "nodejs22.x";
        handler = "handler.handler";
        write("shop/price/package.json", description);
        write("shop/price/src/handler.ts", "");
        if (description.contains("build")) {
            write("shop/price/package-lock.json", "{}");
        }
    }

    @Test
    void build_without_a_lock_is_refused_with_the_command() throws IOException {
        givenNode("{\"scripts\": {\"build\": \"tsc\"}}");
        Files.delete(project.resolve("shop/price/package-lock.json"));

        assertThat(problems())
                .containsExactly(
                        "shop/price/package.json has a build, but there is no shop/price/package-lock.json; run: npm --prefix shop/price install --package-lock-only");
    }

    @Test
    void package_of_a_node_build_is_dist() throws IOException {
        givenNode(
                "{\"type\": \"module\", \"scripts\": {\"build\": \"tsc\"}, \"devDependencies\": {\"typescript\": \"5\"}}");
        write("shop/price/node_modules/typescript/index.js", "");
        write("shop/price/dist/handler.js", "export const handler = async () => 1;");

        assertThat(packed()).containsExactly("handler.js", "package.json");
        assertThat(FunctionBuild.of(plan(), project)).containsExactly(new FunctionBuild("npm", "shop/price"));
    }

    @Test
    void missing_or_older_dist_is_refused_with_the_command() throws IOException {
        givenNode("{\"scripts\": {\"build\": \"tsc\"}}");
        var command = "npm --prefix shop/price ci && npm --prefix shop/price run build";

        assertThat(problems())
                .containsExactly(
                        "shop/price/dist must have the files that the build makes, is missing; run: " + command);
        write("shop/price/dist/handler.js", "exports.handler = async () => 1;");
        isFromTheFuture("shop/price/src/handler.ts");
        assertThat(problems())
                .containsExactly(
                        "shop/price/dist must be built from its sources, is older than shop/price/src/handler.ts; run: "
                                + command);
    }

    @Test
    void folder_without_build_and_dependencies_is_packed_as_it_is() throws IOException {
        givenNode("{\"scripts\": {\"test\": \"node --test\"}}");
        write("shop/price/handler.js", "exports.handler = async () => 1;");

        assertThat(check().sources().get("shop/price").directory()).isEqualTo("shop/price");
        assertThat(FunctionBuild.of(plan(), project)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"dependencies\": {\"a\": \"1\"}} | shop/price/package.json has dependencies, but there is no shop/price/package-lock.json; run: npm --prefix shop/price install --package-lock-only",
                "{\"dependencies\": | shop/price/package.json must be a JSON object, is not; correct it",
                "[] | shop/price/package.json must be a JSON object, is not; correct it",
                "{\"type\": \"modul\"} | shop/price/package.json has a misspelled type; did you mean \"type\": \"module\"?",
                "{\"type\": \"CommonJS\"} | shop/price/package.json has a misspelled type; did you mean \"type\": \"commonjs\"?",
            })
    void description_with_a_mistake_is_one_line(String description, String problem) throws IOException {
        givenNode(description);

        assertThat(problems()).containsExactly(problem);
    }

    @Test
    void committed_modules_without_a_lock_are_packed() throws IOException {
        givenNode("{\"dependencies\": {\"a\": \"1\"}}");
        write("shop/price/handler.js", "exports.handler = async () => 1;");
        write("shop/price/node_modules/a/index.js", "");

        assertThat(packed()).contains("handler.js", "node_modules/a/index.js");
    }
}
