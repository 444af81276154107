package stepfunction.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionTest {

    @Test
    void action_of_a_service_whose_name_only_begins_alike_does_not_cover_it() {
        var permission = new Permission(List.of("s3-outposts:GetObject"), new Value.LiteralValue("*"), "");

        assertThat(permission.coversService("s3-outposts")).isTrue();
        assertThat(permission.coversService("s3")).isFalse();
    }
}
