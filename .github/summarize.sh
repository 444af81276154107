#!/usr/bin/env bash
# Runs a command and shows what it prints on the page of the workflow run, too: as indented code, which no line of it can end.
# Usage: summarize.sh COMMAND [ARGUMENT...]; exits as the command does
set -euo pipefail

status=0
output=$("$@" 2>&1) || status=$?
"$(dirname "$0")/inert.sh" cat <<<"$output"
# Markdown takes a carriage return for the end of a line.
code=$(tr '\r' '\n' <<<"$output" | sed 's/^/    /')
printf '### %s\n\n%s\n\n' "$(pulumi stack --show-name)" "$code" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
exit "$status"
