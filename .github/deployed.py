"""Prints what a stack has deployed, in lines for the scripts beside this one.

Usage: deployed.py workflows    the workflows of the plan, not the user's own state machines: name, type, and the ARNs of the state machine,
                                of its version and of its alias, or - without one, separated by tabs
       deployed.py alarms       the names of all alarms
       deployed.py functions    name and SHA-256 of the code of each function that has its code from the stack
       deployed.py source NAME  the definition and the role of a workflow, to compare with the next
       deployed.py described    the same of what `aws stepfunctions describe-state-machine` prints, on stdin
The others read the output of `pulumi stack export`.
"""

import json
import re
import sys


def source(outputs):
    return json.dumps([json.loads(outputs["definition"]), outputs["roleArn"]], sort_keys=True)


def of_workflows(resources, kind, suffix):
    """The outputs of the resources that each workflow has one of, by the name of the workflow."""
    pattern = re.compile(rf"::stepfunction:index:Workflow\$aws:sfn/{kind}::(\w+)-{suffix}$")
    matches = ((pattern.search(resource["urn"]), resource) for resource in resources)
    return {match[1]: resource["outputs"] for match, resource in matches if match}


def main(command, *names):
    read = json.load(sys.stdin)
    if command == "described":
        print(source(read))
        return
    # Those that a failed update has left to be deleted are not the stack's any more.
    resources = [resource for resource in read["deployment"].get("resources", []) if not resource.get("delete")]
    machines = of_workflows(resources, "stateMachine:StateMachine", "state-machine")
    if command == "workflows":
        aliases = of_workflows(resources, "alias:Alias", "alias")
        for name, machine in machines.items():
            version = machine.get("stateMachineVersionArn") or "-"
            alias = aliases.get(name, {}).get("arn", "-")
            print(name, machine.get("type", "-"), machine["arn"], version, alias, sep="\t")
    elif command == "source":
        print(source(machines[names[0]]))
    elif command == "functions":
        for resource in resources:
            outputs = resource.get("outputs", {})
            if resource["type"] == "aws:lambda/function:Function" and outputs.get("sourceCodeHash"):
                print(outputs["name"], outputs["sourceCodeHash"])
    elif command == "alarms":
        for resource in resources:
            if re.match("aws:cloudwatch/(metric|composite)Alarm:", resource["type"]):
                print(resource["outputs"].get("alarmName") or resource["outputs"]["name"])


if __name__ == "__main__":
    main(*sys.argv[1:])
