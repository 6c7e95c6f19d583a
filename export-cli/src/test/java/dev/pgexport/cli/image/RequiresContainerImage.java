package dev.pgexport.cli.image;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips, loudly, where docker/build has made no image. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresContainerImage.Condition.class)
@interface RequiresContainerImage {
    /** Whether the image that is needed is the one with the newest pg_dump. */
    boolean newest() default false;

    /** Asks the engine. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            boolean newest = AnnotationSupport.findAnnotation(
                            context.getRequiredTestClass(), RequiresContainerImage.class)
                    .orElseThrow()
                    .newest();
            String tag = newest ? ContainerImage.NEWEST : ContainerImage.TAG;
            if (ContainerImage.docker("image", "inspect", tag)) {
                return ConditionEvaluationResult.enabled("there is an image");
            }
            String reason = "no image " + tag + ": run testbed/up, then "
                    + (newest ? "POSTGRESQL=18 docker/build " + tag : "docker/build");
            System.err.println("SKIPPED: " + context.getDisplayName() + ": " + reason);
            return ConditionEvaluationResult.disabled(reason);
        }
    }
}
