package stepfunction.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.Fixture;
import stepfunction.asl.Finding;
import stepfunction.installation.Installations;
import stepfunction.plan.FunctionSpec;

/** The handler of the function {@code pricing} in the folder {@code price}. */
class HandlerCheckTest {

    private static final String LAYER = "arn:aws:lambda:eu-central-1:123456789012:layer:vendor:1";

    @TempDir
    Path project;

    private Path write(String file, String text) throws IOException {
        var path = project.resolve("price").resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private List<String> problems(String runtime, String handler) {
        return problems(function -> function.runtime(runtime).handler(handler));
    }

    private List<String> problems(Consumer<FunctionSpec.Builder> details) {
        var plan = Fixture.planOf("{}", Fixture.stackConfig(Map.of())).function("pricing", "price", details);
        var installations = new Installations(false, project.resolve("cache"), "", line -> {});
        return FolderCheck.check(plan, project, installations).findings().stream()
                .map(Finding::line)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "python3.13, datadog_lambda.handler.handler",
        "nodejs22.x, vendor/handler.handler",
        "java21, vendor.Handler::handle",
        "provided.al2023, price"
    })
    void layer_or_wrapper_may_bring_the_handler(String runtime, String handler) throws IOException {
        write("README.txt", "");
        Consumer<FunctionSpec.Builder> own =
                function -> function.runtime(runtime).handler(handler);

        assertThat(problems(own)).hasSize(1);
        assertThat(problems(own.andThen(function -> function.layer(LAYER)))).isEmpty();
        assertThat(problems(own.andThen(function -> function.environment("AWS_LAMBDA_EXEC_WRAPPER", "/opt/bootstrap"))))
                .isEmpty();
    }

