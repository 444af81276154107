package stepfunction.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import com.pulumi.aws.Provider;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.InvokeArgs;
import com.pulumi.test.PulumiTest;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import stepfunction.Fixture;

/**
 * The resources and lookups of com.pulumi:aws under the mocks, each with the arguments that it requires: a fixed sample, or all of them with {@code -Dall=true}.
 */
class ProviderClassesTest {

    private static final int RESOURCES = 60;
    private static final int LOOKUPS = 40;
    private static final int AT_ONCE = 100;

    @Test
    void every_resource_has_every_output_that_is_not_optional() throws Exception {
        var resources =
                sample(classes().filter(CustomResource.class::isAssignableFrom).toList(), RESOURCES);
        var declared = new TreeMap<String, CustomResource>();

        // A thousand resources at once have once kept the SDK waiting for ever.
        for (var some : Lists.partition(resources, AT_ONCE)) {
            run(() -> some.forEach(type -> declared.put(type.getName(), (CustomResource) create(type))));
        }

        assertThat(declared).hasSameSizeAs(resources);
        assertThat(declared.entrySet().stream().flatMap(resource -> nulls(resource.getKey(), resource.getValue())))
                .isEmpty();
    }

    private static Object create(Class<?> type) {
        try {
            var constructor = constructor(type);
            return constructor.newInstance("made", RequiredInputs.of(constructor.getParameterTypes()[1]));
        } catch (InvocationTargetException e) {
            throw new AssertionError(type + " cannot be declared", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " cannot be declared", e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .filter(each -> each.getParameterCount() == 2 && each.getParameterTypes()[0] == String.class)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> nulls(String name, CustomResource resource) {
        return getters(resource)
                .filter(getter -> PulumiTest.extractValue(output(getter, resource)) == null)
                .map(getter -> name + "::" + getter.getName());
    }

    private static Stream<Method> getters(CustomResource resource) {
        return Arrays.stream(resource.getClass().getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && method.getParameterCount() == 0
                        && method.getReturnType() == Output.class
                        && !isOptional(method.getGenericReturnType()));
    }

    private static boolean isOptional(Type output) {
        return SdkTypes.argument(output) instanceof ParameterizedType argument
                && argument.getRawType() == Optional.class;
    }

    private static Output<?> output(Method getter, Object resource) {
        try {
            return (Output<?>) getter.invoke(resource);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void every_lookup_is_answered_with_every_property_that_is_not_optional() throws Exception {
        var lookups = sample(
                classes()
                        .filter(type -> type.getSimpleName().endsWith("Functions"))
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .filter(ProviderClassesTest::isLookup)
                        .toList(),
                LOOKUPS);
        var answers = Collections.synchronizedMap(new TreeMap<String, Object>());

        var stack = run(() -> {
            for (var lookup : lookups) {
                var unused = call(lookup).applyValue(answer -> answers.put(name(lookup), answer));
            }
        });

        assertThat(answers.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        lookups.stream().map(ProviderClassesTest::name).toList());
        assertThat(answers.entrySet().stream().flatMap(answer -> missing(answer.getKey(), answer.getValue())))
                .isEmpty();
        assertThat(printedEntries(stack)).isNotEmpty();
    }

    /** Entries that are printed for pasting must themselves be accepted. */
    private static List<LookupEntry> printedEntries(DeclaredStack stack) {
        var entries = stack.warnings().stream()
                .filter(warning -> warning.contains("is made up"))
                .map(warning -> warning.substring(warning.indexOf('{')))
                .toList();
        return LookupAnswers.parse(entries.toString()).entries();
    }

    /** One of the methods of a lookup, with its plain arguments. */
    private static boolean isLookup(Method method) {
        return method.getReturnType() == Output.class
                && method.getParameterCount() == 1
                && InvokeArgs.class.isAssignableFrom(method.getParameterTypes()[0]);
    }

    private static String name(Method lookup) {
        return lookup.getDeclaringClass().getName() + "::" + lookup.getName();
    }

    private static Output<?> call(Method lookup) {
        try {
            var arguments = lookup.getParameterTypes()[0];
            return (Output<?>) lookup.invoke(
                    null, arguments == InvokeArgs.class ? InvokeArgs.Empty : RequiredInputs.of(arguments));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(lookup + " cannot be called", e);
        }
    }

    private static Stream<String> missing(String lookup, Object answer) {
        return Arrays.stream(answer.getClass().getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && method.getParameterCount() == 0
                        && method.getReturnType() != Optional.class)
                .filter(getter -> {
                    try {
                        return getter.invoke(answer) == null;
                    } catch (ReflectiveOperationException e) {
                        throw new AssertionError(e);
                    }
                })
                .map(getter -> lookup + "::" + getter.getName());
    }

    private static DeclaredStack run(Runnable program) {
        return DeclaredStack.declare(ProgramRun.of(Fixture.PROJECT, "test"), config -> {
            program.run();
            return Fixture.plan(config);
        });
    }

    private static <T> List<T> sample(List<T> all, int size) {
        if (Boolean.getBoolean("all")) {
            return all;
        }
        var shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(26));
        return shuffled.subList(0, size);
    }

    private static Stream<Class<?>> classes() throws IOException, URISyntaxException {
        var jar = Path.of(Provider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (var file = new JarFile(jar.toFile())) {
            List<Class<?>> classes = new ArrayList<>();
            for (var entry : Collections.list(file.entries())) {
                if (entry.getName().matches("com/pulumi/aws/([a-z0-9]+/)?[A-Z]\\w*\\.class")) {
                    var name = entry.getName().replace(".class", "").replace('/', '.');
                    classes.add(Class.forName(name, false, ProviderClassesTest.class.getClassLoader()));
                }
            }
            return classes.stream();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
