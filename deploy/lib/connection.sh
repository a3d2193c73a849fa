# shellcheck shell=bash
# PARSEWORKER_DB may be a postgres:// URI; Npgsql reads only key=value pairs.

# to_npgsql <URI or key=value pairs>
to_npgsql() {
  local authority='(([^:@/]*)(:([^@/]*))?@)?' place='([^],/?@:[]*|\[[^]]+\])(:[0-9]+)?' rest='(/([^?]*))?(\?(.*))?'
  if [[ $1 != postgres://* && $1 != postgresql://* ]]; then
    printf '%s' "$1"
    return
  fi
  require_escapes "$1"
  [[ ${1#*://} =~ ^$authority($place(,$place)*)$rest$ ]] ||
    die "PARSEWORKER_DB is no URI of the form postgres://user:password@host:port/database; percent-encode what is special in it."
  local user=${BASH_REMATCH[2]} password=${BASH_REMATCH[4]} places=${BASH_REMATCH[5]} database=${BASH_REMATCH[12]}
  local options=${BASH_REMATCH[14]}
  to_npgsql_servers "$places"
  if [[ -n $user ]]; then printf ';Username=%s' "$(quoted "$user")"; fi
  if [[ -n $password ]]; then printf ';Password=%s' "$(quoted "$password")"; fi
  if [[ -n $database ]]; then printf ';Database=%s' "$(quoted "$database")"; fi
  to_npgsql_options "$options"
  # Parses are written: of several servers it has to be the one that takes writes.
  if [[ $places == *,* && $options != *target_session_attrs=* ]]; then printf ';Target Session Attributes=primary'; fi
}

# A % that stands for itself would be taken for the beginning of another character.
require_escapes() {
  local rest=$1
  while [[ $rest == *%* ]]; do
    rest=${rest#*%}
    [[ $rest =~ ^[0-9A-Fa-f]{2} && $rest != 00* ]] ||
      die "PARSEWORKER_DB has a % that no two hexadecimal digits follow; write %25 for a % in a password."
  done
}

# to_npgsql_servers <host:port[,host:port…]>
to_npgsql_servers() {
  local places=() place all='' host port
  IFS=, read -ra places <<<"$1"
  if ((${#places[@]} <= 1)); then
    split_place "$1" 5432
    printf 'Host=%s;Port=%s' "$(quoted "$host")" "$port"
    return
  fi
  for place in "${places[@]}"; do
    split_place "$place" 5432
    if [[ $host == *:* ]]; then host="[$host]"; fi
    all+=${all:+,}$host:$port
  done
  printf 'Host=%s' "$(quoted "$all")"
}

# split_place <host, host:port or [IPv6]:port> <port where none is said>: sets host and port.
split_place() {
  host=$1 port=$2
  if [[ $1 =~ ^(\[.*\]|[^:]*)(:([0-9]+))?$ ]]; then host=${BASH_REMATCH[1]} port=${BASH_REMATCH[3]:-$2}; fi
  host=${host#[}
  host=${host%]}
  host=${host:-localhost}
}

to_npgsql_options() {
  local pairs pair value
  IFS='&' read -ra pairs <<<"$1"
  for pair in "${pairs[@]}"; do
    value=$(quoted "${pair#*=}")
    case $pair in
      sslmode=verify-ca) printf ';SSL Mode=VerifyCA' ;;
      sslmode=verify-full) printf ';SSL Mode=VerifyFull' ;;
      sslmode=*) printf ';SSL Mode=%s' "$value" ;;
      sslrootcert=*) printf ';Root Certificate=%s' "$value" ;;
      sslcert=*) printf ';SSL Certificate=%s' "$value" ;;
      sslkey=*) printf ';SSL Key=%s' "$value" ;;
      channel_binding=*) printf ';Channel Binding=%s' "$value" ;;
      connect_timeout=*) printf ';Timeout=%s' "$value" ;;
      target_session_attrs=*) printf ';Target Session Attributes=%s' "$value" ;;
      application_name=*) printf ';Application Name=%s' "$value" ;;
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
  local host port places place all said=''
  all=$(setting_of "$1" 'host|server')
  if [[ $all == */* ]]; then return; fi # a socket
  IFS=, read -ra places <<<"${all:-localhost}"
  for place in "${places[@]}"; do
    split_place "$place" "$(setting_of "$1" port)"
    # shellcheck disable=SC2016 # the inner shell expands it
    if timeout 10 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$host" "${port:-5432}" 2>/dev/null; then return; fi
    said+=${said:+, }$host:${port:-5432}
  done
  die "no PostgreSQL answers at $said, which PARSEWORKER_DB names; start it or correct the variable."
}
