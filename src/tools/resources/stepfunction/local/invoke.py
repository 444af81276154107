"""Invokes a Lambda handler once, as Lambda's Python runtime does.

Reads {"event", "requestId", "invokedArn", "deadlineMs", "folder", "runtime", "platform"} from stdin, all else from the environment. Writes
{"payload"} or {"error": {...}} to stdout; everything that the handler itself prints goes to stderr, with its log lines.
"""

import importlib
import json
import logging
import os
import sys
import time
import traceback

# What AWS's runtimes bring beside the standard library:
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html
RUNTIME_MODULES = {"boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six", "awslambdaric"}


class LambdaContext:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    identity = None
    client_context = None

    def __init__(self, request):
        self.aws_request_id = request["requestId"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.invoked_function_arn = request["invokedArn"]
        self._deadline_ms = request["deadlineMs"]

    def get_remaining_time_in_millis(self):
        return max(0, int(self._deadline_ms - time.time() * 1000))

    def __repr__(self):
        shown = (f"{name}={value}" for name, value in vars(self).items() if not name.startswith("_"))
        return f"LambdaContext([{','.join(shown)}])"


def error(error_type, message, stack_trace=()):
    return {"error": {"errorType": error_type, "errorMessage": message, "stackTrace": list(stack_trace)}}


def encode(value):
    """Of the types that JSON does not know, Lambda's runtime takes this one."""
    if type(value).__name__ == "Decimal":
        return float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def tell_where_packages_go(request, e):
    """Lambda's own message knows nothing of this machine."""
    package = (e.name or "").partition(".")[0]
    if package in RUNTIME_MODULES:
        print(f"{package} comes with Lambda's runtime. To have it here too, run:\n"
              f"  python3 -m pip install --target {request['runtimeShown']} boto3", file=sys.stderr)
    elif isinstance(e, ModuleNotFoundError):
        print(f"A package that the handler imports goes into its folder. If {package} comes from PyPI, run:\n"
              f"  python3 -m pip install --target {request['folder']} --upgrade --only-binary=:all:"
              f" --python-version {request['runtime'].removeprefix('python')} --platform {request['platform']} {package}",
              file=sys.stderr)


def load(request):
    module_name, _, function_name = os.environ["_HANDLER"].rpartition(".")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except SyntaxError as e:
        return None, error("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {e}")
    except ImportError as e:
        tell_where_packages_go(request, e)
        return None, error("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {e}")
    except Exception as e:
        return None, error(type(e).__name__, str(e), traceback.format_tb(e.__traceback__))
    function = getattr(module, function_name, None)
    if function is None:
        return None, error("Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'")
    return function, None


def invoke(request):
    function, failure = load(request)
    if failure:
        return failure
    context = LambdaContext(request)
    try:
        result = function(request["event"], context)
    except Exception as e:
        if isinstance(e, ImportError):
            tell_where_packages_go(request, e)
        # The first frame is this file's.
        frames = traceback.extract_tb(e.__traceback__)[1:]
        return error(type(e).__name__, str(e), traceback.format_list(frames))
    try:
        return {"payload": json.dumps(result, ensure_ascii=False, allow_nan=False, default=encode)}
    except (TypeError, ValueError) as e:
        return error("Runtime.MarshalError", f"Unable to marshal response: {e}")


def main():
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    request = json.load(sys.stdin)
    logging.basicConfig(
        stream=sys.stderr,
        format=f"[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t{request['requestId']}\t%(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S",
    )
    logging.Formatter.converter = time.gmtime
    # Python sets it itself where the machine lacks the locale that LANG names.
    os.environ.pop("LC_CTYPE", None)
    request["runtimeShown"] = os.path.relpath(os.environ["LAMBDA_RUNTIME_DIR"])
    os.chdir(os.environ["LAMBDA_TASK_ROOT"])
    # In this order: a package of the function's own replaces the runtime's.
    sys.path[:0] = [os.environ["LAMBDA_TASK_ROOT"], os.environ["LAMBDA_RUNTIME_DIR"]]

    json.dump(invoke(request), answer)
    answer.close()


main()
