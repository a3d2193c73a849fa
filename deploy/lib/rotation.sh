# shellcheck shell=bash
# Keeps the files in .local/log small while the service runs. Its processes hold them open and append to them, so a full one is copied aside
# and emptied (copytruncate): nothing has to be told of it. A line that is written between the two is lost.

logrotate=/usr/sbin/logrotate # not on everybody's PATH
log_limit=50M                 # what a file may grow to, and a minute more
logs_kept=3                   # of each file, beside the one that is written

require_logrotate() { [[ -x $logrotate ]] || install_package logrotate logrotate; }

# A process beside those of the service: started with them, stopped with them.
start_rotation() {
  local wanted pid signature
  wanted=$(rotation_rules | cat - "$project/deploy/lib/rotate-logs" "${BASH_SOURCE[0]}" | sha256sum | head -c 12)
  if running log-rotation; then
    if [[ $signature == "$wanted" ]]; then return; fi
    stop_processes log-rotation
  fi
  start_process log-rotation "$wanted" "$project/deploy/lib/rotate-logs"
}

rotation_rules() {
  printf '%s\n' "\"$local_dir/log/*.log\" {" "  size $log_limit" "  rotate $logs_kept" '  copytruncate' '  nocompress' '  missingok' '}'
}

rotate_logs() {
  rotation_rules | write_private "$local_dir/run/logrotate.conf"
  (umask 077 && "$logrotate" --state "$local_dir/run/logrotate.state" "$local_dir/run/logrotate.conf")
}
