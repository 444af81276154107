package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stepfunction.local.Interpreter.Execution;

/** What a workflow makes of faults: Lambda's, the handler's and those of its roles. */
class FaultIT extends Fixture {

    static JsonArray faults() throws IOException {
        return table("faults.json");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void workflow(JsonObject given) throws IOException {
        check(given);
    }

    @Test
    void two_hundred_executions_sixteen_at_a_time_keep_their_outputs_apart() throws IOException {
        // Each invocation waits until sixteen have begun: fewer at a time would time out.
        function("greet", """
                import os, time
                def handler(event, context):
                    open(f'%1$s/{event}.begun', 'w').close()
                    while len([file for file in os.listdir('%1$s') if file.endswith('.begun')]) < 16:
                        time.sleep(0.1)
                    return {'greeted': event}
                """.formatted(project));
        var inputs = IntStream.range(0, 200).mapToObj(JsonPrimitive::new).toList();
        var request = new Deployment(stack(given("{'function': {'timeout': 60}}")), project, WORK_DIR)
                .request(inputs, new JsonObject());
        request.addProperty("concurrency", 16);

        assertThat(interpreter.execute(request, line -> {}))
                .extracting(Execution::output)
                .containsExactlyElementsOf(
                        inputs.stream().map("{\"greeted\":%s}"::formatted).toList());
    }
}
