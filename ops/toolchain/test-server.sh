#!/usr/bin/env bash
# Makes sure that Temporal's time-skipping test server is in the cache and prints the path of its launcher; the rest goes to
# stderr. It is a Java program on Maven Central: nothing of it is linked or shipped. Needs Java, and Maven once.
set -euo pipefail

version=1.32.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/almanac"
folder="$cache/test-server-$version"

command -v java >/dev/null || { echo "test-server: Java is missing; install a JRE, 11 or newer" >&2; exit 1; }
if [ ! -d "$folder/lib" ]; then
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
  # Whoever is second keeps what the first one put there.
  [ -d "$folder/lib" ] || mv "$building" "$folder"
fi
# A short life: no second compiler, no threads that collect garbage beside others who want the cores.
launcher=$(mktemp "$folder/launcher.XXXXXX")
cat >"$launcher" <<'LAUNCHER'
#!/usr/bin/env bash
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
LAUNCHER
chmod +x "$launcher"
mv "$launcher" "$folder/test-server"
echo "test-server: $version" >&2
echo "$folder/test-server"
