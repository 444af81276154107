package stepfunction.apis;

import java.util.List;
import java.util.Optional;

/**
 * An API of a service, as an SDK integration calls it.
 *
 * @param service as the Task's Resource has it, such as {@code sfn}
 * @param name as the Task's Resource has it, such as {@code startExecution}
 * @param iamRequirements what IAM checks for a call; empty where it checks nothing, and absent where the table does not know it
 * @param likelyAction the action that a call most probably needs where the table does not know it
 * @param errors the names of the errors that a call may fail with, such as {@code Glue.CrawlerRunningException}
 */
public record Api(
        String service,
        String name,
        Optional<List<IamRequirement>> iamRequirements,
        String likelyAction,
        RequestMembers request,
        List<Member> response,
        List<String> errors) {

    public Api {
        iamRequirements = iamRequirements.map(List::copyOf);
        response = List.copyOf(response);
        errors = List.copyOf(errors);
    }

    /** Such as {@code aws-sdk:sfn:startExecution}. */
    public String key() {
        return "aws-sdk:" + service + ":" + name;
    }
}
