# shellcheck shell=bash
# Publishes the programs into .local/app, only when the sources changed.

app=$local_dir/app

# Lock files follow from the project files, and a build may rewrite them.
source_id() {
  (cd "$project" && find src global.json -type f -not -path '*/bin/*' -not -path '*/obj/*' \
    -not -name '*.md' -not -name '*.lock.json' -print0 |
    sort -z | xargs -0 sha256sum | sha256sum | head -c 16)
}

built_id() { cat "$app/source-id" 2>/dev/null || true; }

# Into another directory, so that a failed build leaves what runs as it is.
build_app() {
  local id=$1 next=$app.next log=$local_dir/log/build.log
  say "Building (log: $log)."
  rm -rf "$next" "$log"
  publish ParseWorker.Api "$next/api"
  publish ParseWorker.Worker "$next/worker" # with the engine host beside it
  printf '%s' "$id" >"$next/source-id"
}

publish() {
  local log=$local_dir/log/build.log
  dotnet publish "$project/src/$1" --configuration Release --output "$2" -nologo >>"$log" 2>&1 9>&- </dev/null ||
    die "the build failed: $(grep -m 1 -E 'error' "$log" || last_words "$log") ($log has the rest.)"
}

# The old files go away only once nothing runs from them: a program loads parts of itself late.
install_app() {
  rm -rf "$app"
  mv "$app.next" "$app"
}
