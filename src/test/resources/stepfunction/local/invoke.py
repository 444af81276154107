"""Invokes a Lambda handler once, as Lambda's Python runtime does.

Reads {"taskRoot", "handler", "event", "deadlineMs", "context": {...}} from stdin. Writes {"payload"} or {"error": {...}}
to stdout; everything that the handler itself prints goes to stderr, with its log lines.
"""

import importlib
import json
import logging
import os
import sys
import time
import traceback


class LambdaContext:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    identity = None
    client_context = None

    def __init__(self, attributes, deadline_ms):
        self.__dict__.update(attributes)
        self._deadline_ms = deadline_ms

    def get_remaining_time_in_millis(self):
        return max(0, int(self._deadline_ms - time.time() * 1000))

    def __repr__(self):
        shown = (f"{name}={value}" for name, value in vars(self).items() if not name.startswith("_"))
        return f"LambdaContext([{','.join(shown)}])"


def error(error_type, message, stack_trace=()):
    return {"error": {"errorType": error_type, "errorMessage": message, "stackTrace": list(stack_trace)}}


def load(handler):
    module_name, _, function_name = handler.rpartition(".")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except SyntaxError as e:
        return None, error("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {e}")
    except ImportError as e:
        return None, error("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {e}")
    except Exception as e:
        return None, error(type(e).__name__, str(e), traceback.format_tb(e.__traceback__))
    function = getattr(module, function_name, None)
    if function is None:
        return None, error("Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'")
    return function, None


def invoke(request):
    function, failure = load(request["handler"])
    if failure:
        return failure
    context = LambdaContext(request["context"], request["deadlineMs"])
    try:
        result = function(request["event"], context)
    except Exception as e:
        # The first frame is this file's.
        frames = traceback.extract_tb(e.__traceback__)[1:]
        return error(type(e).__name__, str(e), traceback.format_list(frames))
    try:
        return {"payload": json.dumps(result)}
    except (TypeError, ValueError) as e:
        return error("Runtime.MarshalError", f"Unable to marshal response: {e}")


def main():
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    request = json.load(sys.stdin)
    logging.basicConfig(
        stream=sys.stderr,
        format=f"[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t{request['context']['aws_request_id']}\t%(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S",
    )
    logging.Formatter.converter = time.gmtime
    os.chdir(request["taskRoot"])
    sys.path.insert(0, request["taskRoot"])

    json.dump(invoke(request), answer)
    answer.close()


main()
