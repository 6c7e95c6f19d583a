package dev.pgexport.testkit.rds;

import dev.pgexport.testkit.s3.S3Server;
import java.lang.reflect.Method;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstantiationAwareExtension;

/**
 * Gives tests an {@link RdsServer} as a parameter of the test or of its class's constructor, each one of its own, closed
 * after the test.
 *
 * <p>It exports to the {@link S3Server} that the test could ask for too: mark the class, or the test, with
 * {@link dev.pgexport.testkit.s3.EveryS3Server}.
 *
 * <pre>{@code
 * @EveryS3Server
 * @ExtendWith({PostgresExtension.class, RdsExtension.class})
 * class SnapshotExportTest {
 *     @Test
 *     void aSnapshotIsExported(RdsServer rds, TestDatabase database) {
 *         rds.add(RdsSource.instance("app", database));
 *         ...
 *     }
 * }
 * }</pre>
 */
public final class RdsExtension implements ParameterResolver, TestInstantiationAwareExtension {
    /** Let what a constructor asks for end with the test, not with the class. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RdsServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RdsServer server = (RdsServer)
                Objects.requireNonNull(context.getExecutableInvoker().invoke(start(), null), "start returns a server");
        context.getStore(ExtensionContext.Namespace.create(RdsExtension.class)).put(server, server);
        return server;
    }

    private static Method start() {
        try {
            return RdsServer.class.getMethod("start", S3Server.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
