#!/bin/sh
# Starts PostgreSQL, after making its database the first time, by the variables that the official image knows.
set -eu

if [ "$(id -u)" = 0 ]; then
  install -d -o postgres -g postgres -m 700 "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

if [ "$1" = postgres ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
  user=${POSTGRES_USER:-postgres}
  database=${POSTGRES_DB:-$user}
  passwords=$(mktemp)
  printf '%s\n' "${POSTGRES_PASSWORD:?is not set}" > "$passwords"
  initdb --username="$user" --pwfile="$passwords" --auth-local=trust --auth-host=scram-sha-256
  rm "$passwords"
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  # Who waits for the server waits for its second start, as with the official image.
  pg_ctl start --wait --options="-c listen_addresses=''"
  [ "$database" = postgres ] || createdb --username="$user" --maintenance-db=postgres "$database"
  pg_ctl stop --wait --mode=fast
  echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
fi

exec "$@"
