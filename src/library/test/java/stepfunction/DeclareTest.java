package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.aws.lambda.Alias;
import com.pulumi.aws.lambda.AliasArgs;
import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import com.pulumi.core.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.declared.DeclaredStack;
import stepfunction.declared.ProgramRun;
import stepfunction.declared.ProjectFiles;
import stepfunction.plan.StackResources;
import stepfunction.plan.Target;
import user.Mistakes;

/** The user's own Pulumi code, run last. */
class DeclareTest {

    @TempDir
    Path folder;

    private static final Target<Table> ORDERS = Target.of("orders", () -> new Table("orders"), Table::arn);

    private static DeclaredStack declare(Consumer<StackResources> declaration, boolean preview) {
        return Fixture.declare(
                Map.of(),
                preview,
                config -> Fixture.plan(config)
                        .target(ORDERS)
                        .allow("dynamodb:GetItem", ORDERS)
                        .declare(declaration));
    }

    private static void everything(StackResources stack) {
        var function = stack.function("counter");
        new Alias(
                "live",
                AliasArgs.builder()
                        .functionName(function.name())
                        .functionVersion(function.function().version())
                        .build());
        new RolePolicyAttachment(
                "insights",
                RolePolicyAttachmentArgs.builder()
                        .role(stack.workflow().role().name())
                        .policyArn(function.role().arn())
                        .build());
        new Parameter(
                "about",
                ParameterArgs.builder()
                        .type("String")
                        .value(Output.format(
                                "%s %s %s %s",
                                stack.workflow().arn(),
                                stack.workflow().name(),
                                stack.workflow().logGroup().name(),
                                function.logGroup().name()))
                        .build());
        stack.export("ordersTable", stack.resource(ORDERS).name());
        stack.export("created", stack.workflow().stateMachine().arn());
    }

    @Test
    void code_sees_every_component_and_target_and_declares_and_exports_anything() {
        var stack = declare(DeclareTest::everything, false);

        assertThat(stack.resource("live").input("functionName")).isEqualTo("greeter-counter");
        assertThat(stack.resource("insights").properties())
                .contains(
                        entry("role", "greeting-role"),
                        entry("policyArn", "arn:aws:iam::123456789012:role/greeter-counter-assume-role"));
        assertThat(stack.resource("about").input("value"))
                .isEqualTo(
                        Fixture.MACHINE_ARN + " greeting /aws/vendedlogs/states/greeting /aws/lambda/greeter-counter");
        assertThat(stack.exports())
                .contains(entry("ordersTable", "orders-0a1b2c3"), entry("created", Fixture.MACHINE_ARN));
    }

    @Test
    void code_runs_in_a_preview_too() {
        var stack = declare(DeclareTest::everything, true);

        assertThat(stack.resource("live").input("functionName")).isEqualTo("greeter-counter");
        assertThat(stack.exports()).doesNotContainKey("created");
    }

    @Test
    void code_changes_no_urn_of_the_library() {
        var without = declare(stack -> {}, false);

        assertThat(declare(DeclareTest::everything, false).urns()).containsAll(without.urns());
    }

    @Test
    void failure_is_reported_with_file_and_line_and_says_that_resources_may_be_registered() {
        assertThatThrownBy(() -> declare(Mistakes::throwing, false))
                .hasMessageMatching(
                        "the program stopped, and what it declared before may already be registered, because:"
                                + "\n- plan: declare fails at Mistakes\\.java:\\d+: it throws java\\.util\\.NoSuchElementException: No value present");
    }

    @Test
    void name_that_the_stack_exports_already_is_refused() {
        assertThatThrownBy(() -> declare(Mistakes::exportingTwice, false))
                .hasMessageMatching(
                        "(?s).*\n- plan: declare fails at Mistakes\\.java:\\d+: the stack already exports stateMachineArn; choose another name");
    }

    @Test
    void output_without_a_value_is_refused() {
        assertThatThrownBy(() -> declare(Mistakes::exportingNothing, false))
                .hasMessageMatching(
                        "(?s).*\n- plan: declare fails at Mistakes\\.java:\\d+: the output board must have a value, was null");
    }

    @Test
    void entry_that_the_plan_does_not_have_is_refused() {
        assertThatThrownBy(() -> declare(Mistakes::unlistedFunction, false))
                .hasMessageMatching(
                        "(?s).*\n- plan: declare fails at Mistakes\\.java:\\d+: the plan has no function conter; did you mean counter\\?");
        assertThatThrownBy(() -> declare(Mistakes::unlistedTarget, false))
                .hasMessageMatching(
                        "(?s).*\n- plan: declare fails at Mistakes\\.java:\\d+: the target mail is not in the plan; add \\.target\\(\\.\\.\\.\\)");
    }

    /** The fixture's project, with a secret in the file of its stack. */
    private ProjectFiles projectWithToken() throws IOException {
        var original = Fixture.PROJECT.projectDir();
        for (var file : List.of("Pulumi.yaml", "Pulumi.test.yaml", "greet/handler.py", "count/handler.py")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.copy(original.resolve(file), folder.resolve(file));
        }
        Files.writeString(
                folder.resolve("Pulumi.test.yaml"), "  token: {secure: \"v1:abc\"}\n", StandardOpenOption.APPEND);
        return new ProjectFiles(folder);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void secret_of_the_config_reaches_the_code(boolean preview) throws IOException {
        var project = projectWithToken();

        var stack =
                DeclaredStack.declare(new ProgramRun(project, "test", project.config("test"), preview), stackConfig -> {
                    var token = stackConfig.secret("token");
                    return Fixture.plan(stackConfig)
                            .declare(resources -> new Parameter(
                                    "token",
                                    ParameterArgs.builder()
                                            .type("SecureString")
                                            .value(token)
                                            .build()));
                });

        assertThat(stack.resource("token").input("value")).isEqualTo("<value of orders:token>");
    }

    @Test
    void secret_in_a_definition_or_an_environment_is_refused_with_the_recipe() throws IOException {
        var project = projectWithToken();
        var run = ProgramRun.of(project, "test");

        assertThatThrownBy(() -> DeclaredStack.declare(run, stackConfig -> {
                    var token = stackConfig.secret("token");
                    var tokens = ORDERS.with("Token", orders -> token);
                    return Fixture.plan(stackConfig)
                            .target(tokens)
                            .function("other", "greet", function -> function.uses(tokens, "dynamodb:GetItem"));
                }))
                .hasMessage(
                        "plan: the target orders has a secret as its Token, but definitions and environments are readable;"
                                + " keep it in Secrets Manager, as the recipe FunctionWithSecretTest does");
        assertThatThrownBy(() -> DeclaredStack.declare(
                        run,
                        stackConfig -> Fixture.plan(stackConfig)
                                .function(
                                        "other",
                                        "greet",
                                        function -> function.environment("TOKEN", stackConfig.text("token")))))
                .hasMessageContaining(
                        "\n- token must not be secret, because definitions and environments show it, was secret;"
                                + " keep it in Secrets Manager, as the recipe FunctionWithSecretTest does,");
    }
}
