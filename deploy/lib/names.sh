# shellcheck shell=bash
# Which settings there are, and who reads them: what deploy/docs/configuration.md says, which a test makes of the source.

declare -gA readers=()   # by a setting's name: api, worker, both or scripts
declare -gA spellings=() # by its name in small letters: .NET takes Worker__Slots and WORKER__SLOTS for one
declare -gA flattened=() # by its name with one underscore for two, which no program would say a word about

learn_settings() {
  local name who document=$project/deploy/docs/configuration.md
  while read -r name who; do
    readers[$name]=$who
    spellings[${name,,}]=$name
    if [[ $name == *__* ]]; then flattened[${name//__/_}]=$name; fi
  done < <(awk -F '`' '
    /^\| `PARSEWORKER_/ { print $2, "scripts" }
    /Read by the API and workers\.$/ { who = "both" }
    /Read by the API\.$/ { who = "api" }
    /Read by workers\.$/ { who = "worker" }
    /^- \*\*`/ { print $2, who }' "$document")
  ((${#readers[@]} > 50)) || die "$document lists no settings; get the file back as it was."
  readers[PARSEWORKER_PUBLIC_URL]=api
  spellings[parseworker_public_url]=PARSEWORKER_PUBLIC_URL
}

# find_setting <name>: sets spelling and reader; false where there is no such setting.
find_setting() {
  local lower=${1,,} known named
  spelling=$1 reader=''
  case $lower in
    logging__?*) reader=both ;;
    kestrel__?*) reader=api ;;
    models__?*__?* | operators__?*__?*)
      known=${spellings[${lower%%__*}__<name>__${lower##*__}]:-}
      reader=${readers[${known:-none}]:-}
      named=${1#*__}
      if [[ -n $known ]]; then spelling=${known/<name>/${named%__*}}; fi
      ;;
    *)
      spelling=${spellings[$lower]:-}
      reader=${readers[${spelling:-none}]:-}
      ;;
  esac
  [[ -n $reader ]]
}

# refuse_misspelt <name> [file]: a name that is meant as a setting and is none. In a file of settings all are meant so; the environment has
# names of other programs too.
refuse_misspelt() {
  local name=$1 distance nearest section=${1%%__*}
  if [[ $name == @(Models|Operators)__?*__?* ]]; then name="${name%%__*}__<name>__${name##*__}"; fi
  read -r distance nearest <<<"$(nearest_setting "$name")"
  if ((distance <= 2)) || { [[ $1 == *__* ]] && ((distance <= 4)) && is_section "$section"; }; then
    die "$1 is no setting; did you mean $nearest?"
  fi
  if [[ -n ${2:-} ]] || is_section "$section"; then
    die "$1${2:+, in $2,} is no setting; deploy/docs/configuration.md lists them all."
  fi
}

is_section() { [[ " ${!spellings[*]} " == *" ${1,,}__"* ]]; }

# nearest_setting <name>: prints how many characters differ, and the setting that differs least.
nearest_setting() {
  printf '%s\n' "${!readers[@]}" | sort | awk -v wrong="${1,,}" '
    function least(a, b) { return a < b ? a : b }
    function distance(a, b,   i, j, above, left, cost) {
      for (j = 0; j <= length(b); j++) row[j] = j
      for (i = 1; i <= length(a); i++) {
        above = row[0]
        row[0] = i
        for (j = 1; j <= length(b); j++) {
          cost = least(above + (substr(a, i, 1) != substr(b, j, 1)), least(row[j], row[j - 1]) + 1)
          above = row[j]
          row[j] = cost
        }
      }
      return row[length(b)]
    }
    {
      far = distance(wrong, tolower($0))
      if (best == "" || far < best + 0) { best = far; name = $0 }
    }
    END { print best, name }'
}
