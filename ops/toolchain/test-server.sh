#!/usr/bin/env bash
# Makes sure that Temporal's time-skipping test server is in the cache and prints the path of its launcher; the rest goes to
# stderr. It is a Java program on Maven Central: nothing of it is linked or shipped. Needs Java, and Maven once.
set -euo pipefail

version=1.32.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/almanac"
folder="$cache/test-server-$version"

command -v java >/dev/null || { echo "test-server: Java is missing; install a JRE, 11 or newer" >&2; exit 1; }
if [ ! -x "$folder/test-server" ]; then
  command -v mvn >/dev/null || { echo "test-server: Maven is missing; install it, it is needed once" >&2; exit 1; }
  mkdir -p "$cache"
  building=$(mktemp -d "$cache/test-server.XXXXXX")
  trap 'rm -rf "$building"' EXIT
  echo "test-server: getting $version" >&2
  cat >"$building/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>almanac</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
POM
  mvn --batch-mode --quiet --file "$building/pom.xml" dependency:copy-dependencies -DoutputDirectory="$building/lib" >&2
  cat >"$building/test-server" <<'LAUNCHER'
#!/usr/bin/env bash
exec java -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
LAUNCHER
  chmod +x "$building/test-server"
  # Whoever is second keeps what the first one put there.
  [ -x "$folder/test-server" ] || mv "$building" "$folder"
fi
echo "test-server: $version" >&2
echo "$folder/test-server"
