package stepfunction.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.sqs.Queue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.Fixture;
import stepfunction.asl.Findings;
import stepfunction.plan.Event;
import stepfunction.plan.Plan;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Target;
import stepfunction.plan.Trigger;

/** Rejections of event and message patterns, and of their examples. */
class PatternCheckTest {

    private static final Target<BucketV2> FILES =
            Target.of("files", () -> new BucketV2("files"), BucketV2::arn).with("Name", BucketV2::bucket);
    private static final Target<Queue> INBOX = Target.of("inbox", () -> new Queue("inbox"), Queue::arn);
    private static final Plan PLAN = Fixture.planOf("{}", Fixture.stackConfig())
            .target(FILES)
            .target(INBOX)
            .value("Limit", 25)
            .value("Kinds", List.of("order", "refund"));
    private static final String UPLOADS = """
            {
              "source": ["aws.s3"],
              "detail-type": ["Object Created"],
              "detail": {"bucket": {"name": ["${FilesName}"]}, "object": {"key": [{"suffix": ".json"}]}}
            }
            """;
    private static final String UPLOAD = """
            {
              "source": "aws.s3",
              "detail-type": "Object Created",
              "detail": {"bucket": {"name": "${FilesName}"}, "object": {"key": "orders/1.json"}}
            }
            """;

    private static Findings findings(Trigger trigger) {
        var findings = new Findings();
        findings.addAll(PlanCheck.check(PLAN.startOn(trigger), Instant.parse("2026-11-26T08:00:00Z")));
        return findings;
    }

    private static List<String> violations(Trigger trigger) {
        return findings(trigger).errors();
    }

    private static Event event(String comparison) {
        return Event.matching("uploads", "{\"detail\": {\"object\": {\"key\": [%s]}}}".formatted(comparison));
    }

