#!/usr/bin/env bash
# Runs the workflow of each stack locally, and keeps its rendered definition as target/definition-STACK.json.
# Usage: local-runs.sh STACK...
set -euo pipefail
cd "$(dirname "$0")/.."

for stack in "$@"; do
  mvn -q test-compile exec:java@local -Dstack="$stack"
  cp target/local/definition.json "target/definition-$stack.json"
done
