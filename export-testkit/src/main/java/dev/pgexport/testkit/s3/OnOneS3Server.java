package dev.pgexport.testkit.s3;

import java.util.List;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/** One run of a test, or of a test class, on the server of one kind. */
record OnOneS3Server(S3Kind kind) implements ClassTemplateInvocationContext, TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
        return kind.toString();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(new OneS3Server(kind));
    }

    /** Does nothing: the server starts when a test asks for it. */
    @Override
    public void prepareInvocation(ExtensionContext context) {}
}
