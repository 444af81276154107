package stepfunction.aws;

import java.util.List;
import stepfunction.config.SharedSettings;
import stepfunction.plan.HttpRoute;

/**
 * The arguments of {@link HttpRoutes}.
 *
 * @param workflow that they start
 */
public record HttpRoutesArgs(List<HttpRoute> routes, HttpApiInputs api, Workflow workflow, SharedSettings settings) {

    public HttpRoutesArgs {
        routes = List.copyOf(routes);
    }
}
