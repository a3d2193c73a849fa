# shellcheck shell=bash
# A private PostgreSQL cluster in a directory ("home"): data/, log/, port, superuser-password.
# It runs as the user postgres when root runs this (PostgreSQL refuses root), else as the user itself.
# TCP on 127.0.0.1 with a password, because a socket's path may be no longer than 107 characters.

home=''

as_owner() {
  if ((EUID == 0)); then
    (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups env HOME=/ "$@" 9>&-)
  else
    (cd / && exec "$@" 9>&-)
  fi
}

# Sets home: .local/<name>, which is a link to /var/lib when postgres can't reach the project (a clone below /root).
open_home() {
  local place=$local_dir/$1
  if [[ ! -e $place ]] && ((EUID == 0)) && ! as_owner test -x "$local_dir"; then
    ln -sfn "$(mktemp -d /var/lib/parseworker-XXXXXXXX)" "$place"
  fi
  home=$(readlink -m "$place")
  own_directory "$home"
}

own_directory() {
  mkdir -p "$1"
  chmod 700 "$1"
  if ((EUID == 0)); then chown postgres: "$1"; fi
  as_owner test -w "$1" ||
    die "the database's user can't reach $1; make the directories above it passable (chmod a+x), or delete $local_dir."
}

cluster_running() { [[ -f $home/port ]] && postmaster_alive && port_answers "$(<"$home/port")"; }

# PostgreSQL's processes live in their data directory; a pid alone may be a zombie or belong to another program by now.
# Only the same user may look: root in a container often lacks the right.
postmaster_alive() {
  local pid
  pid=$(head -n 1 "$home/data/postmaster.pid" 2>/dev/null) && [[ $(as_owner readlink "/proc/$pid/cwd") == "$home/data" ]]
}

data_in_use() {
  local places
  places=$(as_owner readlink /proc/[0-9]*/cwd 2>/dev/null) || true # not everybody's may be read
  grep -qxF "$home/data" <<<"$places"
}

# A dead postmaster's pid that still (a zombie) or again exists would keep PostgreSQL from starting.
clear_stale_pid() {
  local tries
  if postmaster_alive || [[ ! -e $home/data/postmaster.pid ]]; then return; fi
  for ((tries = 0; tries < 100; tries++)); do
    if ! data_in_use; then
      as_owner rm -f "$home/data/postmaster.pid"
      return
    fi
    sleep 0.1
  done
}

# start_cluster <setting lines>: creates it when new, starts it when down.
start_cluster() {
  if cluster_running; then return; fi
  if [[ ! -d $home/data ]]; then create_cluster; fi
  use_version_of_data
  clear_stale_pid
  local port attempt
  port=$(cat "$home/port" 2>/dev/null || free_port)
  for attempt in 1 2 3 4 5; do # another program may take the port between choosing and binding
    if ((attempt > 1)) || port_answers "$port"; then port=$(free_port); fi
    printf '%s\n' "$port" | write_as_owner "$home/port"
    printf '%s\n' "$1" "port = $port" | write_as_owner "$home/data/parseworker.conf"
    if launch_cluster; then return; fi
  done
  die "PostgreSQL did not start: $(last_words "$home/log/start.log")"
}

# Debian keeps versions side by side; data belongs to the one that made it.
use_version_of_data() {
  local version
  version=$(as_owner cat "$home/data/PG_VERSION")
  if [[ -x /usr/lib/postgresql/$version/bin/postgres ]]; then
    pg_bin=/usr/lib/postgresql/$version/bin
  elif [[ $("$pg_bin/postgres" --version) != *" $version."* ]]; then
    die "the data in $home is of PostgreSQL $version, which is not installed; install postgresql-$version or move the data (pg_upgrade)."
  fi
}

launch_cluster() {
  as_owner setsid --wait "$pg_bin/pg_ctl" --pgdata "$home/data" --log "$home/log/start.log" --timeout 60 --wait start >/dev/null 2>&1
}

# Made under another name and moved, so that an interrupted initdb is no half cluster.
create_cluster() {
  as_owner rm -rf "$home/data.new" "$home/port"
  as_owner mkdir -p "$home/log"
  new_secret | write_as_owner "$home/superuser-password"
  as_owner "$pg_bin/initdb" --pgdata "$home/data.new" --username postgres --pwfile "$home/superuser-password" \
    --auth scram-sha-256 --encoding UTF8 --locale C >/dev/null 2>"$local_dir/log/initdb.log" ||
    die "initdb could not create a cluster in $home: $(last_words "$local_dir/log/initdb.log")"
  printf '%s\n' "include 'parseworker.conf'" | as_owner tee -a "$home/data.new/postgresql.conf" >/dev/null
  as_owner mv "$home/data.new" "$home/data"
}

# "fast" ends sessions and writes a checkpoint; "immediate" is for data that nobody wants any more.
stop_cluster() {
  if [[ -n $pg_bin ]] && postmaster_alive; then
    as_owner "$pg_bin/pg_ctl" --pgdata "$home/data" --mode "$1" --timeout 120 --wait stop >/dev/null 2>&1 ||
      die "PostgreSQL in $home did not stop; $home/log says why."
  fi
}

# shellcheck disable=SC2016 # the inner shell expands it
write_as_owner() { as_owner sh -c 'umask 077; cat >"$1"' - "$1"; }

last_words() {
  local words
  words=$(tail -n 3 "$1" 2>/dev/null | paste -sd' ')
  printf '%s' "${words:-it said nothing.}"
}

# last_line <log>: what a program that ended said last, in a sentence of its own below whatever led there.
last_line() {
  local line
  line=$(tail -n 1 "$1" 2>/dev/null)
  printf '%s' "${line:-it said nothing.}"
}

# superuser_sql: runs the statements on its input, one transaction each; a password in them stays off the command line.
superuser_sql() {
  PGPASSWORD=$(<"$home/superuser-password") "$pg_bin/psql" --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 \
    --host 127.0.0.1 --port "$(<"$home/port")" --username postgres --dbname postgres 9>&-
}

# The connection string of the superuser, as Npgsql reads it.
superuser_connection() {
  printf 'Host=127.0.0.1;Port=%s;Username=postgres;Password=%s;Database=postgres' "$(<"$home/port")" "$(<"$home/superuser-password")"
}

common_settings="
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
logging_collector = on
log_directory = '../log'
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_timezone = UTC
timezone = UTC
jit = off
"
