# shellcheck shell=bash
# The units of systemd: systemd itself says whether it understands them, and how far they are shut in.

Units_OfSystemd_AreUnderstoodAndShutIn() {
  local unit
  mkdir units
  for unit in deploy/systemd/*.service; do
    # What they start is not here; with an instance's name in the place of a template's.
    sed 's|/opt/parseworker/[a-z]*/ParseWorker.[A-Za-z]*|/bin/true|' "$unit" >"units/$(basename "${unit/@/@1}")"
  done
  expect '' "$(systemd-analyze verify --man=no units/*.service 2>&1)"
  for unit in units/*.service; do
    # Tenths, of ten; without any of it a unit has 9.6.
    systemd-analyze security --offline=true --threshold=20 --no-pager "$unit" | tail -n 1
  done
}

Units_SettingThatSystemdDoesNotKnow_IsNoticed() {
  sed 's|^ExecStart.*|ExecStart=/bin/true|; s/^ProtectHome=/ProtectHom=/' deploy/systemd/parseworker-api.service >api.service
  expect_in "Unknown key 'ProtectHom'" "$(systemd-analyze verify --man=no ./api.service 2>&1)"
}
