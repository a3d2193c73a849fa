# shellcheck shell=bash
# What has to be on the machine: the .NET SDK (checked) and Debian's packages (installed when missing).

pg_bin=''
# The S3 server of the tests (PARSEWORKER_S3_SERVER).
# shellcheck disable=SC2034 # read by deploy/test
s3_server=$local_dir/s3-server/node_modules/@20minutes/s3rver/lib/cli.js

require_sdk() {
  local wanted
  wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$project/global.json")
  command -v dotnet >/dev/null ||
    die "the .NET SDK is missing; install version $wanted (or a later patch of it), put 'dotnet' on PATH and run this again."
  (cd "$project" && dotnet --version) >/dev/null 2>&1 </dev/null ||
    die "global.json asks for the .NET SDK $wanted (or a later patch of it), found: $(installed_sdks); install it and run this again."
  # The programs' launchers look for the runtime here when it isn't in one of its usual places.
  DOTNET_ROOT=${DOTNET_ROOT:-$(dirname "$(readlink -f "$(command -v dotnet)")")}
  export DOTNET_ROOT DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
  export ORT_DISABLE_TELEMETRY=1 # for tests that read scans within their own process
  # Build nodes that stay behind would keep the lock and the caller's output open.
  export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
}

installed_sdks() {
  local found
  found=$(dotnet --list-sdks 2>/dev/null </dev/null | cut -d' ' -f1 | paste -sd' ')
  printf '%s' "${found:-no SDK}"
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif [[ -t 0 ]]; then
    sudo "$@"
  else
    sudo --non-interactive "$@"
  fi
}

# may_install <what is missing> <package>
may_install() {
  local by_hand="install it by hand (apt-get install $2)"
  command -v apt-get >/dev/null || die "$1 is missing and this is no Debian machine; install it by its own means."
  ((EUID == 0)) || command -v sudo >/dev/null || die "$1 is missing, and you are neither root nor have sudo; $by_hand."
  as_root true 2>/dev/null || die "$1 is missing and sudo refuses to install it for you; $by_hand."
}

# install_package <what it is> <package>
install_package() {
  local log=$local_dir/log/packages.log
  may_install "$1" "$2"
  printf '%s\n' "Installing $1 (Debian's package $2)." >&2
  apt_get update >"$log" 2>&1 || true # an old list may still do
  apt_get install --no-install-recommends "$2" >>"$log" 2>&1 ||
    die "could not install $1: $(grep -E '^E:' "$log" | tail -n 1) ($log has the rest.)"
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" 9>&-
}

# Sets pg_bin, the directory of initdb and pg_ctl, of the newest PostgreSQL here.
require_postgres() {
  find_postgres && return
  install_postgres
  find_postgres || die "PostgreSQL was installed, but there is no initdb in /usr/lib/postgresql/*/bin."
}

find_postgres() {
  local candidate
  pg_bin=
  while read -r candidate; do
    if [[ -x $candidate/initdb && -x $candidate/pg_ctl && -x $candidate/postgres ]]; then pg_bin=$candidate; fi
  done < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V)
  [[ -n $pg_bin ]]
}

# Only the programs are wanted: Debian's own cluster would take port 5432 and memory for nothing.
install_postgres() {
  local file=/etc/postgresql-common/createcluster.d/parseworker.conf
  may_install PostgreSQL postgresql
  as_root mkdir -p "$(dirname "$file")"
  as_root sh -c "echo 'create_main_cluster = false' >$file"
  install_package PostgreSQL postgresql
  as_root rm -f "$file" # the next PostgreSQL that somebody installs is none of our business
}

# A pooler and a wrong clock, for tests. Debian starts the pooler it installs; only the program is wanted.
require_faults() {
  if [[ ! -x /usr/sbin/pgbouncer ]]; then
    install_package PgBouncer pgbouncer
    if [[ -d /run/systemd/system ]]; then as_root systemctl disable --now pgbouncer >/dev/null 2>&1 || true; fi
  fi
  compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || install_package libfaketime libfaketime
}

# LibreOffice without a screen, for tests with real documents of the formats that it reads for us (100 MB, about a minute). What reads
# texts, sheets and slides are packages of their own.
require_office() {
  local part
  for part in writer:libswlo calc:libsclo impress:libslideshowlo; do
    [[ -x /usr/bin/soffice && -e /usr/lib/libreoffice/program/${part#*:}.so ]] || install_package LibreOffice "libreoffice-${part%:*}-nogui"
  done
}

require_shellcheck() { command -v shellcheck >/dev/null || install_package ShellCheck shellcheck; }

# What says whether systemd understands a unit; nothing runs under it here.
require_systemd() { command -v systemd-analyze >/dev/null || install_package systemd systemd; }

# The S3 server that tests store documents in. Nothing of it ships.
require_s3_server() {
  command -v node >/dev/null || install_package Node.js nodejs
  cmp -s "$project/deploy/s3-server/package-lock.json" "$local_dir/s3-server/package-lock.json" ||
    install_npm_packages s3-server "the S3 server of the tests"
}

# A browser without a screen, which prints the pages that reading is tested on, in the typefaces of require_fonts and these.
require_browser() {
  [[ -x /usr/bin/chromium ]] || install_package Chromium chromium
  require_font truetype/dejavu/DejaVuSerif.ttf fonts-dejavu-core
  command -v curl >/dev/null || install_package curl curl # what the page shows as code is run
  [[ -x /usr/bin/python3 ]] || install_package Python python3
}

# install_npm_packages <a directory of deploy/ with a lock file> <what it is>
# Into .local, beside what is there and moved: an interrupted download is no installation. No script of a package is run.
install_npm_packages() {
  local next=$local_dir/$1.next log=$local_dir/log/$1.log
  command -v npm >/dev/null || install_package npm npm
  say "Installing $2."
  rm -rf "$next"
  cp -r "$project/deploy/$1" "$next"
  (cd "$next" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$log" 2>&1 9>&- </dev/null ||
    die "$2 could not be installed: $(last_words "$log") ($log has the rest.)"
  rm -rf "${local_dir:?}/$1"
  mv "$next" "$local_dir/$1"
}
