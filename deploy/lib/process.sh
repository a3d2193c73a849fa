# shellcheck shell=bash
# The service's own processes. A pid file holds: pid, when it started (a pid is used again), what it was started with.

# Over the worker's drain and the API's open requests; after that a kill loses nothing, because leases expire.
stop_timeout=${PARSEWORKER_STOP_TIMEOUT:-90}

pid_file() { printf '%s/run/%s.pid' "$local_dir" "$1"; }

# Prints the start time in clock ticks; nothing for a process that is gone or only waits to be reaped.
start_time() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  read -ra stat <<<"${stat##*) }"
  if [[ ${stat[0]} != [ZX] ]]; then printf '%s' "${stat[19]}"; fi
}

# running <name>: sets pid and signature of the process.
running() {
  local started
  [[ -f $(pid_file "$1") ]] && read -r pid started signature <"$(pid_file "$1")" && [[ -n $started && $(start_time "$pid") == "$started" ]]
}

known_processes() {
  local file
  for file in "$local_dir"/run/*.pid; do
    if [[ -f $file ]]; then basename "$file" .pid; fi
  done
}

any_running() {
  local name
  for name in $(known_processes); do
    if running "$name"; then return 0; fi
  done
  return 1
}

# start_process <name> <signature> <program>: in a session of its own, so that Ctrl-C here doesn't reach it.
start_process() {
  local log=$local_dir/log/$1.log
  (
    umask 077
    exec </dev/null >>"$log" 2>&1 9>&-
    cd "$(dirname "$3")"
    exec setsid "$3"
  ) &
  printf '%s %s %s\n' "$!" "$(start_time "$!")" "$2" | write_private "$(pid_file "$1")"
}

# stop_processes <name>…: asks all, waits for all, kills what doesn't end.
stop_processes() {
  local name pid signature deadline=$((SECONDS + stop_timeout))
  for name in "$@"; do
    if running "$name"; then kill -TERM "$pid" 2>/dev/null || true; fi
  done
  for name in "$@"; do
    while running "$name" && ((SECONDS < deadline)); do sleep 0.1; done
    if running "$name"; then
      printf '%s\n' "$name has not ended within $stop_timeout s; killing it. Its parses go on when their leases expire." >&2
      kill -KILL "$pid" 2>/dev/null || true
    fi
    rm -f "$(pid_file "$name")"
  done
}

# listens_soon <name>: whether it comes to listen on the port, before it ends or a minute has passed.
listens_soon() {
  local pid signature deadline=$((SECONDS + 60))
  while running "$1" && ((SECONDS < deadline)); do
    if listens "$pid"; then return 0; fi
    sleep 0.05
  done
  return 1
}

# listens <pid>: whether one of its sockets listens on the port (proc_pid_net(5); state 0A is TCP_LISTEN).
listens() {
  local inode hex
  printf -v hex ':%04X' "$port"
  while read -r inode; do
    if [[ -n $(find "/proc/$1/fd" -lname "socket:\[$inode\]" -print -quit 2>/dev/null) ]]; then return 0; fi
  done < <(awk -v port="$hex" '$4 == "0A" && substr($2, length($2) - 4) == port { print $10 }' /proc/net/tcp /proc/net/tcp6 2>/dev/null)
  return 1
}

# http_get <path>: sets http_status and http_body; without curl, which a bare machine lacks.
http_get() {
  http_status=000 http_body=
  local answer
  answer=$(
    exec 2>/dev/null
    exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 0
    printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3
    timeout 5 cat <&3
  ) || true
  if [[ $answer =~ ^HTTP/1\.[01]\ ([0-9]{3}) ]]; then
    http_status=${BASH_REMATCH[1]}
    http_body=$(tail -n 1 <<<"$answer")
  fi
}
