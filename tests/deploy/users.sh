# shellcheck shell=bash
# The service of somebody who is not root, and may not become it.

# Whoever may has installed the packages, and deploy/up finds them.
Up_OrdinaryUserWithoutSudo_RunsTheWholeService() {
  copy_sources
  bring_programs
  mkdir home
  local -a somebody=(env "HOME=$sandbox/home" "PATH=$(path_without_sudo)")
  if ((EUID == 0)); then
    chown -R 65534:65534 "$sandbox"
    somebody=(setpriv --reuid=65534 --regid=65534 --clear-groups "${somebody[@]}")
  fi
  trap '"${somebody[@]}" deploy/down --purge' EXIT
  "${somebody[@]}" deploy/up --detach
  keep_programs
  expect "$(stat -c %u home)" "$(stat -c %u .local/api-key)"
  expect 600 "$(stat -c %a .local/api-key)"
  expect_in 'worker-1  pid' "$("${somebody[@]}" deploy/status)"
  local parse key
  key=$(<.local/api-key)
  parse=$(create_parse 'It is read.')
  eventually 60 has_ended "$parse"
  expect "$(stat -c %u home)" "$(owners_of_engines)"
  expect_in 'Stopped.' "$("${somebody[@]}" deploy/down)"
}

path_without_sudo() {
  mkdir "$sandbox/bin"
  ln -s /usr/bin/* "$sandbox/bin/"
  rm -f "$sandbox/bin/sudo"
  ln -sf "$(readlink -f "$(command -v dotnet)")" "$sandbox/bin/dotnet"
  printf '%s' "$sandbox/bin"
}

# The users that they run as, each once.
owners_of_engines() {
  local engines
  read -ra engines <<<"$(cat "/proc/$(cut -d' ' -f1 .local/run/worker-1.pid)"/task/*/children | xargs)"
  stat -c %u "${engines[@]/#//proc/}" | sort -u
}
