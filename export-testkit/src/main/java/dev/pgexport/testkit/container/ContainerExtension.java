package dev.pgexport.testkit.container;

import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.opentest4j.TestAbortedException;

/**
 * Gives tests the run's containers: a {@link LocalStack} or a {@link ContainerPostgres} as a parameter of the test or of
 * its class's constructor.
 *
 * <p>Where one cannot be had, the tests that ask for it are skipped, each with the reason, and a line on the standard
 * error output says what to do.
 */
public final class ContainerExtension
        implements ExecutionCondition, TestInstancePreConstructCallback, ParameterResolver {
    private static final Map<Class<?>, String> IMAGES =
            Map.of(LocalStack.class, LocalStack.IMAGE, ContainerPostgres.class, ContainerPostgres.IMAGE);
    private static final Map<Class<?>, Function<Containers, Object>> SERVERS =
            Map.of(LocalStack.class, Containers::localStack, ContainerPostgres.class, Containers::postgres);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return missing(context, context.getTestMethod().stream())
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("no container is missing"));
    }

    /** Conditions come too late for a constructor that takes a server. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        missing(context, Arrays.stream(factory.getTestClass().getDeclaredConstructors()))
                .ifPresent(reason -> {
                    throw new TestAbortedException(reason);
                });
    }

    private static Optional<String> missing(ExtensionContext context, Stream<? extends Executable> asking) {
        return asking.flatMap(executable -> Arrays.stream(executable.getParameterTypes()))
                .flatMap(type -> Optional.ofNullable(IMAGES.get(type)).stream())
                .flatMap(image -> Containers.of(context).missing(image).stream())
                .findFirst();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return SERVERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return Optional.ofNullable(SERVERS.get(type)).orElseThrow().apply(Containers.of(context));
    }
}
