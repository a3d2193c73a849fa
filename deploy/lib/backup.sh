# shellcheck shell=bash
# Backups: the two schemas, ours and Hangfire's, in one file of pg_dump's own format.

opened='' part='' # where the private PostgreSQL was started for this; a backup that is not whole

# find_postgres_clients [least version]: sets pg_bin, the oldest of that version or a later one, or the newest of all.
find_postgres_clients() {
  local candidate version newest=''
  pg_bin=''
  while read -r candidate; do
    if [[ ! -x $candidate/pg_dump || ! -x $candidate/pg_restore || ! -x $candidate/psql ]]; then continue; fi
    if [[ $(readlink -f "$candidate/pg_dump") == *pg_wrapper ]]; then continue; fi # Debian's, which leads to one of the others
    newest=$candidate
    version=$("$candidate/pg_dump" --version | grep -oE '[0-9]+' | head -n 1)
    if [[ -z $pg_bin && -n ${1:-} ]] && ((version >= $1)); then pg_bin=$candidate; fi
  done < <(printf '%s\n' /usr/lib/postgresql/*/bin /usr/bin | sort -V)
  if [[ -z ${1:-} ]]; then pg_bin=$newest; fi
  [[ -n $pg_bin ]] ||
    die "pg_dump, pg_restore and psql${1:+ of PostgreSQL $1} are missing; install postgresql-client${1:+-$1}, or a later one."
}

# Sets pg_bin to programs that read the server's database. Needs what export_libpq has exported.
match_server() {
  local version
  find_postgres_clients
  version=$(ask_sql 'show server_version_num') || refuse_unasked
  find_postgres_clients "$((version / 10000))"
}

# export_libpq <connection string>: the same for PostgreSQL's clients, by their environment: a password stays off the command line.
export_libpq() {
  local rest=$1 hosts='' port=5432 name value
  local quotes="\"((\"\"|[^\"])*)\"|'((''|[^'])*)'"
  unset "${!PG@}" # of the caller's, which may lead elsewhere
  while [[ $rest =~ ^[[:space:]\;]*([^=\;]+)=[[:space:]]*($quotes|[^\;]*[^\;[:space:]]|)[[:space:]]*(.*)$ ]]; do
    name=${BASH_REMATCH[1],,} value=${BASH_REMATCH[2]} rest=${BASH_REMATCH[7]}
    case $value in
      \"*\") value=${BASH_REMATCH[3]//\"\"/\"} ;;
      \'*\') value=${BASH_REMATCH[5]//\'\'/\'} ;;
    esac
    case ${name// /} in
      host | server) hosts=$value ;;
      port) port=$value ;;
      username | userid | user | uid) export PGUSER=$value ;;
      password | pwd) export PGPASSWORD=$value ;;
      database | db) export PGDATABASE=$value ;;
      sslmode)
        value=${value,,} value=${value//-/}
        export PGSSLMODE=${value/#verify/verify-}
        ;;
      rootcertificate) export PGSSLROOTCERT=$value ;;
      sslcertificate) export PGSSLCERT=$value ;;
      sslkey) export PGSSLKEY=$value ;;
      channelbinding) export PGCHANNELBINDING=${value,,} ;;
      timeout) export PGCONNECT_TIMEOUT=$value ;;
    esac
  done
  export_libpq_servers "$hosts" "$port"
}

# export_libpq_servers <hosts> <port where none is said>
export_libpq_servers() {
  local places place host port
  IFS=, read -ra places <<<"${1:-localhost}"
  PGHOST='' PGPORT=''
  for place in "${places[@]}"; do
    if [[ $place == /* ]]; then host=$place port=$2; else split_place "$place" "$2"; fi
    PGHOST+=${PGHOST:+,}$host PGPORT+=${PGPORT:+,}$port
  done
  export PGHOST PGPORT
  if ((${#places[@]} > 1)); then export PGTARGETSESSIONATTRS=read-write; fi
}

# ask_sql <statement>: its one value.
ask_sql() { "$pg_bin/psql" --no-psqlrc --no-align --tuples-only --quiet --set ON_ERROR_STOP=1 --command "$1" 9>&-; }

refuse_unasked() { die "the database can't be asked; the line above says why."; }

# back_up <file>: under another name until it is whole. Only its owner may read it: it holds documents and their text.
back_up() {
  local log=$local_dir/log/backup.log
  part=$(mktemp "$1.XXXXXX" 2>/dev/null) || die "can't write beside $1; choose another place."
  trap 'rm -f "$part"' EXIT
  "$pg_bin/pg_dump" --format=custom --schema=parseworker --schema=hangfire --no-owner --no-privileges --file="$part" 2>"$log" 9>&- ||
    die "the backup failed: $(last_words "$log")"
  mv --no-clobber "$part" "$1"
  [[ ! -e $part ]] || die "$1 is there already; give another name."
  say "$1 holds the database, $(numfmt --to=iec "$(stat -c %s "$1")"). Whoever has it can read every document in it."
  tell_of_bucket
}

tell_of_bucket() {
  local objects
  objects=$(ask_sql "select count(*) from parseworker.blobs where object_key is not null")
  if ((objects > 0)); then say "$objects documents are in the bucket, and not in it: back up the bucket now, after this."; fi
}

require_stopped() {
  if any_running; then die "the service runs; stop it with deploy/down first."; fi
}

# What deploy/up would start the service on.
open_database() {
  if [[ -n $own_db ]]; then
    require_own_database
  else
    if [[ -e $local_dir/postgres ]]; then open_home postgres; fi
    if [[ -z $home ]] || ! cluster_running; then opened=1; fi
    start_private_database
  fi
}

# Down again, where it was down before.
close_database() {
  if [[ -n $opened && -n $home ]] && find_postgres; then stop_cluster fast; fi
}

# Sets pg_restore: the newest reads what any has written.
require_backup() {
  local list
  find_postgres_clients
  pg_restore=$pg_bin/pg_restore
  list=$("$pg_restore" --list "$1" 2>/dev/null) || true
  [[ $list == *' TABLE parseworker parses '* ]] ||
    die "$1 is no backup that deploy/backup made, or was made by a later PostgreSQL than the one here."
}

# API and workers of other machines, too: their statements would meet tables that come and go. A session whose client has just ended is
# there a moment longer; programs that run keep theirs.
require_alone() {
  local others tries
  for ((tries = 0; tries < 50; tries++)); do
    others=$(count_others) || refuse_unasked
    if ((others == 0)); then return; fi
    sleep 0.2
  done
  die "$others other sessions use the database; stop what runs on other machines with deploy/down first."
}

count_others() {
  ask_sql "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
    and usesysid is not null and coalesce(backend_type, 'client backend') = 'client backend'"
}

require_nothing_to_lose() {
  local there rows=0
  there=$(ask_sql "select to_regclass('parseworker.parses') is not null") || refuse_unasked
  if [[ $there == t ]]; then
    rows=$(ask_sql "select (select count(*) from parseworker.parses) + (select count(*) from parseworker.files)
      + (select count(*) from parseworker.webhook_endpoints)") || refuse_unasked
  fi
  ((rows == 0)) ||
    die "the database has $rows parses, files and webhooks, which would be deleted; say deploy/restore --replace if they may be."
}

# restore_from <file>: in one transaction, which ends without a commit unless everything was read.
restore_from() {
  local log=$local_dir/log/restore.log list said
  : >"$log"
  list=$(mktemp)
  "$pg_restore" --list "$1" | grep -v ' SCHEMA - ' >"$list"
  said=$(restoring_statements "$1" "$list" 2>>"$log" |
    "$pg_bin/psql" --no-psqlrc --quiet --set ON_ERROR_STOP=1 --output=/dev/null 2>>"$log" 9>&-) || true
  rm -f "$list"
  [[ $said == restored ]] ||
    die "the backup could not be restored, and the database is as it was: $(last_words "$log") ($log has the rest.)"
  forget_unknown_key
  say "Restored $(ask_sql "select count(*) from parseworker.parses") parses from $1; deploy/up --detach starts the service on them."
}

# restoring_statements <file> <what of it>. Before the data, what a later PostgreSQL says of sessions and an earlier one does not know.
restoring_statements() {
  printf '%s\n' 'begin;' 'set client_min_messages = warning;'
  cat "$project/deploy/lib/empty-schemas.sql"
  "$pg_restore" --no-owner --no-privileges --use-list="$2" --file=- "$1" | sed '1,/^COPY /{/^SET transaction_timeout = /d}' &&
    printf '%s\n' 'commit;' '\echo restored'
}

# deploy/up makes a key for a database that has none of here.
forget_unknown_key() {
  local kept hash
  name_database
  kept=$local_dir/api-keys/$database_id
  if [[ ! -s $kept ]]; then return; fi
  hash=$(tr -d '\n' <"$kept" | sha256sum | head -c 64)
  if [[ $(ask_sql "select exists (select from parseworker.api_keys where hash = decode('$hash', 'hex'))") == f ]]; then rm -f "$kept"; fi
}
