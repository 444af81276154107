package stepfunction.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.Fixture;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.binding.BoundWorkflow;
import stepfunction.plan.Target;

/** A request is compared with the members that the API takes: the rows of requests.csv have the messages. */
class RequestCheckTest {

    private static final Target<String> MAIL = Target.existing("mail", "arn:aws:sqs:eu-central-1:123456789012:mail")
            .with("Url", "url");

    private static Findings findings(String definition) {
        var plan = Fixture.planOf(definition, Fixture.stackConfig(Map.of()))
                .function("counter", "count")
                .target(MAIL);
        var findings = new Findings();
        findings.addAll(RequestCheck.check(BoundWorkflow.of(plan, plan.main())));
        return findings;
    }

    /** Of a Task in the query language that its fields are in. */
    private static Findings findings(String integration, String fields) {
        return findings("""
                {"QueryLanguage": "%s", "States": {"Call": {"Type": "Task", "Resource": "arn:aws:states:::%s"%s}}}
                """.formatted(fields.contains("Arguments") ? "JSONata" : "JSONPath", integration, fields));
    }

    private static Findings calling(String integration, String parameters) {
        return findings(integration, ", \"Parameters\": " + parameters);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "request-values.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void values_are_of_the_types_that_the_api_takes(
            String integration, String parameters, String severity, String message) {
        assertThat(calling(integration, parameters).all())
                .extracting(finding -> finding.severity().name().toLowerCase(Locale.ROOT), Finding::message)
                .containsExactlyElementsOf(severity.equals("nothing") ? List.of() : List.of(tuple(severity, message)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "requests.csv", delimiter = '|', quoteCharacter = '~', numLinesToSkip = 1)
    void request_that_the_api_does_not_take_is_refused_where_it_is_known_to_be_wrong(
            String integration, String parameters, String severity, String message) {
        var findings = calling(integration, parameters);

        assertThat(findings.all())
                .extracting(finding -> finding.severity().name().toLowerCase(Locale.ROOT), Finding::message)
                .containsExactlyElementsOf(
                        severity.equals("nothing") ? List.of() : List.of(tuple(severity, "Call " + message)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            sqs:sendMessage | {"QueueUrl": "${MailArn}", "MessageBody": "a"} | ${MailArn}
            sqs:sendMessage | {"QueueUrl": "${CounterArn}", "MessageBody": "a"} | ${CounterArn}
            aws-sdk:sqs:purgeQueue | {"QueueUrl": "arn:aws:sqs:eu-central-1:1:q"} | arn:aws:sqs:eu-central-1:1:q
            """)
    void arn_is_no_url(String integration, String parameters, String arn) {
        assertThat(calling(integration, parameters).errors())
                .containsExactly(
                        "QueueUrl of Call must be a URL, was %s; use an output such as .with(\"Url\", Queue::url)"
                                .formatted(arn));
    }

    @Test
    void url_of_a_target_is_one() {
        assertThat(calling("sqs:sendMessage", "{\"QueueUrl\": \"${MailUrl}\", \"MessageBody.$\": \"$.m\"}")
                        .errors())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"Arguments\": \"{% $all %}\"",
                ", \"Arguments\": {\"TopicArn\": \"{% $topic %}\", \"Message\": \"{% $message %}\"}"
            })
    void members_that_only_an_execution_knows_are_not_checked(String fields) {
        var findings = findings("sns:publish", fields);

        assertThat(findings.errors()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void misspelled_member_is_not_missing_too() {
        assertThat(calling("sqs:sendMessage", "{\"QueueUrl\": \"${MailUrl}\", \"MesageBody\": \"a\"}")
                        .errors())
                .containsExactly(
                        "Call sends MesageBody, which sqs:sendMessage does not take; did you mean MessageBody?");
        assertThat(calling("sns:publish", "{\"TopcArn\": \"${MailUrl}\", \"Message\": \"a\"}")
                        .errors())
                .containsExactly("Call sends TopcArn, which sns:publish does not take; did you mean TopicArn?");
    }

    @Test
    void members_of_jsonata_end_as_they_are_written() {
        var findings = findings("sns:publish", ", \"Arguments\": {\"TopicArn\": \"a\", \"Message.$\": \"b\"}");

        assertThat(findings.errors())
                .containsExactly("Call sends Message.$, which sns:publish does not take; did you mean Message?");
    }

    @Test
    void reader_of_a_map_is_checked_too() {
        var findings = findings("""
                {"States": {"Each": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "States": {}},
                "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b"}}}}}
                """);

        assertThat(findings.errors()).containsExactly("Each calls s3:getObject without Key; add it");
    }
}
