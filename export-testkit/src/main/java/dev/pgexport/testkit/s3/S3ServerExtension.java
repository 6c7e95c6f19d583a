package dev.pgexport.testkit.s3;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs what {@link EveryS3Server} marks once a kind of server. */
final class S3ServerExtension implements ClassTemplateInvocationContextProvider, TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return mark(context.getTestClass()).isPresent();
    }

    @Override
    public Stream<OnOneS3Server> provideClassTemplateInvocationContexts(ExtensionContext context) {
        return kinds(context.getTestClass()).map(OnOneS3Server::new);
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return mark(context.getTestMethod()).isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return kinds(context.getTestMethod()).map(OnOneS3Server::new);
    }

    private static Optional<EveryS3Server> mark(Optional<? extends AnnotatedElement> element) {
        return AnnotationSupport.findAnnotation(element, EveryS3Server.class);
    }

    private static Stream<S3Kind> kinds(Optional<? extends AnnotatedElement> element) {
        EveryS3Server mark = mark(element).orElseThrow();
        return Arrays.stream(mark.kinds())
                .filter(kind -> Arrays.stream(mark.needs()).allMatch(kind::can));
    }
}
