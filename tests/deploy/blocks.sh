# shellcheck shell=bash
# A document whose fenced blocks say what they are: "sh" is run, a command after the other, and "text" is what the block above it prints,
# with … for what varies: on a line of its own any number of lines, else anything within the line.

# What can't be run by a test, each command as the document has it, and why.
declare -gA not_run=()
# Puts what the test has in the place of what the document names: addresses and folders, and in commands what … stands for.
adapt_places() { cat; }
fill_in() { cat; }

# run_document <file> [name]: everything in it, in order. Ahead of the first block below a heading runs <name>_before_<heading>, if there is
# such a function.
run_document() {
  local line kind='' block='' at=0 started=0 heading='' shown='' hooks='' prefix=${2:-no}_before_
  declare -gA met=()
  hooks=$(declare -F | sed -n "s/^declare -f $prefix//p")
  while IFS= read -r line <&8; do
    ((at += 1))
    where=$1:$((started > 0 ? started : at))
    if ((started > 0)) && [[ $line == '```' ]]; then
      started=0
      run_block "$kind" "$block"
    elif ((started > 0)); then
      block+=$line$'\n'
    elif [[ $line == '```'* ]]; then
      kind=${line#'```'} started=$at block=''
      run_hook "$heading"
    elif [[ $line == '#'* ]]; then
      heading=$(anchor "$line")
    fi
  done 8<"$1"
  every_exception_was_met "$1"
}

# As GitHub makes them, but for the shell.
anchor() { sed -E 's/^#+ *//; s/[^[:alnum:] ]//g; s/ /_/g' <<<"${1,,}"; }

run_hook() {
  if [[ -n $1 && $'\n'$hooks$'\n' == *$'\n'$1$'\n'* ]]; then
    hooks=$(grep -vxF "$1" <<<"$hooks" || true)
    "$prefix$1"
  fi
}

# run_block <kind> <text>: sets shown, what the last commands printed.
run_block() {
  case $1 in
    sh) run_commands "$2" ;;
    text) is_shown "$2" ;;
    sql) sql "$2" >/dev/null || fault "has a statement that the database refuses." ;;
    ini) are_settings "$2" ;;
    log) are_lines_of_a_log "$2" ;;
    *) fault "is a block of the kind '$1'; say sh, text, sql, ini or log." ;;
  esac
}

fault() {
  printf '%s %s\n' "$where" "$1"
  exit 1
}

# A command is as many lines as the shell takes for one.
run_commands() {
  local line whole=''
  shown=''
  while IFS= read -r line; do
    whole+=${whole:+$'\n'}$line
    if is_whole "$whole"; then
      run_one "$whole"
      whole=''
    fi
  done <<<"${1%$'\n'}"
  if [[ -n $whole ]]; then fault "has a command without its end: $whole"; fi
}

is_whole() { [[ $1 != *\\ && -z $(bash -n <<<"$1" 2>&1) ]]; }

# In this shell: what a command sets is there for the next one.
run_one() {
  local adapted printed=$sandbox/printed status=0
  if [[ -n ${not_run[$1]:-} ]]; then
    met[$1]=1
    return
  fi
  adapted=$(adapt_places <<<"$1" | fill_in)
  if [[ ${adapted%%#*} == *…* ]]; then fault "has a placeholder that the test does not fill: $adapted"; fi
  printf '%s> %s\n' "$where" "$adapted"
  set +e
  eval "$adapted" >"$printed" 2>&1 8<&-
  status=$?
  set -e
  cat "$printed"
  ((status == 0)) || fault "has a command that ends with $status: $adapted"
  shown+=$(<"$printed")$'\n'
}

# Widths of columns and of rules are no matter, and neither are empty lines.
is_shown() {
  local pattern printed
  pattern=$(adapt_places <<<"${1%$'\n'}" | even | as_pattern && printf .)
  printed=$(even <<<"$shown")
  [[ $printed$'\n' =~ ^${pattern%.}$ ]] || fault "is not what is printed: $1"
}

even() { sed -E 's/[ \t]+/ /g; s/-{3,}/---/g; s/^ | $//g; /^$/d'; }

# An expression for whole lines, of which … stands for anything.
as_pattern() {
  local line any=$'[^\n]*'
  while IFS= read -r line; do
    if [[ $line == … ]]; then
      printf '%s' $'(.*\n)?'
    else
      line=$(sed -E 's/[][\.*^$+?(){}|]/\\&/g' <<<"$line")
      printf '%s\n' "${line//…/$any}"
    fi
  done
}

are_settings() {
  local line name
  while IFS= read -r line; do
    name=${line%%=*}
    if [[ $line != *=* ]] || ! is_setting "$name"; then fault "has a line that sets nothing: $line"; fi
  done <<<"${1%$'\n'}"
}

is_setting() { (use_library; learn_settings; find_setting "$1") >/dev/null; }

are_lines_of_a_log() {
  local line
  while IFS= read -r line; do
    [[ $line =~ ^[0-9-]{10}T[0-9:.]{12}Z\ [a-z]{4}:\ [A-Za-z.]+\[[0-9]+\]\  ]] || fault "has a line that no log has: $line"
  done <<<"${1%$'\n'}"
}

# every_exception_was_met <document>
every_exception_was_met() {
  local command where=$1
  for command in "${!not_run[@]}"; do
    if [[ -z ${met[$command]:-} ]]; then fault "no longer has what is not run: $command"; fi
  done
  hooks=$(tr -s '\n' <<<"$hooks")
  if [[ $hooks == *[a-z]* ]]; then fault "has no heading for $prefix$hooks"; fi
}
