#!/usr/bin/env bash
# Builds the functions of the plan whose deployment packages a build makes: folders with a pom.xml, or a package.json with a build.
# Usage: build-functions.sh, before the tests, which refuse a build that is missing
set -euo pipefail
cd "$(dirname "$0")/.."

builds=$(mvn -q test-compile exec:java@builds)
[ -n "$builds" ] || exit 0
while IFS=$'\t' read -r tool folder; do
  echo "Building $folder with $tool"
  case $tool in
    maven) mvn -B -q -f "$folder/pom.xml" package </dev/null ;;
    npm) npm --prefix "$folder" ci </dev/null && npm --prefix "$folder" run build </dev/null ;;
    *) echo "$folder must be built with maven or npm, not with $tool" >&2 && exit 1 ;;
  esac
done <<<"$builds"
