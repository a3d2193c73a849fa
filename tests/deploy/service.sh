# shellcheck shell=bash
# The whole way, with the real programs: up, up again, a killed worker, down.

Up_WholeLife_StartsOnlyWhatIsMissingAndStopsEverything() {
  copy_sources
  trap 'deploy/down --purge' EXIT
  deploy/up --detach
  expect 600 "$(stat -c %a .local/api-key)"
  expect 600 "$(stat -c %a .local/dashboard-password)"
  local before key
  before=$(cat .local/run/*.pid)
  key=$(<.local/api-key)

  deploy/up --detach
  expect "$before" "$(cat .local/run/*.pid)"
  expect "$key" "$(<.local/api-key)"

  kill -KILL "$(cut -d' ' -f1 .local/run/worker-1.pid)"
  expect_in 'Starting worker-1.' "$(deploy/up --detach)"
  expect "$(head -n 1 <<<"$before")" "$(cat .local/run/api.pid)"

  expect_in 'Stopped.' "$(deploy/down)"
  expect 'Nothing runs here.' "$(deploy/down)"
}

copy_sources() {
  tar -C "$here/../.." --exclude=bin --exclude=obj -cf - src .editorconfig | tar -xf -
}
