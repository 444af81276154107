package stepfunction.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stepfunction.Fixture;

/** All stacks of a project, as its checks see them. */
class ProjectStacksTest {

    @Test
    void role_whose_name_pulumi_generates_may_be_in_every_stack() {
        var stack = Fixture.declare(
                Map.of(),
                false,
                config -> Fixture.plan(config)
                        .declare(declared -> new Role(
                                "own", RoleArgs.builder().assumeRolePolicy("{}").build())));

        var names = new ProjectStacks(Map.of("live", stack)).roleNames();

        assertThat(stack.resource("own").input("name")).startsWith("own-");
        assertThat(names).contains("greeting-role").noneMatch(name -> name.startsWith("own-"));
    }
}
