#!/usr/bin/env bash
# Runs a command, and keeps GitHub from taking anything that it prints for a workflow command.
# Usage: inert.sh COMMAND [ARGUMENT...]; exits as the command does
set -euo pipefail

token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$token"
status=0
"$@" 2>&1 || status=$?
# On a line of its own, whatever the last line was.
printf '\n::%s::\n' "$token"
exit "$status"
