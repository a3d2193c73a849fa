# shellcheck shell=bash
# deploy/test --image: builds deploy/Dockerfile, and runs API and worker as they come out of it, on a root that nothing can be written to.
#
# Buildah reads the file and runs its steps. What its stages begin with is on registries that not every machine reaches, and is made here
# instead: Debian's base system (debootstrap) with this machine's .NET, under the same names. Microsoft's are made of Ubuntu: that its
# packages have the names that the steps ask for is the one thing that this does not show.

image_work='' image_processes=()

test_image() {
  local target
  ((EUID == 0)) || die "only root may make the roots that images are made of; run deploy/test --image as root."
  prepare
  command -v buildah >/dev/null || install_package Buildah buildah
  command -v debootstrap >/dev/null || install_package debootstrap debootstrap
  image_work=$(mktemp -d /var/tmp/parseworker-image.XXXXXX)
  timed "base images" make_bases
  for target in api worker; do timed "image $target" count_check build_image "$target"; done
  if ((failed == 0)); then timed "API and worker run" count_check images_work; fi
}

# Storage of this run's own, which goes with it.
image_tool() { buildah --root "$image_work/store" --runroot "$image_work/run" "$@" 9>&-; }

# make_bases: what the FROM lines name, but for stages of the file's own.
make_bases() {
  local name log=$local_dir/log/image.log release
  say "== base images (log: $log)"
  # shellcheck source=/dev/null
  release=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
  debootstrap --variant=minbase --include=ca-certificates,openssl,libstdc++6,tzdata "$release" "$image_work/debian" >"$log" 2>&1 9>&- ||
    die "Debian's base system could not be made: $(last_words "$log") ($log has the rest.)"
  cp /etc/ssl/certs/ca-certificates.crt "$image_work/debian/etc/ssl/certs/" # a proxy before the registries may have one of its own
  printf '%s\n' 'FROM scratch' 'COPY . /' 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' |
     make_base localhost/debian "$image_work/debian"
  while read -r name; do base_for "$name" | make_base "$name" "$DOTNET_ROOT"; done < <(base_names)
}

base_names() {
  awk '$1 == "FROM" && !($2 in stages) { print $2 } $1 == "FROM" { stages[$4] }' "$project/deploy/Dockerfile" | sort -u
}

# base_for <name>: the steps that make one like it, where .NET is.
base_for() {
  local link='RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet'
  printf '%s\n' 'FROM localhost/debian'
  case $1 in
    */dotnet/sdk:*)
      printf '%s\n' 'COPY . /usr/share/dotnet' "$link" 'ENV NUGET_XMLDOC_MODE=skip DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true'
      ;;
    */dotnet/aspnet:*)
      printf '%s\n' 'COPY dotnet /usr/share/dotnet/' 'COPY host /usr/share/dotnet/host' 'COPY shared /usr/share/dotnet/shared' "$link" \
        'ENV APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 DOTNET_RUNNING_IN_CONTAINER=true' \
        'RUN groupadd --gid=1654 app && useradd --no-log-init --uid=1654 --gid=1654 --create-home app'
      ;;
    node:*)
      printf '%s\n' 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt' \
        'RUN apt-get update && apt-get install --no-install-recommends --yes npm'
      ;;
    *) die "deploy/Dockerfile begins a stage with $1; say in deploy/lib/image.sh what that is to be made of." ;;
  esac
}

# make_base <name> <context>: by the steps that are read.
make_base() {
  cat >"$image_work/steps"
  run_steps "$1" --file "$image_work/steps" "$2" || die "the base images could not be made; the line above says why."
}

build_image() {
  say "== image $1"
  run_steps "localhost/parseworker-$1" --file "$project/deploy/Dockerfile" \
    --ignorefile "$project/deploy/Dockerfile.dockerignore" --target "$1" "$project"
}

# run_steps <name> <options…> <context>
run_steps() {
  local name=$1 log=$local_dir/log/image.log
  shift
  image_tool build --isolation chroot --network host --pull-never --layers --tag "$name" "$@" >>"$log" 2>&1 </dev/null ||
    { printf '%s\n' "$name could not be built: $(last_words "$log") ($log has the rest.)" >&2 && return 1; }
}

