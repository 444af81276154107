package stepfunction.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By AWS's table: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based. */
class CronFieldTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MINUTES      | 0 59 05 * */15 */59 1/10 0/60 30/60 0,30 0-5 10-20/5 0-5,30
            HOURS        | 0 23 * 8-18/2 */23 0/24 22-2
            DAY_OF_MONTH | 1 31 ? * L LW 3W 15W */2 1-15 1,15 1-7,L
            MONTH        | 1 12 JAN jan DEC JAN-MAR 1,6 */3 JAN,FEB
            DAY_OF_WEEK  | 1 7 SUN sat MON-FRI FRI-MON ? * L 6L FRIL 3#2 TUE#5 2,4 MON,WED-FRI
            YEAR         | 1970 2199 * 2026-2028 2026/2
            """)
    void field_takes_what_aws_documents(CronField field, String texts) {
        assertThat(List.of(texts.split(" ", -1))).allMatch(field::accepts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MINUTES      | 60 -1 ? L a 1-2-3 1/0 */60 0/61 1/2/3 / 1, ,1 5# +1 1e1 99999999999
            HOURS        | 24 ? L 0-24 */24 0/25
            DAY_OF_MONTH | 0 32 W 32W 3#2 L/2 ?,1 MON */32
            MONTH        | 0 13 ? JANUARY L MON
            DAY_OF_WEEK  | 0 8 */2 2/2 3#6 3#0 8#1 3#1,6#3 W LL JAN
            YEAR         | 1969 2200 ? 26
            """)
    void field_refuses_everything_else(CronField field, String texts) {
        assertThat(List.of(texts.split(" ", -1))).noneMatch(field::accepts);
    }

    @ParameterizedTest
    @CsvSource({"MINUTES", "DAY_OF_MONTH", "YEAR"})
    void field_is_not_empty(CronField field) {
        assertThat(field.accepts("")).isFalse();
    }
}
