"""Checks that an execution in AWS ended as a case expects, by the rules of cases (Comparison in src/library/tools).

Usage: check-execution.py CASE_FILE, with the answer of DescribeExecution or StartSyncExecution on stdin. Exit status 1 and a line for
each difference if it did not, 2 if it failed though the case expects an output.
"""

import json
import sys
from decimal import Decimal


def parse(text):
    return json.loads(text, parse_int=Decimal, parse_float=Decimal)


def held(text):
    """The JSON that a text holds, or else what was given; an execution may have no cause."""
    try:
        return parse(text)
    except (TypeError, ValueError):
        return text


def plain(number):
    return int(number) if number == number.to_integral_value() else float(number)


def show(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain)


def differences(path, expected, actual, exact):
    """An object has the expected members and may have others, unless it must be exact; an array has the same elements."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        found = []
        for name, value in expected.items():
            if name in actual:
                found += differences(f"{path}.{name}", value, actual[name], exact)
            else:
                found.append(f"{path}.{name} must be {show(value)}, was absent")
        if exact:
            found += [f"{path}.{name} must be absent, was {show(actual[name])}" for name in actual if name not in expected]
        return found
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        return [difference for index, (one, other) in enumerate(zip(expected, actual))
                for difference in differences(f"{path}[{index}]", one, other, exact)]
    # Of these types Python takes no two for equal.
    if type(expected) is type(actual) and expected == actual:
        return []
    return [f"{path} must be {show(expected)}, was {show(actual)}"]


def check(case, execution):
    if "output" in case:
        if execution["status"] != "SUCCEEDED":
            return [f"status must be SUCCEEDED, was {execution['status']}"]
        return differences("output", case["output"], parse(execution["output"]), case.get("exact", False))
    if "error" not in case:
        return []
    if execution["status"] == "SUCCEEDED":
        return [f"error must be {case['error']}, was absent: the execution succeeded"]
    # Of a timeout, Step Functions names no error.
    error = "States.Timeout" if execution["status"] == "TIMED_OUT" else execution.get("error")
    found = differences("error", case["error"], error, True)
    if "cause" in case:
        actual = execution.get("cause")
        found += differences("cause", case["cause"], actual if isinstance(case["cause"], str) else held(actual), False)
    return found


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        case = parse(file.read())
    execution = parse(sys.stdin.read())
    found = check(case, execution)
    for difference in found:
        print(difference, file=sys.stderr)
    has_failed = "output" in case and execution["status"] != "SUCCEEDED"
    sys.exit(2 if has_failed else 1 if found else 0)


main()
