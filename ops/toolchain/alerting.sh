#!/usr/bin/env bash
# Makes sure that promtool and amtool are in the cache, from Debian's packages, and prints their folder; the rest goes to stderr.
# They check the rules; nothing is installed or started.
set -euo pipefail

cache="${XDG_CACHE_HOME:-$HOME/.cache}/almanac"
folder="$cache/alerting-tools"

if [ ! -x "$folder/promtool" ] || [ ! -x "$folder/amtool" ]; then
  command -v apt-get >/dev/null || { echo "alerting: no apt-get here; put promtool and amtool into $folder" >&2; exit 1; }
  mkdir -p "$cache"
  building=$(mktemp -d "$cache/alerting.XXXXXX")
  trap 'rm -rf "$building"' EXIT
  cd "$building"
  echo "alerting: getting prometheus and prometheus-alertmanager" >&2
  # the lists of a bare machine are empty
  apt-get -qq -o APT::Sandbox::User=root download prometheus prometheus-alertmanager >&2 2>/dev/null || {
    if [ "$(id -u)" = 0 ]; then apt-get update -qq >&2; else sudo apt-get update -qq >&2; fi
    apt-get -qq -o APT::Sandbox::User=root download prometheus prometheus-alertmanager >&2
  }
  for package in ./*.deb; do dpkg-deb --extract "$package" root; done
  mkdir -p "$folder"
  mv root/usr/bin/promtool root/usr/bin/amtool "$folder/"
fi
echo "alerting: $("$folder/promtool" --version 2>&1 | head -n 1)" >&2
echo "$folder"
