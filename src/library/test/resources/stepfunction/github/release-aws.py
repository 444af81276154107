"""Stands in for aws in a release. The file in AWS has what it knows: the routings of aliases, the definitions of versions, the states of
alarms, executions, and what happens at a certain call of an operation."""

import json
import os
import sys

file = os.environ["AWS"]
with open(file, encoding="utf-8") as opened:
    aws = json.load(opened)
operation = sys.argv[2]


def save():
    """At once: a test may read the file meanwhile."""
    with open(f"{file}.new", "w", encoding="utf-8") as opened:
        json.dump(aws, opened)
    os.replace(f"{file}.new", file)


# The values of each option, in their order.
options = {}
for argument in sys.argv[3:]:
    if argument.startswith("--"):
        values = options[argument] = []
    else:
        values.append(argument)
arn = next(iter(options.get("--state-machine-arn") or options.get("--state-machine-alias-arn") or []), "")

aws["calls"].append(operation)
for event in aws["events"]:
    if event["at"] == f"{operation} {aws['calls'].count(operation)}":
        for key in ("routings", "alarms"):
            aws[key].update(event.get(key, {}))
        for name in event.get("deleted", []):
            del aws["alarms"][name]
        aws["executions"] += event.get("executions", [])
        if "error" in event:
            save()
            sys.exit(f"\nAn error occurred ({event['error']})")

answer = []
if operation == "describe-state-machine-alias":
    if arn not in aws["routings"]:
        sys.exit(f"\nAn error occurred (ResourceNotFound) when calling the DescribeStateMachineAlias operation: {arn}")
    answer = [f"{arn.removesuffix(':live')}:{version}\t{weight}" for version, weight in aws["routings"][arn].items()]
elif operation == "update-state-machine-alias":
    routes = [dict(part.split("=") for part in route.split(",")) for route in options["--routing-configuration"]]
    aws["routings"][arn] = {route["stateMachineVersionArn"].split(":")[-1]: int(route["weight"]) for route in routes}
    aws["moves"].append(aws["routings"][arn])
elif operation == "describe-state-machine":
    answer = [json.dumps({"definition": aws["definitions"][arn], "roleArn": "arn:role"})]
elif operation == "describe-alarms":
    answer = [f"{state}\t{name}" for name, state in aws["alarms"].items() if name in options["--alarm-names"]]
elif operation == "list-executions":
    status = options["--status-filter"][0]
    assert options["--query"][0] == f"executions[?stateMachineAliasArn=='{arn.rpartition(':')[0]}:live'].[executionArn]"
    answer = [e["arn"] for e in aws["executions"] if e["version"] == arn and e["status"] == status and not e.get("tested")]
else:
    sys.exit(f"unexpected call: {operation}")
save()
if answer:
    print("\n".join(answer))
