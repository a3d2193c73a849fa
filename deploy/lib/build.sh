# shellcheck shell=bash
# Publishes the programs into .local/app, only when the sources changed: a directory for each build, and a link to the one in use.

builds=$local_dir/app
if [[ -L $local_dir/programs ]]; then builds=$(readlink -m "$local_dir/programs")/app; fi # deploy/lib/hosts.sh

# One compiler for all projects of a build halves its time. It is this run's own, so that it can be ended, and is with the build: one that
# stays behind would keep the lock and the caller's output open.
compiler=parseworker-$$
one_compiler=(-property:UseSharedCompilation=true "-property:SharedCompilationId=$compiler")

stop_compiler() {
  local process
  while IFS=/ read -r _ _ process _; do
    kill "$process" 2>/dev/null || true # gone already, or the search itself
  done < <(grep -lsa -- "-pipename:$compiler" /proc/[0-9]*/cmdline)
}

# Lock files follow from the project files, and a build may rewrite them.
source_id() {
  (cd "$project" && find src global.json -type f -not -path '*/bin/*' -not -path '*/obj/*' \
    -not -name '*.md' -not -name '*.lock.json' -print0 |
    sort -z | xargs -0 sha256sum | sha256sum | head -c 16)
}

built_id() { readlink "$builds/current" || true; }

# program_of <api or worker>: its executable, by a path that a later build leaves alone: a program loads parts of itself late.
program_of() {
  case $1 in
    api) printf '%s/%s/api/ParseWorker.Api' "$builds" "$(built_id)" ;;
    worker) printf '%s/%s/worker/ParseWorker.Worker' "$builds" "$(built_id)" ;;
  esac
}

# Under another name until it is whole, so that a failed build leaves what runs as it is.
build_app() {
  local id=$1 next=$builds/next log=$local_dir/log/build.log
  say "Building (log: $log)."
  rm -rf "$next" "$log"
  mkdir -p "$next"
  publish ParseWorker.Api "$next/api"
  publish ParseWorker.Worker "$next/worker" # with the engine host beside it
  sed -n 's/.*<Version>\(.*\)<.*/\1/p' "$project/src/Directory.Build.props" >"$next/version"
  chmod -R a+rX "$builds" # engine hosts may run as another user
  rm -rf "${builds:?}/$id"
  mv "$next" "$builds/$id"
}

publish() {
  local log=$local_dir/log/build.log status=0
  # The analyzers have spoken in deploy/test.
  dotnet publish "$project/src/$1" --configuration Release --output "$2" -nologo -property:RunAnalyzers=false "${one_compiler[@]}" \
    >>"$log" 2>&1 9>&- </dev/null || status=$?
  stop_compiler
  ((status == 0)) ||
    die "the build failed: $(grep -m 1 -E 'error' "$log" || last_words "$log") ($log has the rest.)"
}

use_build() {
  ln -sfn "$1" "$builds/current.next"
  mv -T "$builds/current.next" "$builds/current"
}

# Once nothing runs from them.
remove_old_builds() {
  local place
  for place in "$builds"/*; do
    if [[ $place != "$builds/current" && $place != "$builds/$(built_id)" ]]; then rm -rf "$place"; fi
  done
}
