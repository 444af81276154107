#!/usr/bin/env bash
# Makes this checkout run the jar in target/, the one that the tests have passed, and nothing else: Pulumi.yaml names it, and
# without pom.xml Pulumi cannot fall back to building the sources. Unpacks the functions that were packaged with it. Fails where there
# is no jar.
# Usage: use-jar.sh, in the project's folder; for CI and scratch copies, as it changes tracked files
set -euo pipefail

jar=target/program.jar
if [ ! -f "$jar" ]; then
  echo "$jar does not exist; download the artifact of the job that tested it" >&2
  exit 1
fi

if [ -f target/functions.tgz ]; then
  tar --extract --gzip --directory target --file target/functions.tgz
fi

# Replaces the section runtime, which has one line or more, up to the next key.
project=
in_runtime=false
sections=0
while IFS= read -r line || [ -n "$line" ]; do
  case $line in
    runtime:*)
      in_runtime=true
      sections=$((sections + 1))
      project+=$'runtime:\n  name: java\n  options:\n    binary: '$jar$'\n'
      ;;
    [!\ \#]*) in_runtime=false ;;
  esac
  if [ "$in_runtime" = false ]; then project+=$line$'\n'; fi
done <Pulumi.yaml
if [ "$sections" != 1 ]; then
  echo "Pulumi.yaml must have one line that begins with runtime:, has $sections" >&2
  exit 1
fi
printf %s "$project" >Pulumi.yaml
rm -f pom.xml
