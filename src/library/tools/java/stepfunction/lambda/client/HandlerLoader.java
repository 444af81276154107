package stepfunction.lambda.client;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds the handler of a function.
 *
 * @param classes of the function
 */
record HandlerLoader(ClassLoader classes) {

    private static final String SEPARATOR = "::";

    /** As Lambda chooses among methods of one name. */
    private static final Comparator<Method> FIRST_CHOICE = Comparator.comparing(Method::isBridge)
            .thenComparing(HandlerMethod::numberOfParametersWhereContextCountsTwice, Comparator.reverseOrder());

    /**
     * Loads it.
     *
     * @param name such as {@code shop.Price::handleRequest}, or {@code shop.Price} of a class that implements an interface of Lambda's
     * @return one that fails for each event, where the name is wrong
     * @throws HandlerFault where the handler's class cannot be initialized, or no instance of it can be made
     */
    Handler load(String name) {
        var separator = name.lastIndexOf(SEPARATOR);
        var className = separator < 0 ? name : name.substring(0, separator);
        var method =
                separator < 0 ? Optional.<String>empty() : Optional.of(name.substring(separator + SEPARATOR.length()));
        if (className.isEmpty() || method.filter(String::isEmpty).isPresent()) {
            return Handler.failing(HandlerFault.of("Invalid handler: `%s'".formatted(name)));
        }
        try {
            var type = Class.forName(className, true, classes);
            return method.isPresent() ? ofMethod(type, method.get()) : ofInterface(type);
        } catch (ClassNotFoundException e) {
            return Handler.failing(HandlerFault.classNotFound(className, e));
        } catch (NoClassDefFoundError e) {
            return Handler.failing(HandlerFault.classNotLoaded(className, e));
        } catch (HandlerFault fault) {
            if (fault.isFatal()) {
                throw fault;
            }
            return Handler.failing(fault);
        } catch (Throwable e) {
            throw HandlerFault.classNotLoaded(className, e);
        }
    }

    private static Handler ofInterface(Class<?> type) {
        if (RequestStreamHandler.class.isAssignableFrom(type)) {
            return ((RequestStreamHandler) newInstance(type))::handleRequest;
        }
        if (RequestHandler.class.isAssignableFrom(type)) {
            var arguments = TypeArguments.ofRequestHandler(type);
            return ObjectHandler.of((RequestHandler<?, ?>) newInstance(type), arguments.get(0), arguments.get(1));
        }
        throw HandlerFault.of("Class does not implement an appropriate handler interface: " + type.getName());
    }

    private static Handler ofMethod(Class<?> type, String name) {
        return Arrays.stream(methods(type, name))
                .filter(method -> method.getName().equals(name))
                .sorted(FIRST_CHOICE)
                .flatMap(method -> HandlerMethod.of(method).stream())
                .findFirst()
                .map(method -> method.on(method.isStatic() ? Optional.empty() : Optional.of(newInstance(type))))
                .orElseThrow(() ->
                        HandlerFault.of("No public method named %s with appropriate method signature found on class %s"
                                .formatted(name, type.getName())));
    }

    private static Method[] methods(Class<?> type, String name) {
        try {
            return type.getMethods();
        } catch (NoClassDefFoundError e) {
            throw HandlerFault.methodsNotLoaded(type.getName(), name, e);
        }
    }

    private static Object newInstance(Class<?> type) {
        try {
            return constructor(type).newInstance();
        } catch (InvocationTargetException e) {
            throw HandlerFault.notConstructed(e.getCause() == null ? e : e.getCause());
        } catch (HandlerFault fault) {
            throw fault;
        } catch (Throwable e) {
            throw HandlerFault.of(e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) throws Exception {
        try {
            return type.getConstructor();
        } catch (NoSuchMethodException e) {
            var isInner = type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
            throw isInner
                    ? new Exception("Class %s cannot be instantiated because it is a non-static inner class"
                            .formatted(type.getName()))
                    : new Exception("Class %s has no public zero-argument constructor".formatted(type.getName()), e);
        }
    }
}
