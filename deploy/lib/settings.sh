# shellcheck shell=bash
# Settings: those of .local/settings, which deploy/up keeps there, changed by those of the environment.

settings_file=$local_dir/settings
declare -gA settings=()

# Sets settings, and from them port, workers, own_db and stop_timeout; exports what the programs read.
read_settings() {
  local name
  read_settings_file
  for name in "${!settings[@]}"; do
    find_setting "$name" || refuse_misspelt "$name" "$settings_file"
  done
  read_environment
  refuse_connection_strings
  export_settings
  port=${settings[PARSEWORKER_PORT]:-8080}
  workers=${settings[PARSEWORKER_WORKERS]:-1}
  own_db=${settings[PARSEWORKER_DB]:-}
  stop_timeout=${settings[PARSEWORKER_STOP_TIMEOUT]:-$(max 90 "$(needed_to_stop)")}
  in_range "$port" 1 65535 || die "PARSEWORKER_PORT is '$port'; give a port number from 1 to 65535."
  in_range "$workers" 1 64 || die "PARSEWORKER_WORKERS is '$workers'; give a number of worker processes from 1 to 64."
  in_range "$stop_timeout" 1 99999 || die "PARSEWORKER_STOP_TIMEOUT is '$stop_timeout'; give a number of seconds from 1 to 99999."
  ((10#$stop_timeout >= $(needed_to_stop))) ||
    die "PARSEWORKER_STOP_TIMEOUT is $stop_timeout, and a worker may need $(needed_to_stop) s to stop, of which Worker__DrainTime is the" \
      "most; give that, or leave it out."
  stop_timeout=$(max "$stop_timeout" "$(needed_by_what_runs)") # it may be about to be stopped
}

# Seconds that the longest may take of the workers that run, by the settings that each was started with.
needed_by_what_runs() {
  local name pid signature longest=0
  for name in $(known_processes); do
    if [[ $name == worker-* ]] && running "$name"; then longest=$(max "$longest" "$(needed_by "$pid")"); fi
  done
  printf '%s' "$longest"
}

# needed_by <pid>: one that has just ended needs nothing.
needed_by() {
  local entry spelling reader
  local -A settings=()
  while IFS= read -rd '' entry; do
    if find_setting "${entry%%=*}"; then settings[$spelling]=${entry#*=}; fi
  done < <(cat "/proc/$1/environ" 2>/dev/null || true)
  needed_to_stop
}

# Seconds that a worker may take by the settings: as Deadlines.Host of the worker counts, with its defaults.
needed_to_stop() {
  local drain grace write
  drain=$(seconds_of "${settings[Worker__DrainTime]:-00:00:30}")
  grace=$(seconds_of "${settings[Engines__Grace]:-00:00:01}")
  write=$(seconds_of "${settings[Worker__WriteLimit]:-00:00:05}")
  printf '%s' "$((drain + grace + 2 * write + 10))"
}

# seconds_of <a time as .NET writes it: d.hh:mm:ss.f>: rounded up. None for what is no time, which the program refuses.
seconds_of() {
  local parts up=0
  if [[ $1 =~ ^(([0-9]{1,3})\.)?([0-9]{1,2}):([0-9]{1,2})(:([0-9]{1,2})(\.[0-9]+)?)?$ ]]; then
    parts=("${BASH_REMATCH[@]}")
    if [[ ${parts[7]} == *[1-9]* ]]; then up=1; fi
    printf '%s' "$((10#${parts[2]:-0} * 86400 + 10#${parts[3]} * 3600 + 10#${parts[4]} * 60 + 10#${parts[6]:-0} + up))"
  else
    printf 0
  fi
}

# In tens, however many noughts stand before: the shell takes 090 for no number and 0100 for 64.
max() { printf '%s' "$((10#$1 > 10#$2 ? 10#$1 : 10#$2))"; }

in_range() { [[ $1 =~ ^[0-9]{1,5}$ ]] && ((10#$1 >= $2 && 10#$1 <= $3)); }

# Values are whatever follows the first =, to the end of the line. Names that differ in capitals alone are one setting, as for .NET; the
# last one counts.
read_settings_file() {
  local line name value spelling reader
  learn_settings
  settings=()
  if [[ ! -f $settings_file ]]; then return; fi
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line =~ ^[[:space:]]*(#|$) ]]; then continue; fi
    [[ $line =~ ^([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]] || die "$settings_file has a line that is not NAME=value; correct it or delete it."
    name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
    if find_setting "$name"; then name=$(kept_as "$spelling"); fi
    settings[$name]=$value
  done <"$settings_file"
}

# kept_as <name>: the name by which it is kept already, or itself: those of operators and models are nobody's to correct.
kept_as() {
  local known
  for known in "${!settings[@]}"; do
    if [[ ${known,,} == "${1,,}" ]]; then
      printf '%s' "$known"
      return
    fi
  done
  printf '%s' "$1"
}

# A setting that is given empty is taken out.
read_environment() {
  local entry name value spelling reader
  while IFS= read -rd '' entry; do
    name=${entry%%=*} value=${entry#*=}
    if [[ $name != *__* && $name != PARSEWORKER_* && -z ${flattened[$name]:-} ]]; then continue; fi
    if ! find_setting "$name"; then
      refuse_misspelt "$name"
      continue
    fi
    [[ $name =~ ^[A-Za-z0-9_]+$ ]] ||
      die "$name can't be kept, since a shell's names have no hyphen; call it Models__LARGE__… and say the model's in Models__LARGE__Name."
    [[ $value != *$'\n'* ]] || die "$name has a line break, and settings are a line each; give it without."
    unset -v "$name"
    spelling=$(kept_as "$spelling")
    if [[ -n $value ]]; then settings[$spelling]=$value; else unset "settings[$spelling]"; fi
  done < <(env -0)
}

# Which the programs would be given two of.
refuse_connection_strings() {
  local name
  for name in "${!settings[@]}"; do
    [[ $name != ConnectionStrings__* ]] || die "$name is made by deploy/up; name the database with PARSEWORKER_DB instead."
  done
}

# Two quotes stand for an empty value, which some settings have a meaning for.
export_settings() {
  local name spelling reader
  for name in "${!settings[@]}"; do
    find_setting "$name"
    if [[ $reader != scripts ]]; then export "$name=${settings[$name]#\"\"}"; fi
  done
}

setting_names() { printf '%s\n' "${!settings[@]}" | sort; }

# settings_of <api or worker>: those that it reads, a line each.
settings_of() {
  local name spelling reader
  for name in $(setting_names); do
    find_setting "$name"
    if [[ $reader == "$1" || $reader == both ]]; then printf '%s=%s\n' "$name" "${settings[$name]}"; fi
  done
}

keep_settings() {
  local name
  {
    printf '%s\n' '# Settings, kept by deploy/up: "NAME=value deploy/up" changes one, "NAME= deploy/up" takes it out.'
    for name in $(setting_names); do printf '%s=%s\n' "$name" "${settings[$name]}"; done
  } | write_private "$settings_file"
}

# Made once, kept for ever: a secret that changes at every start would be no use to anyone. One that is given goes where the others lie.
keep_dashboard_password() {
  local file=$local_dir/dashboard-password
  if [[ -n ${settings[Dashboard__Password]:-} ]]; then
    printf '%s' "${settings[Dashboard__Password]}" | write_private "$file"
    unset 'settings[Dashboard__Password]'
  fi
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
