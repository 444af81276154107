package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.ecr.Repository;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.check.RuntimeSupport;
import stepfunction.config.StackConfig;
import stepfunction.declared.DeclaredStack.DeclaredResource;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;

/** Functions with another runtime than the config's. */
class RuntimesTest {

    private static final String DEFINITION = """
            {"StartAt": "Price", "States": {"Price": {"Type": "Task", "Resource": "${PriceArn}", "End": true}}}
            """;

    private static final Target<Repository> IMAGES =
            Target.of("images", () -> new Repository("images"), Repository::arn).with("Url", Repository::repositoryUrl);

    private static Plan plan(StackConfig config, Consumer<FunctionSpec.Builder> price) {
        return Fixture.planOf(DEFINITION, config).function("price", "count", price);
    }

    private static DeclaredResource declared(Consumer<FunctionSpec.Builder> price) {
        var stack =
                Fixture.declare(Map.of(), false, config -> plan(config, price).target(IMAGES));
        return stack.all("aws:lambda/function:Function").get(0);
    }

    @Test
    void function_has_its_own_runtime_and_the_others_keep_the_configs() {
        var stack = Fixture.declare(
                Map.of(),
                false,
                config ->
                        plan(config, function -> function.runtime("python3.13")).function("count", "count"));

        assertThat(stack.all("aws:lambda/function:Function"))
                .extracting(function -> function.input("runtime"))
                .containsExactlyInAnyOrder("python3.13", "python3.12");
    }

    @Test
    void image_has_neither_package_nor_runtime_nor_handler() {
        var image = declared(function -> function.image("123456789012.dkr.ecr.eu-central-1.amazonaws.com/price:1"));

        assertThat(image.properties())
                .containsEntry("packageType", "Image")
                .containsEntry("imageUri", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/price:1")
                .doesNotContainKeys("code", "sourceCodeHash", "runtime", "handler");
    }

    @Test
    void image_may_be_of_a_repository_in_the_plan() {
        var image = declared(function -> function.image("${ImagesUrl}:1.2.0"));

        assertThat(image.input("imageUri")).endsWith(":1.2.0").doesNotContain("${");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "price",
                "price:1",
                "public.ecr.aws/lambda/python:3.13",
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com/price"
            })
    void image_of_another_registry_or_without_a_tag_is_refused(String uri) {
        assertThatThrownBy(() -> declared(function -> function.image(uri)))
                .hasMessageContaining(
                        "the function price must have an image in Amazon ECR, with a tag or digest, was \"%s\"; set .image(\"123456789012.dkr.ecr.eu-west-1.amazonaws.com/price:1.2.0\")"
                                .formatted(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/team/price:1",
                "123456789012.dkr-ecr.eu-central-1.on.aws/price:1",
                "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/price@sha256:0123456789abcdef"
            })
    void image_may_be_in_any_partition(String uri) {
        assertThat(declared(function -> function.image(uri)).input("imageUri")).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "python3.13 | handler | handler.handler, module and function",
                "python3.13 | shop.Price::handle | handler.handler, module and function",
                "nodejs22.x | handler | handler.handler, file and function",
                "nodejs22.x | shop.Price::handle | handler.handler, file and function",
                "nodejs22.x | ../index.handler | handler.handler, file and function",
                "nodejs22.x | index. | handler.handler, file and function",
                "java21 | '' | shop.Price::handleRequest, class and method",
                "java21 | shop/Price | shop.Price::handleRequest, class and method",
                "java21 | src/index.handler | shop.Price::handleRequest, class and method",
                "java21 | ::total | shop.Price::handleRequest, class and method",
                "java21 | shop.Price:: | shop.Price::handleRequest, class and method",
                "ruby3.4 | handler | handler.handler, file and method",
                "ruby3.4 | shop.Price::handle | handler.handler, file and method",
                "ruby3.4 | a.b.c.d | handler.handler, file and method",
                "dotnet8 | shop.Price::handle | Shop::Shop.Price::Handle, assembly, class and method",
                "provided.al2023 | '' | bootstrap",
            })
    void handler_has_the_form_of_its_runtime(String runtime, String handler, String form) {
        assertThatThrownBy(() -> declared(function -> function.runtime(runtime).handler(handler)))
                .hasMessage(
                        "nothing was registered, because:\n- plan: the function price must have a handler such as %s, was \"%s\"; correct it"
                                .formatted(form, handler));
    }

    @ParameterizedTest
    @CsvSource({
        "ruby3.4, handler.process",
        "ruby3.4, src/handler.Shop::Price.process",
        "dotnet8, Shop::Shop.Price::Handle",
        "dotnet8, Shop",
    })
    void handler_of_a_runtime_that_does_not_run_here_is_accepted(String runtime, String handler) {
        assertThat(declared(function -> function.runtime(runtime).handler(handler))
                        .input("handler"))
                .isEqualTo(handler);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodejs22 | did you mean nodejs22.x?",
                "pyton3.12 | did you mean python3.12?",
                "python3.15 | the newest is python3.13",
                "nodejs.24x | the newest is nodejs22.x",
                "cobol | set one of python3.10,",
            })
    void runtime_that_the_provider_refuses_is_refused(String runtime, String advice) {
        assertThatThrownBy(() -> declared(function -> function.runtime(runtime)))
                .hasMessageContaining(
                        "the function price must have a runtime that the AWS provider accepts, was \"%s\"; %s"
                                .formatted(runtime, advice));
    }

    @Test
    void image_has_no_layers() {
        assertThatThrownBy(() ->
                        declared(function -> function.image("123456789012.dkr.ecr.eu-central-1.amazonaws.com/price:1")
                                .layer("arn:aws:lambda:eu-central-1:123456789012:layer:tools:3")))
                .hasMessageContaining(
                        "the function price must not have layers, because it is an image; add their files to the image");
    }

    @ParameterizedTest
    @CsvSource({"2026-10-31, false", "2026-11-01, true"})
    void support_of_a_functions_runtime_ends(LocalDate today, boolean warns) {
        var warning =
                "the runtime of the function price should not be nodejs22.x, whose support ends on 2027-04-30; set another one by .runtime";
        var plan = plan(Fixture.stackConfig(), function -> function.runtime("nodejs22.x"));

        assertThat(RuntimeSupport.warnings(plan, today)).isEqualTo(warns ? List.of(warning) : List.of());
    }

    @Test
    void support_of_the_configs_runtime_matters_only_to_those_that_have_it() {
        var late = LocalDate.of(2028, 12, 1);

        assertThat(RuntimeSupport.warnings(plan(Fixture.stackConfig(), function -> {}), late))
                .singleElement()
                .asString()
                .startsWith("lambdaRuntime should not be python3.12");
        assertThat(RuntimeSupport.warnings(
                        plan(
                                Fixture.stackConfig(),
                                function -> function.image("123456789012.dkr.ecr.eu-central-1.amazonaws.com/price:1")),
                        late))
                .isEmpty();
    }
}
