#!/usr/bin/env bash
# Proves the promises of docs/architecture.md: runs all that `mvn verify` runs and what it leaves out, which takes hours.
# Usage: ./nightly.sh [arguments for Maven], such as -Dkills=200, -Dcorpora=FOLDER, -Dhttp=jakarta; see CONTRIBUTING.md.
set -euo pipefail
cd "$(dirname "$0")"
arguments=(-B -ntp verify -Pnightly)
# The tests of a clock that jumps need libfaketime; the build names them as not run without it.
for library in /usr/lib/*/faketime/libfaketime.so.1; do
    if [ -e "$library" ]; then arguments+=("-Dfaketime=$library"); fi
done
exec mvn "${arguments[@]}" "$@"
