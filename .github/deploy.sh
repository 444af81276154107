#!/usr/bin/env bash
# Deploys the selected stack with the jar in target/ and runs the smoke test. With release: gradual, it then releases what it has deployed,
# first to RELEASE_PERCENT of the executions, for RELEASE_MINUTES, by default 10 each. Refuses a stack without a permissions boundary, and a
# commit that is older than the deployed one, as after a late approval.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "$(pulumi config get permissionsBoundaryArn 2>/dev/null || true)" ]; then
  echo "permissionsBoundaryArn must be the ARN of the stack's permissions boundary, was \"\";" \
    "run: pulumi config set permissionsBoundaryArn --stack $(pulumi stack --show-name)" >&2
  exit 1
fi

# Before anything is changed.
.github/smoke-test.sh
release=(.github/release.sh "$(pulumi stack --show-name)" "${RELEASE_PERCENT:-10}" "${RELEASE_MINUTES:-10}")
"${release[@]}" check

# Pulumi's history has the commit of each update. A failed one counts: a part of it may be deployed.
history=$(pulumi stack history --json)
deployed=$(python3 -c '
import json, sys
updates = [update["environment"] for update in json.load(sys.stdin) if update["kind"] == "update"]
print(next((update["git.head"] for update in updates if update.get("git.head")), ""))' <<<"$history")
commit=$(git rev-parse HEAD)
if [ -n "$deployed" ] && [ "$deployed" != "$commit" ]; then
  if ! git cat-file -e "$deployed^{commit}" 2>/dev/null; then
    echo "The deployed commit $deployed is not in this repository: cannot tell whether $commit is older" >&2
  elif git merge-base --is-ancestor "$commit" "$deployed"; then
    echo "The commit must not be older than the deployed $deployed, was $commit;" \
      "to go back, merge a pull request that reverts what was merged after it" >&2
    exit 1
  fi
fi

# A refresh first, so that changes made by hand in AWS are reverted.
pulumi up --refresh --yes --skip-preview --non-interactive
.github/smoke-test.sh run
# With release: gradual, the new versions have no executions yet but those of the smoke test.
if pulumi stack export | python3 .github/deployed.py workflows | grep ':live$' >/dev/null; then
  "${release[@]}"
fi
