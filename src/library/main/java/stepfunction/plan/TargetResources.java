package stepfunction.plan;

/** The resources of the plan's targets, once they are declared: what a customization can refer to. */
public interface TargetResources {

    /**
     * The object that the code of a target returned.
     *
     * @throws IllegalArgumentException if the plan does not have the target
     */
    <R> R resource(Target<R> target);
}
