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

Key_UnknownCommand_SaysWhichThereAre() {
  local arguments
  for arguments in '' 'delete key_1' 'create sales' 'revoke' 'list a b'; do
    # shellcheck disable=SC2086 # words
    refuses 'say create ENVIRONMENT NAME, list [ENVIRONMENT] or revoke ID' deploy/key $arguments
  done
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
