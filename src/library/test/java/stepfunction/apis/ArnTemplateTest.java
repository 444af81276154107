package stepfunction.apis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How names, URLs and ARNs of a request become ARNs of a policy: arn-templates.csv. */
class ArnTemplateTest {

    private static final Path EXPECTED = Path.of("test/resources/stepfunction/apis/arn-templates.csv");

    static List<String> rows() throws IOException {
        var lines = Files.readAllLines(EXPECTED);
        return lines.subList(1, lines.size());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void template_becomes(String row) {
        var cells = row.split(" \\| ", -1);
        var template = ArnTemplate.parse(cells[0], "ecs");
        var values = JsonParser.parseString(cells[1]).getAsJsonObject();

        assertThat(template.arn(in(values), "aws", "eu-west-1", "1").orElse("nothing"))
                .isEqualTo(cells[2]);
    }

    private static Function<ArnVariable, Optional<String>> in(JsonObject values) {
        return variable -> Optional.ofNullable(values.get(variable.name())).map(value -> value.getAsString());
    }

    @Test
    void proposal_has_a_wildcard_for_what_is_unknown() {
        var template = ArnTemplate.parse(":service/{Cluster}/{Service}", "ecs");

        var proposal = template.proposal(
                variable -> variable.name().equals("Cluster") ? Optional.of("c") : Optional.empty(),
                "aws",
                "eu-west-1",
                "1");

        assertThat(proposal).isEqualTo("arn:aws:ecs:eu-west-1:1:service/c/*");
    }

    @Test
    void template_that_begins_with_a_variable_takes_only_an_arn() {
        assertThat(ArnTemplate.parse("{TopicArn}", "sns").takesOnlyArn()).isTrue();
        assertThat(ArnTemplate.parse(":job/{Name}", "glue").takesOnlyArn()).isFalse();
    }
}
