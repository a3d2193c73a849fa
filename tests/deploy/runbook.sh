# shellcheck shell=bash
# deploy/docs/operations.md: its commands are run in order on a service of their own, and show what it says.

Runbook_EveryCommandInOrder_ShowsWhatItSays() {
  copy_sources
  bring_programs
  trap end_runbook EXIT
  list_what_is_not_run
  mkdir backups etc
  run_document deploy/docs/operations.md runbook
}

# Whole commands, as the document has them.
list_what_is_not_run() {
  local units='of systemd, which needs a machine of its own' cluster='of a Kubernetes cluster'
  local packages='apt-get install --no-install-recommends postgresql poppler-utils tesseract-ocr tesseract-ocr-script-latn npm logrotate \
  fonts-urw-base35 fonts-liberation fonts-crosextra-carlito fonts-crosextra-caladea'
  not_run=(
    ["$packages"]='changes the machine, which has them by deploy/test; DeploymentTests hold the names to what the scripts install'
    ['cp deploy/systemd/* /etc/systemd/system/ && systemctl daemon-reload']=$units
    ['systemctl enable --now parseworker-api parseworker-worker@1 parseworker-worker@2']=$units
    ["systemctl status 'parseworker-*'"]=$units
    ['kubectl create namespace parseworker && kubectl apply -f my-secrets.yaml']=$cluster
    ['kubectl -n parseworker delete job parseworker-migrate --ignore-not-found && kubectl apply -k deploy/kubernetes']=$cluster
    ['kubectl -n parseworker wait --for=condition=complete job/parseworker-migrate && kubectl -n parseworker get pods']=$cluster
    ['kubectl -n parseworker exec deploy/parseworker-api -- ./ParseWorker.Api create-key --environment default --name me']=$cluster
  )
}

end_runbook() {
  if [[ -n ${own_cluster:-} ]]; then
    home=$own_cluster
    stop_cluster immediate
  fi
  cd "$sandbox"
  if [[ -d second-machine/.local ]]; then second-machine/deploy/down --purge; fi
  if [[ -d .local ]]; then deploy/down --purge; fi
}

# Where this service is.
adapt_places() {
  sed -E "s#(localhost:|port |PORT=)8080#\1$PARSEWORKER_PORT#
    s|/etc/p|$sandbox/etc/p|g; s|/backups/|$sandbox/backups/|g;
    s|@db.internal/|@127.0.0.1:${own_port:-}/|; s|-h db.internal|-h 127.0.0.1 -p ${own_port:-}|"
}

