# shellcheck shell=bash
# The service as a whole: its database, its processes, their start and end.

# Settings for a small machine. Errors are logged without the row they are about: it may hold a document's text.
service_settings="$common_settings
max_connections = 200
shared_buffers = 256MB
synchronous_commit = on
wal_compression = on
max_wal_size = 2GB
log_error_verbosity = terse
log_line_prefix = '%m [%p] %q%u@%d '
"

require_own_port() {
  if running api && [[ $signature == *:"$port":* ]]; then return; fi
  if port_answers "$port"; then
    die "port $port is taken by another program; end that program or choose another port with PARSEWORKER_PORT."
  fi
}

# The API goes on with the old programs until its turn comes. Workers of the old ones would have to wait for a migration, and count as lost.
prepare_programs() {
  local id
  id=$(source_id)
  if [[ ! -d $builds/$id ]]; then build_app "$id"; fi
  if [[ $(built_id) == "$id" ]]; then return; fi
  use_build "$id"
  stop_workers_unlike "$id:*" "The sources changed"
}

# Before anything is built or stopped.
require_own_database() {
  if [[ -z $own_db ]]; then return; fi
  connection=$(to_npgsql "$own_db")
  require_reachable "$connection"
}

# Brings the tables up to date. Needs and sets connection; sets database_id.
prepare_database() {
  if [[ -z $own_db ]]; then start_private_database; fi
  name_database
  export ConnectionStrings__Main=$connection ConnectionStrings__Direct=$connection
  local log=$local_dir/log/migrate.log
  run_api migrate >"$log" 2>&1 || die "the database could not be prepared: $(last_words "$log")"
}

# Sets database_id, under which what belongs to this database is kept.
name_database() {
  database_id=private
  if [[ -n $own_db ]]; then database_id=$(sha256sum <<<"$own_db" | head -c 12); fi
}

start_private_database() {
  require_postgres
  open_home postgres
  if [[ ! -d $home/data ]]; then rm -f "$local_dir/api-keys/private"; fi # it was a key of data that is gone
  cluster_running || say "Starting PostgreSQL in $home."
  start_cluster "$service_settings"
  if [[ ! -s $home/role-password ]]; then new_secret | write_as_owner "$home/role-password"; fi
  local password
  password=$(<"$home/role-password")
  superuser_sql >/dev/null <<SQL || die "the role parseworker could not be made in the private PostgreSQL; $home/log says why."
select 'create role parseworker' where not exists (select from pg_roles where rolname = 'parseworker') \gexec
alter role parseworker login nosuperuser nocreatedb nocreaterole password '$password';
alter role parseworker set idle_in_transaction_session_timeout = '10s';
select 'create database parseworker owner parseworker' where not exists (select from pg_database where datname = 'parseworker') \gexec
SQL
  connection=$(private_connection)
}

# The database that is in use, as it is: nothing is started, nothing migrated. Sets what run_api needs.
use_database() {
  if [[ -n $own_db ]]; then
    connection=$(to_npgsql "$own_db")
    require_reachable "$connection"
  else
    [[ -e $local_dir/postgres ]] || die "nothing is set up here; run deploy/up first."
    open_home postgres
    port_answers "$(cat "$home/port" 2>/dev/null || printf 0)" || die "the private PostgreSQL is down; start the service with deploy/up."
    connection=$(private_connection)
  fi
  export ConnectionStrings__Main=$connection ConnectionStrings__Direct=$connection
}

private_connection() {
  printf 'Host=127.0.0.1;Port=%s;Username=parseworker;Password=%s;Database=parseworker' "$(<"$home/port")" "$(<"$home/role-password")"
}

# A command of the API's program, as an operator runs it.
run_command() {
  [[ -x $(program_of api) ]] || die "nothing is set up here; run deploy/up first."
  read_settings
  use_database
  run_api "$@"
}

