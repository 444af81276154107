package stepfunction.declared;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.function.Function;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** The user's program: the class that the property {@code mainClass} of pom.xml names. The library knows it by that name alone. */
public final class ProgramClass {

    private static final String PLAN = "public static Plan plan(StackConfig config)";

    private ProgramClass() {}

    /**
     * Loads the program's plan.
     *
     * @throws IllegalArgumentException where there is no such class, or it has no plan
     */
    static Function<StackConfig, Plan> planner(String mainClass) {
        return planner(mainClass, ProgramClass.class.getClassLoader());
    }

    /**
     * Loads the program's plan by a loader that has one version of the program.
     *
     * @throws IllegalArgumentException where there is no such class, or it has no plan
     */
    public static Function<StackConfig, Plan> planner(String mainClass, ClassLoader loader) {
        var plan = planOf(mainClass, loader);
        return config -> plan(plan, config);
    }

    private static Method planOf(String mainClass, ClassLoader loader) {
        try {
            var plan = Class.forName(mainClass, true, loader).getMethod("plan", StackConfig.class);
            if (Modifier.isStatic(plan.getModifiers()) && plan.getReturnType() == Plan.class) {
                return plan;
            }
            throw new NoSuchMethodException(PLAN);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "mainClass in pom.xml must be a class of src/main/java, was %s, which does not exist; correct it, or create src/main/java/%s.java"
                            .formatted(mainClass, mainClass.replace('.', '/')),
                    e);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("%s must have the method %s; add it".formatted(mainClass, PLAN), e);
        }
    }

    /** As if it were called directly: what the user's code throws keeps its file and line. */
    private static Plan plan(Method plan, StackConfig config) {
        try {
            return (Plan) plan.invoke(null, config);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(plan.getDeclaringClass().getName() + " must be public; make it so", e);
        }
    }
}
