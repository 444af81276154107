package stepfunction.changes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stepfunction.asl.MachineType;
import stepfunction.changes.CaseResult.MadeCall;
import stepfunction.changes.Revision.DefinedWorkflow;
import stepfunction.changes.Revision.Program;

/** The summary that a reviewer reads on a pull request. */
class ChangeReportTest {

    private static final String ORDER = """
            {"StartAt": "Price", "States": {
              "Price": {"Type": "Task", "Resource": "price", "Next": "Charge",
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Reject"}]},
              "Charge": {"Type": "Task", "Resource": "charge", "Parameters": {"amount.$": "$.price"}, "Next": "Rest"},
              "Rest": {"Type": "Wait", "Seconds": 5, "Next": "Done"},
              "Reject": {"Type": "Fail", "Error": "Rejected"},
              "Done": {"Type": "Succeed"}}}""";

    private static final String CHANGED_ORDER = """
            {"StartAt": "Price", "TimeoutSeconds": 60, "States": {
              "Price": {"Type": "Task", "Resource": "price", "Next": "Audit",
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Reject"}]},
              "Audit": {"Type": "Task", "Resource": "audit", "Next": "Charge"},
              "Charge": {"Type": "Task", "Resource": "charge", "Parameters": {"amount.$": "$.rounded"}, "Next": "Done",
                "Retry": [{"ErrorEquals": ["Busy"]}]},
              "Reject": {"Type": "Fail", "Error": "Rejected"},
              "Done": {"Type": "Succeed"}}}""";

    private static final CaseResult LATE = result(
            "late",
            List.of("Price", "Charge", "Rest", "Done"),
            new Units(4, 0, 2, 2560_000, new Units.Measured(0, 12_800, 1)),
            call("Charge", "{\"amount\": 20.5}"),
            call("Price", "{}"));

    private static final CaseResult CHANGED_LATE = result(
            "late",
            List.of("Price", "Audit", "Charge", "Done"),
            new Units(4, 0, 3, 3840_000, new Units.Measured(0, 25_600, 1)),
            call("Audit", "{}"),
            call("Charge", "{\"amount\": 20}"),
            call("Price", "{}"));

    private static final CaseResult REFUSED =
            result("refused", List.of("Price", "Reject"), new Units(2, 0, 0, 0, new Units.Measured(0, 0, 0)));

    private static MadeCall call(String state, String arguments) {
        return new MadeCall(state, JsonParser.parseString(arguments));
    }

    private static CaseResult result(String name, List<String> path, Units units, MadeCall... calls) {
        return new CaseResult(name, "workflow", "SUCCEEDED", path, List.of(calls), 0, units);
    }

    private static DefinedWorkflow workflow(String name, String definition, String... formerNames) {
        return new DefinedWorkflow(
                name,
                List.of(formerNames),
                MachineType.STANDARD,
                JsonParser.parseString(definition).getAsJsonObject());
    }

    private static Program program(String stack, String definition, CaseResult... cases) {
        return new Program(List.of(stack), List.of(workflow("workflow", definition)), List.of(cases));
    }

    private static String report(Program before, Program after) {
        return new ChangeReport(
                        new Revision(List.of(after)), Optional.of(new Revision(List.of(before))), Optional.empty())
                .text();
    }

    private static String reportOfRunning(CaseResult base, CaseResult onPresentCode) {
        var before = new Revision(List.of(program("dev", ORDER, base)));
        var running = new Revision(List.of(program("dev", ORDER, onPresentCode)));
        return new ChangeReport(before, Optional.of(before), Optional.of(running)).text();
    }

    @Test
    void cases_of_the_base_that_end_otherwise_with_the_present_code_are_shown() {
        var failed =
                new CaseResult("late", "workflow", "FAILED: KeyError", List.of("Price"), LATE.calls(), 0, LATE.units());

        assertThat(reportOfRunning(LATE, failed)).contains("""
                ### Executions that are running

                The definitions and cases of the base, with the present code of the functions. Executions with pinned versions keep their code.

                - `late`:
                  - It ends with `FAILED: KeyError`, was `SUCCEEDED`
                """);
    }

