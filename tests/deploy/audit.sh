# shellcheck shell=bash
# What deploy/test says of known vulnerabilities, whatever the feeds answer.

# audit_of <what the restore says>
audit_of() {
  scratch=$sandbox
  answer=$1
  ended=${2:-0}
  audit_restore() { printf '%s\n' "$answer"; return "$ended"; }
  check_audit 2>&1
  (print_summary 0) || true
}

Audit_VulnerablePackage_FailsAndIsNamed() {
  use_library
  local said
  said=$(audit_of "a.csproj : warning NU1903: Package 'Some.Package' 1.0.0 has a known high severity vulnerability [a.csproj]")
  expect_in "NU1903: Package 'Some.Package' 1.0.0" "$said"
  expect '0 passed, 1 failed' "$(tail -n 1 <<<"$said")"
}

Audit_FeedWithoutAdvisories_SaysWhyItProvesNothing() {
  use_library
  ((passed += 1))
  local said
  said=$(audit_of "a.csproj : warning NU1905: Audit source 'feed1' did not provide any vulnerability data. [a.csproj]")
  expect_in "Not every feed was asked: NU1905: Audit source 'feed1' did not provide any vulnerability data." "$said"
  expect '1 passed, 0 failed' "$(tail -n 1 <<<"$said")"
}

Audit_FeedUnreachable_SaysWhyItProvesNothing() {
  use_library
  ((passed += 1))
  local said
  said=$(audit_of "a.csproj : error NU1301: Unable to load the service index for source https://feed [a.csproj]")
  expect_in 'Nothing was audited: the feeds could not be asked (error NU1301: Unable to load' "$said"
  expect '1 passed, 0 failed' "$(tail -n 1 <<<"$said")"
}

Audit_RestoreKilled_ProvesNothing() {
  use_library
  ((passed += 1))
  local said
  said=$(audit_of '' 124)
  expect_in 'Nothing was audited: the restore ended with exit code 124.' "$said"
  expect '1 passed, 0 failed' "$(tail -n 1 <<<"$said")"
}

Audit_NothingKnown_Passes() {
  use_library
  expect '1 passed, 0 failed' "$(audit_of '' | tail -n 1)"
}
