# shellcheck shell=bash
# What deploy/status says, a section at a time.

all_ready=1 facts='' unknown=''

is_all_ready() { [[ -n $all_ready ]]; }

# Sets facts, what the database says (the API's command status), or unknown, why it says nothing.
ask_service() {
  local answer failed=0
  set +e # here, not by a condition, which would switch it off within too
  answer=$(set -e; use_database 2>&1; run_api status 2>&1)
  failed=$?
  set -e
  if ((failed == 0)); then facts=$answer; else unknown=$answer; fi
  http_get /health/ready
  if [[ $http_status != 200 ]]; then all_ready=; fi
}

# fact <name>: what the database says of it.
fact() { awk -F '\t' -v name="$1" '$1 == name { print $2 }' <<<"$facts"; }

show_processes() {
  local number
  say "Processes"
  show_process api "$(health)"
  for ((number = 1; number <= workers; number++)); do show_process "worker-$number" ''; done
  show_postgresql
}

show_postgresql() {
  local state='is down'
  if [[ -n $own_db ]]; then
    state="at $(database_place)"
  elif [[ -e $local_dir/postgres ]]; then
    open_home postgres
    if cluster_running; then state="runs on port $(<"$home/port")"; fi
  fi
  say "  postgresql  $state"
}

health() {
  case $http_status in
    200) printf 'ready on port %s' "$port" ;;
    000) printf 'does not answer on port %s' "$port" ;;
    *) printf '%s' "$http_body" ;;
  esac
}

# show_process <name> <more of it>
show_process() {
  local pid signature more=$2
  if ! running "$1"; then
    all_ready=
    say "  $1  does not run; deploy/up --detach starts it"
    return
  fi
  if [[ $1 == worker-* ]]; then more=$(worker_state "$pid"); fi
  if [[ $1 == worker-* && $more != ready* ]]; then all_ready=; fi
  if [[ $signature != "$(built_id):"* ]]; then more+=', runs an earlier build'; fi
  say "  $1  pid $pid since $(date -u -r "$(pid_file "$1")" '+%Y-%m-%d %H:%M:%S UTC'): $more"
}

# worker_state <pid>: what the worker itself has told the database.
worker_state() {
  local host state
  host=$(uname -n)
  state=$(awk -F '\t' -v name="${host%%.*}:$1:" '$1 == "worker" && index($2, name) == 1 { print $4 ", slots: " $3 }' <<<"$facts")
  printf '%s' "${state:-has not reported}"
}

show_versions() {
  local built
  built=$(cat "$builds/current/version" 2>/dev/null || printf unknown)
  say "Versions"
  say "  programs  $built, build $(built_id)$([[ $(source_id) == "$(built_id)" ]] || printf '; the sources have changed since')"
  if [[ -n $facts ]]; then say "  PostgreSQL  $(fact postgresql)"; fi
  say "  .NET  $(dotnet --list-runtimes 2>/dev/null | awk '$1 == "Microsoft.NETCore.App" { version = $2 } END { print version }')"
}

show_settings() {
  local name
  say "Settings ($settings_file)"
  if ((${#settings[@]} == 0)); then say "  none: all are at their defaults"; fi
  for name in $(setting_names); do
    if [[ -n $name ]]; then say "  $name=$(masked "$name" "${settings[$name]}")"; fi
  done
}

# masked <name> <value>
masked() {
  case $1 in
    PARSEWORKER_DB) database_place ;;
    *Password | *Secret | *Key | *KeyHash | *PasswordHash) printf '********' ;;
    *) sed -E 's|(://)[^/@]*@|\1********@|g' <<<"$2" ;;
  esac
}

# Of the connection string no more than where it leads.
database_place() {
  local string
  string=$(to_npgsql "$own_db")
  printf '%s, database %s' "$(setting_of "$string" 'host|server'):$(setting_of "$string" port)" "$(setting_of "$string" 'database|db')"
}

show_queue() {
  say "Queue"
  if [[ -z $facts ]]; then
    all_ready=
    say "  unknown: $unknown"
    return
  fi
  say "  $(fact pending) pending, $(fact queued) queued, $(fact in_progress) in progress"
  if [[ -n $(fact oldest) ]]; then say "  the oldest has waited for $(fact oldest) s"; fi
}

show_disk() {
  say "Disk"
  if [[ -n $facts ]]; then say "  database  $(numfmt --to=iec "$(fact bytes)")"; fi
  say "  $local_dir  $(du -shL "$local_dir" 2>/dev/null | cut -f1)"
  say "  free there  $(df -h --output=avail "$local_dir" | tail -n 1 | tr -d ' ')"
  say "  free in ${TMPDIR:-/tmp}  $(df -h --output=avail "${TMPDIR:-/tmp}" | tail -n 1 | tr -d ' ')"
}