run_api() {
  local api
  api=$(program_of api)
  (cd "$(dirname "$api")" && exec "$api" "$@" 9>&- </dev/null)
}

# Workers first: an old one does not serve every queue that a new API fills. The API, whose start takes a moment, takes parses in meanwhile.
start_service() {
  local number wanted
  keep_settings
  stop_surplus_workers
  wanted=$(signature_of worker)
  stop_workers_unlike "$wanted" "The settings changed"
  for ((number = 1; number <= workers; number++)); do
    ensure_process "worker-$number" "$wanted" "$(program_of worker)"
  done
  ensure_api "$(signature_of api)"
  start_rotation
}

# ensure_api <signature>: the next one listens before the last one stops, so that nobody is refused in between.
ensure_api() {
  local pid signature log=$local_dir/log/api.log said_before
  if running api && [[ $signature != "$1" ]]; then
    say "Starting another api; the one that runs with other settings or programs goes on until it listens."
    said_before=$(stat -c %s "$log")
    mv "$(pid_file api)" "$(pid_file api-before)"
    start api "$1" "$(program_of api)"
    if ! listens_soon api; then take_back_api "$(tail -c "+$((said_before + 1))" "$log")"; fi
  fi
  end_handover
  ensure_process api "$1" "$(program_of api)"
}

# Also of one that was interrupted, before anything looks for the API: the last one stops where there is a next, and else is the API again.
end_handover() {
  local pid signature
  if ! running api-before; then return; fi
  if running api; then stop_processes api-before; else mv "$(pid_file api-before)" "$(pid_file api)"; fi
}

# take_back_api <what it said>: the next API ended before it listened. Where the last one does not share its port, one follows the other.
take_back_api() {
  local log=$local_dir/log/api.log
  if running api; then stop_processes api; fi
  if grep -q 'address already in use' <<<"$1"; then
    stop_processes api-before
    return
  fi
  end_handover
  die "another api did not start, and the one that ran before goes on: $(tail -n 1 <<<"$1") ($log has the rest.)"
}

# signature_of <api or worker>: what it is started with. Another build, database, port or setting of its own means starting it anew.
signature_of() {
  local also=$ocr_models:${Engines__HostUser:-} listens=''
  if [[ $1 == api ]]; then also=$(<"$local_dir/dashboard-password") listens=:$port; fi
  printf '%s%s:%s' "$(built_id)" "$listens" "$({ settings_of "$1"; printf '%s\n' "$connection" "$also"; } | sha256sum | head -c 12)"
}

