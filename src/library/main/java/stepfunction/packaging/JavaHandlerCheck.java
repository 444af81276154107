package stepfunction.packaging;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import stepfunction.asl.Spelling;

/**
 * Whether a package has the class of a handler in Java, and the class has the method. It runs no code of the class, and is silent where a class
 * that it needs cannot be loaded: https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html.
 */
final class JavaHandlerCheck {

    private static final String SEPARATOR = "::";
    private static final String CLASS = ".class";

    /** Class files begin with it. */
    private static final int MAGIC = 0xCAFEBABE;

    /** The first of the numbers of class files is 45, of Java 1: https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html. */
    private static final int CLASS_FILES_BEFORE_JAVA_1 = 44;

    private static final String INTERFACES = "com\\.amazonaws\\.services\\.lambda\\.runtime\\.Request(Stream)?Handler";

    private final PackedHandler handler;
    private final String className;
    private final Optional<String> method;

    private JavaHandlerCheck(PackedHandler handler) {
        var name = handler.name();
        var separator = name.lastIndexOf(SEPARATOR);
        this.handler = handler;
        this.className = separator < 0 ? name : name.substring(0, separator);
        this.method = separator < 0 ? Optional.empty() : Optional.of(name.substring(separator + SEPARATOR.length()));
    }

    static Optional<String> problem(PackedHandler handler) {
        return new JavaHandlerCheck(handler).problem();
    }

    private Optional<String> problem() {
        var file = className.replace('.', '/') + CLASS;
        try {
            if (handler.has(file)) {
                try (var stream = Files.newInputStream(handler.files().get(file))) {
                    return problemOfVersion(stream).or(this::problemOfMethod);
                }
            }
            return problemInJars(file);
        } catch (IOException e) {
            // The archive provider says why it cannot be read.
            return Optional.empty();
        }
    }

    /** By their names in the package. */
    private Map<String, Path> jars() {
        var jars = new TreeMap<>(handler.files());
        jars.keySet().removeIf(file -> !file.matches("lib/[^/]+\\.jar"));
        return jars;
    }

    private Optional<String> problemInJars(String file) throws IOException {
        var unreadable = new ArrayList<String>();
        for (var library : jars().entrySet()) {
            try (var jar = new JarFile(library.getValue().toFile(), false)) {
                if (jar.getEntry(file) != null) {
                    return problemOfMethod();
                }
            } catch (ZipException e) {
                unreadable.add("%s must be a jar, cannot be read (%s); build it again"
                        .formatted(handler.shown(library.getKey()), e.getMessage()));
            }
        }
        if (!unreadable.isEmpty()) {
            return Optional.of(unreadable.get(0));
        }
        return handler.mayBeInLayer() ? Optional.empty() : Optional.of(classIsMissing());
    }

    private String classIsMissing() {
        var folder = handler.folder().name();
        var foldersOfPoms = foldersOfPoms();
        var classes = handler.files().keySet().stream()
                .filter(file -> file.endsWith(CLASS))
                .map(file -> file.substring(0, file.length() - CLASS.length()).replace('/', '.'))
                .toList();
        if (classes.isEmpty() && jars().isEmpty() && !JavaContents.isBuilt(handler.folder())) {
            return foldersOfPoms.isEmpty()
                    ? "%s must have the class %s of the function %s, has neither classes nor a pom.xml; add a pom.xml, or put a jar into %s/lib"
                            .formatted(folder, className, handler.functionName(), folder)
                    : "%s must have the pom.xml that builds the function %s, which is in %s; set that folder in the plan"
                            .formatted(folder, handler.functionName(), String.join(" or ", foldersOfPoms));
        }
        var advice = Spelling.nearest(className, classes)
                .map("did you mean %s?"::formatted)
                .orElse("add it and build, or set .handler(\"CLASS::METHOD\")");
        return "%s has no class %s, the handler of the function %s; %s"
                .formatted(folder, className, handler.functionName(), advice);
    }

    /** At most three, in the folder of the function. */
    private List<String> foldersOfPoms() {
        return handler.files().keySet().stream()
                .filter(file -> file.endsWith("/" + JavaContents.POM))
                .map(file -> handler.shown(file.substring(0, file.lastIndexOf('/'))))
                .sorted()
                .limit(3)
                .toList();
    }

    private Optional<String> problemOfVersion(InputStream stream) throws IOException {
        var data = new DataInputStream(stream);
        var isClass = data.readInt() == MAGIC;
        data.readUnsignedShort();
        var version = data.readUnsignedShort() - CLASS_FILES_BEFORE_JAVA_1;
        return isClass && version > handler.version()
                ? Optional.of(
                        "%s is compiled for Java %d, but the function %s runs on Java %d; compile it with release %d, or set .runtime(\"java%d\")"
                                .formatted(
                                        className,
                                        version,
                                        handler.functionName(),
                                        handler.version(),
                                        handler.version(),
                                        version))
                : Optional.empty();
    }

    private Optional<String> problemOfMethod() {
        try (var loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            var type = Class.forName(className, false, loader);
            return method.isPresent() ? problemOf(method.get(), type.getMethods()) : problemOfInterface(type);
        } catch (ClassNotFoundException | LinkageError | IOException e) {
            // It may need a class that Lambda's runtime or a layer brings.
            return Optional.empty();
        }
    }

    private URL[] urls() throws MalformedURLException {
        var urls = new ArrayList<URL>();
        urls.add(handler.taskRoot().toUri().toURL());
        for (var jar : jars().values()) {
            urls.add(jar.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private Optional<String> problemOf(String name, Method[] methods) {
        var names = Arrays.stream(methods).map(Method::getName).distinct().toList();
        if (names.contains(name)) {
            return Optional.empty();
        }
        var advice = Spelling.nearest(name, names)
                .map("did you mean %s?"::formatted)
                .orElse("add it, or set .handler(\"CLASS::METHOD\")");
        return Optional.of("%s has no public method %s, the handler of the function %s; %s"
                .formatted(className, name, handler.functionName(), advice));
    }

    private Optional<String> problemOfInterface(Class<?> type) {
        return supertypes(type).stream().anyMatch(each -> each.getName().matches(INTERFACES))
                ? Optional.empty()
                : Optional.of(
                        "%s implements neither RequestHandler nor RequestStreamHandler; name the method that the function %s calls: .handler(\"%s::METHOD\")"
                                .formatted(className, handler.functionName(), className));
    }

    private static List<Class<?>> supertypes(@Nullable Class<?> type) {
        if (type == null) {
            return List.of();
        }
        var supertypes = new ArrayList<Class<?>>(List.of(type));
        supertypes.addAll(supertypes(type.getSuperclass()));
        for (var each : type.getInterfaces()) {
            supertypes.addAll(supertypes(each));
        }
        return supertypes;
    }
}
