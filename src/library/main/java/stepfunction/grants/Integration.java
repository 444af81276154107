package stepfunction.grants;

import java.util.List;
import java.util.stream.Stream;
import stepfunction.asl.Resource.Pattern;

/**
 * What the state machine's role must allow for a Task that calls an API of a service.
 *
 * @param key such as {@code sqs:sendMessage} or {@code aws-sdk:s3:getObject}
 * @param page of AWS that documents its permissions
 * @param accesses what each call needs
 * @param accessesOfJob needed in addition by a Task that waits for a job: to poll it and to stop it
 * @param managedRule of EventBridge, by which Step Functions learns that a job has ended; empty where it polls
 */
record Integration(String key, String page, List<Access> accesses, List<Access> accessesOfJob, String managedRule) {

    static Integration of(String key, String page, Access... accesses) {
        return new Integration(key, page, List.of(accesses), List.of(), "");
    }

    Integration waitingWith(Access... ofJob) {
        return new Integration(key, page, accesses, List.of(ofJob), managedRule);
    }

    Integration notifiedBy(String rule) {
        return new Integration(key, page, accesses, accessesOfJob, rule);
    }

    List<Access> accesses(Pattern pattern) {
        return pattern.waitsForJob()
                ? Stream.concat(accesses.stream(), accessesOfJob.stream()).toList()
                : accesses;
    }
}
