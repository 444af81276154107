#!/usr/bin/env bash
# Logs in to the backend in BACKEND_URL, by default Pulumi Cloud, and selects a stack, of ORGANIZATION if that is set.
# Usage: select-stack.sh STACK
set -euo pipefail

pulumi login "${BACKEND_URL:-https://api.pulumi.com}"
if [ -n "${ORGANIZATION:-}" ]; then
  pulumi org set-default "$ORGANIZATION"
fi
pulumi stack select "$1"
