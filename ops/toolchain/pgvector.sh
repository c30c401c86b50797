#!/usr/bin/env bash
# Makes sure that PostgreSQL 15 with pgvector 0.8.0 is installed; prints what it does. Debian 12 has no pgvector, so it
# is built from Debian's own trixie source package and kept in the cache. Needs root, or sudo, where something is missing.
set -euo pipefail

major=15
version=0.8.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/almanac"
built="$cache/pgvector-$version-pg$major"
binaries="/usr/lib/postgresql/$major/bin"
control="/usr/share/postgresql/$major/extension/vector.control"

say() { echo "pgvector: $*"; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_packages() {
  say "installing $*"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

# `URI keyring` of the archive that this machine's own list names for Debian main; the keyring may be empty.
debian_archive() {
  local uri entry file place stanza
  IFS='|' read -r uri entry < <(
    apt-get indextargets --format '$(REPO_URI)|$(SOURCESENTRY)' 'Created-By: Packages' 'Origin: Debian' 'Component: main' 'Label: Debian'
  )
  file="${entry%:*}" place="${entry##*:}"
  case "$file" in
    *.sources) stanza=$(awk -v RS= -v place="$place" 'NR == place' "$file") ;;
    *) stanza=$(sed -n "${place}p" "$file") ;;
  esac
  echo "$uri $(sed -nE 's/.*[Ss]igned-[Bb]y[:=][[:space:]]*([^] ]+).*/\1/p' <<<"$stanza" | head -n 1)"
}

# The source package, checked against the archive's signed index, with lists of its own: the machine's stay as they are.
download_source() {
  local folder="$1" uri keyring
  read -r uri keyring < <(debian_archive)
  mkdir -p "$folder"/{lists/partial,cache/archives/partial}
  echo "deb-src ${keyring:+[signed-by=$keyring] }$uri trixie main" >"$folder/sources.list"
  local apt=(apt-get -qq -o "Dir::Etc::sourcelist=$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::lists=$folder/lists" -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=root)
  say "downloading the source from $uri (trixie)"
  "${apt[@]}" update
  (cd "$folder" && "${apt[@]}" source --download-only pgvector)
}

build() {
  local folder
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' RETURN
  local missing=()
  command -v gcc >/dev/null && command -v make >/dev/null || missing+=(build-essential)
  [ -e "/usr/include/postgresql/$major/server/postgres.h" ] || missing+=("postgresql-server-dev-$major")
  [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
  download_source "$folder"
  tar -xf "$folder/pgvector_$version.orig.tar.gz" -C "$folder" --one-top-level=source --strip-components=1
  say "building $version"
  local make=(make -s -C "$folder/source" OPTFLAGS= with_llvm=no "PG_CONFIG=$binaries/pg_config")
  "${make[@]}" >/dev/null
  rm -rf "$built.new" && "${make[@]}" install "DESTDIR=$built.new" >/dev/null
  rm -rf "$built" && mv "$built.new" "$built"
}

mkdir -p "$cache"
if [ ! -x "$binaries/postgres" ]; then
  # Debian would make and start a cluster of its own.
  as_root mkdir -p /etc/postgresql-common
  echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  install_packages "postgresql-$major"
fi
if grep -qs "default_version = '$version'" "$control"; then
  say "PostgreSQL $major has $version"
  exit 0
fi
[ -d "$built" ] || build
say "installing $version into PostgreSQL $major"
as_root cp -a --no-preserve=ownership "$built/." /
