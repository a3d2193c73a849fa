# shellcheck shell=bash
# How deploy/test counts.

# report <total> <passed>
report() { printf '<Counters total="%d" executed="%d" passed="%d" failed="0" />\n' "$1" "$1" "$2" >report.trx; }

Report_AllPassed_AddsUp() {
  use_library
  report 5 5
  count_report report.trx 0
  count_report report.trx 0
  expect '10 passed, 0 failed' "$(print_summary 0)"
}

Report_SomeFailedOrSkipped_CountAsFailed() {
  use_library
  report 5 3
  count_report report.trx 2
  expect '3 passed, 2 failed' "$(print_summary 0 || true)"
}

Report_ProgramCrashedAfterPassing_CountsAsFailed() {
  use_library
  report 5 5
  count_report report.trx 134
  expect '5 passed, 1 failed' "$(print_summary 0 || true)"
}

Report_ProgramHung_NamesTheTest() {
  use_library
  report 5 5
  printf '[00:04:00] A.B.Waits\n' >A.Tests_7_hang.log
  expect 'HANGING: [00:04:00] A.B.Waits' "$(count_report report.trx 7 2>&1 | head -1)"
}

Report_Missing_CountsAsFailed() {
  use_library
  count_report nothing.trx 0
  expect '0 passed, 1 failed' "$(print_summary 0 || true)"
}

Summary_NothingRan_IsAFailure() {
  use_library
  local status=0
  (print_summary 0) || status=$?
  expect 1 "$status"
}

Summary_EndedBeforeTheEnd_IsAFailure() {
  use_library
  report 5 5
  count_report report.trx 0
  expect '5 passed, 1 failed' "$(print_summary 130 || true)"
}

Times_SeveralSteps_SlowestFirst() {
  use_library
  times=$'    3 s  quick\n   61 s  slow\n'
  expect $'   61 s  slow\n    3 s  quick' "$(print_times | tail -n 2)"
}

Timed_Step_IsNotedWithItsSeconds() {
  use_library
  timed fine true
  expect '    0 s  fine' "$(print_times | tail -n 1)"
}
