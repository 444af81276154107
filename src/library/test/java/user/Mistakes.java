package user;

import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.aws.ssm.SsmFunctions;
import com.pulumi.aws.ssm.inputs.GetParameterPlainArgs;
import com.pulumi.aws.ssm.outputs.GetParameterResult;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;
import stepfunction.config.StackConfig;
import stepfunction.plan.CustomizationContext;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;
import stepfunction.plan.StackResources;
import stepfunction.plan.Target;

/** Mistakes that a user makes in a plan. They are outside of the library's packages, so that messages name this file and its lines. */
public final class Mistakes {

    private Mistakes() {}

    /** Throws. */
    public static <T> T missing() {
        return Optional.<T>empty().orElseThrow();
    }

    /** Throws what the library throws where it refuses an argument. */
    public static String refused() {
        throw new IllegalArgumentException("too many orders");
    }

    /** Has another library throw. */
    public static Object invalidYaml() {
        return new Yaml().load("[");
    }

    /** Takes a made-up value for a number. */
    public static int number(GetParameterResult parameter) {
        return Integer.parseInt(parameter.value());
    }

    /** Takes a made-up value for a number, in the plan itself. */
    public static int numberOfParameter(String name) {
        var arguments = GetParameterPlainArgs.builder().name(name).build();
        return number(SsmFunctions.getParameterPlain(arguments).join());
    }

    public static Plan missingDefinition(StackConfig config) {
        return Plan.of("orders.asl.json", config);
    }

    public static void missingValue(FunctionSpec.Builder function) {
        function.environment("STAGE", null);
    }

    public static Target<String> missingArn() {
        return Target.existing("mail", null);
    }

    public static Plan twoValues(Plan plan) {
        return plan.value("MaxItems", 1).value("MaxItems", 2);
    }

    public static Plan noNumber(Plan plan) {
        return plan.value("MaxItems", Double.NaN);
    }

    public static Plan nullValue(Plan plan) {
        return plan.value("MaxItems", (String) null);
    }

    /** Code for {@code declare}. */
    public static void throwing(StackResources stack) {
        stack.export("name", stack.workflow().name());
        missing();
    }

    public static void exportingNothing(StackResources stack) {
        stack.export("board", null);
    }

    public static void exportingTwice(StackResources stack) {
        stack.export("stateMachineArn", stack.workflow().arn());
    }

    public static void unlistedFunction(StackResources stack) {
        stack.function("conter");
    }

    public static void unlistedTarget(StackResources stack) {
        stack.resource(missingFromPlan());
    }

    /** Code for {@code customize}. */
    public static void encrypt(StateMachineArgs.Builder args, CustomizationContext context) {
        args.type(context.resource(missingFromPlan()));
    }

    private static Target<String> missingFromPlan() {
        return Target.existing("mail", "arn:aws:sqs:eu-central-1:123456789012:mail");
    }
}