    private static QueueMessages messages(String comparison) {
        return QueueMessages.of(INBOX).matching("{\"body\": {\"key\": [%s]}}".formatted(comparison));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "null",
                "true",
                "1.5",
                "{\"prefix\": \"us-\"}",
                "{\"prefix\": {\"equals-ignore-case\": \"us-\"}}",
                "{\"suffix\": \".png\"}",
                "{\"suffix\": {\"equals-ignore-case\": \".png\"}}",
                "{\"equals-ignore-case\": \"alice\"}",
                "{\"exists\": false}",
                "{\"numeric\": [\">\", 10, \"<=\", 20]}",
                "{\"cidr\": \"10.0.0.0/24\"}",
                "{\"anything-but\": [1, 2]}",
                "{\"anything-but\": \"stopped\"}"
            })
    void comparison_is_accepted(String comparison) {
        assertThat(violations(event(comparison))).isEmpty();
        assertThat(violations(messages(comparison))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiterString = " -> ", textBlock = """
            {"suffix":[".json"]} -> which EventBridge refuses (suffix match pattern must be a string); write it as in {"suffix": ".png"}
            {"prefix":5} -> which EventBridge refuses (prefix match pattern must be a string); write it as in {"prefix": "us-"}
            {"exists":"true"} -> which EventBridge refuses (exists match pattern must be either true or false); write it as in {"exists": true}
            {"numeric":[">","25"]} -> which EventBridge refuses (Value of > must be numeric); write it as in {"numeric": [">", 10, "<=", 20]}
            {"numeric":[">",5,"<",1]} -> which EventBridge refuses (Bottom must be less than top); write it as in {"numeric": [">", 10, "<=", 20]}
            {"anything-but":[{"wildcard":"*x*"}]} -> which EventBridge refuses (Inside anything but list, start|null|boolean is not supported); write it as in {"anything-but": ["stopped", "overloaded"]}
            {"cidr":"10.0.0.0"} -> which EventBridge refuses (Malformed CIDR, one '/' required); write it as in {"cidr": "10.0.0.0/24"}
            {"equals-ignore-case":["a"]} -> which EventBridge refuses (equals-ignore-case match pattern must be a string); write it as in {"equals-ignore-case": "alice"}
            {"sufix":".json"} -> where sufix is no comparison; did you mean suffix?
            {"like":"a"} -> where like is no comparison; a comparison is written as in {"prefix": "us-"}
            {"prefix":"a","suffix":"b"} -> which EventBridge refuses (Only one key allowed in match expression); correct it
            ["a"] -> which EventBridge refuses (Match value must be String, number, true, false, or null); correct it
            """)
    void comparison_that_eventbridge_refuses_is_refused(String comparison, String mistake) {
        assertThat(violations(event(comparison)))
                .containsExactly("plan: the event uploads has %s for detail.object.key in its pattern, %s"
                        .formatted(comparison, mistake));
        assertThat(violations(messages(comparison)))
                .containsExactly(
                        "plan: the queue inbox has %s for body.key in its pattern, %s".formatted(comparison, mistake));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"wildcard\":\"dir/*.png\"}",
                "{\"anything-but\":{\"prefix\":\"us-\"}}",
                "{\"anything-but\":{\"suffix\":\".png\"}}",
                "{\"anything-but\":{\"wildcard\":\"*/lib/*\"}}",
                "{\"anything-but\":{\"equals-ignore-case\":\"stopped\"}}"
            })
    void comparison_that_only_an_event_bus_supports_is_refused_for_messages(String comparison) {
        assertThat(violations(event(comparison))).isEmpty();
        assertThat(violations(messages(comparison)))
                .containsExactly(
                        ("plan: the queue inbox has %s for body.key in its pattern, which pipes do not support;"
                                        + " use another comparison, or a Choice in the definition")
                                .formatted(comparison));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            {"$or": [{"source": ["a"]}]}                                       | must have a list of at least two objects for $or in its pattern, was [{"source":["a"]}]; correct it
            {"detail": {"$or": [{"a": [1]}, 2]}}                               | must have a list of at least two objects for detail.$or in its pattern, was [{"a":[1]},2]; correct it
            {"$or": [{"source": ["a"]}, {"detail": {"b": [{"prefix": 1}]}}]}   | has {"prefix":1} for $or[1].detail.b in its pattern, which EventBridge refuses (prefix match pattern must be a string); write it as in {"prefix": "us-"}
            {"$or": 1}                                                         | must have a list of at least two objects for $or in its pattern, was 1; correct it
            {"$or": [{"source": ["a"]}, {}]}                                   | must match something, but $or[1] is empty; name the source at least
            {"detail": {"$or": [{"prefix": ["a"]}, {"b": [1]}]}}               | has a pattern that EventBridge refuses (prefix is Ruler reserved fieldName which cannot be used inside $or); correct it
            """)
    void wrong_alternatives_are_refused(String pattern, String message) {
        assertThat(violations(Event.matching("uploads", pattern)))
                .containsExactly("plan: the event uploads " + message);
    }

    /** A pattern with two alternatives for each of so many fields, at a depth of two. */
    private static String alternatives(int fields) {
        return IntStream.range(0, fields)
                .mapToObj("\"f%d\": {\"$or\": [{\"x\": [1]}, {\"y\": [1]}]}"::formatted)
                .collect(Collectors.joining(", ", "{\"detail\": {", "}}"));
    }

    @Test
    void pattern_with_too_many_combinations_is_refused_before_the_engine_makes_them() {
        assertThat(violations(Event.matching("uploads", alternatives(9)))).isEmpty();
        assertThat(violations(Event.matching("uploads", alternatives(60)).matches("{}")))
                .isEqualTo(violations(Event.matching("uploads", alternatives(10))))
                .containsExactly(
                        "plan: the event uploads has a pattern with more than 1000 combinations of the alternatives of"
                                + " $or, which EventBridge refuses; use lists of values, or several events");
    }

    @Test
    void comparison_outside_of_a_list_is_refused() {
        assertThat(violations(Event.matching("uploads", "{\"detail\": {\"key\": {\"suffix\": \".json\"}}}")))
                .containsExactly(
                        "plan: the event uploads has the comparison {\"suffix\":\".json\"} for detail.key in its"
                                + " pattern, which must be in a list; write [{\"suffix\":\".json\"}]");
        assertThat(violations(Event.matching("uploads", "{\"detail\": {\"key\": {\"suffix\": [\".json\"]}}}")))
                .isEmpty();
    }

    @Test
    void field_that_no_event_or_message_has_is_a_warning() {
        assertThat(findings(Event.matching("uploads", "{\"detail-typ\": [\"Object Created\"]}"))
                        .warnings())
                .containsExactly("plan: the event uploads has detail-typ in its pattern, which no event has;"
                        + " did you mean detail-type? [UNKNOWN_FIELD]");
        assertThat(findings(Event.matching("uploads", "{\"$or\": [{\"source\": [\"a\"]}, {\"bucket\": [\"b\"]}]}"))
                        .warnings())
                .containsExactly("plan: the event uploads has bucket in its pattern, which no event has;"
                        + " put it into detail [UNKNOWN_FIELD]");
        assertThat(findings(QueueMessages.of(INBOX).matching("{\"kind\": [\"order\"]}"))
                        .warnings())
                .containsExactly("plan: the queue inbox has kind in its pattern, which no message has;"
                        + " put it into body [UNKNOWN_FIELD]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"suffix\": \"${FilesName}\"}",
                "{\"exists\": \"${FilesName}\"}",
                "{\"cidr\": \"${FilesName}\"}",
                "{\"cidr\": \"${FilesName}/24\"}",
                "{\"numeric\": [\">\", \"${Limit}\"]}",
                "{\"numeric\": [\">\", \"${FilesName}\", \"<\", \"${FilesArn}\"]}",
                "\"${FilesName}\""
            })
    void placeholder_that_may_have_a_fitting_value_is_accepted(String comparison) {
        assertThat(violations(event(comparison))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"${FilesName}\"", "{\"suffix\": \"${FilesName}\"}"})
    void placeholder_may_be_a_list_of_values(String value) {
        assertThat(violations(Event.matching("uploads", "{\"detail\": {\"key\": %s}}".formatted(value))))
                .isEmpty();
    }

    @Test
    void value_of_the_plan_that_does_not_fit_is_refused() {
        assertThat(violations(event("{\"exists\": \"${Limit}\"}")))
                .containsExactly("plan: the event uploads has {\"exists\":25} for detail.object.key in its pattern,"
                        + " which EventBridge refuses (exists match pattern must be either true or false);"
                        + " write it as in {\"exists\": true}");
        assertThat(violations(event("{\"suffix\": [\"${FilesName}\"]}")))
                .containsExactly(
                        "plan: the event uploads has {\"suffix\":[\"${FilesName}\"]} for detail.object.key in its"
                                + " pattern, which EventBridge refuses (suffix match pattern must be a string);"
                                + " write it as in {\"suffix\": \".png\"}");
    }

    @Test
    void list_of_the_plan_is_a_list_of_values() {
        assertThat(violations(Event.matching("sales", "{\"detail-type\": \"${Kinds}\"}")
                        .matches("{\"detail-type\": \"refund\"}")
                        .ignores("{\"detail-type\": \"return\"}")))
                .isEmpty();
    }

    @Test
    void numeric_pattern_that_fits_its_examples_is_accepted() {
        var pattern = "{\"source\": [\"shop\"], \"detail\": {\"total\": [{\"numeric\": [\">\", 100]}]}}";
        var sales = Event.matching("sales", pattern)
                .matches("{\"source\": \"shop\", \"detail\": {\"total\": 101}}")
                .ignores("{\"source\": \"shop\", \"detail\": {\"total\": 100}}");

        assertThat(violations(sales)).isEmpty();
    }

    @Test
    void pattern_that_fits_its_examples_is_accepted() {
        assertThat(violations(Event.matching("uploads", UPLOADS)
                        .matches(UPLOAD)
                        .ignores(UPLOAD.replace(".json", ".png"))
                        .ignores(UPLOAD.replace("${FilesName}", "others"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            .json          | .png         | its detail.object.key is "orders/1.png"
            ${FilesName}   | others       | its detail.bucket.name is "others"
            aws.s3         | aws.ec2      | its source is "aws.ec2"
            "key"          | "path"       | it has no detail.object.key
            "detail":      | "details":   | it has no detail.bucket.name
            """)
    void example_that_does_not_match_is_refused_with_the_field(String text, String other, String difference) {
        assertThat(violations(Event.matching("uploads", UPLOADS).matches(UPLOAD).matches(UPLOAD.replace(text, other))))
                .containsExactly("plan: the event uploads must match example 2 of .matches, but " + difference
                        + "; correct the pattern or the example");
    }

    @Test
    void example_that_matches_no_alternative_or_no_element_of_a_list_is_refused() {
        var alternatives = "{\"detail\": {\"$or\": [{\"a\": [1]}, {\"b\": [2]}]}}";
        assertThat(violations(Event.matching("sales", alternatives).matches("{\"detail\": {\"a\": 2}}")))
                .containsExactly(
                        "plan: the event sales must match example 1 of .matches, but it matches no alternative of"
                                + " detail.$or; correct the pattern or the example");

        var lines = "{\"detail\": {\"lines\": {\"kind\": [\"book\"], \"count\": [2]}}}";
        assertThat(
                        violations(
                                Event.matching("sales", lines)
                                        .matches(
                                                "{\"detail\": {\"lines\": [{\"kind\": \"book\", \"count\": 1}, {\"kind\": \"pen\", \"count\": 2}]}}")))
                .containsExactly(
                        "plan: the event sales must match example 1 of .matches, but no element of a list has all"
                                + " the values that the pattern wants together; correct the pattern or the example");
        assertThat(violations(
                        Event.matching("sales", lines).matches("{\"detail\": {\"lines\": [{\"kind\": \"pen\"}]}}")))
                .containsExactly("plan: the event sales must match example 1 of .matches, but its detail.lines is"
                        + " [{\"kind\":\"pen\"}]; correct the pattern or the example");
    }

    @Test
    void example_that_matches_and_should_not_is_refused() {
        assertThat(violations(Event.matching("uploads", UPLOADS).ignores(UPLOAD)))
                .containsExactly("plan: the event uploads must not match example 1 of .ignores, but does;"
                        + " correct the pattern or the example");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            {       | has an example 1 of .matches that must have a closing } for the {, at line 1, column 1
            [1]     | must have a JSON object as example 1 of .matches, was [1]; correct it
            """)
    void example_that_is_no_event_is_refused(String example, String message) {
        assertThat(violations(Event.matching("uploads", UPLOADS).matches(example)))
                .containsExactly("plan: the event uploads " + message);
    }

    @Test
    void pattern_that_is_wrong_is_not_compared_with_examples() {
        assertThat(violations(event("{\"suffix\": 1}").matches("{}"))).hasSize(1);
        assertThat(violations(
                        event("{\"exists\": \"${FilesName}\"}").matches("{}").ignores("{}")))
                .isEmpty();
    }

    @Test
    void body_of_a_message_may_be_a_text_that_contains_json() {
        var orders = QueueMessages.of(INBOX).matching("{\"body\": {\"kind\": [\"order\"]}}");

        assertThat(violations(orders.matches("{\"body\": {\"kind\": \"order\"}}")
                        .matches("{\"body\": \"{\\\"kind\\\": \\\"order\\\"}\"}")
                        .ignores("{\"body\": \"order\"}")
                        .ignores("{\"body\": \"{\\\"kind\\\": \\\"refund\\\"}\"}")))
                .isEmpty();
        assertThat(violations(orders.matches("{\"body\": \"{\\\"kind\\\": \\\"refund\\\"}\"}")))
                .containsExactly(
                        "plan: the queue inbox must match example 1 of .matches, but its body.kind is \"refund\";"
                                + " correct the pattern or the example");
    }

    @Test
    void body_may_be_a_text_where_an_alternative_names_a_field_of_it() {
        var orders = QueueMessages.of(INBOX)
                .matching("{\"$or\": [{\"body\": {\"kind\": [\"order\"]}}, {\"eventSource\": [\"test\"]}]}");

        assertThat(violations(orders.matches("{\"body\": \"{\\\"kind\\\": \\\"order\\\"}\"}")))
                .isEmpty();
    }

    @Test
    void body_stays_a_text_for_a_pattern_of_texts() {
        assertThat(violations(QueueMessages.of(INBOX)
                        .matching("{\"body\": [\"7\"]}")
                        .matches("{\"body\": \"7\"}")
                        .ignores("{\"body\": \"8\"}")))
                .isEmpty();
    }

    @Test
    void example_that_the_engine_cannot_read_does_not_match() {
        var event = Event.matching("sales", "{\"detail\": {\"total\": [7]}}");
        var example = "{\"detail\": {\"total\": %s}}".formatted("7".repeat(1001));

        assertThat(violations(event.ignores(example))).isEmpty();
        assertThat(violations(event.matches(example)))
                .singleElement()
                .asString()
                .startsWith("plan: the event sales must match example 1 of .matches, but its detail.total is 777");
    }

    @Test
    void example_without_a_pattern_is_refused() {
        assertThat(violations(QueueMessages.of(INBOX).ignores("{}")))
                .containsExactly("plan: the queue inbox has an example of a message, but no pattern;"
                        + " add .matching(pattern) or remove the example");
    }

    @ParameterizedTest
    @CsvSource({
        "$.details, true",
        "$.detail.objct, true",
        "$.detail.object.key.x, true",
        "$.detail.object, false",
        "$.time, false",
        "$.detail['objct'], false"
    })
    void path_that_an_example_does_not_have_is_a_warning(String path, boolean isMissing) {
        var event = Event.matching("uploads", UPLOADS).matches(UPLOAD);
        var warning =
                "plan: the event uploads reads %s, which an event that it matches does not have; correct the path or the example [NO_DATA]"
                        .formatted(path);

        assertThat(findings(event.inputPath(path)).warnings()).isEqualTo(isMissing ? List.of(warning) : List.of());
        assertThat(findings(event.inputTransformer(Map.of("x", path), "{\"x\": <x>}"))
                        .warnings())
                .isEqualTo(isMissing ? List.of(warning) : List.of());
    }
}