# stop_workers_unlike <pattern of a signature> <why>: all at the same time, as each may drain.
stop_workers_unlike() {
  local name pid signature outdated=()
  for name in $(known_processes); do
    # shellcheck disable=SC2053 # a pattern
    if [[ $name == worker-* ]] && running "$name" && [[ $signature != $1 ]]; then outdated+=("$name"); fi
  done
  if ((${#outdated[@]} > 0)); then
    say "$2: stopping ${outdated[*]}, which finish their parses or hand them back first."
    stop_processes "${outdated[@]}"
  fi
}

stop_surplus_workers() {
  local name surplus=()
  for name in $(known_processes); do
    if [[ $name == worker-* ]] && ((${name#worker-} > workers)); then surplus+=("$name"); fi
  done
  if ((${#surplus[@]} > 0)); then
    say "Stopping ${surplus[*]}: PARSEWORKER_WORKERS is $workers."
    stop_processes "${surplus[@]}"
  fi
}

ensure_process() {
  local pid signature
  if running "$1"; then
    if [[ $signature == "$2" ]]; then return; fi
    say "Stopping $1, which runs with other settings or programs."
    stop_processes "$1"
  fi
  say "Starting $1."
  start "$@"
}

# start <name> <signature> <program>. Secrets go by environment: a command line is readable to everyone on the machine.
start() {
  started+=" $1"
  ASPNETCORE_URLS=http://localhost:$port Port__Shared=${Port__Shared:-true} Dashboard__Password=$(<"$local_dir/dashboard-password") \
    Engines__OcrModels=${Engines__OcrModels:-$ocr_models} start_process "$@"
}

wait_until_ready() {
  local deadline=$((SECONDS + 90)) name ended=''
  while ((SECONDS < deadline)) && [[ -z $ended ]]; do
    http_get /health/ready
    if [[ $http_status == 200 ]] && workers_are_ready; then return; fi
    for name in api $started; do
      running "$name" || ended=$name
    done
    sleep 0.2
  done
  if [[ -n $ended ]]; then
    die "$ended ended while starting: $(last_line "$local_dir/log/$ended.log") ($local_dir/log/$ended.log has the rest.)"
  fi
  die "the service is not ready after 90 s: $(not_ready_because) ($local_dir/log has the rest.)"
}

# Each of ours, by its process id: /health/ready counts those of other machines too, and for a moment those that were killed.
workers_are_ready() {
  local number pid facts host
  facts=$(run_api status 2>/dev/null) || return 1
  host=$(uname -n)
  for ((number = 1; number <= workers; number++)); do
    unready=worker-$number
    running "$unready" || return 1
    grep -qE "^worker"$'\t'"${host%%.*}:$pid:.*"$'\t'"(ready|an operator has paused .*)\$" <<<"$facts" || return 1
  done
}

not_ready_because() {
  if [[ $http_status == 000 ]]; then
    last_words "$local_dir/log/api.log"
  elif [[ $http_status == 200 ]]; then
    printf '%s claims nothing: %s' "$unready" "$(last_words "$local_dir/log/$unready.log")"
  else
    printf '/health/ready answers %s: %s' "$http_status" "$http_body"
  fi
}

print_addresses() {
  say "ParseWorker is ready."
  say "  API        http://localhost:$port/v1/parses   key: $local_dir/api-key"
  say "  Dashboard  http://localhost:$port/hangfire   user: operator, password: $local_dir/dashboard-password"
  say "  Settings   $settings_file   State: deploy/status"
  say "  Logs       $local_dir/log   Stop: deploy/down"
}

# The foreground: until Ctrl-C, or until somebody else stopped everything.
stay() {
  local interrupted='' names name
  trap 'interrupted=1' INT TERM HUP
  say "Ctrl-C stops everything."
  names=$(known_processes)
  while [[ -z $interrupted ]]; do
    sleep 1 || true
    for name in $names; do
      if [[ -z $interrupted ]] && ! running "$name"; then
        tell_ended "$name" || return 0
        names=$(known_processes)
      fi
    done
  done
  trap '' INT TERM HUP
  lock service
  stop_timeout=$(max "$stop_timeout" "$(needed_by_what_runs)") # another deploy/up may have started them, with longer drains
  stop_service
}

# Ctrl-C before everything runs.
interrupt() {
  trap '' INT TERM HUP
  stop_service
  exit 130
}

# False when everything has been stopped from elsewhere.
tell_ended() {
  lock service # another deploy/up may be restarting it
  local all_gone=''
  any_running || all_gone=1
  unlock
  if [[ -n $all_gone ]]; then
    say "Everything has been stopped."
    return 1
  fi
  if ! running "$1" && [[ -f $(pid_file "$1") ]]; then
    say "$1 has ended; $local_dir/log/$1.log says why, and deploy/up --detach starts it again."
    rm -f "$(pid_file "$1")"
  fi
}

stop_service() {
  local was_running=''
  if any_running; then
    was_running=1
    say "Stopping; running parses are finished or handed back first."
  fi
  # shellcheck disable=SC2046 # names without spaces
  stop_processes $(known_processes)
  if [[ -e $local_dir/postgres ]] && find_postgres; then
    open_home postgres
    if cluster_running; then was_running=1; fi
    stop_cluster fast
  fi
  if [[ -n $was_running ]]; then say "Stopped."; else say "Nothing runs here."; fi
}
