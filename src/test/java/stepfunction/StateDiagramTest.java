package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StateDiagramTest {

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @Test
    void readme_shows_the_workflow_as_it_is() throws Exception {
        var definition = json(Files.readString(Path.of("src/main/resources/workflow.asl.json")));

        assertThat(Files.readString(Path.of("README.md")))
                .as("the README's second diagram, which this test generates")
                .contains("```mermaid\n" + StateDiagram.of(definition) + "```\n");
    }

    @Test
    void all_eight_types_of_state_are_drawn() {
        var definition = json("""
                {
                  "StartAt": "Is it late?",
                  "States": {
                    "Is it late?": {
                      "Type": "Choice",
                      "Choices": [
                        {"Variable": "$.hour", "NumericGreaterThan": 22, "Next": "Sleep"},
                        {"And": [{"Variable": "$.a", "IsNull": true}], "Next": "Never"}
                      ],
                      "Default": "Work"
                    },
                    "Sleep": {"Type": "Wait", "Seconds": 1, "Next": "Work"},
                    "Work": {
                      "Type": "Task",
                      "Resource": "arn",
                      "Retry": [{"ErrorEquals": ["A", "B"]}, {"ErrorEquals": ["C"], "MaxAttempts": 1}],
                      "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Never"}],
                      "Next": "Both"
                    },
                    "Both": {
                      "Type": "Parallel",
                      "Branches": [
                        {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "End": true}}},
                        {"StartAt": "Right", "States": {"Right": {"Type": "Pass", "End": true}}}
                      ],
                      "Next": "Each"
                    },
                    "Each": {
                      "Type": "Map",
                      "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}},
                      "Next": "Done"
                    },
                    "Done": {"Type": "Succeed"},
                    "Never": {"Type": "Fail"}
                  }
                }
                """);

        assertThat(StateDiagram.of(definition)).isEqualTo("""
                stateDiagram-v2
                    state "Is it late? (Choice)" as s1
                    state "Sleep (Wait)" as s2
                    state "Work (Task)" as s3
                    state "Both (Parallel)" as s4
                    state s4 {
                        state "Left (Pass)" as s8
                        [*] --> s8
                        s8 --> [*]
                        --
                        state "Right (Pass)" as s9
                        [*] --> s9
                        s9 --> [*]
                    }
                    state "Each (Map)" as s5
                    state s5 {
                        state "One (Pass)" as s10
                        [*] --> s10
                        s10 --> [*]
                    }
                    state "Done (Succeed)" as s6
                    state "Never (Fail)" as s7
                    [*] --> s1
                    s1 --> s2: $.hour NumericGreaterThan 22
                    s1 --> s7: And [{'Variable' '$.a','IsNull' true}]
                    s1 --> s3: otherwise
                    s2 --> s3
                    s3 --> s3: retry 3 times on A, B
                    s3 --> s3: retry 1 times on C
                    s3 --> s7: catch States.ALL
                    s3 --> s4
                    s4 --> s5
                    s5 --> s6
                    s6 --> [*]
                    s7 --> [*]: fails
                """);
    }
}
