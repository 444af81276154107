package stepfunction.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.cloudwatch.EventBus;
import com.pulumi.aws.sqs.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.Fixture;
import stepfunction.asl.Findings;
import stepfunction.plan.Event;
import stepfunction.plan.Plan;
import stepfunction.plan.Roles;
import stepfunction.plan.Schedule;
import stepfunction.plan.Target;
import stepfunction.plan.Trigger;

/** Triggers that are rejected before anything is registered. */
class TriggerCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final Plan PLAN = Fixture.planOf("{}", Fixture.stackConfig());
    private static final String PATTERN = "{\"source\": [\"shop\"]}";
    private static final Target<Queue> LATE = Target.of("late", () -> new Queue("late"), Queue::arn);

    private static List<String> violations(Plan plan) {
        var findings = new Findings();
        findings.addAll(PlanCheck.check(plan, NOW));
        return findings.errors();
    }

    private static List<String> warnings(Plan plan) {
        var findings = new Findings();
        findings.addAll(PlanCheck.check(plan, NOW));
        return findings.warnings();
    }

    private static List<String> violations(Trigger trigger) {
        return violations(PLAN.startOn(trigger));
    }

    @Test
    void triggers_of_all_kinds_are_accepted() {
        var late = LATE.with("Url", Queue::url);
        var bus = Target.of("bus", () -> new EventBus("bus"), EventBus::arn);

        assertThat(
                        violations(
                                PLAN.target(late)
                                        .target(bus)
                                        .startOn(Schedule.cron("nightly", "0 3 * * ? *", "Europe/Dublin")
                                                .input("{\"queue\": \"${LateArn}\"}")
                                                .deadLetters(late))
                                        .startOn(Schedule.cron("weekly", "0 3 ? * MON *"))
                                        .startOn(Schedule.rate("poll", Duration.ofMinutes(1)))
                                        .startOn(Schedule.at("launch", "2026-11-26T08:00:01"))
                                        .startOn(Event.matching(
                                                        "sales",
                                                        "{\"$or\": [{\"a\": [1]}, {\"b\": [{\"prefix\": \"x\"}]}]}")
                                                .on(bus)
                                                .inputPath("$.detail")
                                                .deadLetters(late))
                                        .startOn(
                                                Event.matching("uploads", "{\"detail\": {\"queue\": [\"${LateArn}\"]}}")
                                                        .inputTransformer(
                                                                Map.of("key", "$.detail.key"),
                                                                "{\"key\": <key>, \"text\": \"from <key>\", \"at\": <aws.events.event.ingestion-time>}"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 3 * * *     | must have a cron expression of six fields (minutes, hours, day-of-month, month, day-of-week, year), such as 0 3 * * ? *, was "0 3 * * *"; correct it
            0 25 * * ? *  | has "25" as hours, which accepts 0 to 23, lists, ranges, and * /; correct it
            */60 * * * ? * | has "*/60" as minutes, which accepts 0 to 59, lists, ranges, and * /; correct it
            0 3 * MAI ? * | has "MAI" as month, which accepts 1 to 12 or JAN to DEC, lists, ranges, and * /; correct it
            0 3 * * * *   | must have ? either as day-of-month or as day-of-week, was "0 3 * * * *"; correct it
            0 3 ? * ? *   | must have ? either as day-of-month or as day-of-week, was "0 3 ? * ? *"; correct it
            0 3 1 * MON * | must have ? either as day-of-month or as day-of-week, was "0 3 1 * MON *"; correct it
            """)
    void cron_that_aws_refuses_is_refused(String cron, String message) {
        assertThat(violations(Schedule.cron("nightly", cron))).containsExactly("plan: the schedule nightly " + message);
    }

    @ParameterizedTest
    @CsvSource({"0/60 * * * ? *, 0/60, minutes", "5 0/24 * * ? *, 0/24, hours"})
    void cron_whose_step_repeats_nothing_is_a_warning(String cron, String text, String field) {
        var plan = PLAN.startOn(Schedule.cron("nightly", cron));

        assertThat(violations(plan)).isEmpty();
        assertThat(warnings(plan))
                .containsExactly(
                        "plan: the schedule nightly has \"%s\" as %s, a step as long as its range, so that nothing is repeated; choose a shorter one [IDLE_STEP]"
                                .formatted(text, field));
    }

    @Test
    void each_invalid_field_of_a_cron_expression_is_reported() {
        assertThat(violations(Schedule.cron("nightly", "60 24 ? * 8 *"))).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT30S", "PT1M30S", "PT-5M"})
    void rate_that_aws_refuses_is_refused(Duration every) {
        assertThat(violations(Schedule.rate("poll", every)))
                .containsExactly("plan: the schedule poll must have a rate of one or more whole minutes, was " + every
                        + "; correct it");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1M, rate(1 minute)",
        "PT90M, rate(90 minutes)",
        "PT60M, rate(1 hour)",
        "PT36H, rate(36 hours)",
        "PT24H, rate(1 day)",
        "P7D, rate(7 days)"
    })
    void rate_has_the_greatest_unit_that_fits(Duration every, String expression) {
        assertThat(Schedule.rate("poll", every).timing().expression()).isEqualTo(expression);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-26T08:00:00 | UTC
            2026-11-26T16:59:59 | Asia/Tokyo
            """)
    void time_in_the_past_is_a_warning(String time, String zone) {
        var plan = PLAN.startOn(Schedule.at("launch", time, zone));

        assertThat(violations(plan)).isEmpty();
        assertThat(warnings(plan))
                .containsExactly(
                        "plan: the schedule launch is at %s in %s, which is in the past, so that it starts nothing any more; choose a later time, or remove it [PAST_TIME]"
                                .formatted(time, zone));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-26", "2027-02-30T08:00:00Z"})
    void time_that_is_none_is_refused(String time) {
        assertThat(violations(Schedule.at("launch", time)))
                .containsExactly(
                        "plan: the schedule launch must be at a time such as 2027-01-31T08:00:00, was \"%s\"; correct it"
                                .formatted(time));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-26T17:00:01, Asia/Tokyo", "2026-11-26T03:00:01, America/New_York"})
    void time_to_come_in_its_time_zone_is_accepted(String time, String zone) {
        assertThat(violations(Schedule.at("launch", time, zone))).isEmpty();
    }

    @Test
    void misspelled_time_zone_is_refused_with_the_nearest() {
        assertThat(violations(Schedule.cron("nightly", "0 3 * * ? *", "Europe/Dubln")))
                .containsExactly("plan: the schedule nightly must be in a time zone of the IANA database,"
                        + " was \"Europe/Dubln\"; did you mean Europe/Dublin?");
    }

    @Test
    void time_zone_that_java_does_not_know_is_a_warning() {
        var plan = PLAN.startOn(Schedule.at("launch", "2020-01-01T00:00:00", "America/Newest_Town"));

        assertThat(violations(plan)).isEmpty();
        assertThat(warnings(plan))
                .containsExactly(
                        "plan: the schedule launch must be in a time zone of the IANA database,"
                                + " was \"America/Newest_Town\", which this version of Java does not know; check it [UNKNOWN_TIME_ZONE]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'a': 1} | has an input that must have a key in double quotes, was ', at line 1, column 2
            ''       | has an input that must have a value, but ends, at line 1, column 1
            """)
    void input_that_is_no_json_is_refused(String input, String message) {
        assertThat(violations(Schedule.rate("poll", Duration.ofHours(1)).input(input)))
                .containsExactly("plan: the schedule poll " + message);
    }

    @Test
    void input_over_256_kib_is_refused() {
        var most = "\"%s\"".formatted("ä".repeat(131_071));
        var schedule = Schedule.rate("poll", Duration.ofHours(1));

        assertThat(violations(schedule.input(most))).isEmpty();
        assertThat(violations(schedule.input(most + " ")))
                .containsExactly("plan: the schedule poll has an input of 262145 bytes,"
                        + " and Step Functions allows 262144; shorten it");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            {                            | has a pattern that must have a closing } for the {, at line 1, column 1
            ~~                           | has a pattern that must have a value, but ends, at line 1, column 1
            ["shop"]                     | must have a pattern that is a JSON object, such as {"source": ["aws.s3"]}; correct it
            {}                           | must match something, but its pattern is empty; name the source at least
            {"detail": {}}               | must match something, but detail is empty; name the source at least
            {"source": []}               | has no value for source in its pattern; add one
            {"source": "shop"}           | has "shop" for source in its pattern, which must be a list; write ["shop"]
            {"detail": {"paid": true}}   | has true for detail.paid in its pattern, which must be a list; write [true]
            """)
    void pattern_that_eventbridge_refuses_is_refused(String pattern, String message) {
        assertThat(violations(Event.matching("sales", pattern))).containsExactly("plan: the event sales " + message);
    }

    @Test
    void pattern_that_is_too_long_is_refused() {
        var pattern = "{\"source\":[\"%s\"]}".formatted("x".repeat(4083));

        assertThat(violations(Event.matching("sales", pattern)))
                .containsExactly("plan: the event sales has a pattern of 4098 characters,"
                        + " and EventBridge allows 4096; shorten it");
    }

    @Test
    void input_of_an_event_that_eventbridge_or_step_functions_refuses_is_refused() {
        var event = Event.matching("sales", PATTERN);

        assertThat(violations(event.inputPath("detail")))
                .containsExactly("plan: the event sales must have an input path such as $.detail, was \"detail\";"
                        + " correct it");
        assertThat(violations(event.inputTransformer(Map.of("key", "detail.key"), "{\"key\": <key>}")))
                .containsExactly("plan: the event sales must have a path such as $.detail for key,"
                        + " was \"detail.key\"; correct it");
        assertThat(violations(event.inputTransformer(Map.of("key", "$.detail.key"), "{\"key\": <key>")))
                .containsExactly("plan: the event sales has a template that must have a closing } for the {,"
                        + " at line 1, column 1, with 0 for each <name> that has a path");
        assertThat(violations(event.inputTransformer(Map.of(), "\"%s\"".formatted("x".repeat(8191)))))
                .containsExactly("plan: the event sales has a template of 8193 characters,"
                        + " and EventBridge allows 8192; shorten it");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            {"key": <kee>}                       | has <kee> in its template, which no path defines; did you mean <key>?
            {"key": "at <kee>"}                  | has <kee> in its template, which no path defines; did you mean <key>?
            {"key": <aws.events.rule-nam>}       | has <aws.events.rule-nam> in its template, which no path defines; did you mean <aws.events.rule-name>?
            {"key": <other>}                     | has <other> in its template, which no path defines; add a path of this name
            {"<key>": 1}                         | has <key> in a key of its template, where EventBridge allows none; use it in a value
            {"of <key> here" : 1}                | has <key> in a key of its template, where EventBridge allows none; use it in a value
            """)
    void name_in_a_template_that_eventbridge_refuses_is_refused(String template, String message) {
        var event = Event.matching("sales", PATTERN).inputTransformer(Map.of("key", "$.detail.key"), template);

        assertThat(violations(event)).containsExactly("plan: the event sales " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\": <key>, \"text\": \"<key>: <key>\", \"less\": \"1 < 2\"}",
                "\"<key>\"",
                "[\"<key>\", <key>]",
                "{\"all\": <aws.events.event.json>, \"rule\": \"<aws.events.rule-name>\"}"
            })
    void names_in_values_of_a_template_are_accepted(String template) {
        var event = Event.matching("sales", PATTERN).inputTransformer(Map.of("key", "$.detail.key"), template);

        assertThat(violations(event)).isEmpty();
    }

    @Test
    void paths_that_eventbridge_refuses_are_refused() {
        var event = Event.matching("sales", PATTERN);
        var paths = new TreeMap<String, String>();
        for (int number = 1; number <= 100; number++) {
            paths.put("name" + number, "$.detail");
        }
        assertThat(violations(event.inputTransformer(paths, "{}"))).isEmpty();
        paths.put("name101", "$.detail");

        assertThat(violations(event.inputTransformer(paths, "{}")))
                .containsExactly(
                        "plan: the event sales has 101 paths for its template, and EventBridge allows 100; remove some");
        for (var name : List.of("a key", "", "a.b", "AWSkey", "x".repeat(257))) {
            assertThat(violations(event.inputTransformer(Map.of(name, "$.detail"), "{}")))
                    .containsExactly(
                            "plan: the event sales must have a name of letters, digits, hyphens and underscores that does"
                                    + " not begin with AWS for the path $.detail, was \"" + name + "\"; rename it");
        }
    }

    @Test
    void two_triggers_of_one_name_are_refused() {
        var poll = Schedule.rate("poll", Duration.ofHours(1));

        assertThat(violations(PLAN.startOn(poll).startOn(Event.matching("poll", PATTERN))))
                .containsExactly("plan: two triggers have the name poll; rename one");
    }

    @Test
    void two_triggers_alike_are_a_warning() {
        var poll = Schedule.rate("poll", Duration.ofHours(1));
        var often = PLAN.startOn(poll).startOn(Schedule.rate("often", Duration.ofMinutes(60)));
        var sales = PLAN.startOn(Event.matching("sales", PATTERN)).startOn(Event.matching("deals", PATTERN));
        var others = PLAN.startOn(poll)
                .startOn(Schedule.rate("other", Duration.ofHours(1)).input("{\"other\": true}"));

        assertThat(warnings(often))
                .containsExactly("plan: the schedule often does the same as the schedule poll,"
                        + " so two executions start each time; remove one [DUPLICATE_TRIGGER]");
        assertThat(warnings(sales))
                .containsExactly("plan: the event deals does the same as the event sales,"
                        + " so two executions start each time; remove one [DUPLICATE_TRIGGER]");
        assertThat(violations(often)).isEmpty();
        assertThat(violations(sales)).isEmpty();
        assertThat(warnings(others)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Nightly", "every-night", "''"})
    void name_that_is_none_is_refused(String name) {
        assertThat(violations(Schedule.rate(name, Duration.ofHours(1))))
                .containsExactly("plan: the name \"" + name
                        + "\" of a trigger must be of at most 64 letters and digits and start with a lower-case letter,"
                        + " such as everyNight; change it");
    }

    @Test
    void names_that_are_too_long_in_aws_are_refused() {
        var config = Fixture.stackConfig(Map.of("stepFunctionName", "s".repeat(52)));
        var plan = Fixture.planOf("{}", config)
                .startOn(Schedule.rate("poll", Duration.ofHours(1)))
                .startOn(Event.matching("everySale", PATTERN))
                .startOn(Event.matching("everyDeal1ab", "{\"source\": [\"deals\"]}"));

        assertThat(violations(plan))
                .containsExactly(
                        "plan: the role of triggers would be called " + "s".repeat(52)
                                + "-schedules-role, which has 67 characters and may have 64; shorten stepFunctionName",
                        "plan: the event everyDeal1ab would have a rule called " + "s".repeat(52)
                                + "-everyDeal1ab, which has 65 characters and may have 64; shorten its name");
    }

    @Test
    void role_of_a_trigger_and_of_a_function_have_two_names() {
        var config = Fixture.stackConfig(Map.of("stepFunctionName", "x"));
        var plan = Fixture.planOf("{}", config)
                .function("a", "a", function -> function.named("x-events"))
                .startOn(Event.matching("sales", PATTERN));

        assertThat(violations(plan)).isEmpty();
        assertThat(Roles.ofTriggers(plan.main())).containsExactly("x-events-role");
    }

    @Test
    void misspelled_placeholder_is_reported_with_the_nearest_known_one() {
        var shop = Target.existing("shop", "arn:aws:events:eu-central-1:123456789012:event-bus/shop")
                .with("Name", "shop");
        var plan = Fixture.plan(Fixture.stackConfig())
                .target(shop)
                .startOn(Event.matching("sales", "{\"source\": [\"${ShoName}\"]}"));

        assertThat(violations(plan))
                .containsExactly(
                        "plan: the event sales needs ${ShoName}, which no target defines; did you mean ${ShopName}?");
    }

    @Test
    void target_that_the_plan_does_not_list_is_refused() {
        var bus = Target.of("bus", () -> new EventBus("bus"), EventBus::arn);

        assertThat(violations(Schedule.rate("poll", Duration.ofHours(1)).deadLetters(LATE)))
                .containsExactly("plan: the schedule poll needs ${LateArn}, which no target defines; add .target(...)");
        assertThat(violations(Event.matching("sales", "{\"source\": [\"${ShopName}\"]}")
                        .on(bus)))
                .containsExactly(
                        "plan: the event sales needs ${ShopName}, which no target defines; add .target(...)",
                        "plan: the event sales needs ${BusArn}, which no target defines; add .target(...)");
    }

    @Test
    void placeholder_within_a_longer_text_may_stand_for_a_target() {
        var plan = PLAN.target(LATE.with("Url", Queue::url));
        var input = Schedule.rate("poll", Duration.ofHours(1)).input("{\"queue\": \"to ${LateUrl}\"}");

        assertThat(violations(plan.startOn(input))).isEmpty();
        assertThat(warnings(PLAN.startOn(input)))
                .containsExactly("plan: the schedule poll contains ${LateUrl}, which no target defines,"
                        + " so it is sent literally; add .target(...) [UNDEFINED_PLACEHOLDER]");
    }

    @Test
    void placeholder_in_a_template_is_refused() {
        var plan = PLAN.target(LATE.with("Url", Queue::url));
        var key = Map.of("key", "$.detail.key");

        assertThat(violations(plan.startOn(Event.matching("sales", PATTERN)
                        .inputTransformer(key, "{\"key\": <key>, \"to\": \"${LateUrl}\"}"))))
                .containsExactly("plan: the event sales has ${LateUrl} in its template,"
                        + " where it would not be replaced; use it in the definition");
    }

    @Test
    void queue_whose_policy_cannot_be_set_is_refused() {
        assertThat(violations(PLAN.target(LATE)
                        .startOn(Event.matching("sales", PATTERN).deadLetters(LATE))))
                .containsExactly("plan: the event sales needs the URL of the queue late, to let EventBridge send to it;"
                        + " add .with(\"Url\", Queue::url) to the target");
    }

    @Test
    void fifo_queue_of_dead_letters_is_refused() {
        var fifo = Target.existing("late", "arn:aws:sqs:eu-central-1:123456789012:late.fifo");

        assertThat(violations(PLAN.target(fifo)
                        .startOn(Schedule.rate("poll", Duration.ofHours(1)).deadLetters(fifo))))
                .containsExactly("plan: the schedule poll cannot send dead letters to late, a FIFO queue;"
                        + " use a standard queue");
    }

    @Test
    void event_on_what_is_no_bus_is_refused() {
        var topic = Target.existing("news", "arn:aws:sns:eu-central-1:123456789012:news");

        assertThat(violations(PLAN.target(topic)
                        .startOn(Event.matching("sales", PATTERN).on(topic))))
                .containsExactly("plan: the event sales is on the target news, which is not an event bus; choose one");
    }
}
