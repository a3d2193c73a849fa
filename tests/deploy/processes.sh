# shellcheck shell=bash
# Processes: started once, found again, stopped with patience.

# stub_program <reaction to SIGTERM>
stub_program() {
  printf '%s\n' '#!/usr/bin/env bash' "trap '$1' TERM" 'echo up' 'while true; do sleep 0.05; done' >"$sandbox/stub"
  chmod +x "$sandbox/stub"
}

stub_is_up() { grep -qs up "$local_dir/log/stub.log"; }

start_stub() {
  use_library
  stub_program "$1"
  start_process stub signature "$sandbox/stub"
  eventually 10 stub_is_up
}

Process_Started_RunsInASessionOfItsOwn() {
  start_stub 'exit 0'
  running stub
  # shellcheck disable=SC2154 # set by running
  read -r _ _ _ _ _ session _ <"/proc/$pid/stat"
  expect "$pid" "$session"
  stop_processes stub
}

Process_Killed_RunsNoMore() {
  start_stub 'exit 0'
  running stub
  kill -KILL "$pid"
  not_running() { ! running stub; }
  eventually 10 not_running
}

Process_PidUsedAgain_IsNotTakenForOurs() {
  use_library
  printf '%s 1 signature\n' "$$" >"$(pid_file stub)"
  if running stub; then exit 1; fi
}

Process_AskedToStop_EndsByItself() {
  start_stub 'echo drained; exit 0'
  stop_processes stub
  expect_in drained "$(<"$local_dir/log/stub.log")"
  expect '' "$(known_processes)"
}

Process_DeafToSigterm_IsKilledAfterItsTime() {
  export PARSEWORKER_STOP_TIMEOUT=1
  start_stub ''
  running stub
  local deaf=$pid said
  said=$(stop_processes stub 2>&1)
  expect_in 'has not ended within 1 s' "$said"
  gone() { [[ -z $(start_time "$deaf") ]]; }
  eventually 10 gone
}

Lock_HeldByAnother_IsWaitedFor() {
  use_library
  (
    lock service 2>/dev/null
    touch held
    sleep 0.5 9>&-
    touch released
  ) &
  eventually 10 test -e held
  lock service 2>/dev/null
  test -e released
}
