package stepfunction.github;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test class that runs only in a project that has the pipeline; elsewhere one line says that the tests are left out. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPipeline.Condition.class)
@interface NeedsPipeline {

    /** Looks for the workflow that deploys. */
    final class Condition implements ExecutionCondition {

        private static final String WORKFLOW = ".github/workflows/deploy.yml";
        private static final AtomicBoolean IS_REPORTED = new AtomicBoolean();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Files.exists(Pipeline.ROOT.resolve(WORKFLOW))) {
                return ConditionEvaluationResult.enabled("the project has the pipeline");
            }
            var reason = "The tests of the pipeline are left out: the project has no " + WORKFLOW;
            if (!IS_REPORTED.getAndSet(true)) {
                System.out.println(reason);
            }
            return ConditionEvaluationResult.disabled(reason);
        }
    }
}
