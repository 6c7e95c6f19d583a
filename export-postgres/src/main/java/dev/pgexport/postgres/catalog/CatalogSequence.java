package dev.pgexport.postgres.catalog;

import dev.pgexport.api.TableName;
import java.util.Optional;

/**
 * A sequence whose value is exported.
 *
 * @param oid pg_class.oid
 * @param name schema and name
 * @param lastValue as setval() takes it
 * @param isCalled whether {@code lastValue} was handed out already
 * @param owner the table whose column owns it
 */
public record CatalogSequence(long oid, TableName name, long lastValue, boolean isCalled, Optional<TableName> owner) {}
