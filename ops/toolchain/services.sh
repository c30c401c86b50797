#!/usr/bin/env bash
# The real PostgreSQL and the real MinIO for the contract tests, on free loopback ports, with data that nobody keeps.
#
#   services.sh start [FOLDER]   sets both up where absent, starts them, writes FOLDER/env
#   services.sh stop [FOLDER]    stops what that folder started and removes its data
#
# Use: set -a; . FOLDER/env; set +a
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
command="${1:-}"
folder="${2:-${XDG_CACHE_HOME:-$HOME/.cache}/almanac/services}"
binaries=/usr/lib/postgresql/15/bin

say() { echo "services: $*"; }

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi
}

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

secret() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# True when the process of a pid file runs, and runs what we started.
runs() { [ -s "$1" ] && [ "$(cat "/proc/$(cat "$1")/comm" 2>/dev/null)" = "$2" ]; }

start_postgres() {
  local data port password log
  data=$(as_postgres mktemp -d "${TMPDIR:-/tmp}/almanac-postgres.XXXXXX")
  echo "$data" >"$folder/postgres.data"
  port=$(free_port) password=$(secret) log="$data/server.log"
  echo "$password" | as_postgres tee "$data/password" >/dev/null
  as_postgres "$binaries/initdb" --pgdata="$data/cluster" --username=almanac --pwfile="$data/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  as_postgres "$binaries/pg_ctl" start --wait --silent --pgdata="$data/cluster" --log="$log" \
    --options="-p $port -k $data -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c max_connections=200"
  say "PostgreSQL on 127.0.0.1:$port, data in $data"
  echo "TEST_DATABASE_URL=postgres://almanac:$password@127.0.0.1:$port/postgres" >>"$folder/env.new"
}

start_minio() {
  local binary port user password
  binary=$(bash "$here/minio.sh")
  port=$(free_port) user=almanac password=$(secret)
  MINIO_ROOT_USER="$user" MINIO_ROOT_PASSWORD="$password" MINIO_BROWSER=off MINIO_UPDATE=off \
    nohup "$binary" server --quiet --address "127.0.0.1:$port" "$folder/minio-data" >"$folder/minio.log" 2>&1 </dev/null &
  echo $! >"$folder/minio.pid"
  wait_for_minio "http://127.0.0.1:$port"
  say "MinIO on 127.0.0.1:$port, data in $folder/minio-data"
  {
    echo "TEST_S3_ENDPOINT=http://127.0.0.1:$port"
    echo "TEST_S3_REGION=us-east-1"
    echo "TEST_S3_ACCESS_KEY_ID=$user"
    echo "TEST_S3_SECRET_ACCESS_KEY=$password"
  } >>"$folder/env.new"
}

wait_for_minio() {
  local ready='fetch(process.argv[1] + "/minio/health/ready").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))'
  for _ in $(seq 100); do
    if node -e "$ready" "$1"; then return; fi
    runs "$folder/minio.pid" minio || break
    sleep 0.1
  done
  say "MinIO did not start:" >&2
  tail -n 20 "$folder/minio.log" >&2
  exit 1
}

start() {
  mkdir -p "$folder"
  if [ -s "$folder/env" ] && runs "$folder/minio.pid" minio && postgres_runs; then
    say "running already, see $folder/env"
    return
  fi
  stop
  mkdir -p "$folder"
  bash "$here/pgvector.sh"
  (umask 077 && : >"$folder/env.new")
  start_postgres
  start_minio
  mv "$folder/env.new" "$folder/env"
  say "wrote $folder/env"
}

postgres_runs() {
  [ -s "$folder/postgres.data" ] && as_postgres "$binaries/pg_ctl" status --pgdata="$(cat "$folder/postgres.data")/cluster" >/dev/null 2>&1
}

stop() {
  if postgres_runs; then
    as_postgres "$binaries/pg_ctl" stop --wait --silent --mode=immediate --pgdata="$(cat "$folder/postgres.data")/cluster"
    say "stopped PostgreSQL"
  fi
  if runs "$folder/minio.pid" minio; then
    kill "$(cat "$folder/minio.pid")"
    say "stopped MinIO"
  fi
  [ ! -s "$folder/postgres.data" ] || rm -rf "$(cat "$folder/postgres.data")"
  rm -rf "$folder"/{env,env.new,postgres.data,minio.pid,minio.log,minio-data}
}

case "$command" in
  start) start ;;
  stop) stop ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
