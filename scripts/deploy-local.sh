#!/bin/sh
# Builds and runs the whole system on this machine: the same as npm start.
set -eu
cd "$(dirname "$0")/.."
exec node scripts/bootstrap.mjs start "$@"
