# shellcheck shell=bash
# Shared by up, down and test: where things are, how they speak, one at a time.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
local_dir=$project/.local
program=deploy/$(basename "$0")
scratch='' # a temporary directory, where one is made

say() { printf '%s\n' "$*"; }

# Every failure is one sentence that says what happened and what to do.
die() {
  printf '%s: %s\n' "$program" "$*" >&2
  exit 1
}

# The database's own user must pass through .local when root runs this; what is secret inside has mode 600.
make_local_dir() {
  (umask 077 && mkdir -p "$local_dir/log" "$local_dir/run") 2>/dev/null || true
  [[ -w $local_dir && -w $local_dir/log && -w $local_dir/run ]] ||
    die "can't write to $local_dir, which may belong to another user; run this as that user, or delete the directory."
  if ((EUID == 0)); then chmod 711 "$local_dir"; fi
}

# Held on descriptor 9 until the caller ends or lets go; whatever outlives the caller is started with 9>&-.
lock() {
  exec 9>"$local_dir/$1.lock"
  flock --nonblock 9 && return
  printf '%s\n' "Another deploy command is at work here; waiting for it." >&2
  flock --wait 900 9 || die "another deploy command has held $local_dir/$1.lock for 15 minutes; end it and run this again."
}

unlock() { exec 9>&-; }

# 32 characters of [0-9a-f]: 128 bits, and nothing that a connection string or a URL would have to quote.
new_secret() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below 32768, where Linux starts to give ports to outgoing connections.
free_port() {
  local port tries
  for ((tries = 0; tries < 100; tries++)); do
    port=$((20000 + RANDOM % 12000))
    if ! port_answers "$port"; then
      printf '%s\n' "$port"
      return
    fi
  done
  die "found no free TCP port between 20000 and 32000 on 127.0.0.1."
}