fill_in() {
  local text
  text=$(cat)
  text=${text//prs_…/${parse:-prs_…}}
  if [[ $text == *key_01…* ]]; then text=${text//key_01…/$(deploy/key list sales | sed -n '1s/\t.*//p')}; fi
  printf '%s\n' "$text"
}

# What the document's commands are about: a parse that is there, and what a hook makes of it.
runbook_before_installing() { if [[ -e .local/run ]]; then exit 1; fi; }

runbook_before_what_its_commands_use() {
  keep_programs
  key=$(<.local/api-key)
  parse=$(create_parse 'It is read.')
  eventually 60 has_ended "$parse"
}

runbook_before_a_postgresql_of_your_own() {
  # In a shell of its own what the library sets would be gone; nothing of it is in a command's way.
  use_library
  find_postgres
  open_home own-postgres
  start_cluster "$common_settings"
  own_cluster=$home own_port=$(<"$home/port") PGPASSWORD=$(<"$home/superuser-password")
  export PGPASSWORD
}

# Another checkout with a .local of its own; the first one's service runs on.
runbook_before_a_second_machine() {
  mkdir -m 711 second-machine second-machine/.local
  cp -r deploy src global.json .editorconfig second-machine/
  cp -r "$shared/." second-machine/.local/
  cd second-machine
  export PARSEWORKER_PORT=$((PARSEWORKER_PORT + 1))
}

runbook_before_back_to_the_private_one() {
  cd ..
  export PARSEWORKER_PORT=$((PARSEWORKER_PORT - 1))
}

# A clone that is a commit back, whose builds are there already: git puts them in place of the minute that each would take.
runbook_before_upgrading_and_rolling_back() {
  export GIT_AUTHOR_NAME=tests GIT_AUTHOR_EMAIL=tests@localhost GIT_COMMITTER_NAME=tests GIT_COMMITTER_EMAIL=tests@localhost
  git init --quiet --initial-branch=main
  git add deploy src global.json .editorconfig
  git commit --quiet --message 'all: take what runs'
  echo '// another' >>src/ParseWorker.Core/CoreServices.cs
  git commit --quiet --all --message 'core: say more'
  git clone --quiet --bare . origin.git
  git reset --quiet --hard HEAD^
  git remote add origin origin.git
  git fetch --quiet origin
  git branch --quiet --set-upstream-to origin/main
  # shellcheck disable=SC2016 # the hook expands it
  printf '%s\n' '#!/usr/bin/env bash' 'source deploy/lib/all.sh' 'place=$builds/$(source_id)' \
    '[[ -d $place ]] || cp -r "$builds/$(built_id)" "$place"' >.git/hooks/post-merge
  chmod +x .git/hooks/post-merge
  cp .git/hooks/post-merge .git/hooks/post-checkout
}

# Engines that hear nothing, so that what they are given does not end.
runbook_before_a_parse_seems_stuck() {
  freeze_engines STOP
  parse=$(create_parse 'It seems stuck.')
  is_running() { [[ $(request GET "/v1/parses/$parse" "$key") == *'"status":"in_progress"'* ]]; }
  eventually 60 is_running
}

runbook_before_the_queue_grows() {
  local n
  freeze_engines STOP
  for n in 1 2 3; do create_parse "Number $n waits." >/dev/null; done
  is_at_work() { [[ $(request GET '/v1/parses?limit=3' "$key") == *'"status":"in_progress"'* ]]; }
  eventually 60 is_at_work
}

runbook_before_the_disk_fills_up() { freeze_engines CONT; }

# Until all are: one may just end, and another start in its place.
freeze_engines() {
  local worker
  worker=$(cut -d' ' -f1 .local/run/worker-1.pid)
  eventually 60 each_engine_takes "$1" "$worker"
}

# each_engine_takes <signal> <worker>
each_engine_takes() {
  local engines=() engine
  read -ra engines <<<"$(cat "/proc/$2"/task/*/children | xargs)"
  if ((${#engines[@]} == 0)); then return 1; fi
  kill "-$1" "${engines[@]}" || return 1
  if [[ $1 == CONT ]]; then return; fi
  for engine in "${engines[@]}"; do
    grep -q '^State:.T' "/proc/$engine/status" || return 1
  done
  [[ ${engines[*]} == "$(cat "/proc/$2"/task/*/children | xargs)" ]]
}

# is_refused <what is said of it> <a document's lines…>
is_refused() {
  local said=$1
  shift
  printf '%s\n' "$@" >document.md
  if (run_document document.md sample) >said; then expect "$said" 'no fault at all'; fi
  expect_in "$said" "$(<said)"
}

Blocks_AnythingNotAsWritten_IsRefusedWithItsLine() {
  is_refused 'document.md:3 has a command that ends with 1: false' '# A' '' '```sh' false '```'
  is_refused 'has a command that ends with 1: false && true' '```sh' 'false && true' 'true' '```'
  is_refused 'document.md:4 is not what is printed: two' '```sh' 'echo one' '```' '```text' two '```'
  is_refused 'is not what is printed: one' '```sh' 'echo one; echo two' '```' '```text' one '```'
  is_refused "has a command without its end: echo 'one" '```sh' "echo 'one" '```'
  is_refused 'has a placeholder that the test does not fill: echo prs_…' '```sh' 'echo prs_…' '```'
  is_refused "is a block of the kind ''" '```' 'echo one' '```'
  is_refused 'has a line that sets nothing: Worker__Slot=4' '```ini' Worker__Slot=4 '```'
  is_refused 'has a line that no log has: fail' '```log' 'fail' '```'
}

Blocks_AsWritten_AreRunInOneShell() {
  # shellcheck disable=SC2016 # the document expands it
  printf '%s\n' 'Text.' '```sh' 'A=1 \' '  B=2' 'cat <<END' '$A $B' 'END' "echo 'x.y  [z]'" '```' '```text' '…' 'x.y …z]' '```' >document.md
  expect_in '1 2' "$(run_document document.md)"
}

Blocks_CommandThatIsNotRun_MustStandInTheDocument() {
  not_run=(['halt now']='of the machine')
  printf '%s\n' '```sh' 'halt now' '```' >document.md
  expect '' "$(run_document document.md)"
  is_refused 'document.md no longer has what is not run: halt now' 'Nothing.'
}

Blocks_HookWithoutItsHeading_IsRefused() {
  sample_before_the_end() { echo hooked; }
  printf '%s\n' '## The end' '```sh' 'true' '```' >document.md
  expect_in hooked "$(run_document document.md sample)"
  is_refused 'has no heading for sample_before_the_end' '## The beginning' '```sh' true '```'
}
