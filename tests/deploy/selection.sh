# shellcheck shell=bash
# Which tests a change concerns.

# A tree of four projects: Api.Tests → Api → Core ← Core.Tests, under git.
make_tree() {
  use_library
  # Whatever the user has set for git, and wherever this runs.
  unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
  export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
  source_project Core
  source_project Api ../ParseWorker.Core/ParseWorker.Core.csproj
  test_project Core ../../src/ParseWorker.Core/ParseWorker.Core.csproj
  test_project Api ../../src/ParseWorker.Api/ParseWorker.Api.csproj
  test_project Architecture
  printf '.local\n' >.gitignore
  git init --quiet --initial-branch=main
  git add . && git -c user.name=a -c user.email=a@b commit --quiet -m first
}

source_project() { write_project "src/ParseWorker.$1/ParseWorker.$1.csproj" "${@:2}"; }

test_project() {
  write_project "tests/ParseWorker.$1.Tests/ParseWorker.$1.Tests.csproj" "${@:2}"
  printf '    [Fact]\n' >"tests/ParseWorker.$1.Tests/SomeTests.cs"
}

# write_project <file> [reference…]
write_project() {
  mkdir -p "$(dirname "$1")"
  printf '%s\n' '<Project>' "${@:2}" '</Project>' | sed 's|^\.\..*|  <ProjectReference Include="&" />|' >"$1"
}

concerned_by() { printf '%s\n' "$@" | concerned | paste -sd' '; }

Concerned_SourceFile_ItsTestsAndThoseOfWhatReferencesIt() {
  make_tree
  expect 'ParseWorker.Api.Tests ParseWorker.Architecture.Tests ParseWorker.Core.Tests' \
    "$(concerned_by src/ParseWorker.Core/Parses/Parse.cs)"
  expect 'ParseWorker.Api.Tests ParseWorker.Architecture.Tests' "$(concerned_by src/ParseWorker.Api/Program.cs)"
}

Concerned_TestFile_ItsProject() {
  make_tree
  expect 'ParseWorker.Architecture.Tests ParseWorker.Core.Tests' "$(concerned_by tests/ParseWorker.Core.Tests/SomeTests.cs)"
}

Concerned_Prose_TheArchitectureOnly() {
  make_tree
  expect 'ParseWorker.Architecture.Tests' "$(concerned_by README.md src/ParseWorker.Core/README.md deploy/README.md)"
}

Concerned_Scripts_TheirTests() {
  make_tree
  expect 'ParseWorker.Architecture.Tests deploy' "$(concerned_by deploy/lib/build.sh)"
}

Concerned_BuildSettings_Everything() {
  make_tree
  expect 'ParseWorker.Api.Tests ParseWorker.Architecture.Tests ParseWorker.Core.Tests' "$(concerned_by src/Directory.Packages.props)"
}

Concerned_BuildSettingsBesideScripts_EverythingAndTheScriptsTests() {
  make_tree
  expect 'ParseWorker.Api.Tests ParseWorker.Architecture.Tests ParseWorker.Core.Tests deploy' \
    "$(concerned_by src/Directory.Packages.props deploy/up)"
}

Concerned_Nothing_None() {
  make_tree
  expect '' "$(concerned </dev/null)"
}

ChangedFiles_OnABranch_AreCommittedOnesAndOthers() {
  make_tree
  git switch --quiet -c branch
  printf 'a\n' >committed && git add committed && git -c user.name=a -c user.email=a@b commit --quiet -m second
  printf '\n' >>src/ParseWorker.Core/ParseWorker.Core.csproj
  printf 'a\n' >untracked
  expect 'committed src/ParseWorker.Core/ParseWorker.Core.csproj untracked' \
    "$(changed_files '' | grep -vE '^(deploy|global|output)' | sort | paste -sd' ')"
}

ChangedFiles_UnknownCommit_OneSentence() {
  make_tree
  refuses "there is no commit 'nowhere'" changed_files nowhere
}

# Tests run what deploy/up runs, on a machine that has never seen it.
Test_OnABareMachine_InstallsAllThatUpInstalls() {
  local needed installs='' prepared
  use_library
  prepared=$(sed -n '/^prepare() {$/,/^}$/p' deploy/test)
  while read -r needed; do
    if declare -f "$needed" | grep -q install_; then installs+=" $needed"; fi
  done < <(sed -nE 's/^  (require_[a-z_0-9]+)$/\1/p' deploy/up)
  expect_in require_logrotate "$installs"
  for needed in $installs require_postgres; do expect_in "  $needed"$'\n' "$prepared"; done
}