    @Test
    void cases_of_the_base_that_end_alike_with_the_present_code_are_one_line() {
        assertThat(reportOfRunning(LATE, LATE))
                .contains(
                        "Executions with pinned versions keep their code.\n\nEach case takes the same path and makes the same calls.\n");
        assertThat(report(program("dev", ORDER, LATE), program("dev", ORDER, LATE)))
                .doesNotContain("Executions that are running");
    }

    @Test
    void summary_shows_the_picture_the_fields_the_cases_and_the_units() {
        var report = report(program("dev", ORDER, LATE, REFUSED), program("dev", CHANGED_ORDER, CHANGED_LATE, REFUSED));

        assertThat(report).isEqualTo("""
                ## What this change means

                ### Definitions

                The workflow:

                ```mermaid
                flowchart TD
                    classDef added fill:#cfe8cf,stroke:#2e7d32,color:#000
                    classDef removed fill:#fbdcdc,stroke:#c62828,stroke-dasharray:4,color:#000
                    classDef changed fill:#fff1c2,stroke:#e08e00,color:#000
                    classDef same fill:#fff,stroke:#b0b0b0,color:#000
                    start((Start))
                    s0["Price<br>Task"]:::changed
                    s1["Audit<br>Task"]:::added
                    s2["Charge<br>Task"]:::changed
                    s3["Reject<br>Fail"]:::same
                    s4["Done<br>Succeed"]:::same
                    s5["Rest<br>Wait"]:::removed
                    start --> s0
                    s0 --> s1
                    s0 -->|"Catch[0]"| s3
                    s0 -.-> s2
                    s1 --> s2
                    s2 --> s4
                    s2 -.-> s5
                    s3 --> finish((End))
                    s4 --> finish((End))
                    s5 -.-> s4
                    linkStyle 1,4,5 stroke:#2e7d32,stroke-width:3px
                    linkStyle 3,6,9 stroke:#c62828,stroke-width:3px,stroke-dasharray:4
                ```

                Green is added, red and dashed is removed, yellow is changed.

                - `TimeoutSeconds` is `60`, was absent
                - `Price` is changed:
                  - `Next` is `"Audit"`, was `"Charge"`
                - `Audit` is added: Task that calls `audit`
                - `Charge` is changed:
                  - `Parameters.amount.$` is `"$.rounded"`, was `"$.price"`
                  - `Next` is `"Done"`, was `"Rest"`
                  - `Retry` is `[{"ErrorEquals":["Busy"]}]`, was absent
                - `Rest` is removed: it was a Wait

                ### Cases

                - `late`:
                  - Path: `Price` → `Audit` → `Charge` → `Done`; was `Price` → `Charge` → `Rest` → `Done`
                  - `Audit` is called once, was not
                  - `Charge` is called with `amount` `20`, was `20.5`

                Cases that take the same path and make the same calls: 1.

                ### Units of an execution

                | Case | State transitions | Lambda requests | Lambda GB-s at the timeouts | Lambda GB-s as measured |
                | --- | ---: | ---: | ---: | ---: |
                | `late` | 4 | **3**, was 2 | **3.75**, was 2.5 | 0.025 (1 of 3, the others are mocked), was 0.0125 (1 of 2, the others are mocked) |
                | `refused` | 2 | 0 | 0 | 0 |

                State transitions include retries. Calls of functions count whether they are mocked or not: at the timeouts, if each took as long as its function may; as measured, on the machine that ran the cases.
                """);
    }

