package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.pulumi.asset.FileArchive;
import com.pulumi.aws.iam.inputs.RoleInlinePolicyArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionDeadLetterConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionFileSystemConfigArgs;
import com.pulumi.aws.sfn.inputs.StateMachineEncryptionConfigurationArgs;
import com.pulumi.aws.sfn.inputs.StateMachineLoggingConfigurationArgs;
import com.pulumi.aws.sfn.inputs.StateMachineTracingConfigurationArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.core.Output;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.declared.DeclaredStack;
import stepfunction.plan.Plan;
import stepfunction.plan.Target;
import user.Mistakes;

/** Arguments that the user's code sets where the plan has no word. */
class CustomizeTest {

    private static final Target<Key> KEY = Target.of("key", () -> new Key("key"), Key::arn);
    private static final String KEY_ARN = "arn:aws:kms:eu-central-1:123456789012:key/a1b2c3";

    private static DeclaredStack declare(Map<String, String> config, UnaryOperator<Plan> customized) {
        return Fixture.declare(config, false, stackConfig -> customized.apply(Fixture.plan(stackConfig)));
    }

    private static DeclaredStack declare(UnaryOperator<Plan> customized) {
        return declare(Map.of(), customized);
    }

    private static StateMachineEncryptionConfigurationArgs encryption(Output<String> key) {
        return StateMachineEncryptionConfigurationArgs.builder()
                .type("CUSTOMER_MANAGED_KMS_KEY")
                .kmsKeyId(key)
                .build();
    }

    private static DeclaredStack encrypted(Map<String, String> config, String key) {
        return declare(
                config, plan -> plan.customize(args -> args.encryptionConfiguration(encryption(Output.of(key)))));
    }

    @Test
    void log_groups_and_roles_take_what_the_code_sets() {
        var stack = declare(plan -> plan.customizeLogGroup(args -> args.retentionInDays(7))
                .customizeRole(args -> args.description("Runs greetings"))
                .function(
                        "other",
                        "greet",
                        function -> function.customizeLogGroup(args -> args.logGroupClass("INFREQUENT_ACCESS"))
                                .customizeRole(args -> args.managedPolicyArns("arn:aws:iam::aws:policy/X"))));

        assertThat(stack.resource("workflow-log-group").properties())
                .contains(entry("retentionInDays", 7.0), entry("name", "/aws/vendedlogs/states/greeting"));
        assertThat(stack.resource("workflow-role").properties())
                .contains(entry("description", "Runs greetings"), entry("name", "greeting-role"));
        assertThat(stack.resource("workflow-role").input("assumeRolePolicy")).contains("TrustStepFunctions");
        assertThat(stack.resource("other-log-group").properties())
                .contains(entry("logGroupClass", "INFREQUENT_ACCESS"), entry("name", "/aws/lambda/greeter-other"));
        assertThat(stack.resource("other-role").inputs("managedPolicyArns"))
                .containsExactly("arn:aws:iam::aws:policy/X");
    }

