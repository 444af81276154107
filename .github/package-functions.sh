#!/usr/bin/env bash
# Installs the packages of the plan's functions, and puts what their deployment packages are made of into target/functions.tgz, for the
# jobs that run the jar: it installs and builds nothing.
# Usage: package-functions.sh
set -euo pipefail
cd "$(dirname "$0")/.."

mvn -q test-compile exec:java@packages
mkdir -p target/functions
# Links are replaced by their targets: the cache with the packages stays here.
tar --create --gzip --dereference --directory target --file target/functions.tgz functions
