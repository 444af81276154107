#!/usr/bin/env bash
# Asks AWS whether it would accept each definition of a stack. A preview asks too, but only when it knows the definition: not before
# the first deployment, nor when a pinned version changes.
# Usage: validate-definition.sh STACK, with AWS credentials and what exec:java@render has written to target/
set -euo pipefail

definitions=$(python3 -c '
import json, sys
with open("target/definitions.json", encoding="utf-8") as file:
    for name, type in json.load(file)[sys.argv[1]].items():
        print(name, type)' "$1")
failed=0
while read -r name type; do
  answer=$(aws stepfunctions validate-state-machine-definition --type "$type" --definition "file://target/$name" --output json)
  echo "$name: $answer"
  # The command succeeds whatever the answer is.
  python3 -c 'import json, sys; sys.exit(json.load(sys.stdin)["result"] != "OK")' <<<"$answer" || failed=1
done <<<"$definitions"
exit "$failed"
