#!/usr/bin/env bash
# Shows on the page of the workflow run what a pull request changes: definitions, cases and the units of an execution, compared with
# those of its base, which it builds in another folder; and whether the definitions of the base still work with the present code of the
# functions, as executions that are running need it. Needs the merge commit with its parents, and what mvn verify has left.
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

# Gives the base the present code of its functions, and fails where that is the same or does not run.
run_on_present_code() {
  local code changed=false
  cp "$base/target/workflow.json" "$folder/base.json" || return
  while IFS= read -r code; do
    if [ ! -d "$base/$code" ] || git diff --quiet 'HEAD^1' HEAD -- "$code"; then continue; fi
    rm -rf "${base:?}/$code"
    git archive HEAD -- "$code" | tar -x -C "$base" || return
    changed=true
  done <target/functions.txt
  [ "$changed" = true ] || return
  rm "$base/target/workflow.json"
  (cd "$base" && timeout 5m mvn -B -q test) || [ -f "$base/target/workflow.json" ]
}

report() {
  timeout 2m mvn -B -q exec:java@changes "$@"
}

# The results of a base whose tests fail are good enough.
(build_base) >"$folder/log" 2>&1 || true
files=(-Dbase="$base/target/workflow.json")
if run_on_present_code >"$folder/running-log" 2>&1; then
  files=(-Dbase="$folder/base.json" -Drunning="$base/target/workflow.json")
elif [ -f "$folder/base.json" ]; then
  files=(-Dbase="$folder/base.json")
fi
if text=$(report "${files[@]}"); then
  printf '%s\n' "$text" >>"$summary"
else
  echo "The base leaves nothing to compare with. The end of its build:"
  tail -n 20 "$folder/log"
  {
    printf 'The changes are unknown: the base of the pull request does not build, or its library is older or newer.\n\n'
    report
  } >>"$summary"
fi
exit 0
