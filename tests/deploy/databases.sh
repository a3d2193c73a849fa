# shellcheck shell=bash
# The private cluster, and connection strings.

# A running cluster in the sandbox, gone when the test ends.
start_sandbox_cluster() {
  use_library
  find_postgres
  open_home postgres
  trap 'stop_cluster immediate' EXIT
  start_cluster "$common_settings"
}

Cluster_StartedTwice_StaysTheSame() {
  start_sandbox_cluster
  local before
  before=$(superuser_sql <<<'select pg_postmaster_start_time()')
  start_cluster "$common_settings"
  expect "$before" "$(superuser_sql <<<'select pg_postmaster_start_time()')"
}

Cluster_PortTakenMeanwhile_TakesAnother() {
  start_sandbox_cluster
  stop_cluster fast
  local taken=${PARSEWORKER_TEST_DB#*Port=}
  printf '%s\n' "${taken%%;*}" | write_as_owner "$home/port"
  start_cluster "$common_settings"
  if [[ $(<"$home/port") == "${taken%%;*}" ]]; then exit 1; fi
  expect 1 "$(superuser_sql <<<'select 1')"
}

Cluster_Killed_StartsAgainWithItsData() {
  start_sandbox_cluster
  superuser_sql <<<'create table kept as select 42 as answer'
  local postmaster
  postmaster=$(as_owner head -n 1 "$home/data/postmaster.pid")
  kill -KILL "$postmaster"
  gone() { ! cluster_running; }
  eventually 10 gone
  eventually 10 start_cluster "$common_settings"
  expect 42 "$(superuser_sql <<<'select answer from kept')"
}

Cluster_WrongPassword_IsRefused() {
  start_sandbox_cluster
  expect '' "$(PGPASSWORD=wrong "$pg_bin/psql" --no-psqlrc -At -h 127.0.0.1 -p "$(<"$home/port")" -U postgres -c 'select 1' 2>/dev/null ||
    true)"
}

PrivateDatabase_MadeTwice_OwnedByARoleWithoutPowers() {
  use_library
  find_postgres
  trap 'stop_cluster immediate' EXIT
  start_private_database
  start_private_database
  expect f "$(superuser_sql <<<"select rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname = 'parseworker'")"
  expect 'parseworker|idle_in_transaction_session_timeout=10s' "$(superuser_sql <<<"
    select pg_get_userbyid(datdba), array_to_string(rolconfig, ',') from pg_database, pg_roles
    where datname = 'parseworker' and rolname = 'parseworker'")"
}

ConnectionUri_Complete_BecomesKeyValuePairs() {
  use_library
  expect 'Host="::1";Port=5433;Username="us@er";Password="p;w""\x";Database="da ta";SSL Mode=VerifyFull;Application Name="a&b"' \
    "$(to_npgsql 'postgresql://us%40er:p%3Bw%22\x@[::1]:5433/da%20ta?sslmode=verify-full&application_name=a%26b')"
}

ConnectionUri_Short_TakesDefaults() {
  use_library
  expect 'Host="localhost";Port=5432;Username="me";Database="db"' "$(to_npgsql 'postgres://me@/db')"
}

ConnectionUri_SeveralHosts_AreAllNamedAndTheOneThatWritesIsMeant() {
  use_library
  expect 'Host="a:5433,b:5432,[::1]:5434";Username="me";Database="db";Target Session Attributes=primary' \
    "$(to_npgsql 'postgres://me@a:5433,b,[::1]:5434/db')"
  expect 'Host="a:5432,b:5432";Database="db";Target Session Attributes="any"' "$(to_npgsql 'postgres://a,b/db?target_session_attrs=any')"
}

ConnectionUri_SeveralHostsThatAnswerNothing_NamesEach() {
  use_library
  refuses 'no PostgreSQL answers at 127.0.0.1:1, ::1:2' require_reachable "$(to_npgsql 'postgres://127.0.0.1:1,[::1]:2/db')"
  require_reachable "$(to_npgsql "postgres://127.0.0.1:1,127.0.0.1:$(test_database_port)/db")"
}

ConnectionUri_OptionsOfLibpq_BecomeNpgsqls() {
  use_library
  expect 'Host="a";Port=5432;Channel Binding="require";Timeout="5";SSL Mode="require"' \
    "$(to_npgsql 'postgres://a?channel_binding=require&connect_timeout=5&sslmode=require')"
}

ConnectionUri_PercentThatStandsForItself_IsRefused() {
  use_library
  local password
  for password in 5% %zz a%2 %00; do
    refuses 'write %25 for a % in a password' to_npgsql "postgres://me:$password@a/db"
  done
  expect 'Host="a";Port=5432;Username="me";Password="5%"' "$(to_npgsql 'postgres://me:5%25@a')"
}

ConnectionUri_UnknownOption_OneSentence() {
  use_library
  refuses "the option 'gssencmode'" to_npgsql 'postgres://localhost/db?gssencmode=disable'
}

ConnectionPairs_Given_StayAsTheyAre() {
  use_library
  expect 'Server=a;Port=1' "$(to_npgsql 'Server=a;Port=1')"
  expect 'a' "$(setting_of 'Server = a ;Port=1' 'host|server')"
}

PrivateDatabase_DataGone_ForgetsTheKeyThatLivedInIt() {
  use_library
  find_postgres
  mkdir "$local_dir/api-keys"
  echo key >"$local_dir/api-keys/private"
  trap 'stop_cluster immediate' EXIT
  start_private_database
  if [[ -e $local_dir/api-keys/private ]]; then exit 1; fi
  echo key >"$local_dir/api-keys/private"
  start_private_database
  test -e "$local_dir/api-keys/private"
}

Backup_Connection_IsSaidToPostgresqlsClients() {
  use_library
  local options='sslmode=verify-full&channel_binding=Require&connect_timeout=5'
  export_libpq "$(to_npgsql "postgres://ann:p%22%3B%25w@db1,[::1]:5433/parses?$options")"
  expect 'db1,::1 5432,5433 ann parses' "$PGHOST $PGPORT $PGUSER $PGDATABASE"
  expect 'p";%w verify-full require 5 read-write' \
    "$PGPASSWORD $PGSSLMODE $PGCHANNELBINDING $PGCONNECT_TIMEOUT $PGTARGETSESSIONATTRS"
  export_libpq 'Server=/run/postgresql; User Id = bob ;Password="a=b";SSL Mode=VerifyCA'
  expect '/run/postgresql 5432 bob a=b verify-ca' "$PGHOST $PGPORT $PGUSER $PGPASSWORD $PGSSLMODE"
  expect '' "${PGTARGETSESSIONATTRS:-}"
  PGSERVICE=elsewhere export_libpq "Password='a;''b' ;Pooling=true;Database=c"
  expect "localhost a;'b c " "$PGHOST $PGPASSWORD $PGDATABASE ${PGSERVICE:-}"
}
