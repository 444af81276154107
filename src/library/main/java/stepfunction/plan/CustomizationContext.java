package stepfunction.plan;

import com.pulumi.resources.CustomResourceOptions;

/** What the code of a customization has at hand besides the arguments of the resource. */
public interface CustomizationContext extends TargetResources {

    /** The resource's options, such as {@code importId} or {@code ignoreChanges}, which are merged into the library's own. */
    CustomResourceOptions.Builder options();
}
