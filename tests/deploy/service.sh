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

  keys_are_made_listed_and_revoked

  kill -KILL "$(cut -d' ' -f1 .local/run/worker-1.pid)"
  expect_in 'Starting worker-1.' "$(deploy/up --detach)"
  expect "$(head -n 1 <<<"$before")" "$(cat .local/run/api.pid)"

  expect_in 'Stopped.' "$(deploy/down)"
  expect 'Nothing runs here.' "$(deploy/down)"
}

keys_are_made_listed_and_revoked() {
  local secret id
  secret=$(deploy/key create sales 'Ann A.')
  expect 200 "$(status_with "$secret")"
  expect 1 "$(deploy/key list sales | wc -l)"
  id=$(deploy/key list | sed -n 's/\tsales\tAnn A\..*//p')
  expect_in "$id (Ann A., of sales) is revoked" "$(deploy/key revoke "$id")"
  expect '' "$(deploy/key list sales)"
  is_refused() { [[ $(status_with "$secret") == 401 ]]; }
  eventually 30 is_refused
}

status_with() {
  local answer
  answer=$(
    exec 3<>"/dev/tcp/127.0.0.1/$PARSEWORKER_PORT"
    printf 'GET /v1/auth/status HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n' "$1" >&3
    head -c 12 <&3
  )
  printf '%s' "${answer#* }"
}

copy_sources() {
  tar -C "$here/../.." --exclude=bin --exclude=obj -cf - src .editorconfig | tar -xf -
}
