#!/bin/sh
# A throw-away PostgreSQL server for tests.
#
#   eval "$(tests/services/postgresql.sh start)"   starts it and exports MASTHEAD_TEST_POSTGRES_URL
#   tests/services/postgresql.sh url               prints the address
#   tests/services/postgresql.sh stop              stops it and removes every trace
#
# Needs PostgreSQL's server programs (Debian: apt-get install postgresql). They refuse to run as
# root; root runs them as the user postgres. MASTHEAD_TEST_POSTGRES_PORT chooses another port.
set -eu

port="${MASTHEAD_TEST_POSTGRES_PORT:-54329}"
folder="${TMPDIR:-/tmp}/masthead-postgresql-$port"
url="postgres://masthead@127.0.0.1:$port/masthead"

find_programs() {
    for programs in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/bin /usr/bin; do
        if [ -x "$programs/initdb" ] && [ -x "$programs/pg_ctl" ]; then
            echo "$programs"
            return
        fi
    done
    echo "PostgreSQL's initdb was not found: install the package postgresql" >&2
    exit 1
}

run() {
    if [ "$(id -u)" = 0 ]; then
        (cd "$folder" && runuser -u postgres -- "$@")
    else
        (cd "$folder" && "$@")
    fi
}

start() {
    programs="$(find_programs)"
    if [ -d "$folder/data" ] && run "$programs/pg_ctl" status -D "$folder/data" >/dev/null; then
        return
    fi
    rm -rf "$folder"
    mkdir -m 700 "$folder"
    if [ "$(id -u)" = 0 ]; then
        chown postgres: "$folder"
    fi
    run "$programs/initdb" -D "$folder/data" -U masthead -A trust -E UTF8 --locale=C.UTF-8 \
        --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
    # Durability is the server's own business and is not what is tested here.
    run "$programs/pg_ctl" start -D "$folder/data" -l "$folder/server.log" -w -t 60 \
        -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off \
            -c synchronous_commit=off -c full_page_writes=off" \
        >/dev/null || { cat "$folder/server.log" >&2; exit 1; }
    run "$programs/createdb" -h "$folder" -p "$port" -U masthead masthead
}

stop() {
    if [ -d "$folder/data" ]; then
        run "$(find_programs)/pg_ctl" stop -D "$folder/data" -m immediate >/dev/null || true
    fi
    rm -rf "$folder"
}

case "${1:-}" in
    start) start && echo "export MASTHEAD_TEST_POSTGRES_URL=$url" ;;
    stop) stop ;;
    url) echo "$url" ;;
    *) echo "usage: $0 start|stop|url" >&2; exit 2 ;;
esac
