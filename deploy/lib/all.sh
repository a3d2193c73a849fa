# shellcheck shell=bash
# Everything that up, down and test are made of.

# shellcheck source=deploy/lib/common.sh
source "${BASH_SOURCE[0]%/*}/common.sh"
# shellcheck source=deploy/lib/packages.sh
source "$project/deploy/lib/packages.sh"
# shellcheck source=deploy/lib/ocr.sh
source "$project/deploy/lib/ocr.sh"
# shellcheck source=deploy/lib/fonts.sh
source "$project/deploy/lib/fonts.sh"
# shellcheck source=deploy/lib/cluster.sh
source "$project/deploy/lib/cluster.sh"
# shellcheck source=deploy/lib/connection.sh
source "$project/deploy/lib/connection.sh"
# shellcheck source=deploy/lib/process.sh
source "$project/deploy/lib/process.sh"
# shellcheck source=deploy/lib/names.sh
source "$project/deploy/lib/names.sh"
# shellcheck source=deploy/lib/rotation.sh
source "$project/deploy/lib/rotation.sh"
# shellcheck source=deploy/lib/settings.sh
source "$project/deploy/lib/settings.sh"
# shellcheck source=deploy/lib/build.sh
source "$project/deploy/lib/build.sh"
# shellcheck source=deploy/lib/hosts.sh
source "$project/deploy/lib/hosts.sh"
# shellcheck source=deploy/lib/service.sh
source "$project/deploy/lib/service.sh"
# shellcheck source=deploy/lib/status.sh
source "$project/deploy/lib/status.sh"
# shellcheck source=deploy/lib/backup.sh
source "$project/deploy/lib/backup.sh"
# shellcheck source=deploy/lib/results.sh
source "$project/deploy/lib/results.sh"
# shellcheck source=deploy/lib/programs.sh
source "$project/deploy/lib/programs.sh"
# shellcheck source=deploy/lib/projects.sh
source "$project/deploy/lib/projects.sh"
# shellcheck source=deploy/lib/audit.sh
source "$project/deploy/lib/audit.sh"
# shellcheck source=deploy/lib/image.sh
source "$project/deploy/lib/image.sh"
# shellcheck source=deploy/lib/mutants.sh
source "$project/deploy/lib/mutants.sh"
