#!/usr/bin/env bash
# Shows on the page of the workflow run what a pull request changes: definitions, cases and the units of an execution, compared with
# those of its base, which it builds in another folder. Needs the merge commit with its parents, and what mvn verify has left.
# Usage: changes.sh; exits with 0 whatever it finds, as the tests have judged the change already
set -uo pipefail

summary=${GITHUB_STEP_SUMMARY:-/dev/null}
folder=$(mktemp -d "${RUNNER_TEMP:-/tmp}/base.XXXXXX")
base=$folder/project
trap 'git worktree remove --force "$base"; rm -rf "$folder"' EXIT

build_base() {
  git worktree add --quiet --detach "$base" 'HEAD^1'
  cd "$base" || return
  [ ! -x .github/build-functions.sh ] || timeout 5m .github/build-functions.sh
  timeout 5m mvn -B -q test
}

report() {
  timeout 2m mvn -B -q exec:java@changes "$@"
}

# The results of a base whose tests fail are good enough.
(build_base) >"$folder/log" 2>&1 || true
if text=$(report -Dbase="$base/target/workflow.json"); then
  printf '%s\n' "$text" >>"$summary"
else
  echo "The base leaves nothing to compare with. The end of its build:"
  tail -n 20 "$folder/log"
  {
    printf 'What changes is unknown: the base of the pull request does not build, or its library is older or newer.\n\n'
    report
  } >>"$summary"
fi
exit 0
