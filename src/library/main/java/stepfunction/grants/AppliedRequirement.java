package stepfunction.grants;

import java.util.List;

/** A requirement of an API, applied to a request. */
sealed interface AppliedRequirement {

    /** The request names the resource. */
    record Granted(Need need) implements AppliedRequirement {}

    /**
     * The request does not determine the resource: the plan must allow the actions.
     *
     * @param member that names the resource
     * @param isComputed whether only an execution knows the member; otherwise it does not determine the resource for certain
     * @param isRequired whether every call is on such a resource
     * @param proposal the resource as far as it is known
     */
    record Left(String member, boolean isComputed, boolean isRequired, List<String> actions, String proposal)
            implements AppliedRequirement {}

    /**
     * Whether the actions are needed does not follow from the request.
     *
     * @param proposal the resource as far as it is known
     */
    record Possible(List<String> actions, String proposal) implements AppliedRequirement {}

    /**
     * The request does not have the member that names the resource. One that the service requires has been reported.
     *
     * @param proposal the resource as far as it is known
     */
    record Lacking(String member, List<String> actions, String proposal) implements AppliedRequirement {

        Left left() {
            return new Left("request", false, true, actions, proposal);
        }
    }

    /** A value that cannot name the resource: a sentence. */
    record Mistake(String message) implements AppliedRequirement {}
}
