# shellcheck shell=bash
# Plants the bugs of tests/mutants, one at a time in a copy of the project, and wants the tests that they name to turn red.
# A mutant is a patch; its head says "Plants: …" and "Turns red: <full name of a test method>", the latter once or more.

# Cheap enough for every run: a patch that no longer applies proves nothing.
check_mutants() {
  say "== tests/mutants"
  require_git
  count_check mutants_apply
}

mutants_apply() {
  local patch status=0
  cd "$project"
  for patch in tests/mutants/*.patch; do
    if [[ -z $(named_tests "$patch") ]] || ! git apply --check "$patch"; then
      printf '%s\n' "$patch names no test or no longer applies; write it again for the code as it is now." >&2
      status=1
    fi
  done
  return "$status"
}

require_git() { command -v git >/dev/null || install_package Git git; }

# run_mutants [part of a name…]
run_mutants() {
  local patch test
  require_git
  copy_project
  build_mutant || die "the unchanged project does not build: $(last_words "$scratch/build.log")"
  for test in $(wanted_tests "$@"); do
    if run_named "$test" && grep -qE 'Total: [1-9].* Failed: 0' "$scratch/mutant.log"; then green[$test]=yes; fi
  done
  for patch in $(wanted_mutants "$@"); do
    for test in $(named_tests "$patch"); do judge_mutant "$patch" "$test"; done
  done
}

copy_project() {
  local name
  copy=$scratch/project
  mkdir "$copy"
  tar -C "$project" --exclude=./.git --exclude=./.local --exclude=bin --exclude=obj -cf - . | tar -C "$copy" -xf -
  say "== build of a copy in $copy"
  for name in $(named_projects); do
    dotnet build "$copy/tests/$name" --configuration Release -property:RestoreLockedMode=true -nologo -verbosity:quiet ||
      die "$name does not build; nothing can be said about the mutants."
  done
}

judge_mutant() {
  local verdict=survived
  if [[ -z ${green[$2]:-} ]]; then
    verdict='not judged (the test is red or missing without it)'
  elif ! (cd "$copy" && git apply "$1"); then
    verdict='not judged (the patch no longer applies)'
  else
    if ! build_mutant; then verdict='not judged (it does not build)'; elif turns_red "$2"; then verdict=killed; fi
    (cd "$copy" && git apply --reverse "$1")
  fi
  if [[ $verdict == killed ]]; then ((passed += 1)); else ((failed += 1)); fi
  printf '%-45s %s: %s\n' "$(basename "$1" .patch)" "$verdict" "${2##*.Tests.}"
}

# Only what the patches touch, put where the tests load it from.
build_mutant() {
  local name
  dotnet build "$copy/src/ParseWorker.Postgres" --configuration Release --no-restore -property:RunAnalyzers=false \
    -nologo -verbosity:quiet >"$scratch/build.log" 2>&1 || return 1
  for name in $(named_projects); do
    cp "$copy/src/ParseWorker.Postgres/bin/Release/net10.0/"ParseWorker.{Core,Postgres}.dll "$copy/tests/$name/bin/Release/net10.0/" || return 1
  done
}

# The tests that pass on the unchanged project: only these can tell.
declare -A green=()

# Red is a test that failed, not a program that could not start.
turns_red() { ! run_named "$1" && grep -qE 'Failed: [1-9]' "$scratch/mutant.log"; }

run_named() {
  local program
  program=$(project_of "$1")
  timeout --kill-after=10 300 "$copy/tests/$program/bin/Release/net10.0/$program" -noColor -method "$1" >"$scratch/mutant.log" 2>&1
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

named_projects() {
  local test
  named_tests "$project"/tests/mutants/*.patch | while read -r test; do project_of "$test"; done | sort -u
}

# The project is the longest beginning of the test's name that is a directory.
project_of() {
  local name=$1
  while [[ $name == *.* && ! -d $project/tests/$name ]]; do name=${name%.*}; done
  say "$name"
}
