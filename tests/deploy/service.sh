# shellcheck shell=bash
# The whole way, with the real programs: up, up again, other settings, other programs, a killed worker, down.

Up_WholeLife_StartsOnlyWhatIsMissingAndStopsEverything() {
  copy_sources
  trap 'deploy/down --purge' EXIT
  deploy/up --detach
  expect 600 "$(stat -c %a .local/api-key)"
  expect 600 "$(stat -c %a .local/dashboard-password)"
  expect '' "$(build_servers)"
  local before key
  before=$(cat .local/run/*.pid)
  key=$(<.local/api-key)

  deploy/up --detach
  expect "$before" "$(cat .local/run/*.pid)"
  expect "$key" "$(<.local/api-key)"

  keys_are_made_listed_and_revoked

  kill -KILL "$(cut -d' ' -f1 .local/run/worker-1.pid)"
  expect_in 'Starting worker-1.' "$(deploy/up --detach)"
  expect "$(head -n 1 <<<"$before")" "$(cat .local/run/api.pid)"

  settings_restart_whom_they_concern
  other_programs_are_taken_by_all
  status_tells_how_it_stands

  expect_in 'Stopped.' "$(deploy/down)"
  expect 'Nothing runs here.' "$(deploy/down)"
  expect_in PARSEWORKER_WORKERS=3 "$(<.local/settings)"
  expect_in 'worker-3  does not run' "$(deploy/status)"
}

settings_restart_whom_they_concern() {
  local api worker
  api=$(<.local/run/api.pid) worker=$(<.local/run/worker-1.pid)
  Worker__Slots=1 PARSEWORKER_WORKERS=3 deploy/up --detach
  expect "$api" "$(<.local/run/api.pid)"
  differs "$worker" .local/run/worker-1.pid
  expect 3 "$(ready_workers)"
  worker=$(cat .local/run/worker-*.pid)

  echo 'another password' >.local/dashboard-password
  deploy/up --detach
  differs "$api" .local/run/api.pid
  expect "$worker" "$(cat .local/run/worker-*.pid)"
}

# As after a build of other sources, which would take its time.
other_programs_are_taken_by_all() {
  local before old
  before=$(programs_pids) old=$(readlink .local/app/current)
  echo '// another' >>src/ParseWorker.Core/CoreServices.cs
  cp -r ".local/app/$old" ".local/app/$(built_from_here)"
  deploy/up --detach
  expect 3 "$(ready_workers)"
  expect '' "$(comm -12 <(sort <<<"$before") <(programs_pids | sort))"
  if [[ -e .local/app/$old ]]; then exit 1; fi
}

# Not the rotation of the logs, which is no program that is built.
programs_pids() { cat .local/run/api.pid .local/run/worker-*.pid; }

status_tells_how_it_stands() {
  local said line
  said=$(deploy/status)
  for line in 'worker-3  pid' 'ready, slots: 1' 'programs  0.1.0, build' 'Worker__Slots=1' '0 pending, 0 queued' 'database  '; do
    expect_in "$line" "$said"
  done
}

ready_workers() { deploy/status | grep -c '  worker-.*: ready, slots: 1$'; }

built_from_here() { bash -c 'source deploy/lib/all.sh; source_id'; }

# differs <what a file held> <file>
differs() { if [[ $1 == "$(<"$2")" ]]; then exit 1; fi; }

# Those that were started from here, by what they inherited.
build_servers() {
  local process
  for process in $(grep -lsz -e VBCSCompiler -e MSBuild.dll /proc/[0-9]*/cmdline || true); do
    grep -sz "^PWD=$PWD" "${process%/cmdline}/environ" || true
  done
}

keys_are_made_listed_and_revoked() {
  local secret id
  secret=$(deploy/key create sales 'Ann A.')
  expect 200 "$(status_with "$secret")"
  expect 1 "$(deploy/key list sales | wc -l)"
  deploy/environment weigh sales 3
  expect_in "$(printf 'sales\t3\t1')" "$(deploy/environment list)"
  id=$(deploy/key list | sed -n 's/\tsales\tAnn A\..*//p')
  expect_in 'parses that may wait: 5.' "$(deploy/key limit "$id" 5)"
  expect_in "$id (Ann A., of sales) is revoked" "$(deploy/key revoke "$id")"
  expect '' "$(deploy/key list sales)"
  is_refused() { [[ $(status_with "$secret") == 401 ]]; }
  eventually 30 is_refused
}

status_with() {
  local answer
  answer=$(
    exec 3<>"/dev/tcp/127.0.0.1/$PARSEWORKER_PORT"
    printf 'GET /v1/auth/status HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n' "$1" >&3
    head -c 12 <&3
  )
  printf '%s' "${answer#* }"
}

copy_sources() {
  tar -C "$here/../.." --exclude=bin --exclude=obj -cf - src .editorconfig | tar -xf -
}
