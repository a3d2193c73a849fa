# shellcheck shell=bash
# PARSEWORKER_PORT, PARSEWORKER_WORKERS and PARSEWORKER_DB: from the environment, else as the running service has them, else the default.

read_settings() {
  local remembered=$local_dir/run/settings
  if [[ -f $remembered ]] && any_running; then
    PARSEWORKER_PORT=${PARSEWORKER_PORT:-$(sed -n 1p "$remembered")}
    PARSEWORKER_WORKERS=${PARSEWORKER_WORKERS:-$(sed -n 2p "$remembered")}
    PARSEWORKER_DB=${PARSEWORKER_DB-$(sed -n 3p "$remembered")}
  fi
  port=${PARSEWORKER_PORT:-8080}
  workers=${PARSEWORKER_WORKERS:-1}
  own_db=${PARSEWORKER_DB:-}
  unset PARSEWORKER_DB # the programs get it as their connection strings
  in_range "$port" 1 65535 || die "PARSEWORKER_PORT is '$port'; give a port number from 1 to 65535."
  in_range "$workers" 1 64 || die "PARSEWORKER_WORKERS is '$workers'; give a number of worker processes from 1 to 64."
}

in_range() { [[ $1 =~ ^[0-9]{1,5}$ ]] && ((10#$1 >= $2 && 10#$1 <= $3)); }

remember_settings() { printf '%s\n' "$port" "$workers" "$own_db" | write_private "$local_dir/run/settings"; }

forget_settings() { rm -f "$local_dir/run/settings"; }

# Made once, kept for ever: a secret that changes at every start would be no use to anyone.
keep_dashboard_password() {
  local file=$local_dir/dashboard-password
  [[ -s $file ]] || new_secret | write_private "$file"
}

# A key lives in the database it was made in; .local/api-key is the one of the database in use.
keep_api_key() {
  local kept=$local_dir/api-keys/$database_id
  (umask 077 && mkdir -p "$local_dir/api-keys")
  if [[ ! -s $kept ]]; then
    local errors=$local_dir/log/create-key.log
    run_api create-key --environment default --name local 2>"$errors" | write_private "$kept" ||
      die "could not create an API key: $(last_words "$errors")"
  fi
  cmp -s "$kept" "$local_dir/api-key" || write_private "$local_dir/api-key" <"$kept"
}

# An interrupted write leaves no half secret behind.
write_private() { (umask 077 && cat >"$1.new") && mv "$1.new" "$1"; }
