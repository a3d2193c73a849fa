# shellcheck shell=bash
# Adds up what the test programs report.

passed=0
failed=0
times='' # lines of seconds and a name

# count_check <command…>: a check that has no report counts as one.
count_check() {
  if "$@"; then
    ((passed += 1))
  else
    ((failed += 1))
    printf '%s\n' "FAILED: $1" >&2
  fi
}

# count_report <file> <exit status>: a program that crashed, hung or found no tests counts as failed, whatever it reported.
count_report() {
  local counters good=0 bad=0
  counters=$(grep -o '<Counters [^>]*>' "$1" 2>/dev/null || true)
  if [[ -n $counters ]]; then
    good=$(counter passed "$counters")
    bad=$(($(counter total "$counters") - good))
  fi
  if (($2 != 0 && bad == 0)) || ((good + bad == 0)); then
    ((bad += 1))
    print_hanging "$(dirname "$1")" >&2
    printf '%s\n' "FAILED: the test program ended with exit code $2 without reporting a failed test: $(basename "$1" .trx)" >&2
  fi
  ((passed += good)) || true
  ((failed += bad)) || true
}

# print_hanging <folder>: the tests that ran when a program was ended because nothing happened any more, each with the time it took
# until then.
print_hanging() {
  local log
  for log in "$1"/*Tests_*_hang.log; do
    if [[ -e $log ]]; then sed 's/^/HANGING: /' "$log"; fi
  done
}

counter() { sed -E "s/.* $1=\"([0-9]+)\".*/\1/" <<<"$2"; }

# timed <name> <command…>: notes how long it took, for the table before the last line.
timed() {
  local name=$1 started=$SECONDS
  shift
  "$@"
  note_time "$name" "$((SECONDS - started))"
}

# note_time <name> <seconds>
note_time() { times+="$(printf '%5d s  %s' "$2" "$1")"$'\n'; }

# The slowest first: where a minute can be won.
print_times() {
  if [[ -z $times ]]; then return 0; fi # a bare return within an EXIT trap repeats the status of the program
  say "== times, $SECONDS s in all"
  sort -rn <<<"${times%$'\n'}"
}

# Always the last line; nothing run, or an end before the end, is a failure.
print_summary() {
  if (($1 != 0 && failed == 0)) || ((passed + failed == 0)); then ((failed += 1)); fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  ((failed == 0)) || exit 1
  exit 0
}
