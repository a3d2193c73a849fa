# shellcheck shell=bash
# What the tests are written with.

# A copy of the scripts is a project of its own, with a .local of its own. Under /tmp, where the user postgres may go.
make_sandbox() {
  rm -rf "${sandbox:-}"
  sandbox=$(mktemp -d /tmp/parseworker-deploy.XXXXXX)
  chmod 711 "$sandbox"
  cp -r "$here/../../deploy" "$here/../../global.json" "$sandbox/"
  unset PARSEWORKER_DB PARSEWORKER_WORKERS
  export PARSEWORKER_PORT=$((20000 + RANDOM % 12000))
}

# Sets status. Neither this nor the subshell may be part of a condition: bash would switch errexit off inside it.
run_test() {
  set +e
  (
    set -e
    cd "$sandbox"
    "$1"
  ) >"$sandbox/output" 2>&1 </dev/null
  status=$?
  set -e
  if ((status == 0)); then
    printf 'passed %s\n' "$1"
  else
    printf 'FAILED %s (%d)\n' "$1" "$status"
    sed 's/^/    /' "$sandbox/output"
  fi
}

# refuses <part of the sentence> <command…>: exit code 1 and exactly one line, which says this.
refuses() {
  local sentence=$1 status=0 said
  shift
  said=$("$@" 2>&1) || status=$?
  expect 1 "$status"
  expect_in "$sentence" "$said"
  expect 1 "$(wc -l <<<"$said")"
}

expect() {
  if [[ $1 != "$2" ]]; then
    printf 'expected: %s\nfound:    %s\n' "$1" "$2"
    exit 1
  fi
}

expect_in() {
  if [[ $2 != *"$1"* ]]; then
    printf 'expected in it: %s\nfound:          %s\n' "$1" "$2"
    exit 1
  fi
}

# eventually <seconds> <command…>
eventually() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    if ((SECONDS >= deadline)); then
      printf 'did not come true: %s\n' "$*"
      exit 1
    fi
    sleep 0.05
  done
}

# The scripts' functions, in the sandbox's project.
use_library() {
  # shellcheck source=deploy/lib/all.sh
  source "$sandbox/deploy/lib/all.sh"
  make_local_dir
}

# A PATH with everything but the .NET SDK and sudo.
path_without_sdk() {
  mkdir "$sandbox/bin"
  ln -s /usr/bin/* "$sandbox/bin/"
  rm -f "$sandbox/bin/dotnet" "$sandbox/bin/sudo"
  printf '%s' "$sandbox/bin"
}

copy_sources() {
  tar -C "$here/../.." --exclude=bin --exclude=obj -cf - src .editorconfig | tar -xf -
}

# What deploy/up builds and installs of the same sources is the same for every test of a run: the first one makes it.
keep_programs() {
  local part
  for part in app ocr-models; do
    if [[ ! -d $shared/$part ]]; then cp -r ".local/$part" "$shared/"; fi
  done
}

bring_programs() {
  mkdir -m 711 .local
  cp -r "$shared/." .local/
}
