# shellcheck shell=bash
# Settings: kept in a file, changed by the environment, told apart by who reads them.

Settings_Given_AreKeptForTheNextTime() {
  use_library
  Worker__Slots=4 Limits__Requests=5 PARSEWORKER_DB='postgres://me:a=b@host/db' read_settings
  keep_settings
  expect 600 "$(stat -c %a .local/settings)"
  expect "Limits__Requests=5
PARSEWORKER_DB=postgres://me:a=b@host/db
PARSEWORKER_PORT=$port
Worker__Slots=4" "$(tail -n +2 .local/settings)"
}

Settings_GivenLater_ChangeTheirsAndLeaveTheOthers() {
  use_library
  printf '%s\n' '# mine' '' 'Worker__Slots=4' 'Limits__Requests=5' 'PARSEWORKER_WORKERS=3' >.local/settings
  WORKER__SLOTS=2 Limits__Requests='' read_settings
  expect 2 "${settings[Worker__Slots]}"
  expect 2 "$(bash -c 'printf %s "$Worker__Slots"')"
  expect '' "${settings[Limits__Requests]:-}"
  # shellcheck disable=SC2154 # set by read_settings
  expect 3 "$workers"
}

Settings_TwoQuotes_AreAnEmptyValue() {
  use_library
  ModelAliases__Names='""' read_settings
  expect 'set to nothing' "$(bash -c 'printf %s "${ModelAliases__Names-unset}${ModelAliases__Names+set to nothing}"')"
}

Settings_OfOtherPrograms_AreLeftAlone() {
  use_library
  npm_config__auth=1 PARSEWORKER_TEST_PG_BIN=/usr Logging__LogLevel__Default=Debug read_settings
  expect "Logging__LogLevel__Default PARSEWORKER_PORT" "$(setting_names | paste -sd' ')"
}

Settings_MisspeltInTheFile_AreNamedWithIt() {
  use_library
  echo 'Worker_Slots=4' >.local/settings
  refuses 'Worker_Slots is no setting; did you mean Worker__Slots?' read_settings
  echo 'COLOUR=red' >.local/settings
  refuses "COLOUR, in $PWD/.local/settings, is no setting" read_settings
  echo 'no setting at all' >.local/settings
  refuses 'has a line that is not NAME=value' read_settings
}

Settings_OfAProgram_AreThoseThatItReads() {
  use_library
  Worker__Slots=4 Limits__Requests=5 S3__Region=eu PARSEWORKER_PUBLIC_URL=http://a Models__L__Timeout=00:01:00 Kestrel__A=b read_settings
  expect 'Kestrel__A=b Limits__Requests=5 Models__L__Timeout=00:01:00 PARSEWORKER_PUBLIC_URL=http://a S3__Region=eu' \
    "$(settings_of api | paste -sd' ')"
  expect 'Models__L__Timeout=00:01:00 S3__Region=eu Worker__Slots=4' "$(settings_of worker | paste -sd' ')"
}

Settings_DashboardPasswordGiven_GoesToItsFile() {
  use_library
  Dashboard__Password='of twelve or more' read_settings
  keep_dashboard_password
  keep_settings
  expect 'of twelve or more' "$(<.local/dashboard-password)"
  expect '' "$(grep twelve .local/settings || true)"
}

Settings_Secret_IsMasked() {
  use_library
  expect '********' "$(masked S3__SecretKey abc)"
  expect '/run/key' "$(masked S3__SecretKeyFile /run/key)"
  expect 'https://********@host/v1' "$(masked Models__L__Endpoint https://me:abc@host/v1)"
  PARSEWORKER_DB='postgres://me:abc@host:5433/db' read_settings
  expect 'host:5433, database db' "$(masked PARSEWORKER_DB "${settings[PARSEWORKER_DB]}")"
}

Settings_OfANamedOperator_AreTheApis() {
  use_library
  Operators__ann__Password='of twelve or more' Operators__bob__Role=View read_settings
  expect 'Operators__ann__Password=of twelve or more Operators__bob__Role=View' "$(settings_of api | grep ^Oper | paste -sd' ')"
  expect '' "$(settings_of worker)"
  expect '********' "$(masked Operators__ann__Password 'of twelve or more')"
  expect '********' "$(masked Operators__ann__PasswordHash pbkdf2-sha256:1:a:b)"
  Operators__ann__Pasword=a refuses 'did you mean Operators__<name>__Password?' read_settings
}

