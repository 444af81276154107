package stepfunction.plan;

import com.pulumi.resources.CustomResourceOptions;

/** Gives the code of a customization access to the resources of targets and to the options of the customized resource. */
public interface CustomizationContext extends TargetResources {

    /** The resource's options, such as {@code importId} or {@code ignoreChanges}, which are merged into the library's own. */
    CustomResourceOptions.Builder options();
}
