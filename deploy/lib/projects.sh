# shellcheck shell=bash
# The test projects, and which of them a change concerns.

# test_projects [part of a name…]: those with tests, all without a word.
test_projects() {
  local file name part
  for file in "$project"/tests/*.Tests/*.csproj; do
    name=$(basename "$file" .csproj)
    if ! grep -rqE --include='*.cs' '^\s*\[(Fact|Theory)' "$(dirname "$file")"; then continue; fi
    if (($# == 0)); then say "$name"; fi
    for part in "$@"; do
      if [[ ${name,,} == *"${part,,}"* ]]; then
        say "$name"
        break
      fi
    done
  done
}

# changed_files <commit, or nothing>: what differs from where this branch left it (origin's main, or main), and what is not committed yet.
changed_files() {
  local base=${1:-} start
  if [[ -z $base ]]; then
    for base in origin/HEAD origin/main main HEAD; do
      if git -C "$project" rev-parse --quiet --verify "$base^{commit}" >/dev/null; then break; fi
    done
  fi
  start=$(git -C "$project" merge-base "$base" HEAD 2>/dev/null) || die "there is no commit '$base' that this branch left."
  git -C "$project" diff --name-only --no-renames "$start"
  git -C "$project" ls-files --others --exclude-standard
}

# concerned <files on the input>: the test projects that a change of these files may turn red; "deploy" stands for the scripts' tests.
concerned() {
  local file changed=$'\n' name every=
  local -A wanted=()
  while read -r file; do
    # The tree itself is what the architecture tests read.
    wanted[ParseWorker.Architecture.Tests]=1
    case $file in
      src/ParseWorker.*/*.md | src/*.md | README.md) ;;
      src/ParseWorker.*/* | tests/ParseWorker.*/*) changed+="$(cut -d/ -f2 <<<"$file")"$'\n' ;;
      tests/mutants/* | *.md) ;;
      deploy/ocr-models/*) every=yes wanted[deploy]=1 ;; # what OCR reads with
      deploy/* | tests/deploy/* | .ci/*) wanted[deploy]=1 ;;
      *) every=yes ;; # settings of all builds
    esac
  done
  for name in $(test_projects ''); do
    if [[ -n $every ]] || grep -qxF -f <(with_references "$name") <<<"$changed"; then wanted[$name]=1; fi
  done
  printf '%s\n' "${!wanted[@]}" | sed '/^$/d' | sort
}

# with_references <project>: it and every project that it is built with, directly or not.
with_references() {
  local -a open=("$1")
  local -A known=()
  local name file reference
  while ((${#open[@]} > 0)); do
    name=${open[0]} open=("${open[@]:1}")
    if [[ -n ${known[$name]:-} ]]; then continue; fi
    known[$name]=1
    say "$name"
    for file in "$project"/{src,tests}/"$name/$name.csproj"; do
      if [[ ! -e $file ]]; then continue; fi
      while read -r reference; do open+=("$reference"); done < <(
        sed -nE 's|.*<ProjectReference Include="[^"]*/([^/"]*)\.csproj".*|\1|p' "$file"
      )
    done
  done
}