    private List<String> problemsOfNode(String handler) {
        return problems("nodejs22.x", handler);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export const handler = async () => 1;",
                "export async function handler() {}",
                "export function* handler() {}",
                "export class handler {}",
                "export const tax = 19, handler = async () => tax;",
                "const handle = () => 1; export { handle as handler };",
                "export{a as b,c as handler}from'./other.mjs'",
                "export { x as \"handler\" } from './other.mjs';",
                "export * from './other.mjs';",
                "export const { handler } = middleware();",
                "export const { ...rest } = middleware();",
                "export /* async */ const handler = 1;",
                "export const h\\u0061ndler = () => 1;"
            })
    void ES_module_that_may_export_the_handler_is_accepted(String text) throws IOException {
        write("index.mjs", text);

        assertThat(problemsOfNode("index.handler")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export const handle = async () => 1;                           | did you mean handle?",
                "export { start as handlers };                                  | did you mean handlers?",
                "const handler = async () => ({ ...x });                        | export it, or set .handler(\"FILE.FUNCTION\")",
                "const handler = async () => 1; export default handler;         | export it, or set .handler(\"FILE.FUNCTION\")",
                "export default { handler: async () => 1 };                     | export it, or set .handler(\"FILE.FUNCTION\")"
            })
    void ES_module_that_does_not_export_the_handler_is_refused(String text, String advice) throws IOException {
        write("index.mjs", text);

        assertThat(problemsOfNode("index.handler"))
                .containsExactly(
                        "price/index.mjs does not export handler, the handler of the function pricing; " + advice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exports.handler = async () => 1;",
                "module.exports = { handler };",
                "module.exports = wrap(start);",
                "module.exports = { ...other };",
                "Object.assign(exports, other);",
                "exports['hand' + 'ler'] = start;",
                "__exportStar(require('./other'), exports);",
                "/*\nexport const handler = 1;\n*/\nexports.handler = async () => 1;"
            })
    void CommonJS_module_that_may_export_the_handler_is_accepted(String text) throws IOException {
        write("index.js", text);

        assertThat(problemsOfNode("index.handler")).isEmpty();
    }

    @Test
    void CommonJS_module_that_does_not_export_the_handler_is_refused() throws IOException {
        write("index.cjs", "exports.handle = async () => 1;\nmodule.exports = {\n  start: 1 };\n");

        assertThat(problemsOfNode("index.handler"))
                .containsExactly(
                        "price/index.cjs does not export handler, the handler of the function pricing; did you mean handle?");
    }

    @Test
    void ES_module_that_Lambda_loads_as_CommonJS_is_refused() throws IOException {
        write("src/index.js", "export const handler = async () => 1;\n");

        assertThat(problemsOfNode("src/index.handler"))
                .containsExactly(
                        "price/src/index.js is an ES module, but Lambda loads it as CommonJS; rename it to index.mjs, or write {\"type\": \"module\"} to price/package.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exports.handler = async () => 1;", "const tax = 1;\nmodule.exports = { handler };"})
    void CommonJS_module_that_Lambda_loads_as_ES_module_is_refused(String text) throws IOException {
        write("src/index.js", text);
        write("package.json", "{\"type\": \"module\"}");

        assertThat(problemsOfNode("src/index.handler"))
                .containsExactly(
                        "price/src/index.js is CommonJS, but Lambda loads it as an ES module, as price/package.json says; rename it to index.cjs, or write: export const handler = ...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const module = { exports: {} };\nmodule.exports = 1;\nexport { handler };",
                "const exports = {};\nexports.handler = 1;\nexport * from './other.js';",
                "import { exports } from './other.js';\nexports.handler = 1;\nexport * from './other.js';",
                "export const handler = async () => 1; // exports.handler = 1",
                "/*\nexports.handler = 1;\n*/\nexport * from './other.js';"
            })
    void ES_module_that_has_a_variable_of_its_own_for_exports_is_accepted(String text) throws IOException {
        write("index.js", text);
        write("package.json", "{\"type\": \"module\"}");

        assertThat(problemsOfNode("index.handler")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/*\nexport const handler = 1;\n*/\nexports.handler = async () => 1;",
                "exports.handler = async () => `\nexport default 1;\n`;"
            })
    void CommonJS_module_with_a_text_like_an_export_is_accepted(String text) throws IOException {
        write("src/index.js", text);

        assertThat(problemsOfNode("src/index.handler")).isEmpty();
    }

    @Test
    void package_json_makes_it_an_ES_module() throws IOException {
        write("src/index.js", "export const handler = async () => 1;\n");
        write("package.json", "{\"type\": \"module\"}");

        assertThat(problemsOfNode("src/index.handler")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--experimental-detect-module, 0",
        "--experimental-default-type=module, 0",
        "--import=tsx, 0",
        "${Options}, 0",
        "--enable-source-maps, 1",
    })
    void ES_module_is_accepted_if_an_option_may_load_it(String options, int problems) throws IOException {
        write("index.js", "export const handler = async () => 1;\n");

        assertThat(problems(function ->
                        function.runtime("nodejs22.x").handler("index.handler").environment("NODE_OPTIONS", options)))
                .hasSize(problems);
    }

    @Test
    void nearest_package_json_counts() throws IOException {
        write("src/index.js", "export const handler = async () => 1;\n");
        write("src/package.json", "{\"name\": \"inner\"}");
        write("package.json", "{\"type\": \"module\"}");

        assertThat(problemsOfNode("src/index.handler")).hasSize(1);
    }

    @Test
    void missing_file_is_refused() throws IOException {
        write("other.mjs", "");

        assertThat(problemsOfNode("index.handler"))
                .containsExactly(
                        "price/index.mjs must have the handler of the function pricing, does not exist; create it");
    }

    @Test
    void missing_file_that_a_build_makes_of_TypeScript_is_refused() throws IOException {
        write("index.ts", "export const handler = async () => 1;\n");

        assertThat(problemsOfNode("index.handler"))
                .containsExactly(
                        "price/index.mjs must have the handler of the function pricing, does not exist; create it, from price/index.ts by a build");
    }

    @Test
    void handler_of_a_package_is_accepted() throws IOException {
        write("node_modules/tax/index.js", "exports.handler = 1;");

        assertThat(problemsOfNode("tax.handler")).isEmpty();
    }

    private void compile(String text, String... options) throws IOException {
        var source = Files.writeString(project.resolve("Price.java"), "package shop; " + text);
        var folder = Files.createDirectories(project.resolve("price"));
        var arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
        arguments.addAll(List.of(options));
        arguments.add(source.toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    private List<String> problemsOfJava(String handler) {
        return problems("java17", handler);
    }

    @Test
    void method_of_a_class_is_accepted_and_no_code_of_it_runs() throws IOException {
        compile(
                "public class Price extends Base { static { if (true) throw new Error(\"initialized\"); } } class Base { public int total(int x) { return x; } }",
                "--release",
                "17");

        assertThat(problemsOfJava("shop.Price::total")).isEmpty();
    }

    @Test
    void missing_class_is_refused() throws IOException {
        compile("public class Price { public int total(int x) { return x; } }", "--release", "17");

        assertThat(problemsOfJava("shop.Prize::total"))
                .containsExactly(
                        "price has no class shop.Prize, the handler of the function pricing; did you mean shop.Price?");
    }

    @Test
    void missing_method_is_refused() throws IOException {
        compile("public class Price { public int total(int x) { return x; } }", "--release", "17");

        assertThat(problemsOfJava("shop.Price::totla"))
                .containsExactly(
                        "shop.Price has no public method totla, the handler of the function pricing; did you mean total?");
    }

    @Test
    void class_without_an_interface_of_Lambda_is_refused() throws IOException {
        compile("public class Price { public int total(int x) { return x; } }", "--release", "17");

        assertThat(problemsOfJava("shop.Price"))
                .containsExactly(
                        "shop.Price implements neither RequestHandler nor RequestStreamHandler; name the method that the function pricing calls: .handler(\"shop.Price::METHOD\")");
    }

    @Test
    void class_whose_interfaces_Lambda_brings_is_accepted() throws IOException {
        compile(
                "public class Price implements com.amazonaws.services.lambda.runtime.RequestHandler<String, String> { public String handleRequest(String x, com.amazonaws.services.lambda.runtime.Context c) { return x; } }",
                "--release",
                "17");

        assertThat(problemsOfJava("shop.Price")).isEmpty();
        assertThat(problemsOfJava("shop.Price::handleRequst")).isEmpty();
    }

    @Test
    void class_of_a_newer_Java_is_refused() throws IOException {
        compile("public class Price { public int total(int x) { return x; } }", "--release", "17");

        assertThat(problems("java11", "shop.Price::total"))
                .containsExactly(
                        "shop.Price is compiled for Java 17, but the function pricing runs on Java 11; compile it with release 11, or set .runtime(\"java17\")");
    }

    @Test
    void class_of_a_library_is_accepted() throws IOException {
        compile("public class Price { public int total(int x) { return x; } }", "--release", "17");
        Files.createDirectories(project.resolve("price/lib"));
        try (var jar = new ZipOutputStream(Files.newOutputStream(project.resolve("price/lib/price.jar")))) {
            jar.putNextEntry(new ZipEntry("shop/Price.class"));
            jar.write(Files.readAllBytes(project.resolve("price/shop/Price.class")));
        }
        Files.delete(project.resolve("price/shop/Price.class"));

        assertThat(problemsOfJava("shop.Price::total")).isEmpty();
        assertThat(problemsOfJava("shop.Price::totla")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no jar"})
    void library_that_is_no_jar_is_refused(String text) throws IOException {
        write("lib/price.jar", text);

        assertThat(problemsOfJava("shop.Price::total"))
                .singleElement()
                .asString()
                .startsWith("price/lib/price.jar must be a jar, cannot be read (")
                .endsWith("; build it again");
    }

    @Test
    void folder_whose_pom_is_in_a_folder_below_is_refused() throws IOException {
        write("app/pom.xml", "<project/>");
        write("app/src/main/java/shop/Price.java", "");

        assertThat(problemsOfJava("shop.Price::total"))
                .containsExactly(
                        "price must have the pom.xml that builds the function pricing, which is in price/app; set that folder in the plan");
    }

    @Test
    void folder_without_anything_of_Java_is_refused() throws IOException {
        write("handler.py", "");

        assertThat(problemsOfJava("shop.Price::total"))
                .containsExactly(
                        "price must have the class shop.Price of the function pricing, has neither classes nor a pom.xml; add a pom.xml, or put a jar into price/lib");
    }

    @Test
    void missing_bootstrap_is_refused() throws IOException {
        write("main.go", "package main");

        assertThat(problems("provided.al2023", "main"))
                .containsExactly(
                        "price/bootstrap must be the executable of the function pricing, does not exist; build it");
    }

    @Test
    void bootstrap_is_accepted() throws IOException {
        write("bootstrap", "#!/bin/sh\n");

        assertThat(problems("provided.al2023", "main")).isEmpty();
    }
}
