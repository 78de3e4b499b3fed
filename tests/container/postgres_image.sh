#!/usr/bin/env bash
# What the postgres image does with an empty data directory: a cluster, a temporary server that only
# its socket reaches, the database, the files of an init directory, and then the real server.
#
#   BIN      PostgreSQL's programs       INIT     the init directory
#   PGDATA   the data directory, empty   PGHOST   where the sockets are
#
# Where a file was sourced, the shell must be as before: else it ends with 99.
set -Eeo pipefail
PATH=$BIN:$PATH

own_function() { echo 'of the image'; }

state() {
  set +o
  shopt -p || :
  declare -F
  declare -p -x | grep -v '^declare -x _='
  pwd
}

process_init_files() {
  local file before
  for file; do
    if [ -x "$file" ]; then
      "$file"
    else
      before=$(state)
      # shellcheck source=/dev/null
      . "$file"
      [ "$before" = "$(state)" ] && [ "$*" = "$all" ] || exit 99
    fi
  done
}

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C --no-sync --no-instructions >/dev/null
  POSTGRES_PASSWORD=$(<"$POSTGRES_PASSWORD_FILE")
  unset POSTGRES_PASSWORD_FILE
  export POSTGRES_PASSWORD PGPASSWORD=$POSTGRES_PASSWORD
  pg_ctl -o "-c listen_addresses='' -c fsync=off -k '$PGHOST'" -l "$PGDATA/log" -w start >/dev/null
  createdb --username="$POSTGRES_USER" -- "$POSTGRES_DB"
  all=$(printf '%s ' "$INIT"/*)
  all=${all% }
  process_init_files "$INIT"/*
  pg_ctl -m fast -w stop >/dev/null
  unset PGPASSWORD
fi
exec postgres -c listen_addresses= -c fsync=off -k "$PGHOST"
