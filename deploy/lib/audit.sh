# shellcheck shell=bash
# Asks the package feeds for known vulnerabilities of what the lock files name.

# A build audits nothing (NuGetAudit in src/Directory.Build.props): it must give the same today as tomorrow, with or without a network. A
# vulnerability that is known fails this check; a feed that can't be asked is no fault of the project, and is said.
check_audit() {
  say "== known vulnerabilities of packages"
  local log=$scratch/audit.log found status=0
  copy_project_files "$scratch/audit"
  audit_restore "$scratch/audit" >"$log" 2>&1 || status=$?
  found=$(grep -oE 'NU190[1-4]: .*' "$log" | sed 's/ \[.*//' | sort -u) || true
  if [[ -n $found ]]; then
    printf '%s\n' "$found" >&2
    ((failed += 1))
    printf '%s\n' "FAILED: packages with known vulnerabilities; raise them in src/Directory.Packages.props." >&2
  elif grep -qE 'NU1900|NU1905' "$log"; then
    say "Not every feed was asked: $(grep -oE -m 1 '(NU1900|NU1905): .*' "$log" | sed 's/ \[.*//')" \
      "That says nothing about the packages, and fails nothing."
  elif grep -qE 'error' "$log"; then
    say "Nothing was audited: the feeds could not be asked ($(grep -oE -m 1 'error.*' "$log" | sed 's/ \[.*//')). That fails nothing."
  elif ((status != 0)); then
    say "Nothing was audited: the restore ended with exit code $status. That fails nothing."
  else
    ((passed += 1))
    say "None are known."
  fi
}

# Projects and lock files alone, so that the audit's restore leaves no trace in the builds' folders.
copy_project_files() {
  mkdir -p "$1"
  (cd "$project" && find . \( -name bin -o -name obj -o -name .local -o -name .git \) -prune -o \
    \( -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.sln' -o -name packages.lock.json -o -name global.json \) \
    -print0 |
    tar --null -T - -cf -) | tar -C "$1" -xf -
}

# The user's feeds are asked for packages as always, and for advisories too: NuGet says of each whether it has any.
audit_restore() {
  local config=$1/audit.config feeds
  feeds=$(dotnet nuget list source --format short | sed -nE 's/^E (.*)/\1/p' |
    awk '{ printf "<add key=\"feed%d\" value=\"%s\" />", NR, $0 }')
  printf '<configuration><packageSources><clear />%s</packageSources><auditSources><clear />%s</auditSources></configuration>' \
    "$feeds" "$feeds" >"$config"
  limited 300 dotnet restore "$1/ParseWorker.sln" --configfile "$config" -property:NuGetAudit=true -property:NuGetAuditMode=all \
    -property:NuGetAuditLevel=low -property:RestoreLockedMode=true -property:TreatWarningsAsErrors=false -nologo -verbosity:quiet
}
