package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stepfunction.Fixture;
import stepfunction.plan.Target;

class EmulatorResourcesTest {

    @Test
    void resources_that_functions_use_are_named(@TempDir Path workDir) {
        var args = TableArgs.builder()
                .name("all-orders")
                .hashKey("id")
                .attributes(TableAttributeArgs.builder().name("id").type("S").build())
                .build();
        var orders = Target.of("orders", () -> new Table("orders", args), Table::arn);
        var unused = Target.of("unused", () -> new Table("unused", args), Table::arn);
        var bulletin = Target.existing("bulletin", "arn:aws:sns:eu-central-1:210987654321:news");
        var stack = Fixture.declare(
                Map.of(),
                false,
                config -> Fixture.plan(config)
                        .target(orders)
                        .target(unused)
                        .target(bulletin)
                        .function(
                                "other",
                                "greet",
                                function ->
                                        function.uses(bulletin, "sns:Publish").uses(orders, "dynamodb:GetItem")));

        var functions = new Deployment(stack, Fixture.PROJECT.projectDir(), workDir)
                .deploy()
                .functions();

        assertThat(new EmulatorResources(stack, functions).names())
                .containsExactly("dynamodb/table all-orders", "arn:aws:sns:eu-central-1:210987654321:news");
    }
}
