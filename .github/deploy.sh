#!/usr/bin/env bash
# Deploys the selected stack with the jar in target/ and runs the smoke test. With release: gradual, it then releases what it has deployed,
# first to RELEASE_PERCENT of the executions, for RELEASE_MINUTES, by default 10 each. Refuses a stack without a permissions boundary, and a
# commit that is older than the deployed one, as after a late approval, or that cannot be compared with it.
set -euo pipefail
cd "$(dirname "$0")/.."

refuse() { echo "$1" >&2; exit 1; }

stack=$(pulumi stack --show-name)
[ -n "$(pulumi config get permissionsBoundaryArn 2>/dev/null || true)" ] ||
  refuse "permissionsBoundaryArn must be the ARN of the stack's permissions boundary, was \"\"; run: pulumi config set permissionsBoundaryArn --stack $stack"

# Before anything is changed.
.github/smoke-test.sh
release=(.github/release.sh "$stack" "${RELEASE_PERCENT:-10}" "${RELEASE_MINUTES:-10}")
"${release[@]}" check

# Pulumi's history has the commit of each update. A failed one counts: a part of it may be deployed.
unreadable="The history of the stack $stack must be readable JSON with the deployed commit, was not; correct what Pulumi reports and start the run again"
history=$(pulumi stack history --json --page-size 100) || refuse "$unreadable"
deployed=$(python3 -c '
import json, sys
updates = [update["environment"] for update in json.load(sys.stdin) if update["kind"] == "update"]
print(updates[0].get("git.head", "unknown") if updates else "none")' 2>/dev/null <<<"$history") || refuse "$unreadable"
commit=$(git rev-parse HEAD)
by_hand="run in a checkout of main: pulumi up --stack $stack"
case $deployed in
  none | "$commit") ;;
  unknown) refuse "The last update of the stack $stack must name its commit, names none, so $commit may be older; $by_hand" ;;
  *)
    answer=0
    git merge-base --is-ancestor "$commit" "$deployed" 2>/dev/null || answer=$?
    case $answer in
      0) refuse "The commit must not be older than the deployed $deployed, was $commit; to go back, merge a pull request that reverts what was merged after it" ;;
      1) ;;
      *) refuse "The deployed commit $deployed of the stack $stack must be in this repository, was not found, so $commit may be older; push it to a branch and start the run again or, if it is lost, $by_hand" ;;
    esac
    ;;
esac

# A refresh first, so that changes made by hand in AWS are reverted.
pulumi up --refresh --yes --skip-preview --non-interactive
.github/smoke-test.sh run
# With release: gradual, the new versions have no executions yet but those of the smoke test.
state=$(pulumi stack export) ||
  refuse "The state of the stack $stack must be readable, to release what was deployed, was not; correct what Pulumi reports and start the run again"
workflows=$(python3 .github/deployed.py workflows <<<"$state")
if grep -q ':live$' <<<"$workflows"; then
  "${release[@]}"
fi
