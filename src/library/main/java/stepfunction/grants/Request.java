package stepfunction.grants;

import stepfunction.asl.Resource;
import stepfunction.asl.State;

/** A state's request to AWS, as messages about the permissions for it describe it. */
sealed interface Request {

    /** The Task or the Map. */
    State state();

    /** That it lacks the parameter which names the resource. */
    String lacks(String parameter);

    /**
     * That only an execution knows the resource.
     *
     * @param allows the lines that are missing in the plan
     */
    String computes(String parameter, String allows);

    /** A Task calls an API. */
    record Call(State state, Resource.Integration called) implements Request {

        @Override
        public String lacks(String parameter) {
            return "%s calls %s without %s, which names the resource; add it"
                    .formatted(state.name(), called.key(), parameter);
        }

        @Override
        public String computes(String parameter, String allows) {
            return "%s calls %s with a %s that is known only at run time; add %s to the plan"
                    .formatted(state.name(), called.key(), parameter, allows);
        }
    }

    /** A distributed Map reads its items, or writes its results. */
    record PartOfMap(State state, String part, Integration integration) implements Request {

        @Override
        public String lacks(String parameter) {
            return "%s has the %s %s without %s, which names the resource; add it"
                    .formatted(state.name(), part, integration.key(), parameter);
        }

        @Override
        public String computes(String parameter, String allows) {
            return "%s has the %s %s with a %s that is known only at run time; add %s to the plan"
                    .formatted(state.name(), part, integration.key(), parameter, allows);
        }
    }

    /** A Task assumes a role. */
    record RoleAssumption(State state) implements Request {

        @Override
        public String lacks(String parameter) {
            return "%s assumes a role without %s, which names it; add it".formatted(state.name(), parameter);
        }

        @Override
        public String computes(String parameter, String allows) {
            return "%s assumes a role with a %s that is known only at run time; add %s to the plan"
                    .formatted(state.name(), parameter, allows);
        }
    }
}
