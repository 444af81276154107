package stepfunction.watch;

import java.util.Map;
import java.util.Set;

/** Loads one version of the user's program; everything else is its parent's. */
final class ProgramLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;
    private final Set<String> outdated;

    /**
     * A loader.
     *
     * @param classes their bytes by name
     * @param outdated names of outermost classes that the parent has in an earlier version
     */
    ProgramLoader(ClassLoader parent, Map<String, byte[]> classes, Set<String> outdated) {
        super(parent);
        this.classes = Map.copyOf(classes);
        this.outdated = Set.copyOf(outdated);
    }

    static String outermost(String className) {
        var end = className.indexOf('$');
        return end < 0 ? className : className.substring(0, end);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!classes.containsKey(name) && !outdated.contains(outermost(name))) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
