package stepfunction.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stepfunction.Fixture;
import stepfunction.asl.Findings;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;
import stepfunction.plan.Schedule;
import stepfunction.plan.Target;

class PlanCheckTest {

    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:news";
    private static final Target<String> NEWS = Target.existing("news", TOPIC);

    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

    private static final Plan PLAN = Fixture.planOf("{\"Comment\": \"${MailArn}\"}", Fixture.stackConfig())
            .function("count", "count");

    private static Findings findings(Plan plan) {
        var findings = new Findings();
        findings.addAll(PlanCheck.check(plan, NOW));
        return findings;
    }

    private static List<String> violations(Plan plan) {
        return findings(plan).errors();
    }

    private static List<String> violations(Consumer<FunctionSpec.Builder> details) {
        return violations(Fixture.planOf("{}", Fixture.stackConfig()).function("count", "count", details));
    }

    @Test
    void plan_without_functions_or_targets_is_accepted() {
        assertThat(violations(Fixture.planOf("{}", Fixture.stackConfig()))).isEmpty();
    }

    @Test
    void function_with_everything_is_accepted() {
        assertThat(violations(PLAN.target(NEWS)
                        .function(
                                "read",
                                "count",
                                function -> function.named("reader")
                                        .exportedAs("r")
                                        .handler("package.module.function")
                                        .memoryMb(10240)
                                        .timeout(Duration.ofSeconds(900))
                                        .environment("A1", "b")
                                        .environment("TOPIC", NEWS, "Arn")
                                        .uses(NEWS, "sns:Publish")
                                        .allow("sns:Publish", "*")
                                        .allow("sns:Publish", NEWS, "")
                                        .layer("arn:aws:lambda:eu-central-1:1:layer:a:1"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Topic", "my-topic", "1st", "''"})
    void name_that_makes_no_placeholder_is_refused(String name) {
        assertThat(violations(PLAN.target(Target.existing(name, TOPIC))))
                .contains("plan: the name \"" + name
                        + "\" must be of letters and digits and start with a lower-case letter,"
                        + " such as orderCount; change it");
    }

    @Test
    void two_entries_of_one_name_are_refused_once() {
        assertThat(violations(PLAN.target(Target.existing("count", TOPIC))))
                .containsExactly("plan: two entries have the name count; rename one");
        assertThat(violations(PLAN.target(Target.existing("workflow", TOPIC))))
                .containsExactly("plan: the name workflow is the state machine's; choose another");
    }

    @Test
    void two_entries_of_one_placeholder_are_refused() {
        var orders = Target.existing("order", TOPIC).with("ItemsArn", "a");

        assertThat(violations(PLAN.target(orders).target(Target.existing("orderItems", TOPIC))))
                .containsExactly("plan: two entries define ${OrderItemsArn}; rename one");
        assertThat(violations(PLAN.target(NEWS.with("Arn", arn -> Output.of(arn)))))
                .containsExactly("plan: two entries define ${NewsArn}; rename one");
    }

    @Test
    void key_of_a_target_is_a_target_too() {
        var key = Target.existing("key", "arn:aws:kms:eu-central-1:1:key/k");

        assertThat(violations(PLAN.target(NEWS.encryptedBy(key))))
                .containsExactly(
                        "plan: the target news is encrypted by key, which is not in the plan; add .target(key)");
        assertThat(violations(PLAN.target(NEWS.encryptedBy(key)).target(key))).isEmpty();
    }

    @Test
    void two_functions_of_one_output_are_refused() {
        assertThat(violations(PLAN.function("other", "count", function -> function.exportedAs("count"))))
                .containsExactly("plan: two functions export countFunctionName; set .exportedAs(NAME) for one");
    }

    @Test
    void two_roles_of_one_name_are_refused() {
        assertThat(violations(PLAN.function("other", "count", function -> function.named("Greeter-COUNT"))))
                .containsExactly(
                        "plan: two roles have the name greeter-count-assume-role, in other letters Greeter-COUNT-assume-role;"
                                + " set .named(NAME) for one of the functions or workflows");
        var alike = Fixture.stackConfig(Map.of("lambdaFunctionName", "x", "stepFunctionName", "x-a-assume"));
        assertThat(violations(Fixture.planOf("{}", alike).function("b", "b", function -> function.named("x-A"))))
                .containsExactly("plan: two roles have the name x-a-assume-role, in other letters x-A-assume-role;"
                        + " set .named(NAME) for one of the functions or workflows");
    }

    @Test
    void name_that_is_too_long_once_its_suffix_is_on_is_refused() {
        assertThat(violations(function -> function.named("f".repeat(53))))
                .containsExactly("plan: the function count would have a role called " + "f".repeat(53)
                        + "-assume-role, which has 65 characters and may have 64; set .named(NAME)");
        assertThat(violations(function -> function.named("f".repeat(52)))).isEmpty();
        assertThat(violations(function -> function.named("a b")))
                .containsExactly("plan: the function count must have a name of a-z, A-Z, 0-9, - and _, was \"a b\";"
                        + " set .named(NAME)");
    }

    @ParameterizedTest
    @CsvSource({"127, 127", "10241, 10241"})
    void memory_beyond_lambdas_is_refused(int memoryMb, String was) {
        assertThat(violations(function -> function.memoryMb(memoryMb)))
                .containsExactly(
                        "plan: the function count must have 128 to 10240 MB of memory, was " + was + "; correct it");
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT901S", "PT1.5S"})
    void timeout_beyond_lambdas_is_refused(Duration timeout) {
        assertThat(violations(function -> function.timeout(timeout)))
                .containsExactly("plan: the function count must have a timeout of 1 to 900 whole seconds, was "
                        + timeout + "; correct it");
    }

    @ParameterizedTest
    @CsvSource({"handler", ".handler", "handler.", "''"})
    void handler_that_is_no_function_of_a_module_is_refused(String handler) {
        assertThat(violations(function -> function.handler(handler)))
                .containsExactly(
                        "plan: the function count must have a handler such as handler.handler, module and function,"
                                + " was \"" + handler + "\"; correct it");
    }

    @ParameterizedTest
    @CsvSource({"AWS_REGION", "_HANDLER", "LAMBDA_TASK_ROOT"})
    void variable_that_lambda_reserves_is_refused(String variable) {
        assertThat(violations(function -> function.environment(variable, "x")))
                .containsExactly(
                        "plan: the function count sets " + variable + ", a variable that Lambda reserves; rename it");
    }

    @ParameterizedTest
    @CsvSource({"A", "1A", "A-B", "_A"})
    void variable_that_lambda_refuses_is_refused(String variable) {
        assertThat(violations(function -> function.environment(variable, "x")))
                .containsExactly("plan: the function count sets \"" + variable
                        + "\", but a variable has two or more letters,"
                        + " digits and _, and begins with a letter; rename it");
    }

    @Test
    void variables_over_4_kb_are_refused() {
        assertThat(violations(function -> function.environment("AB", "ä".repeat(2047))))
                .isEmpty();
        assertThat(violations(function -> function.environment("AB", "ä".repeat(2048))))
                .containsExactly("plan: the function count has variables of 4098 bytes, and Lambda allows 4096;"
                        + " put some into a file of its folder");
    }

    @Test
    void layer_of_another_region_is_refused() {
        assertThat(violations(function -> function.layer("arn:aws:lambda:us-east-1:123456789012:layer:tools:3")))
                .containsExactly(
                        "plan: the function count has a layer in us-east-1, but Lambda uses only those of its own Region eu-central-1; choose one there");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:${Partition}:lambda:${Region}:${AccountId}:layer:tools:3",
        "arn:aws:lambda:eu-central-1:${AccountId}:layer:tools:3",
        "${NewsArn}:3"
    })
    void layer_may_have_placeholders(String arn) {
        assertThat(violations(PLAN.target(NEWS).function("read", "count", function -> function.layer(arn))))
                .isEmpty();
    }

    @Test
    void layer_of_another_region_or_with_an_undefined_placeholder_is_refused() {
        assertThat(violations(function -> function.layer("arn:aws:lambda:us-east-1:${AccountId}:layer:tools:3")))
                .containsExactly(
                        "plan: the function count has a layer in us-east-1, but Lambda uses only those of its own Region eu-central-1; choose one there");
        assertThat(violations(function -> function.layer("arn:aws:lambda:${Regio}:1:layer:tools:3")))
                .containsExactly(
                        "plan: the function count needs ${Regio}, which no target defines; did you mean ${Region}?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://${Region}.example.com/${Stack} |
            Dear ${customer}                       |
            ${customer}                            |
            https://${Regoin}.example.com          | plan: the function count has ${Regoin} in TEXT, which no target defines, so it is sent literally; did you mean ${Region}? [UNDEFINED_PLACEHOLDER]
            ${Regoin}                              | plan: the function count has ${Regoin} in TEXT, which no target defines, so it is sent literally; did you mean ${Region}? [UNDEFINED_PLACEHOLDER]
            """)
    void undefined_placeholder_in_the_environment_is_a_warning_if_it_may_be_misspelled(String text, String warning) {
        var findings = findings(Fixture.planOf("{}", Fixture.stackConfig())
                .function("count", "count", function -> function.environment("TEXT", text)));

        assertThat(findings.errors()).isEmpty();
        assertThat(findings.warnings()).isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @ParameterizedTest
    @CsvSource({"${CountArn}", "on ${CountArn}"})
    void function_cannot_have_its_own_arn_in_its_environment(String text) {
        assertThat(violations(function -> function.environment("OWN", text)))
                .containsExactly(
                        "plan: the function count needs ${CountArn}, which no target defines; write the function's ARN as arn:${Partition}:lambda:${Region}:${AccountId}:function:greeter-count");
    }

    @Test
    void layer_without_an_arn_is_refused() {
        assertThat(violations(function -> function.layer("tools")))
                .containsExactly("plan: the function count must have layers by their ARNs, was \"tools\"; correct it");
    }

    @Test
    void more_than_five_layers_are_refused() {
        var layers = IntStream.rangeClosed(1, 6).mapToObj("arn:aws:lambda:eu-central-1:1:layer:tools:%d"::formatted);

        assertThat(violations(function -> layers.forEach(function::layer)))
                .containsExactly("plan: the function count has 6 layers, and Lambda allows 5; remove some");
    }

    @Test
    void target_that_the_plan_does_not_list_is_refused() {
        assertThat(violations(function -> function.uses(NEWS, "sns:Publish")))
                .containsExactly(
                        "plan: the function count needs ${NewsArn}, which no target defines; add .target(...)");
        assertThat(violations(function -> function.environment("URL", NEWS, "Url")))
                .containsExactly(
                        "plan: the function count needs ${NewsUrl}, which no target defines; add .target(...)");
        assertThat(violations(PLAN.target(NEWS)
                        .function("mail", "count", function -> function.environment("ARN", NEWS, "Arm"))))
                .containsExactly(
                        "plan: the function mail needs ${NewsArm}, which no target defines; did you mean ${NewsArn}?");
        assertThat(violations(PLAN.allow("sns:Publish", NEWS)))
                .containsExactly("plan: an allow needs ${NewsArn}, which no target defines; add .target(...)");
    }

    @Test
    void function_gives_no_placeholder_that_another_needs() {
        var unlisted = Target.existing("count", TOPIC);

        assertThat(violations(PLAN.function("read", "count", function -> function.uses(unlisted, "sns:Publish"))))
                .containsExactly(
                        "plan: the function read needs ${CountArn}, which no target defines; write the function's ARN as arn:${Partition}:lambda:${Region}:${AccountId}:function:greeter-count");
        assertThat(violations(
                        PLAN.startOn(Schedule.rate("poll", Duration.ofHours(1)).input("{\"a\": \"${CountArn}\"}"))))
                .containsExactly(
                        "plan: the schedule poll needs ${CountArn}, which no target defines; write the function's ARN as arn:${Partition}:lambda:${Region}:${AccountId}:function:greeter-count");
        assertThat(violations(PLAN.allow("lambda:InvokeFunction", "${CountArn}")))
                .isEmpty();
    }

    @Test
    void target_in_another_region_or_without_an_arn_is_refused() {
        assertThat(violations(PLAN.target(Target.existing("far", "arn:aws:sns:us-east-1:1:far"))))
                .containsExactly("plan: the target far is in us-east-1, but Step Functions calls only its own Region"
                        + " eu-central-1; choose one there");
        assertThat(violations(PLAN.target(Target.existing("far", "far"))))
                .containsExactly("plan: the target far must have an ARN, was \"far\"; correct it");
        assertThat(violations(PLAN.target(Target.existing("files", "arn:aws:s3:::files"))))
                .isEmpty();
    }

    @Test
    void function_may_use_a_target_in_another_region() {
        var far = Target.existing("far", "arn:aws:dynamodb:us-east-1:1:table/far");

        assertThat(violations(
                        PLAN.target(far).function("read", "read", function -> function.uses(far, "dynamodb:GetItem"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rekognition:DetectLabel | * | the action rekognition:DetectLabel is not one of IAM; did you mean rekognition:DetectLabels?
            rekogniton:DetectLabels | * | the action rekogniton:DetectLabels is not one of IAM; did you mean rekognition:DetectLabels?
            sqs:SendMessageNow | arn:aws:sqs:eu-central-1:1:q | the action sqs:SendMessageNow is not one of IAM; did you mean sqs:SendMessage?
            kms:GenerateDataKey* | * | the action kms:GenerateDataKey* has a wildcard; name each action that is needed
            sqs:*    | * | the action sqs:* has a wildcard; name each action that is needed
            Send     | * | the action "Send" must be a service and an action, such as sqs:SendMessage; correct it
            sqs:Send | news | the resource of sqs:Send must be an ARN or *, was "news"; correct it
            """)
    void permission_that_says_too_much_or_nothing_is_refused(String action, String resource, String violation) {
        assertThat(violations(PLAN.allow(action, resource))).containsExactly("plan: " + violation);
        assertThat(violations(function -> function.allow(action, resource)))
                .containsExactly("plan: the function count: " + violation);
    }

    @Test
    void bucket_whose_arn_is_used_for_objects_is_refused() {
        var files = Target.existing("files", "arn:aws:s3:::files");

        assertThat(violations(PLAN.allow("s3:GetObject", "arn:aws:s3:::files")))
                .containsExactly("plan: s3:GetObject is an action on objects, but its resource is a bucket;"
                        + " write arn:aws:s3:::files/*");
        assertThat(violations(PLAN.target(files).allow("s3:PutObject", files)))
                .containsExactly("plan: s3:PutObject is an action on objects, but its resource is a bucket;"
                        + " write .allow(\"s3:PutObject\", TARGET, \"/*\")");
        assertThat(violations(function -> function.allow("s3:GetObject", "arn:aws:s3:::files")))
                .containsExactly("plan: the function count: s3:GetObject is an action on objects, but its resource"
                        + " is a bucket; write arn:aws:s3:::files/*");
    }

    @Test
    void objects_and_buckets_with_the_actions_that_they_know_are_accepted() {
        var files = Target.existing("files", "arn:aws:s3:::files");

        assertThat(violations(PLAN.target(files)
                        .allow("s3:GetObject", "arn:aws:s3:::files/in/*")
                        .allow("s3:GetObject", "arn:aws:s3:eu-central-1:123456789012:accesspoint/a/object/*")
                        .allow("s3:GetObject", "*")
                        .allow("s3:GetObject", files, "/*")
                        .allow("s3:ListBucket", files)
                        .allow("s3:ListBucket", "arn:aws:s3:::files")
                        .function("read", "count", function -> function.uses(files, "s3:GetObject"))))
                .isEmpty();
    }

    @Test
    void action_that_is_like_no_other_is_a_warning() {
        var findings = new Findings();
        findings.addAll(PlanCheck.check(PLAN.allow("sqs:Teleport", "*").allow("quantumleap:Jump", "*"), NOW));

        assertThat(findings.errors()).isEmpty();
        assertThat(findings.warnings())
                .containsExactly(
                        "plan: the action sqs:Teleport is not known to be one of IAM; correct it unless AWS has just added it [UNKNOWN_ACTION]",
                        "plan: the action quantumleap:Jump is not known to be one of IAM; correct it unless AWS has just added it [UNKNOWN_ACTION]");
    }

    @Test
    void actions_have_their_iam_names_even_if_the_api_has_another() {
        assertThat(violations(PLAN.allow("airflow:CreateCliToken", "*")
                        .allow("tag:GetResources", "*")
                        .allow("dms:StartReplicationTask", "*")
                        .allow("states:sendTaskSuccess", "*")))
                .isEmpty();
        assertThat(violations(PLAN.function("read", "count", function -> function.uses(NEWS, "sns:Publsh"))))
                .contains(
                        "plan: the function read: the action sns:Publsh is not one of IAM; did you mean sns:Publish?");
    }

    @Test
    void arn_of_objects_may_be_an_output_or_a_value() {
        var files = Target.of("files", () -> "files", name -> Output.of("arn:aws:s3:::" + name))
                .with("ObjectsArn", name -> Output.of("arn:aws:s3:::" + name + "/*"));

        assertThat(violations(PLAN.target(files).allow("s3:GetObject", "${FilesObjectsArn}")))
                .isEmpty();
        assertThat(violations(PLAN.value("Objects", "arn:aws:s3:::files/*").allow("s3:GetObject", "${Objects}")))
                .isEmpty();
    }

    @Test
    void existing_target_has_no_placeholders() {
        var news = Target.existing("news", "arn:aws:sns:${Region}:${AccountId}:news");

        assertThat(violations(PLAN.target(news)))
                .containsExactly(
                        "plan: the target news must have an ARN without placeholders, was arn:aws:sns:${Region}:${AccountId}:news; write Region and account, or read them from the config");
    }

    @Test
    void line_of_a_message_is_accepted_as_it_stands() {
        assertThat(violations(PLAN.allow("s3:GetObject", "arn:${Partition}:s3:::*/*")
                        .allow("s3:GetObject", "arn:${Partition}:s3:::*/k")
                        .allow("iam:PassRole", "arn:${Partition}:iam::${AccountId}:role/*")))
                .isEmpty();
        assertThat(violations(PLAN.allow("s3:GetObject", "arn:${Partition}:s3:::files")))
                .containsExactly("plan: s3:GetObject is an action on objects, but its resource is a bucket;"
                        + " write arn:${Partition}:s3:::files/*");
    }

    @Test
    void use_without_an_action_is_refused() {
        assertThat(violations(PLAN.target(NEWS).function("read", "count", function -> function.uses(NEWS))))
                .containsExactly(
                        "plan: the function read: a permission must have an action, such as sqs:SendMessage; add it");
    }
}
