# shellcheck shell=bash
# Whom engine hosts run as when root runs the service: somebody who owns nothing, and reaches the programs and the OCR models.

host_user=parseworker-hosts

# Before anything is built. Sets Engines__HostUser for the workers, and builds and ocr_models where the hosts' user can't enter the project.
require_host_user() {
  if ((EUID != 0)); then return; fi
  export Engines__HostUser=${Engines__HostUser:-$host_user}
  id -u "$Engines__HostUser" >/dev/null 2>&1 || make_host_user
  [[ $(id -u "$Engines__HostUser") != 0 ]] ||
    die "Engines__HostUser is $Engines__HostUser, and engine hosts must not run as root; name another user, or leave it unset."
  require_passable_to "$Engines__HostUser"
  chmod -R a+rX "$local_dir/ocr-models" # whatever the umask was when npm wrote them
  if ! as_user "$Engines__HostUser" test -r "$ocr_models" || [[ -L $local_dir/programs ]]; then open_programs; fi
}

make_host_user() {
  [[ $Engines__HostUser == "$host_user" ]] ||
    die "there is no user $Engines__HostUser; make it (useradd --system $Engines__HostUser), or leave Engines__HostUser unset."
  say "Making the user $host_user, whom engine hosts run as."
  useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$host_user" ||
    die "the user $host_user, whom engine hosts run as, could not be made; make it, or name another with Engines__HostUser."
}

# require_passable_to <user>: hosts need the runtime, and a folder for documents; neither can be put elsewhere for them.
require_passable_to() {
  local needed
  for needed in "$(dirname "$(readlink -f "$(command -v dotnet)")")" "${TMPDIR:-/tmp}"; do
    as_user "$1" test -x "$needed" ||
      die "engine hosts run as $1, who can't enter $needed; let others pass that folder and those above it."
  done
}

# as_user <user> <command…>
as_user() {
  local user=$1
  shift
  (cd / && exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups "$@" 9>&-)
}

# A clone below /root: programs and models go to a directory below /var/lib, which .local/programs leads to.
open_programs() {
  local place=$local_dir/programs made
  if [[ ! -e $place ]]; then
    made=$(mktemp -d /var/lib/parseworker-XXXXXXXX) || die "a folder for the programs could not be made below /var/lib."
    ln -sfn "$made" "$place"
    chmod 711 "$place/"
  fi
  builds=$(readlink -f "$place")/app
  if ! cmp -s "$local_dir/ocr-models/package-lock.json" "$place/ocr-models/package-lock.json"; then
    rm -rf "$place/ocr-models.next"
    cp -r "$local_dir/ocr-models" "$place/ocr-models.next"
    chmod -R a+rX "$place/ocr-models.next"
    rm -rf "$place/ocr-models"
    mv "$place/ocr-models.next" "$place/ocr-models"
  fi
  ocr_models=$(readlink -f "$place")/${ocr_models#"$local_dir"/}
}