    @Test
    void code_may_refer_to_targets() {
        var dead = Target.of("dead", () -> new Queue("dead"), Queue::arn);

        var stack = declare(plan -> plan.target(dead)
                .target(KEY)
                .allow("kms:Decrypt", KEY)
                .customizeLogGroup(
                        (args, context) -> args.kmsKeyId(context.resource(KEY).arn()))
                .function(
                        "other",
                        "greet",
                        function -> function.customize(
                                (args, context) -> args.deadLetterConfig(FunctionDeadLetterConfigArgs.builder()
                                        .targetArn(context.resource(dead).arn())
                                        .build()))));

        assertThat(stack.resource("other-function").properties())
                .containsEntry(
                        "deadLetterConfig", Map.of("targetArn", "arn:aws:sqs:eu-central-1:123456789012:dead-0a1b2c3"))
                .containsEntry("name", "greeter-other");
        assertThat(stack.resource("workflow-log-group").input("kmsKeyId")).isEqualTo(KEY_ARN);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sqs:eu-central-1:123456789012:dead, sqs:SendMessage",
        "arn:aws:sns:eu-central-1:123456789012:dead, sns:Publish"
    })
    void function_may_send_to_its_dead_letter_target(String target, String action) {
        var config = FunctionDeadLetterConfigArgs.builder().targetArn(target).build();

        assertThat(policyOfFunction("other-dead-letter-policy", args -> args.deadLetterConfig(config)))
                .isEqualTo(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"SendFailedEvents\",\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}}"
                                .formatted(action, target));
    }

    @Test
    void function_may_mount_its_file_system_at_its_access_point_alone() {
        var accessPoint = "arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-1";
        var config = FunctionFileSystemConfigArgs.builder()
                .arn(accessPoint)
                .localMountPath("/mnt/files")
                .build();

        assertThat(policyOfFunction("other-file-system-policy", args -> args.fileSystemConfig(config)))
                .contains(
                        "\"Action\":[\"elasticfilesystem:ClientMount\",\"elasticfilesystem:ClientWrite\"]",
                        "\"Resource\":\"arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/*\"",
                        "\"Condition\":{\"StringEquals\":{\"elasticfilesystem:AccessPointArn\":\"%s\"}}"
                                .formatted(accessPoint));
    }

    @Test
    void function_may_mount_a_file_system_of_s3() {
        var fileSystem = "arn:aws:s3files:eu-central-1:123456789012:file-system/fs-1";
        var config = FunctionFileSystemConfigArgs.builder()
                .arn(fileSystem + "/access-point/fsap-1")
                .localMountPath("/mnt/files")
                .build();

        assertThat(policyOfFunction("other-file-system-policy", args -> args.fileSystemConfig(config)))
                .contains("\"Action\":[\"s3files:ClientMount\",\"s3files:ClientWrite\"],\"Resource\":\"%s\""
                        .formatted(fileSystem));
    }

    @Test
    void function_may_decrypt_its_environment() {
        assertThat(policyOfFunction("other-kms-policy", args -> args.kmsKeyArn(KEY_ARN)))
                .contains("\"Action\":\"kms:Decrypt\",\"Resource\":\"%s\"".formatted(KEY_ARN));
    }

    private static String policyOfFunction(String policy, Consumer<FunctionArgs.Builder> customization) {
        var stack = declare(plan -> plan.function("other", "greet", function -> function.customize(customization)));
        assertThat(stack.resource("other-function").dependsOn()).contains(policy);
        assertThat(stack.resource(policy).properties()).containsEntry("name", policy.replace("other", "greeter-other"));
        return stack.resource(policy).input("policy");
    }

    @Test
    void code_may_set_options_besides_the_librarys() {
        var stack = declare(
                Map.of("protectData", "false"),
                plan -> plan.customizeLogGroup(
                                (args, context) -> context.options().protect(true))
                        .customize((args, context) -> context.options().protect(true)));

        assertThat(stack.resource("workflow-log-group").isProtected()).isTrue();
        assertThat(stack.resource("workflow-log-group").parent()).contains("workflow");
        assertThat(stack.resource("workflow-state-machine").isProtected()).isTrue();
        assertThat(stack.resource("workflow-state-machine").dependsOn())
                .contains("workflow-invoke-policy", "workflow-log-delivery-policy");
        assertThat(stack.urns()).isEqualTo(declare(plan -> plan).urns());
    }

    @Test
    void parent_is_not_an_option() {
        assertThatThrownBy(() -> declare(plan ->
                        plan.customize((args, context) -> context.options().parent(new Key("parent")))))
                .hasMessage(
                        "the program stopped, and what it declared before may already be registered, because:"
                                + "\n- plan: customize of the state machine must not change the parent, which is part of the URN; remove it");
    }

    @Test
    void state_machine_keeps_what_the_library_promises() {
        assertThatThrownBy(() -> declare(plan -> plan.customize(args -> args.name("mine")
                        .type("EXPRESS")
                        .roleArn("arn:aws:iam::1:role/mine")
                        .definition("{}")
                        .publish(true)
                        .loggingConfiguration(
                                StateMachineLoggingConfigurationArgs.builder().build())
                        .tracingConfiguration(
                                StateMachineTracingConfigurationArgs.builder().build()))))
                .hasMessage("""
                        nothing was registered, because:
                        - plan: customize of the state machine must not change the name; set stepFunctionName in the config
                        - plan: customize of the state machine must not change the type; set stepFunctionType in the config
                        - plan: customize of the state machine must not change the role, which allows what the definition needs; use .allow
                        - plan: customize of the state machine must not change the definition; edit its file
                        - plan: customize of the state machine must not change publish; set pinFunctionVersions in the config
                        - plan: customize of the state machine must not change the logging; set stepFunctionLogLevel and logExecutionData in the config
                        - plan: customize of the state machine must not change the tracing; set tracing in the config""");
    }

    @Test
    void function_keeps_its_code_and_its_versions() {
        assertThatThrownBy(() -> declare(plan -> plan.function(
                        "other",
                        "greet",
                        function -> function.customize(args -> args.code(new FileArchive("other.zip"))
                                .sourceCodeHash("other")
                                .publish(true)))))
                .hasMessage("""
                        nothing was registered, because:
                        - plan: customize of the function other must not change the code; edit the function's folder
                        - plan: customize of the function other must not change the hash of the code, which the stack computes; remove it
                        - plan: customize of the function other must not change publish; set pinFunctionVersions in the config""");
    }

    @Test
    void log_groups_and_roles_keep_what_the_library_promises() {
        assertThatThrownBy(() -> declare(plan -> plan.customizeLogGroup(args -> args.name("mine"))
                        .function("other", "greet", function -> function.customizeRole(args -> args.name("mine")))))
                .hasMessage("""
                        nothing was registered, because:
                        - plan: customizeRole of the function other must not change the name, which permissions refer to; remove it
                        - plan: customizeLogGroup of the state machine must not change the name, under which the log is written; remove it""");
        assertThatThrownBy(() -> declare(plan -> plan.customizeRole((args, context) -> args.name("mine")
                        .assumeRolePolicy("{}")
                        .inlinePolicies(RoleInlinePolicyArgs.builder().build()))))
                .hasMessage("""
                        the program stopped, and what it declared before may already be registered, because:
                        - plan: customizeRole of the state machine must not change the name, which permissions refer to; remove it
                        - plan: customizeRole of the state machine must not change who may assume the role; remove it
                        - plan: customizeRole of the state machine must not set inlinePolicies, which would remove the library's; use .allow""");
    }

    @Test
    void code_that_throws_is_reported_with_its_line() {
        assertThatThrownBy(() -> declare(plan -> plan.customize(args -> args.type(Mistakes.<String>missing()))))
                .hasMessageMatching(
                        "(?s)nothing was registered.*\n- plan: customize of the state machine fails at Mistakes\\.java:\\d+: it throws .*");
        assertThatThrownBy(() -> declare(plan -> plan.customize((args, context) -> Mistakes.encrypt(args, context))))
                .hasMessageMatching(
                        "(?s)the program stopped.*\n- plan: customize of the state machine fails at Mistakes\\.java:\\d+: the target mail is not in the plan; add .*");
    }

    @Test
    void target_that_is_the_key_may_be_used_by_this_state_machine_alone_and_for_its_log() {
        var stack = declare(plan -> plan.target(KEY)
                .customize((args, context) -> args.encryptionConfiguration(
                        encryption(context.resource(KEY).arn()))));

        assertThat(stack.resource("workflow-state-machine").properties())
                .containsEntry(
                        "encryptionConfiguration", Map.of("type", "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId", KEY_ARN));
        assertThat(stack.resource("workflow-encryption-policy").properties())
                .containsEntry("name", "greeting-encryption-policy")
                .containsEntry("role", "greeting-role")
                .containsEntry(
                        "policy",
                        ("{\"Version\":\"2012-10-17\",\"Statement\":["
                                        + "{\"Sid\":\"EncryptExecutions\",\"Effect\":\"Allow\",\"Action\":[\"kms:Decrypt\",\"kms:GenerateDataKey\"],\"Resource\":\"%1$s\","
                                        + "\"Condition\":{\"StringEquals\":{\"kms:EncryptionContext:aws:states:stateMachineArn\":\"%2$s\"}}},"
                                        + "{\"Sid\":\"EncryptLog\",\"Effect\":\"Allow\",\"Action\":\"kms:GenerateDataKey\",\"Resource\":\"%1$s\","
                                        + "\"Condition\":{\"StringEquals\":{\"kms:EncryptionContext:SourceArn\":\"arn:aws:logs:eu-central-1:123456789012:*\"}}}]}")
                                .formatted(KEY_ARN, Fixture.MACHINE_ARN));
        assertThat(stack.resource("workflow-state-machine").dependsOn()).contains("workflow-encryption-policy");
        assertThat(stack.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1234abcd, arn:aws:kms:eu-central-1:123456789012:key/1234abcd",
        "arn:aws:kms:eu-central-1:210987654321:key/1234abcd, arn:aws:kms:eu-central-1:210987654321:key/1234abcd"
    })
    void key_may_be_named_by_its_id_or_arn(String key, String resource) {
        assertThat(encrypted(Map.of(), key)
                        .resource("workflow-encryption-policy")
                        .input("policy"))
                .contains("\"Resource\":\"%s\"".formatted(resource))
                .doesNotContain("ResourceAliases");
    }

    @ParameterizedTest
    @CsvSource({
        "alias/orders, arn:aws:kms:eu-central-1:123456789012:key/*",
        "arn:aws:kms:eu-central-1:210987654321:alias/orders, arn:aws:kms:eu-central-1:210987654321:key/*"
    })
    void key_may_be_named_by_its_alias(String key, String resource) {
        assertThat(encrypted(Map.of(), key)
                        .resource("workflow-encryption-policy")
                        .input("policy"))
                .contains(
                        "\"Resource\":\"%s\"".formatted(resource),
                        "\"ForAnyValue:StringEquals\":{\"kms:ResourceAliases\":\"alias/orders\"}");
    }

    @Test
    void key_encrypts_no_log_that_is_off() {
        assertThat(encrypted(Map.of("stepFunctionLogLevel", "OFF"), "1234abcd")
                        .resource("workflow-encryption-policy")
                        .input("policy"))
                .contains("EncryptExecutions")
                .doesNotContain("EncryptLog");
    }

    @Test
    void key_of_aws_needs_no_permission() {
        var own = StateMachineEncryptionConfigurationArgs.builder()
                .type("AWS_OWNED_KEY")
                .build();

        var stack = declare(plan -> plan.customize(args -> args.encryptionConfiguration(own)));

        assertThat(stack.resources()).noneMatch(resource -> resource.name().endsWith("encryption-policy"));
    }
}
