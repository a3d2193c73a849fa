# shellcheck shell=bash
# PARSEWORKER_DB may be a postgres:// URI; Npgsql reads only key=value pairs.

# to_npgsql <URI or key=value pairs>
to_npgsql() {
  local authority='(([^:@/]*)(:([^@/]*))?@)?' place='([^]/?@:[]*|\[[^]]+\])(:([0-9]+))?' rest='(/([^?]*))?(\?(.*))?'
  if [[ $1 != postgres://* && $1 != postgresql://* ]]; then
    printf '%s' "$1"
    return
  fi
  [[ ${1#*://} =~ ^$authority$place$rest$ ]] ||
    die "PARSEWORKER_DB is no URI of the form postgres://user:password@host:port/database; percent-encode what is special in it."
  local user=${BASH_REMATCH[2]} password=${BASH_REMATCH[4]} host=${BASH_REMATCH[5]} port=${BASH_REMATCH[7]}
  local database=${BASH_REMATCH[9]} options=${BASH_REMATCH[11]}
  host=${host#[}
  host=${host%]}
  printf 'Host=%s;Port=%s' "$(quoted "${host:-localhost}")" "${port:-5432}"
  if [[ -n $user ]]; then printf ';Username=%s' "$(quoted "$user")"; fi
  if [[ -n $password ]]; then printf ';Password=%s' "$(quoted "$password")"; fi
  if [[ -n $database ]]; then printf ';Database=%s' "$(quoted "$database")"; fi
  to_npgsql_options "$options"
}

to_npgsql_options() {
  local pairs pair
  IFS='&' read -ra pairs <<<"$1"
  for pair in "${pairs[@]}"; do
    case $pair in
      sslmode=verify-ca) printf ';SSL Mode=VerifyCA' ;;
      sslmode=verify-full) printf ';SSL Mode=VerifyFull' ;;
      sslmode=*) printf ';SSL Mode=%s' "$(quoted "${pair#*=}")" ;;
      sslrootcert=*) printf ';Root Certificate=%s' "$(quoted "${pair#*=}")" ;;
      application_name=*) printf ';Application Name=%s' "$(quoted "${pair#*=}")" ;;
      *) die "PARSEWORKER_DB has the option '${pair%%=*}', which is not known here; write it as Npgsql's key=value pairs instead." ;;
    esac
  done
}

# Percent-decoded, and quoted as connection strings want it.
quoted() {
  local text=${1//\\/\\\\} decoded
  printf -v decoded '%b' "${text//%/\\x}"
  printf '"%s"' "${decoded//\"/\"\"}"
}

# setting_of <connection string> <names, separated by |>
setting_of() {
  tr ';' '\n' <<<"$1" | sed -nE "s/^ *($2) *= *\"?([^\"]*[^\" ]).*$/\2/Ip" | tail -n 1
}

# A wrong password is told later by the migration; this tells a server that isn't there, which is the common case.
require_reachable() {
  local host port
  host=$(setting_of "$1" 'host|server')
  port=$(setting_of "$1" port)
  if [[ $host == */* || $host == *,* ]]; then return; fi # a socket, or several servers
  # shellcheck disable=SC2016 # the inner shell expands it
  timeout 10 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "${host:-localhost}" "${port:-5432}" 2>/dev/null ||
    die "no PostgreSQL answers at ${host:-localhost}:${port:-5432}, which PARSEWORKER_DB names; start it or correct the variable."
}
