package stepfunction.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryNameTest {

    @ParameterizedTest
    @CsvSource({
        "orders, Arn, ORDERS_ARN",
        "orderItems, QueueUrl, ORDER_ITEMS_QUEUE_URL",
        "top10, Id, TOP10_ID",
        "s3Files, v2Name, S3_FILES_V2_NAME",
        "orders, URL, ORDERS_URL",
        "orderDB, HTTPEndpoint, ORDER_DB_HTTP_ENDPOINT",
        "planB, aName, PLAN_B_A_NAME"
    })
    void environment_variable_has_a_word_for_each_word_and_acronym(String entry, String output, String variable) {
        assertThat(new EntryName(entry).environmentVariable(output)).isEqualTo(variable);
    }
}
