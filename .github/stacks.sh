#!/usr/bin/env bash
# Prints the stacks that the pipeline deploys, in that order, as the output "stacks" of a job: a JSON list. The property <stacks> of
# pom.xml names them.
# Usage: stacks.sh, in the project's folder. Exit status 2: the list cannot be deployed, each reason on a line
set -euo pipefail

# Without -I, python3 would import modules from the checkout.
python3 -I -c '
import json, os, re, sys
from xml.etree import ElementTree

# As many as deploy.yml has slots.
MOST = 5

def refuse(*reasons):
    print(*reasons, sep="\n", file=sys.stderr)
    sys.exit(2)

try:
    project = ElementTree.parse("pom.xml")
except (OSError, ElementTree.ParseError) as e:
    refuse(f"pom.xml must be readable XML: {e}")
stacks = (project.findtext("{*}properties/{*}stacks") or "").split()
if not stacks:
    refuse("pom.xml must list the stacks to deploy; add <stacks>NAME NAME</stacks> to its <properties>")

reasons = []
if len(stacks) > MOST:
    reasons.append(f"<stacks> in pom.xml must list at most {MOST} stacks, lists {len(stacks)}")
for stack in dict.fromkeys(stacks):
    if stacks.count(stack) > 1:
        reasons.append(f"<stacks> in pom.xml must list each stack once, lists {stack} {stacks.count(stack)} times")
    if not re.fullmatch("[a-z0-9-]+", stack):
        reasons.append(f"<stacks> in pom.xml must list names of lowercase letters, digits and hyphens, lists {stack}")
    elif stack.startswith(("preview-", "watch-")):
        # These are environments of other stacks.
        reasons.append(f"<stacks> in pom.xml must list no name that begins with preview- or watch-, lists {stack}")
    elif not os.path.isfile(f"Pulumi.{stack}.yaml"):
        reasons.append(f"<stacks> in pom.xml lists {stack}, but there is no Pulumi.{stack}.yaml; add it, or remove {stack} from the list")
if reasons:
    refuse(*reasons)
print("stacks=" + json.dumps(stacks))'
