package stepfunction.aws;

import com.pulumi.aws.apigatewayv2.ApiArgs;
import stepfunction.asl.Findings;
import stepfunction.config.SharedSettings;
import stepfunction.plan.Customization;
import stepfunction.plan.HttpRoute;
import stepfunction.plan.TargetResources;
import stepfunction.plan.WorkflowSpec;

/** The arguments of the HTTP API that the routes of a workflow share, with the user's customizations. */
public record HttpApiInputs(Customized<ApiArgs, ApiArgs.Builder> api) {

    /**
     * Calls the user's customizations as far as they need no targets.
     *
     * @param findings take what is wrong with them
     */
    public static HttpApiInputs of(WorkflowSpec workflow, SharedSettings shared, Findings findings) {
        var planned = ApiArgs.builder()
                .name(workflow.settings().name())
                .protocolType("HTTP")
                .tags(shared.tags())
                .build();
        var customization = Customization.all(workflow.triggersOf(HttpRoute.class).stream()
                .map(HttpRoute::api)
                .toList());
        return new HttpApiInputs(Customized.planned(
                        "plan: customizeApi of the routes of " + workflow.title(),
                        Customizable.httpApi(workflow),
                        planned,
                        customization)
                .begun(findings));
    }

    /** Calls the rest of the customizations. */
    public HttpApiInputs completedWith(TargetResources targets, Findings findings) {
        return new HttpApiInputs(api.completedWith(targets, findings));
    }
}
