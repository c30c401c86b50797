#!/usr/bin/env bash
# Makes sure that one pinned MinIO is built (2 minutes, once) and prints its path; the rest goes to stderr. It runs beside the
# tests as a server of its own; nothing of it is linked or shipped. Needs Go.
set -euo pipefail

version=v0.0.0-20260212201848-7aac2a2c5b7c
cache="${XDG_CACHE_HOME:-$HOME/.cache}/almanac"
folder="$cache/minio-$version"

if [ ! -x "$folder/minio" ]; then
  command -v go >/dev/null || { echo "minio: Go is missing; install it or put the binary at $folder/minio" >&2; exit 1; }
  building=$(mktemp -d)
  trap 'rm -rf "$building"' EXIT
  echo "minio: building $version" >&2
  GOBIN="$building" go install "github.com/minio/minio@$version"
  mkdir -p "$folder"
  mv "$building/minio" "$folder/minio"
fi
echo "minio: $version" >&2
echo "$folder/minio"
