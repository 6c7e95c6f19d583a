package dev.pgexport.testkit.s3;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.opentest4j.TestAbortedException;

/** Gives tests the server of one kind, and skips them where there is none. */
final class OneS3Server implements ExecutionCondition, TestInstancePreConstructCallback, ParameterResolver {
    private final S3Kind kind;

    OneS3Server(S3Kind kind) {
        this.kind = kind;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return S3Servers.of(context)
                .missing(kind)
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled(kind + " is there"));
    }

    /** Conditions come too late for a constructor that takes the server. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        S3Servers.of(context).missing(kind).ifPresent(reason -> {
            throw new TestAbortedException(reason);
        });
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == S3Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return S3Servers.of(context).server(kind);
    }
}