# What a program was started with, by what is given now.
Signature_SettingOfOneProgram_ChangesThatOnesAlone() {
  use_library
  connection='Host=a' ocr_models=/models
  echo password >.local/dashboard-password
  local api worker
  read_settings
  keep_settings
  api=$(signature_of api) worker=$(signature_of worker)
  Worker__Slots=4 read_settings
  expect "$api" "$(signature_of api)"
  if [[ $(signature_of worker) == "$worker" ]]; then exit 1; fi
  worker=$(signature_of worker)
  Limits__Requests=5 PARSEWORKER_PORT=1234 read_settings
  if [[ $(signature_of api) == "$api" ]]; then exit 1; fi
  api=$(signature_of api)
  echo another >.local/dashboard-password
  if [[ $(signature_of api) == "$api" ]]; then exit 1; fi
}

# A drain that is killed half way costs each of its parses an attempt.
Settings_LongDrain_IsWaitedForToItsEnd() {
  use_library
  read_settings
  # shellcheck disable=SC2154 # set by read_settings
  expect 90 "$stop_timeout"
  Worker__DrainTime=00:10:00 Engines__Grace=00:00:02.500 Worker__WriteLimit=00:00:20 read_settings
  expect 653 "$stop_timeout"
}

# Whatever the settings have become since, and whatever is said of the next one.
Settings_DrainOfWhatRuns_IsWaitedForToItsEnd() {
  use_library
  stub_program 'exit 0'
  Worker__DrainTime=00:10:00 WORKER__WRITELIMIT=00:00:20 start_process worker-1 signature "$sandbox/stub"
  trap 'stop_processes worker-1' EXIT
  started_with_all() { grep -qsz WRITELIMIT= "/proc/$(cut -d' ' -f1 "$(pid_file worker-1)")/environ"; }
  eventually 10 started_with_all
  read_settings
  expect 651 "$stop_timeout"
  Worker__DrainTime=00:00:05 PARSEWORKER_STOP_TIMEOUT=45 read_settings
  expect 651 "$stop_timeout"
  PARSEWORKER_STOP_TIMEOUT=700 read_settings
  expect 700 "$stop_timeout"
  stop_processes worker-1
  Worker__DrainTime=00:00:05 PARSEWORKER_STOP_TIMEOUT=45 read_settings
  expect 45 "$stop_timeout"
}

Settings_StopTimeoutShorterThanTheDrain_IsRefused() {
  use_library
  Worker__DrainTime=00:02:00 PARSEWORKER_STOP_TIMEOUT=90 refuses 'and a worker may need 141 s to stop' read_settings
  WORKER__DRAINTIME=00:02:00 PARSEWORKER_STOP_TIMEOUT=90 refuses 'and a worker may need 141 s to stop' read_settings
  echo 'WORKER__DRAINTIME=00:02:00' >.local/settings
  PARSEWORKER_STOP_TIMEOUT=90 refuses 'and a worker may need 141 s to stop' read_settings
  PARSEWORKER_STOP_TIMEOUT=0141 read_settings
  expect 141 "$stop_timeout"
}

Settings_InOtherCapitals_AreTheSame() {
  use_library
  printf '%s\n' 'WORKER__SLOTS=4' 'models__L__TIMEOUT=00:01:00' 'OPERATORS__ann__ROLE=View' 'worker__slots=3' >.local/settings
  Models__L__Timeout=00:02:00 OPERATORS__ANN__ROLE=Operate read_settings
  keep_settings
  expect 'Models__L__Timeout=00:02:00 Operators__ann__Role=Operate PARSEWORKER_PORT='"$port"' Worker__Slots=3' \
    "$(tail -n +2 .local/settings | paste -sd' ')"
}

Down_StopTimeoutOfTheMoment_IsTakenAsItIs() {
  use_library
  PARSEWORKER_STOP_TIMEOUT=soon refuses "PARSEWORKER_STOP_TIMEOUT is 'soon'; give a number of seconds" deploy/down
  stub_program ''
  start_process worker-1 signature "$sandbox/stub"
  deaf() { grep -qs up "$local_dir/log/worker-1.log"; }
  eventually 10 deaf
  expect_in 'worker-1 has not ended within 1 s' "$(PARSEWORKER_STOP_TIMEOUT=01 deploy/down 2>&1)"
}

Settings_TimesOfDotNet_AreReadAsSeconds() {
  use_library
  expect 3723 "$(seconds_of 01:02:03)"
  expect 93784 "$(seconds_of 1.02:03:04)"
  expect 5400 "$(seconds_of 1:30)"
  expect 1 "$(seconds_of 00:00:00.050)"
  expect 9 "$(seconds_of 00:00:09.000)"
  expect 0 "$(seconds_of 'ten minutes')"
}
