package stepfunction.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.test.PulumiTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stepfunction.Fixture;
import stepfunction.asl.Definition;
import stepfunction.asl.Findings;
import stepfunction.config.StateMachineSettings;
import stepfunction.declared.MockedProviders;
import stepfunction.history.NextDefinition;
import stepfunction.plan.Customizations;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.Location;
import stepfunction.plan.QueueMessages;
import stepfunction.plan.Schedule;
import stepfunction.plan.Source;
import stepfunction.plan.Target;
import stepfunction.plan.WorkflowSpec;

class ComponentsTest {

    private static final Definition DEFINITION =
            Definition.parse("{\"StartAt\": \"Rest\", \"States\": {\"Rest\": {\"Type\": \"Succeed\"}}}");

    private final MockedProviders providers =
            MockedProviders.ofComponents("eu-central-1", Fixture.PROJECT.projectDir());

    @AfterEach
    void forget_the_stack() {
        PulumiTest.cleanup();
    }

    private static Workflow workflow(String name, String stateMachineName) {
        var stateMachine = new StateMachineSettings(stateMachineName, "STANDARD", "ERROR", false);
        var targets = new DeclaredTargets(Map.of(), Map.of(), Map.of());
        var shared = Fixture.stackConfig().shared();
        var source = new Source("workflow.asl.json", DEFINITION.toString());
        var spec = new WorkflowSpec(
                name,
                List.of(),
                source,
                stateMachine,
                name,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Customizations.none());
        var args = new WorkflowArgs(
                StateMachineInputs.of(spec, shared, new Findings()),
                new NextDefinition(DEFINITION, Set.of(), Set.of(), List.of(), Optional.empty()),
                List.of(),
                List.of(),
                targets,
                location(),
                shared);
        return new Workflow(name, args, ComponentResourceOptions.Empty);
    }

    private static void declareAll(String name, String stateMachineName) {
        var workflow = workflow(name, stateMachineName);
        schedules(name + "-schedules", workflow);
        routes(name + "-routes", workflow);
        queues(name + "-queues", workflow);
    }

    private static Schedules schedules(String name, Workflow workflow) {
        var hourly = Schedule.rate(name + "-hourly", Duration.ofHours(1));
        var targets = new DeclaredTargets(Map.of(), Map.of(), Map.of());
        var args = new SchedulesArgs(
                List.of(hourly),
                workflow,
                targets,
                location(),
                Fixture.stackConfig().shared());
        return new Schedules(name, args, ComponentResourceOptions.Empty);
    }

    private static HttpRoutes routes(String name, Workflow workflow) {
        var shared = Fixture.stackConfig().shared();
        var routes = List.of(HttpRoute.post("/orders"));
        var api = HttpApiInputs.of(workflow.spec(), shared, new Findings());
        return new HttpRoutes(name, new HttpRoutesArgs(routes, api, workflow, shared), ComponentResourceOptions.Empty);
    }

    private static Queues queues(String name, Workflow workflow) {
        var inbox = Target.existing("inbox", "arn:aws:sqs:eu-central-1:123456789012:" + name);
        var targets = new DeclaredTargets(
                Map.of("InboxArn", Output.of(inbox.existingArn())), Map.of(), Map.of("inbox", inbox));
        var args = new QueuesArgs(
                List.of(QueueMessages.of(inbox)),
                workflow,
                targets,
                location(),
                Fixture.stackConfig().shared());
        return new Queues(name, args, ComponentResourceOptions.Empty);
    }

    private static Output<Location> location() {
        return Output.of(new Location("aws", "eu-central-1", "123456789012"));
    }

    /** By logical name, each name in AWS. */
    private Map<String, String> namesOf(String component, String stateMachineName) {
        var names = new TreeMap<String, String>();
        providers.states().forEach((typeAndName, state) -> {
            var logicalName = typeAndName.substring(typeAndName.lastIndexOf("::") + 2);
            if (logicalName.contains(component)) {
                names.put(
                        logicalName.replace(component, "COMPONENT"),
                        String.valueOf(state.get("name"))
                                .replace(stateMachineName, "STATE_MACHINE")
                                .replace(component, "COMPONENT"));
            }
        });
        return names;
    }

    @Test
    void second_workflow_has_the_names_of_the_first_with_its_own_in_them() {
        PulumiTest.withMocks(providers)
                .runTest(ctx -> {
                    declareAll("workflow", "greeting");
                    declareAll("refund", "parcels");
                })
                .throwOnError();

        var first = namesOf("workflow", "greeting");
        assertThat(first)
                .containsEntry("COMPONENT-role", "STATE_MACHINE-role")
                .containsEntry("COMPONENT-schedules-group", "STATE_MACHINE")
                .containsEntry("COMPONENT-routes-api", "STATE_MACHINE")
                .containsEntry("COMPONENT-queues-inbox-pipe", "STATE_MACHINE-inbox");
        assertThat(namesOf("refund", "parcels")).isEqualTo(first);
        assertThat(providers.states()).hasSize(2 * first.size());
    }
}
