# What the program is told: everything by environment variables, so that a schedule adds the export's id and nothing else.
locals {
  snapshot = var.strategy == "snapshot" ? var.snapshot : null
  connects = local.snapshot == null ? true : local.snapshot.catalog

  connection = {
    PGHOST        = var.database.host
    PGPORT        = tostring(var.database.port)
    PGDATABASE    = var.database.name
    PGUSER        = var.database.user
    PGSSLMODE     = var.database.ssl_root_cert == null ? "require" : "verify-full"
    PGSSLROOTCERT = var.database.ssl_root_cert
    PGEXPORT_AUTH = var.database.auth == "password" ? null : var.database.auth

    PGEXPORT_SECRET_ID = var.database.auth == "secret" ? var.database.secret_arn : null
    # Without it the strategy snapshot does not connect.
    PGEXPORT_FROM = local.snapshot == null ? null : "dbname=${var.database.name}"
  }

  of_rds = local.snapshot == null ? {} : {
    PGEXPORT_SNAPSHOT_DATABASE = var.database.name
    PGEXPORT_SNAPSHOT_INSTANCE = local.snapshot.instance
    PGEXPORT_SNAPSHOT_CLUSTER  = local.snapshot.cluster
    PGEXPORT_SNAPSHOT_ID       = local.snapshot.id
    PGEXPORT_SNAPSHOT_MODE     = local.snapshot.mode
    PGEXPORT_SNAPSHOT_ROLE_ARN = local.snapshot.role_arn
    PGEXPORT_SNAPSHOT_KMS_KEY  = local.snapshot.kms_key_arn
  }

  of_scratch = var.scratch == null ? {} : {
    PGEXPORT_SCRATCH = var.scratch.path
    TMPDIR           = var.scratch.path # for images whose entry point is bin/pgexport, which hands it to the JVM
  }

  # Without dimensions: one metric a name, whatever the strategy is.
  telling = {
    PGEXPORT_METRICS_FORMAT    = "emf"
    PGEXPORT_METRICS_NAMESPACE = local.metrics
    PGEXPORT_AUDIT             = tostring(var.audit)
    PGEXPORT_EVENTS_BUS        = var.event_bus_arn
  }

  environment = {
    for name, value in merge(
      { for key, value in var.settings : "PGEXPORT_${upper(replace(key, "/[.-]/", "_"))}" => value },
      {
        PGEXPORT_STRATEGY   = var.strategy
        PGEXPORT_TO         = local.to
        PGEXPORT_LOG_FORMAT = "json"
        PGEXPORT_AWS_REGION = local.region
      },
      local.telling,
      local.connects ? local.connection : {},
      local.of_rds,
      local.of_scratch,
    ) : name => value if value != null
  }

  password = local.connects && var.database.auth == "password" ? { PGPASSWORD = "${var.database.secret_arn}:password::" } : {}
  secrets  = merge(local.password, var.secrets)
}
