# shellcheck shell=bash
# Plants the bugs of tests/mutants, one at a time in a copy of the project, and wants the tests that they name to turn red.
# A mutant is a patch; its head says "Plants: …" and "Turns red: <full name of a test method>", the latter once or more.

# Cheap enough for every run: a patch that no longer applies proves nothing, and neither does one whose test has moved.
check_mutants() {
  say "== tests/mutants"
  require_git
  count_check mutants_apply
}

mutants_apply() {
  local patch status=0
  cd "$project"
  for patch in tests/mutants/*.patch; do
    if ! names_tests "$patch" || ! git apply --check "$patch"; then
      printf '%s\n' "$patch names no test that is there, or no longer applies; write it again for the code as it is now." >&2
      status=1
    fi
  done
  return "$status"
}

# names_tests <patch>: each that it names is there: its class in its namespace, and its method, which may be inherited.
names_tests() {
  local test class files
  [[ -n $(named_tests "$1") ]] || return 1
  for test in $(named_tests "$1"); do
    class=${test%.*}
    files=$(grep -rlE "class ${class##*.}\b" --include='*.cs' "tests/$(project_of "$test")" | xargs -r grep -lx "namespace ${class%.*};")
    [[ -n $files ]] && grep -rq " ${test##*.}(" --include='*.cs' tests || return 1
  done
}

require_git() { command -v git >/dev/null || install_package Git git; }

# run_mutants [part of a name…]
run_mutants() {
  local patch test
  require_git
  copy_project
  mapfile -t programs < <(wanted_tests "$@" | while read -r test; do project_of "$test"; done | sort -u)

  # Hosts that these tests start run from a folder of their own.
  if [[ " ${programs[*]} " == *' ParseWorker.Worker.Tests '* ]]; then programs+=(ParseWorker.FaultyHost); fi
  build_programs
  for test in $(wanted_tests "$@"); do
    if run_named "$test" && grep -qE 'Total: [1-9].* Failed: 0' "$scratch/mutant.log"; then green[$test]=yes; fi
  done
  for patch in $(wanted_mutants "$@"); do judge_mutant "$patch"; done
}

copy_project() {
  copy=$scratch/project
  mkdir "$copy"
  tar -C "$project" --exclude=./.git --exclude=./.local --exclude=bin --exclude=obj -cf - . | tar -C "$copy" -xf -
}

# The projects of the tests that are wanted.
declare -a programs=()

# Each with its libraries as they are, to go back to after a mutant.
build_programs() {
  local name
  say "== build of a copy in $copy"
  for name in "${programs[@]}"; do
    dotnet build "$copy/tests/$name" --configuration Release -property:RestoreLockedMode=true -nologo -verbosity:quiet \
      "${one_compiler[@]}" || die "$name does not build; nothing can be said about the mutants."
    mkdir -p "$scratch/unchanged/$name"
    cp "$(folder_of "$name")"/ParseWorker.*.dll "$scratch/unchanged/$name/"
  done
}

judge_mutant() {
  local test problem=
  if ! (cd "$copy" && git apply "$1"); then
    for test in $(named_tests "$1"); do tell_verdict "$1" "$test" 'not judged (the patch no longer applies)'; done
    return
  fi
  if ! build_mutant "$1"; then problem="not judged (it does not build: $(last_words "$scratch/build.log"))"; fi
  for test in $(named_tests "$1"); do tell_verdict "$1" "$test" "${problem:-$(verdict_of "$test")}"; done
  (cd "$copy" && git apply --reverse "$1")
  restore_programs
}

verdict_of() {
  if [[ -z ${green[$1]:-} ]]; then
    say 'not judged (the test is red or missing without it)'
  elif turns_red "$1"; then
    say killed
  else
    say survived
  fi
}

tell_verdict() {
  if [[ $3 == killed ]]; then ((passed += 1)); else ((failed += 1)); fi
  printf '%-45s %s: %s\n' "$(basename "$1" .patch)" "$3" "${2##*.Tests.}"
}

# Only what the patch touches, put where the tests load it from.
build_mutant() {
  local library name
  for library in $(touched_projects "$1"); do
    is_loaded "$library" || continue
    dotnet build "$copy/src/$library" --configuration Release --no-restore -property:RunAnalyzers=false "${one_compiler[@]}" \
      -nologo -verbosity:quiet >"$scratch/build.log" 2>&1 || return 1
    for name in "${programs[@]}"; do
      if [[ -f $(folder_of "$name")/$library.dll ]]; then
        cp "$copy/src/$library/bin/Release/net10.0/$library.dll" "$(folder_of "$name")/" || return 1
      fi
    done
  done
}

is_loaded() {
  local name
  for name in "${programs[@]}"; do
    if [[ -f $(folder_of "$name")/$1.dll ]]; then return 0; fi
  done
  return 1
}

restore_programs() {
  local name
  for name in "${programs[@]}"; do cp "$scratch/unchanged/$name"/*.dll "$(folder_of "$name")/"; done
}

touched_projects() {
  local touched
  touched=$(sed -n 's|^+++ b/src/\([^/]*\)/.*|\1|p' "$1" | sort -u)

  # Constants are copied into whatever is built with them.
  if [[ $touched == *ParseWorker.Core* ]]; then touched+=$'\nParseWorker.Postgres\nParseWorker.Worker\nParseWorker.Api'; fi
  say "$touched"
}

folder_of() { say "$copy/tests/$1/bin/Release/net10.0"; }

# The tests that pass on the unchanged project: only these can tell.
declare -A green=()

# Red is a test that failed, or that waits for ever for what a mutant took away; not a program that could not start.
turns_red() {
  local code=0
  run_named "$1" || code=$?
  ((code == 124)) || { ((code != 0)) && grep -qE 'Failed: [1-9]' "$scratch/mutant.log"; }
}

run_named() {
  local program
  program=$(project_of "$1")
  timeout --kill-after=10 120 "$(folder_of "$program")/$program" -noColor -method "$1" >"$scratch/mutant.log" 2>&1
}

named_tests() { sed -sn 's/^Turns red: //p' "$@"; }

wanted_tests() {
  local patches
  mapfile -t patches < <(wanted_mutants "$@")
  if ((${#patches[@]} > 0)); then named_tests "${patches[@]}" | sort -u; fi
}

wanted_mutants() {
  local patch part
  for patch in "$copy"/tests/mutants/*.patch; do
    if (($# == 0)); then say "$patch"; fi
    for part in "$@"; do
      if [[ $(basename "$patch" .patch) == *"$part"* ]]; then
        say "$patch"
        break
      fi
    done
  done
}

# The project is the longest beginning of the test's name that is a directory.
project_of() {
  local name=$1
  while [[ $name == *.* && ! -d $project/tests/$name ]]; do name=${name%.*}; done
  say "$name"
}
