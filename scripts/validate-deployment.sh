#!/bin/sh
# Exits 0 when the system at ADDRESS (default: the one that runs on PYAIRTABLE_HOME) is healthy in every part.
set -eu
cd "$(dirname "$0")/.."
exec node scripts/bootstrap.mjs validate "$@"
