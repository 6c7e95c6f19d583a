package dev.pgexport.api.manifest;

/** What kind of type a type is, see pg_type.typtype. */
public enum TypeKind {
    BASE,
    COMPOSITE,
    DOMAIN,
    ENUM,
    RANGE,
    MULTIRANGE
}
