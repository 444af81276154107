#!/usr/bin/env bash
# Runs a command and shows what it prints on the page of the workflow run, too.
# Usage: summarize.sh COMMAND [ARGUMENT...]; exits as the command does
set -euo pipefail

status=0
output=$("$@" 2>&1) || status=$?
printf '%s\n' "$output"
printf '### %s\n\n~~~~\n%s\n~~~~\n' "$(pulumi stack --show-name)" "$output" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
exit "$status"