    @Test
    void manual_shows_lines_of_this_summary() throws IOException {
        var example = Pattern.compile("```markdown\\n(.+?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));

        assertThat(example.find()).isTrue();
        assertThat(report(program("dev", ORDER, LATE, REFUSED), program("dev", CHANGED_ORDER, CHANGED_LATE, REFUSED))
                        .lines())
                .containsSubsequence(example.group(1).lines().toList());
    }

    @Test
    void further_differences_of_a_call_are_counted() {
        var before = result("late", LATE.path(), LATE.units(), call("Charge", "{\"a\": 1, \"b\": [1], \"c\": 1}"));
        var after = result("late", LATE.path(), LATE.units(), call("Charge", "{\"b\": [2], \"d\": null}"));

        assertThat(new ChangedCase(before, after).lines())
                .containsExactly("- `late`:", "  - `Charge` is called with `b[0]` `2`, was `1`; 3 more differences");
    }

    @Test
    void number_of_calls_is_compared_first() {
        var once = result("late", LATE.path(), LATE.units(), call("Charge", "1"));
        var twice = result("late", LATE.path(), LATE.units(), call("Charge", "2"), call("Charge", "1"));

        assertThat(new ChangedCase(once, twice).lines()).contains("  - `Charge` is called 2 times, was once");
        assertThat(new ChangedCase(twice, result("late", LATE.path(), LATE.units())).lines())
                .contains("  - `Charge` is not called, was 2 times");
    }

    @Test
    void numbers_are_compared_by_value() {
        var before = result("late", LATE.path(), LATE.units(), call("Charge", "{\"a\": 1}"));
        var after = result("late", LATE.path(), LATE.units(), call("Charge", "{\"a\": 1.0}"));

        assertThat(new ChangedCase(before, after).lines()).isEmpty();
    }

    @Test
    void unchanged_project_says_so_in_two_lines() {
        var same = program("dev", ORDER, LATE);

        assertThat(report(same, same)).startsWith("""
                ## What this change means

                ### Definitions

                No definition changes.

                ### Cases

                Each case takes the same path and makes the same calls.

                ### Units of an execution
                """);
    }

    @Test
    void without_a_base_the_units_stand_alone() {
        var present = new Revision(List.of(program("dev", ORDER, LATE)));

        assertThat(new ChangeReport(present, Optional.empty(), Optional.empty()).text())
                .startsWith("""
                ### Units of an execution

                | Case | State transitions | Lambda requests | Lambda GB-s at the timeouts | Lambda GB-s as measured |
                | --- | ---: | ---: | ---: | ---: |
                | `late` | 4 | 2 | 2.5 | 0.0125 (1 of 2, the others are mocked) |
                """);
    }

    @Test
    void project_without_cases_has_no_units() {
        var present = new Revision(List.of(program("dev", ORDER)));

        assertThat(new ChangeReport(present, Optional.empty(), Optional.empty()).text())
                .isEqualTo("\n");
    }

    @Test
    void cases_that_are_added_and_removed_are_listed() {
        assertThat(report(program("dev", ORDER, LATE), program("dev", ORDER, REFUSED)))
                .contains("""
                        ### Cases

                        - `refused` is added. Path: `Price` → `Reject`
                        - `late` is removed.
                        """);
    }

    @Test
    void another_end_is_a_change_of_a_case() {
        var failed = new CaseResult("late", "workflow", "FAILED: Busy", LATE.path(), LATE.calls(), 0, LATE.units());

        assertThat(report(program("dev", ORDER, LATE), program("dev", ORDER, failed)))
                .contains("""
                - `late`:
                  - It ends with `FAILED: Busy`, was `SUCCEEDED`
                """);
    }

    private static String pathLine(List<String> before, List<String> after) {
        return new ChangedCase(result("late", before, LATE.units()), result("late", after, LATE.units()))
                .lines()
                .get(1);
    }

    @Test
    void long_path_is_shown_around_its_first_difference() {
        var before = IntStream.range(0, 30).mapToObj("S%d"::formatted).toList();
        var after = new ArrayList<>(before);
        after.set(10, "Other");

        assertThat(pathLine(before, after))
                .isEqualTo(
                        "  - Path: ... → `S8` → `S9` → `Other` → `S11` → `S12` → `S13` → `S14` → `S15` → `S16` → `S17` → ...;"
                                + " was ... → `S8` → `S9` → `S10` → `S11` → `S12` → `S13` → `S14` → `S15` → `S16` → `S17` → ...");
    }

    @Test
    void path_that_ends_earlier_is_shown_to_its_end() {
        assertThat(pathLine(List.of("A", "B", "C", "D"), List.of("A", "B", "C")))
                .isEqualTo("  - Path: ... → `B` → `C`; was ... → `B` → `C` → `D`");
    }

    @Test
    void state_that_is_entered_several_times_is_shown_once() {
        assertThat(pathLine(List.of("Poll", "Poll", "Done"), List.of("Poll", "Poll", "Poll", "Done")))
                .isEqualTo("  - Path: `Poll` (3 times) → `Done`; was `Poll` (2 times) → `Done`");
    }

    @Test
    void stacks_with_other_changes_have_sections_of_their_own() {
        var before = new Revision(List.of(program("dev", ORDER, LATE), program("prod", ORDER, LATE)));
        var after = new Revision(List.of(program("dev", CHANGED_ORDER, LATE), program("prod", ORDER, LATE)));

        assertThat(new ChangeReport(after, Optional.of(before), Optional.empty()).text())
                .contains("### Definitions of `dev`\n\nThe workflow:\n")
                .contains("### Definitions of `prod`\n\nNo definition changes.\n")
                .contains("### Cases\n")
                .contains("### Units of an execution\n");
    }

    @Test
    void stacks_that_measured_something_else_share_the_table_of_units() {
        var slower = result("late", LATE.path(), new Units(4, 0, 2, 2560_000, new Units.Measured(0, 99_999, 1)));
        var present = new Revision(List.of(program("dev", ORDER, LATE), program("prod", ORDER, slower)));

        assertThat(new ChangeReport(present, Optional.empty(), Optional.empty()).text())
                .startsWith("### Units of an execution\n")
                .doesNotContain("prod");
    }

    @Test
    void stack_that_is_added_or_removed_is_named() {
        var report = report(program("dev", ORDER, LATE), program("prod", ORDER, LATE));

        assertThat(report).startsWith("""
                ## What this change means

                The stack `prod` is added.

                The stack `dev` is removed.

                ### Units of an execution
                """);
    }

    @Test
    void renamed_workflow_is_compared_under_its_present_name() {
        var refund = new CaseResult("refund/late", "refund", "SUCCEEDED", List.of("Pay"), List.of(), 0, LATE.units());
        var repay = new CaseResult("repay/late", "repay", "SUCCEEDED", List.of("Pay"), List.of(), 0, LATE.units());
        var pay = """
                {"StartAt": "Pay", "States": {"Pay": {"Type": "Succeed"}}}""";
        var before = new Program(List.of("dev"), List.of(workflow("refund", pay)), List.of(refund));
        var after = new Program(List.of("dev"), List.of(workflow("repay", pay, "refund")), List.of(repay));

        assertThat(report(before, after))
                .contains("The workflow:\n\n- The name is `repay`, was `refund`\n")
                .contains("Each case takes the same path and makes the same calls.")
                .doesNotContain("removed");
    }

    @Test
    void workflows_that_are_changed_added_or_removed_are_named() {
        var main = workflow("workflow", ORDER);
        var changed = workflow("workflow", CHANGED_ORDER);
        var before = new Program(List.of("dev"), List.of(main, workflow("refund", ORDER)), List.of());
        var after = new Program(List.of("dev"), List.of(changed, workflow("repay", ORDER)), List.of());

        assertThat(report(before, after))
                .contains("The first workflow:\n\n```mermaid\n")
                .contains("""
                The workflow `repay` is added.

                The workflow `refund` is removed.
                """);
    }

    @Test
    void states_within_a_map_and_the_map_itself_are_compared_apart() {
        var each = """
                {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "MaxConcurrency": %d,
                  "ItemProcessor": {"StartAt": "%2$s", "States": {"%2$s": {"Type": "Pass", "End": true}}}}}}""";

        var report = report(program("dev", each.formatted(1, "One")), program("dev", each.formatted(2, "Two")));

        assertThat(report)
                .contains("""
                            s0["Each<br>Map"]:::changed
                            subgraph s0_0["Each, each item"]
                                s1["Two<br>Pass"]:::added
                                s2["One<br>Pass"]:::removed
                            end
                        """)
                .contains("    s0 --> s1\n    s0 --> finish((End))\n    s0 -.-> s2\n")
                .contains("""
                        - `Each` is changed:
                          - `MaxConcurrency` is `2`, was `1`
                          - `ItemProcessor.StartAt` is `"Two"`, was `"One"`
                        - `Two` is added: Pass
                        - `One` is removed: it was a Pass
                        """);
    }

    @Test
    void rule_that_is_inserted_leaves_the_others_unchanged() {
        var choice = """
                {"StartAt": "Size", "States": {"Size": {"Type": "Choice", "Default": "Done", "Choices": [%s
                  {"Variable": "$.n", "NumericGreaterThan": 9, "Next": "Large"}]},
                  "Large": {"Type": "Succeed"}, "Huge": {"Type": "Succeed"}, "Done": {"Type": "Succeed"}}}""";
        var huge = """
                {"Variable": "$.n", "NumericGreaterThan": 99, "Next": "Huge"},""";

        var report = report(program("dev", choice.formatted("")), program("dev", choice.formatted(huge)));

        assertThat(report)
                .contains("    linkStyle 2 stroke:#2e7d32")
                .contains("s0 -->|\"Choices[0]\"| s2\n")
                .doesNotContain("-.->")
                .contains(
                        "  - `Choices[0]` is `{\"Variable\":\"$.n\",\"NumericGreaterThan\":99,\"Next\":\"Huge\"}`, was absent\n");
    }

    @Test
    void type_of_a_workflow_is_compared() {
        var express = new DefinedWorkflow(
                "workflow",
                List.of(),
                MachineType.EXPRESS,
                workflow("workflow", ORDER).json());

        assertThat(report(program("dev", ORDER), new Program(List.of("dev"), List.of(express), List.of())))
                .contains("The workflow:\n\n- The type is EXPRESS, was STANDARD\n");
    }

    @Test
    void texts_of_the_project_do_nothing_in_the_summary() {
        var evil = "a\\n```\\n<img src=x>|`@octo`[x](http://x)\\u202e";
        var definition = """
                {"StartAt": "%1$s", "States": {"%1$s": {"Type": "Pass", "End": true, "Comment": "%2$s"}}}""";
        var name = "a\n~~~~|`x";
        var evilCase = result(name, List.of(name), LATE.units());

        var report = report(
                program("dev", definition.formatted(evil, "")),
                program("dev", definition.formatted(evil, evil), evilCase));

        assertThat(report)
                .contains(
                        "s0[\"a#92;u000a#96;#96;#96;#92;u000a#60;img src#61;x#62;#124;#96;#64;octo#96;[x](http#58;#47;#47;x)#92;u202e<br>Pass\"]")
                .contains("- ````a\\u000a```\\u000a<img src=x>|`@octo`[x](http://x)\\u202e```` is changed:\n")
                .contains("- ``a\\u000a~~~~|`x`` is added. Path: ``a\\u000a~~~~|`x``\n")
                .contains("| ``a\\u000a~~~~\u2758`x`` | 4 |");
        assertThat(report.lines().filter(line -> line.startsWith("```"))).containsExactly("```mermaid", "```");
    }

    @Test
    void picture_that_github_does_not_draw_is_left_out() {
        var states = IntStream.range(0, 600)
                .mapToObj(number -> "\"S%d\": {\"Type\": \"Pass\", \"Next\": \"S%d\"}".formatted(number, number + 1))
                .toList();
        var many = "{\"StartAt\": \"S0\", \"States\": {%s, \"S600\": {\"Type\": \"Succeed\"}}}"
                .formatted(String.join(", ", states));

        assertThat(report(program("dev", ORDER), program("dev", many)))
                .doesNotContain("```")
                .contains(
                        "The picture is left out: GitHub draws none with more than 500 transitions or 50000 characters.\n")
                .contains("\n- and 506 more states\n");
    }

    @Test
    void summary_stays_below_the_limit_of_github() {
        var stacks = IntStream.range(0, 300)
                .mapToObj(number -> program(
                        "stack" + number,
                        "{\"StartAt\": \"A%d\", \"States\": {%s}}"
                                .formatted(
                                        number,
                                        String.join(
                                                ", ",
                                                IntStream.range(0, 50)
                                                        .mapToObj("\"A%d\": {\"Type\": \"Succeed\"}"::formatted)
                                                        .toList()))))
                .toList();
        var before = stacks.stream()
                .map(each -> program(each.stacks().get(0), ORDER))
                .toList();

        var report = new ChangeReport(new Revision(stacks), Optional.of(new Revision(before)), Optional.empty()).text();

        assertThat(report.length()).isBetween(800_000, 1_000_000);
        assertThat(report).endsWith("The rest is left out: GitHub shows no summary that is larger than 1 MiB.\n");
    }
}
