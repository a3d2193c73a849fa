# shellcheck shell=bash
# Runs the test programs: one, or several one after the other in the background, beside what else the run has to do.

child='' beside_child='' niceness=0 command=() beside=() filters=()

# run_project <name>
run_project() {
  local status=0
  say "== $1"
  test_command "$1"
  limited 2400 nice -n "$niceness" "${command[@]}" || status=$?
  count_report "$scratch/results/$1.trx" "$status"
}

# test_command <name>: the command, in an array of that name, with what the array "filters" leaves out.
# A test that hangs is named, and ends the program long before the time that all of its tests have.
test_command() {
  command=(dotnet test --project "$project/tests/$1" --configuration Release --no-build --no-progress --no-ansi
    --hangdump --hangdump-timeout 4m --hangdump-type None --report-trx --report-trx-filename "$1.trx"
    --results-directory "$scratch/results" "${filters[@]}")
}

# begin_beside <name…>: starts them, one after the other; end_beside waits for them, and says then what they said.
begin_beside() {
  beside=("$@")
  run_beside &
  beside_child=$!
}

run_beside() {
  local name started status
  trap 'kill -TERM "$child" 2>/dev/null; wait "$child"; exit 130' TERM
  for name in "${beside[@]}"; do
    started=$SECONDS status=0
    test_command "$name"
    limited 2400 "${command[@]}" >"$scratch/$name.log" 2>&1 || status=$?
    printf '%d %d\n' "$status" "$((SECONDS - started))" >"$scratch/$name.ended"
  done
}

end_beside() {
  local name status seconds
  wait "$beside_child" || true
  beside_child=''
  for name in "${beside[@]}"; do
    say "== $name"
    cat "$scratch/$name.log"
    read -r status seconds <"$scratch/$name.ended"
    count_report "$scratch/results/$name.trx" "$status"
    note_time "$name" "$seconds"
  done
}

# limited <seconds> <command…>: waited for in the background, so that Ctrl-C and SIGTERM end it at once.
limited() {
  timeout --kill-after=30 "$@" &
  child=$!
  wait "$child"
}

end_programs() {
  local one
  for one in "$child" "$beside_child"; do
    if [[ -n $one ]] && kill -TERM "$one" 2>/dev/null; then wait "$one" || true; fi
  done
}
