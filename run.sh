#!/usr/bin/env bash
# Starts OpenGuides on a plain Apache Sling on this machine: finds a JDK and builds what has changed; the rest is up to the
# module launcher. Works with the bash 3.2 of macOS.
set -u
fail() { printf 'run.sh: %s\n' "$1" >&2; exit 2; }
root=$(cd "$(dirname "$0")" && pwd -P) || exit 2
case " $* " in *' --help '* | *' -h '*) exec cat "$root/launcher/src/main/resources/org/openguides/launcher/usage.txt" ;; esac

java=${JAVA_HOME:+$JAVA_HOME/bin/}java wanted='install a JDK 17 to 22, or set JAVA_HOME'
version=$("$java" -version 2>&1 </dev/null) || fail "no Java found; $wanted"
version=$(printf '%s\n' "$version" | sed -n 's/.*version "\([0-9][0-9]*\).*/\1/p' | head -n 1)
[ "${version:-0}" -ge 17 ] || fail "$java is too old; $wanted"
# Oak asks for the Subject of a thread in a way that Java 23 has taken away.
[ "$version" -le 22 ] || fail "$java is too new for Oak 1.x; $wanted"

stamp=$root/launcher/target/run.stamp jar=$root/launcher/target/launcher.jar modules=all,launcher more=$jar
case " $*" in *' --cluster'*) modules=$modules,postgres more=$root/postgres/target/postgres.jar ;; esac
if ! ls "$stamp" "$jar" "$more" "$root/all/target/runtime/openguides-cluster.json" >/dev/null 2>&1 || [ -n "$(cd "$root" && find . \
    \( -name target -o -name test -o -name 'it.*' -o -name '*.tests' -o -name platforms -o -name benchmarks \) -prune \
    -o \( -name pom.xml -o -path '*/src/*' -o -path './.mvn*' \) -newer "$stamp" -print | head -n 1)" ]; then
    "${java}c" -version >/dev/null 2>&1 || fail "$java is no JDK: it has no compiler; $wanted"
    command -v mvn >/dev/null 2>&1 || fail 'no Maven found; install Maven 3.8 or newer'
    if [ -f "$stamp" ]; then echo 'Building what has changed …'; else echo 'Building (first time: a few minutes) …'; fi
    mkdir -p "$root/launcher/target" && touch "$stamp.begun" && log=$(mktemp "${TMPDIR:-/tmp}/openguides.XXXXXX") || exit 2
    (cd "$root" && exec mvn -B -q -DskipTests -Dspotless.check.skip=true -pl "$modules" -am package) </dev/null >"$log" 2>&1 &
    trap 'kill $!; rm -f "$log"; exit 130' INT
    trap 'kill $!; rm -f "$log"; exit 143' TERM HUP
    wait $! || { tail -n 40 "$log" >&2; fail "the build failed; all it said: $log"; }
    mv "$stamp.begun" "$stamp" && rm -f "$log" && echo "Built in $SECONDS s"
fi
# Java reads file names and arguments in the encoding of the locale.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]*8*) ;;
    *) LC_ALL=$(locale -a 2>/dev/null | grep -iE '^(C|en_US)\.utf-?8$' | head -n 1) && export LC_ALL ;;
esac
[ ! -t 1 ] || COLUMNS=$(tput cols 2>/dev/null) && export COLUMNS
exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dopenguides.root="$root" -jar "$jar" "$@"
