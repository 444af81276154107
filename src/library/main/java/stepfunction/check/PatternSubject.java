package stepfunction.check;

import java.util.List;

/**
 * The subject of a pattern: events of a bus, or the messages of a queue, which a pipe receives.
 *
 * @param noun for it in messages
 * @param example of a pattern
 * @param mainField that a pattern should at least have
 * @param content the field with what the sender chose
 * @param fields that it can have
 */
record PatternSubject(String noun, String example, String mainField, String content, List<String> fields) {

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
    static final PatternSubject EVENT = new PatternSubject(
            "event",
            "{\"source\": [\"aws.s3\"]}",
            "source",
            "detail",
            List.of(
                    "version",
                    "id",
                    "detail-type",
                    "source",
                    "account",
                    "time",
                    "region",
                    "resources",
                    "detail",
                    "replay-name"));

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html */
    static final PatternSubject MESSAGE = new PatternSubject(
            "message",
            "{\"body\": {\"kind\": [\"order\"]}}",
            "body",
            "body",
            List.of(
                    "messageId",
                    "receiptHandle",
                    "body",
                    "attributes",
                    "messageAttributes",
                    "md5OfBody",
                    "md5OfMessageAttributes",
                    "eventSource",
                    "eventSourceARN",
                    "awsRegion"));

    PatternSubject {
        fields = List.copyOf(fields);
    }
}