# Each as compose.yaml starts it: the image's own user, without rights, a root that is read-only, and a /tmp of its own.
images_work() {
  local port key root_of_api root_of_worker
  port=$(free_port)
  root_of_api=$(mount_image api) root_of_worker=$(mount_image worker)
  PARSEWORKER_TEST_DB=${PARSEWORKER_TEST_DB%Database=*}Database=images
  superuser_sql <<<'create database images' || return 1
  (run_image api "$root_of_api" migrate) && key=$(run_image api "$root_of_api" create-key --environment default --name image) || return 1
  refuses_to_be_written "$root_of_api" && refuses_to_be_written "$root_of_worker" || return 1
  run_image api "$root_of_api" >"$image_work/api.log" 2>&1 &
  image_processes+=("$!")
  run_image worker "$root_of_worker" >"$image_work/worker.log" 2>&1 &
  image_processes+=("$!")
  wait_for_images || return 1
  reads "$key" proof.pdf application/pdf && reads "$key" proof.png image/png
}

mount_image() { image_tool mount "$(image_tool from --pull-never "localhost/parseworker-$1")"; }

# of_image <api or worker> <field of its configuration>
of_image() { image_tool inspect --type image --format "{{range .OCIv1.Config.$2}}{{println .}}{{end}}" "localhost/parseworker-$1"; }

# run_image <api or worker> <its root> [arguments…]
run_image() {
  local variables entry user folder
  mapfile -t variables < <(of_image "$1" Env | grep .)
  mapfile -t entry < <(of_image "$1" Entrypoint | grep .)
  user=$(image_tool inspect --type image --format '{{.OCIv1.Config.User}}' "localhost/parseworker-$1")
  folder=$(image_tool inspect --type image --format '{{.OCIv1.Config.WorkingDir}}' "localhost/parseworker-$1")
  variables+=("ASPNETCORE_URLS=http://127.0.0.1:$port" "ConnectionStrings__Main=$PARSEWORKER_TEST_DB")
  in_root "$2" "$user" --chdir="$folder" "${variables[@]}" "${entry[@]}" "${@:3}"
}

# in_root <root> <user> <what env is given>
# shellcheck disable=SC2016 # the inner shell expands it
in_root() {
  exec unshare --mount --pid --ipc --fork --propagation private bash -euc '
    root=$1 user=$2
    shift 2
    mount --bind "$root" "$root"
    mount -t tmpfs -o mode=755 tmpfs "$root/dev"
    for device in null zero full random urandom; do
      : >"$root/dev/$device"
      mount --bind "/dev/$device" "$root/dev/$device"
    done
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/tmp"
    mount -o remount,bind,ro "$root"
    exec chroot "$root" setpriv --reuid="$user" --regid="$user" --clear-groups --no-new-privs --bounding-set=-all \
      env --ignore-environment "$@"' - "$@" 9>&-
}

refuses_to_be_written() {
  # shellcheck disable=SC2016
  (in_root "$1" 1654 PATH=/usr/bin:/bin sh -c 'touch /tmp/a && ! touch /app/a 2>/dev/null && [ "$(id -u)" = 1654 ]')
}

wait_for_images() {
  local deadline=$((SECONDS + 90))
  while ((SECONDS < deadline)); do
    http_get /health/ready
    if [[ $http_status == 200 ]]; then return; fi
    sleep 0.2
  done
  printf '%s\n' "Not ready: $http_body" "API: $(last_words "$image_work/api.log")" "Worker: $(last_words "$image_work/worker.log")" >&2
  return 1
}

# reads <key> <a document that the worker brings with it> <media type>
reads() {
  local file=$project/src/ParseWorker.Worker/Recovery/Proof/$2 answer
  answer=$(printf '{"document":{"filename":"%s","url":"data:%s;base64,%s"}}' "$2" "$3" "$(base64 -w0 "$file")" |
    curl -s "http://127.0.0.1:$port/v1/parses" -H "Authorization: Bearer $1" -H 'Content-Type: application/json' -d @-)
  [[ $answer == *'"status":"completed"'* && $answer == *'"text":"'[A-Za-z]* ]] || { printf '%s\n' "$2: $answer" >&2 && return 1; }
  say "$2: $(sed -E 's/.*"text":"(([^"\\]|\\.)*)".*/\1/' <<<"$answer")"
}

end_images() {
  if [[ -z $image_work ]]; then return 0; fi
  local process
  for process in "${image_processes[@]}"; do
    # Its only child is the first process of its namespace, with which all others end.
    xargs --no-run-if-empty kill -KILL <"/proc/$process/task/$process/children" 2>/dev/null || true
    wait "$process" || true
  done
  image_tool rm --all >/dev/null 2>&1 || true
  umount "$image_work/store/overlay" 2>/dev/null || true
  rm -rf "$image_work"
}
