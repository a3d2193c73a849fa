# shellcheck shell=bash
# What can't work is refused by one sentence.

Up_SdkMissing_OneSentence() {
  PATH=$(path_without_sdk) refuses 'the .NET SDK is missing; install version 10.' deploy/up --detach
}

Up_SdkOfAnotherVersion_SaysWhichIsThere() {
  local path
  path=$(path_without_sdk)
  # shellcheck disable=SC2016 # the stub expands it
  printf '%s\n' '#!/bin/sh' 'if [ "$1" = --list-sdks ]; then echo "8.0.100 [/usr/share]"; else exit 145; fi' >"$path/dotnet"
  chmod +x "$path/dotnet"
  PATH=$path refuses 'found: 8.0.100;' deploy/up --detach
}

Up_PortTaken_OneSentence() {
  PARSEWORKER_PORT=$(test_database_port) refuses 'is taken by another program' deploy/up --detach
}

Up_PortNoNumber_OneSentence() {
  PARSEWORKER_PORT=http refuses "PARSEWORKER_PORT is 'http'" deploy/up --detach
}

Up_NoWorkers_OneSentence() {
  PARSEWORKER_WORKERS=0 refuses "PARSEWORKER_WORKERS is '0'" deploy/up --detach
}

Up_MisspeltSetting_IsNamedWithTheNearest() {
  Worker__Slot=4 refuses 'Worker__Slot is no setting; did you mean Worker__Slots?' deploy/up --detach
  Worker_Slots=4 refuses 'did you mean Worker__Slots?' deploy/up --detach
  Workers__Slots=4 refuses 'did you mean Worker__Slots?' deploy/up --detach
  PARSEWORKER_WORKER=3 refuses 'did you mean PARSEWORKER_WORKERS?' deploy/up --detach
  Models__LARGE__Endpont=http://a refuses 'did you mean Models__<name>__Endpoint?' deploy/up --detach
  Engines__Turbo=yes refuses 'Engines__Turbo is no setting; deploy/docs/configuration.md lists them all.' deploy/up --detach
}

Up_SettingThatItMakesItself_SaysWhichToGive() {
  ConnectionStrings__Main=Host=a refuses 'name the database with PARSEWORKER_DB instead' deploy/up --detach
}

Up_SettingOfTwoLines_OneSentence() {
  Cors__Origins=$'a\nb' refuses 'Cors__Origins has a line break' deploy/up --detach
}

Up_SettingWithAHyphen_SaysHowToNameIt() {
  refuses 'say the model'"'"'s in Models__LARGE__Name' env 'Models__my-model__Endpoint=http://a' deploy/up --detach
}

Up_PercentInAPassword_OneSentenceWithoutIt() {
  PARSEWORKER_DB=postgres://user:se%cret@host/db refuses 'write %25 for a %' deploy/up --detach
}

Status_NothingSetUp_OneSentence() {
  refuses 'nothing is set up here; run deploy/up first' deploy/status
}

Up_DatabaseUnreachable_OneSentence() {
  PARSEWORKER_DB=postgres://user:secret@127.0.0.1:1/parses refuses 'no PostgreSQL answers at 127.0.0.1:1' deploy/up --detach
}

Up_DatabaseUriBroken_OneSentenceWithoutThePassword() {
  local said
  said=$(PARSEWORKER_DB=postgres://user:secret@@host refuses 'no URI of the form' deploy/up --detach)
  expect '' "$said"
  said=$(PARSEWORKER_DB=postgres://user:secret@@host deploy/up --detach 2>&1) || true
  expect "${said//secret/}" "$said"
}

Up_UnknownOption_OneSentence() {
  refuses 'unknown option --foreground' deploy/up --foreground
}

Key_NothingSetUp_OneSentence() {
  refuses 'run deploy/up first' deploy/key list
}

HashPassword_NothingSetUp_OneSentence() {
  refuses 'run deploy/up first' deploy/hash-password
  refuses 'unknown option secret' deploy/hash-password secret
}

Key_UnknownCommand_SaysWhichThereAre() {
  local arguments
  for arguments in '' 'delete key_1' 'create sales' 'revoke' 'list a b' 'limit key_1'; do
    # shellcheck disable=SC2086 # words
    refuses 'say create ENVIRONMENT NAME [MOST], list [ENVIRONMENT], limit ID MOST or revoke ID' deploy/key $arguments
  done
}

Environment_UnknownCommand_SaysWhichThereAre() {
  local arguments
  for arguments in '' 'list a' 'weigh sales'; do
    # shellcheck disable=SC2086 # words
    refuses 'say list, or weigh NAME WEIGHT' deploy/environment $arguments
  done
}

# Root's programs may lie where nobody else enters; the hosts of an ordinary user run as that user.
Hosts_TemporaryFolderIsClosed_OneSentence() {
  use_library
  mkdir -m 700 closed
  if ((EUID == 0)); then
    TMPDIR=$PWD/closed refuses "who can't enter $PWD/closed" require_passable_to nobody
  else
    TMPDIR=$PWD/closed require_host_user
  fi
}

Down_NothingRuns_SaysSoTwice() {
  expect 'Nothing runs here.' "$(deploy/down)"
  mkdir .local
  expect 'Nothing runs here.' "$(deploy/down)"
  expect 'Nothing runs here.' "$(deploy/down)"
}

Test_SdkMissing_LastLineCountsAFailure() {
  local said
  said=$(PATH=$(path_without_sdk) deploy/test 2>/dev/null) || true
  expect '0 passed, 1 failed' "$(tail -n 1 <<<"$said")"
}

Up_PostgresMissingWithoutSudo_SaysWhatToInstall() {
  use_library
  find_postgres() { false; }
  local -a somebody=()
  if ((EUID == 0)); then somebody=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
  export -f may_install die as_root
  export program PATH
  PATH=$(path_without_sdk) refuses 'neither root nor have sudo; install it by hand (apt-get install postgresql)' \
    "${somebody[@]}" bash -c 'may_install PostgreSQL postgresql'
}

test_database_port() { sed -nE 's/.*Port=([0-9]+).*/\1/p' <<<"$PARSEWORKER_TEST_DB"; }
