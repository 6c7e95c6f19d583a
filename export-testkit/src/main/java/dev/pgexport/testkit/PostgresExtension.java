package dev.pgexport.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives tests real servers: a {@link PostgresServer} parameter is the newest one, a {@link TestDatabase} parameter a fresh
 * database on it, dropped after the test.
 *
 * <p>One server a version serves all tests of a run. For a test on every version see {@link EveryPostgres}.
 */
public final class PostgresExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == PostgresServers.class) {
            return true;
        }
        // A parameterized test has its server from its arguments; a database of another version would mislead.
        return (type == PostgresServer.class || type == TestDatabase.class)
                && !AnnotationSupport.isAnnotated(parameter.getDeclaringExecutable(), ParameterizedTest.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        PostgresServers servers = PostgresServers.of(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == PostgresServers.class) {
            return servers;
        }
        if (type == PostgresServer.class) {
            return servers.newest();
        }
        TestDatabase database = servers.newest().createDatabase();
        context.getStore(ExtensionContext.Namespace.create(PostgresExtension.class))
                .put(database.name(), database);
        return database;
    }
}
