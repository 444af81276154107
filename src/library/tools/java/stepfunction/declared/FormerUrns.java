package stepfunction.declared;

import com.pulumi.core.Alias;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.test.PulumiTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The URNs under which Pulumi may find the declared resources in its state besides their own, by their aliases and those of their
 * parents: https://www.pulumi.com/docs/iac/concepts/options/aliases/. All are without stack and project.
 */
final class FormerUrns {

    private final Map<Resource, Set<LocalUrn>> byResource = new HashMap<>();

    /**
     * A URN without stack and project.
     *
     * @param types of the resource and of those that it is a part of, such as {@code stepfunction:index:Workflow$aws:iam/role:Role}
     */
    private record LocalUrn(String types, String name) {

        static LocalUrn parse(String text) {
            var parts = text.split("::", 2);
            return new LocalUrn(parts[0], parts[1]);
        }

        /** Its own type, without the types of its parents. */
        String type() {
            return types.substring(types.lastIndexOf('$') + 1);
        }

        LocalUrn child(String type, String childName) {
            return new LocalUrn(types + "$" + type, childName);
        }

        String text() {
            return types + "::" + name;
        }
    }

    private FormerUrns() {}

    /**
     * The present URN by each former one.
     *
     * @param declarations with each parent before its children
     */
    static Map<String, String> of(List<ResourceTransformation.Args> declarations) {
        var former = new FormerUrns();
        var presentUrns = new LinkedHashMap<String, String>();
        for (var declaration : declarations) {
            var urn = declaration.resource().urn();
            former.find(declaration)
                    .forEach(formerUrn -> presentUrns.put(
                            formerUrn.text(), withoutStack(value(urn)).text()));
        }
        return presentUrns;
    }

    private Set<LocalUrn> find(ResourceTransformation.Args declaration) {
        var resource = declaration.resource();
        var options = declaration.options();
        var found = new LinkedHashSet<LocalUrn>();
        for (var alias : options.getAliases()) {
            found.add(named(value(alias), resource, options.getParent()));
        }
        var names = new ArrayList<>(found);
        names.add(new LocalUrn(resource.pulumiResourceType(), resource.pulumiResourceName()));
        options.getParent().ifPresent(parent -> {
            for (var formerParent : byResource.getOrDefault(parent, Set.of())) {
                names.forEach(name -> found.add(inherited(name, parent.pulumiResourceName(), formerParent)));
            }
        });
        byResource.put(resource, found);
        return found;
    }

    private static LocalUrn named(Alias alias, Resource resource, Optional<Resource> parent) {
        if (alias.getUrn().isPresent()) {
            return withoutStack(alias.getUrn().get());
        }
        var name = alias.getName().map(FormerUrns::value).orElse(resource.pulumiResourceName());
        var type = alias.getType().map(FormerUrns::value).orElse(resource.pulumiResourceType());
        var parentUrn = alias.getParentUrn()
                .or(() -> alias.getParent().or(() -> parent).map(Resource::urn))
                .map(FormerUrns::value);
        return parentUrn.isEmpty() || alias.hasNoParent()
                ? new LocalUrn(type, name)
                : withoutStack(parentUrn.get()).child(type, name);
    }

    /** Where a child's name begins with its parent's, it began with the parent's former name. */
    private static LocalUrn inherited(LocalUrn child, String parentName, LocalUrn formerParent) {
        var name = child.name().startsWith(parentName)
                ? formerParent.name() + child.name().substring(parentName.length())
                : child.name();
        return formerParent.child(child.type(), name);
    }

    /** The stack's type is in the URNs of the mocks' resources, but not in the engine's. */
    private static LocalUrn withoutStack(String urn) {
        return LocalUrn.parse(urn.replace("pulumi:pulumi:Stack$", "").split("::", 3)[2]);
    }

    private static <T> T value(Output<T> output) {
        return PulumiTest.extractValue(output);
    }
}
