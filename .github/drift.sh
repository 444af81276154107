#!/usr/bin/env bash
# Reports differences between AWS and the selected stack's state; changes neither. Exit status 1: there are some.
set -euo pipefail
cd "$(dirname "$0")/.."

drifted=0
pulumi refresh --preview-only --expect-no-changes --diff --non-interactive || drifted=1

# A refresh does not see code that was edited in the console. A function may be customized to have its code from elsewhere.
state=$(pulumi stack export)
functions=$(python3 .github/deployed.py functions <<<"$state")
while read -r name hash; do
  [ -n "$name" ] || continue
  actual=$(aws lambda get-function-configuration --function-name "$name" --query CodeSha256 --output text)
  if [ "$actual" != "$hash" ]; then
    echo "The code of $name must have the SHA-256 $hash, was $actual; to repair it, deploy a change to its code"
    drifted=1
  fi
done <<<"$functions"

# Nor does it see which versions an alias starts: release.sh decides that, and starts none that the program has not published.
workflows=$(python3 .github/deployed.py workflows <<<"$state")
while IFS=$'\t' read -r name _ _ version alias; do
  [ "${alias:--}" != - ] || continue
  routes=$(aws stepfunctions describe-state-machine-alias --state-machine-alias-arn "$alias" --query 'routingConfiguration[].[stateMachineVersionArn, weight]' --output text)
  while read -r routed weight; do
    if [ "${routed##*:}" -gt "${version##*:}" ]; then
      echo "The alias of $name must start no version newer than ${version##*:}, which the program has published last, starts ${routed##*:}; to repair it, move it back"
      drifted=1
    elif [ "$routed" != "$version" ]; then
      echo "$name: $weight % of new executions start version ${routed##*:}, which is not the newest: a release has gone back, or was cancelled"
    fi
  done <<<"$routes"
done <<<"$workflows"
exit "$drifted"
