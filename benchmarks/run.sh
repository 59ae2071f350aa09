#!/usr/bin/env bash
# Builds what is measured and measures it; --help tells the options.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P)
(cd "$root" && mvn -B -q -DskipTests -Djacoco.skip -Dcheckstyle.skip -Dspotbugs.skip -Dspotless.check.skip=true \
    -pl benchmarks -am package >&2)
target=$root/benchmarks/target
bundles=$(printf "%s," "$target"/openguides.benchmarks-*-probe.jar "$target"/peers/*.jar)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" \
    -Dopenguides.runtime="$root/all/target/runtime" \
    -Dopenguides.servers="$target/servers" \
    -cp "$target/classes:$target/lib/*" org.openguides.benchmarks.Benchmarks \
    --bundles "${bundles%,}" "$@"
