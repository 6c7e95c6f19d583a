package dev.pgexport.testkit.rds;

import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the run's {@link MotoServer} as a parameter of the test: one serves all, so let each have names of its own.
 *
 * <p>Where there is none, the tests that ask for it are skipped, each with the reason, and a line on the standard error
 * output says what to do.
 */
public final class MotoExtension implements ExecutionCondition, ParameterResolver {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean asks = context.getTestMethod().stream()
                .flatMap(method -> Arrays.stream(method.getParameterTypes()))
                .anyMatch(MotoServer.class::equals);
        if (!asks) {
            return ConditionEvaluationResult.enabled("no moto is asked for");
        }
        return MotoServer.missing()
                .map(reason -> {
                    store(context).getOrComputeIfAbsent("told", key -> {
                        System.err.println("SKIPPED: all tests on moto: " + reason);
                        return true;
                    });
                    return ConditionEvaluationResult.disabled(reason);
                })
                .orElseGet(() -> ConditionEvaluationResult.enabled("moto is there"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MotoServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context).getOrComputeIfAbsent(MotoServer.class, key -> MotoServer.start(), MotoServer.class);
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getRoot().getStore(ExtensionContext.Namespace.create(MotoExtension.class));
    }
}
