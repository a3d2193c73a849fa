# shellcheck shell=bash
# Log files that grow while the service runs.

# A process that writes numbered lines of 100 characters, ten a second.
start_writer() {
  use_library
  # shellcheck disable=SC2016 # the writer expands it
  printf '%s\n' '#!/usr/bin/env bash' "trap 'exit 0' TERM" \
    'for ((n = 1; ; n++)); do printf "%-99d\n" "$n"; sleep 0.1; done' >"$sandbox/writer"
  chmod +x "$sandbox/writer"
  start_process writer signature "$sandbox/writer"
}

is_longer_than() { (($(stat -c %s "$2" 2>/dev/null || echo 0) > $1)); }

Logs_OverTheirLimit_AreRotatedWhileTheyAreWritten() {
  start_writer
  local log=$local_dir/log/writer.log
  log_limit=1k
  eventually 10 is_longer_than 1500 "$log"
  rotate_logs

  # Emptied, not full of a hole as long as what was there: the writer appends, and goes on with the next line or the one after.
  eventually 10 is_longer_than 0 "$log"
  local last next
  last=$(tail -n 1 "$log.1")
  next=$(head -n 1 "$log" | tr -d '\0')
  ((next == last + 1 || next == last + 2))
  is_longer_than 1400 "$log.1"
  if is_longer_than 1400 "$log"; then exit 1; fi
  expect '600 600' "$(stat -c %a "$log" "$log.1" | paste -sd' ')"
  running writer
  stop_processes writer
}

Logs_BelowTheirLimit_StayAsTheyAre() {
  start_writer
  eventually 10 is_longer_than 200 "$local_dir/log/writer.log"
  rotate_logs
  expect "$local_dir/log/writer.log" "$(echo "$local_dir"/log/writer.log*)"
  stop_processes writer
}

Logs_RotatedOften_OnlyTheLastThreeAreKept() {
  use_library
  log_limit=1k
  local n
  for n in 1 2 3 4 5; do
    printf "%-2000d\n" "$n" >"$local_dir/log/api.log"
    rotate_logs
  done
  expect '5 4 3' "$(cat "$local_dir"/log/api.log.{1,2,3} | xargs)"
  expect 0 "$(stat -c %s "$local_dir/log/api.log")"
  if [[ -e $local_dir/log/api.log.4 ]]; then exit 1; fi
}

LogRotation_StartedTwice_RunsOnceUntilItIsStopped() {
  use_library
  start_rotation
  local before after
  before=$(<"$(pid_file log-rotation)")
  start_rotation
  expect "$before" "$(<"$(pid_file log-rotation)")"
  eventually 10 test -e "$local_dir/run/logrotate.state"

  log_limit=1M # an upgrade with another limit
  start_rotation
  after=$(<"$(pid_file log-rotation)")
  if [[ $before == "$after" ]]; then exit 1; fi
  stop_processes log-rotation
  expect '' "$(known_processes)"
  expect '' "$(<"$local_dir/log/log-rotation.log")"
}
