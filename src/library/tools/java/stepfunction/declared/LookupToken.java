package stepfunction.declared;

import com.pulumi.resources.Resource;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The token of a lookup, such as {@code aws:ssm/getParameter:getParameter}.
 *
 * @param module such as {@code ssm}; {@code index} for the package itself
 */
record LookupToken(String provider, String module, String name) {

    private static final String WITHOUT_MODULE = "index";

    /** A token has three parts; the second one repeats the name. */
    static Optional<LookupToken> parse(String token) {
        var parts = token.split(":", -1);
        if (parts.length != 3 || Stream.of(parts).anyMatch(String::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(new LookupToken(parts[0], parts[1].split("/", 2)[0], parts[2]));
    }

    /** The kind of thing that it looks up: {@code parameter} of {@code getParameter}. */
    String subject() {
        var subject = name.startsWith("get") ? name.substring("get".length()) : name;
        return subject.isEmpty() ? name : subject.substring(0, 1).toLowerCase(Locale.ROOT) + subject.substring(1);
    }

    /** The type of the resource that it looks up, if there is one of the same name. */
    String resourceType() {
        return "%s:%s/%s:%s".formatted(provider, module, subject(), capitalized(subject()));
    }

    /** The class of its results; absent where the class path has none. */
    Optional<Class<?>> resultType() {
        // A lookup has its second name where a function of the provider's has taken the first.
        return Stream.of("InvokeResult", "Result")
                .flatMap(suffix -> classOf(javaPackage() + ".outputs." + capitalized(name) + suffix).stream())
                .findFirst();
    }

    /** The class of the resource, where it is the type of one. */
    Optional<Class<?>> resourceClass() {
        return classOf(javaPackage() + "." + name).filter(Resource.class::isAssignableFrom);
    }

    /** Whether the class path has the provider's SDK. */
    boolean isOfKnownProvider() {
        return classOf(rootPackage() + ".Provider").isPresent();
    }

    /** The names of the lookups of its module. */
    List<String> namesInModule() {
        var functions = capitalized(module.equals(WITHOUT_MODULE) ? provider : module) + "Functions";
        return classOf(javaPackage() + "." + functions).stream()
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .map(Method::getName)
                .filter(method -> !method.endsWith("Plain"))
                .distinct()
                .toList();
    }

    /** The token of another lookup of the module. */
    String withName(String other) {
        return "%s:%s/%s:%s".formatted(provider, module, other, other);
    }

    private String rootPackage() {
        return "com.pulumi." + provider.replace("-", "");
    }

    private String javaPackage() {
        return module.equals(WITHOUT_MODULE) ? rootPackage() : rootPackage() + "." + module.toLowerCase(Locale.ROOT);
    }

    private static Optional<Class<?>> classOf(String name) {
        try {
            return Optional.of(Class.forName(name, false, LookupToken.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
