# shellcheck shell=bash
# The whole way, with the real programs: up, up again, other settings, other programs, a killed worker, down.

Up_WholeLife_StartsOnlyWhatIsMissingAndStopsEverything() {
  copy_sources
  bring_programs
  trap 'deploy/down --purge' EXIT
  deploy/up --detach
  keep_programs
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
  one_api_follows_another
  other_programs_are_taken_by_all
  status_tells_how_it_stands
  backup_is_made_while_it_runs

  expect_in 'Stopped.' "$(deploy/down)"
  expect 'Nothing runs here.' "$(deploy/down)"
  expect_in PARSEWORKER_WORKERS=3 "$(<.local/settings)"
  expect_in 'worker-3  does not run' "$(deploy/status)"
  backup_brings_back_what_was_there
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

# A client that asks every 20 ms meets one that answers. Of connections that the kernel gave to the last one as it stopped, one may be cut.
one_api_follows_another() {
  local api measured
  api=$(<.local/run/api.pid)
  mkdir -p tests/deploy && cp "$here/measure-restart" tests/deploy/
  measured=$(tests/deploy/measure-restart 1)
  if [[ ! $measured =~ ,\ [01]\ requests\ failed ]]; then printf '%s\n' "$measured" && exit 1; fi
  differs "$api" .local/run/api.pid
  api=$(<.local/run/api.pid)
  Waits__EndPoll=00:00:00.001 refuses 'the one that ran before goes on: ParseWorker.Api: EndPoll' quietly deploy/up --detach
  expect "$api" "$(<.local/run/api.pid)"
  Waits__EndPoll='' deploy/up --detach
  expect "$api" "$(<.local/run/api.pid)"
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

quietly() { "$@" >/dev/null; }

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

# Two parses, of which the backup has both and the database soon one.
backup_is_made_while_it_runs() {
  kept=$(create_parse 'It is kept.') deleted=$(create_parse 'It is deleted.')
  eventually 30 has_ended "$kept"
  eventually 30 has_ended "$deleted"
  expect_in "$sandbox/one.backup holds the database" "$(deploy/backup "$sandbox/one.backup")"
  expect 600 "$(stat -c %a one.backup)"
  refuses 'one.backup is there already' deploy/backup one.backup
  refuses 'stop it with deploy/down first' deploy/restore --replace one.backup
  expect 204 "$(status_of DELETE "/v1/parses/$deleted" "$key")"
}

backup_brings_back_what_was_there() {
  head -c -1000 one.backup >cut.backup
  refuses 'which would be deleted' quietly deploy/restore one.backup
  refuses 'is no backup that deploy/backup made' deploy/restore --replace deploy/up
  refuses 'the database is as it was' quietly deploy/restore --replace cut.backup
  expect_in 'Restored 2 parses' "$(deploy/restore --replace one.backup)"
  expect 'Nothing runs here.' "$(deploy/down)"
  deploy/up --detach
  expect "$key" "$(<.local/api-key)"
  expect_in 'It is kept.' "$(request GET "/v1/parses/$kept" "$key")"
  expect_in 'It is deleted.' "$(request GET "/v1/parses/$deleted" "$key")"
}

# create_parse <text>: its id.
create_parse() {
  local document
  document=data:text/plain\;base64,$(base64 -w 0 <<<"$1")
  request POST /v1/parses "$key" "{\"document\":{\"filename\":\"a.txt\",\"url\":\"$document\"},\"background\":true}" |
    sed -nE 's/.*"id":"(prs_[0-9A-Z]+)".*/\1/p'
}

has_ended() { [[ $(request GET "/v1/parses/$1" "$key") == *'"status":"completed"'* ]]; }

status_with() { status_of GET /v1/auth/status "$1"; }

status_of() {
  local answer
  answer=$(request "$@")
  cut -d' ' -f2 <<<"${answer%%$'\r'*}"
}

# request <method> <path> <key> [body]: the answer, headers first.
request() {
  local body=${4:-}
  exec 3<>"/dev/tcp/127.0.0.1/$PARSEWORKER_PORT"
  printf '%s %s HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n' "$1" "$2" "$3" >&3
  printf 'Content-Length: %d\r\n\r\n%s' "${#body}" "$body" >&3
  cat <&3
  exec 3>&-
}
