"""Runs one Python function: it asks Lambda's Runtime API for events, hands them to the handler, and answers.

The API is documented at https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. Of this machine's own are three things: the
variables LOCAL_FOLDER, the function's folder as the developer knows it, and LOCAL_INSTALLATION, the command that installs packages into
it, which no handler sees; a GET of runtime-packages, which installs what Lambda's runtime brings; and the arguments "tests" and a file,
whose unit tests are run in place of the handler, or "pytest", a file, and the folders with pytest.
"""

import importlib
import importlib.machinery
import json
import logging
import os
import socket
import sys
import time
import traceback

# The packages of AWS's runtimes:
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html#python-sdk-included
RUNTIME_MODULES = {"boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six"}

AWS_DOMAINS = ("amazonaws.com", "amazonaws.com.cn", "api.aws")

# Lambda's limit; that of Step Functions is far lower.
MAX_RESPONSE_BYTES = 6291556

TASK_ROOT = os.environ["LAMBDA_TASK_ROOT"]
RUNTIME_DIR = os.environ["LAMBDA_RUNTIME_DIR"]
FOLDER = os.environ.pop("LOCAL_FOLDER")
INSTALLATION = os.environ.pop("LOCAL_INSTALLATION")
IS_TEST = len(sys.argv) > 1


class RuntimeApi:
    """A kept connection; http.client takes as long to import as all the rest."""

    def __init__(self):
        address, _, token = os.environ["AWS_LAMBDA_RUNTIME_API"].partition("/")
        self._host, _, port = address.partition(":")
        self._prefix = f"/{token}/2018-06-01/runtime/"
        self._socket = socket.create_connection((self._host, int(port)))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stream = self._socket.makefile("rb")

    def call(self, method, path, body=b""):
        """Status, headers by their names in small letters, and body."""
        head = f"{method} {self._prefix}{path} HTTP/1.1\r\nHost: {self._host}\r\nContent-Length: {len(body)}\r\n\r\n"
        try:
            self._socket.sendall(head.encode() + body)
            status = int(self._stream.readline().split()[1])
            headers = {}
            for line in iter(self._stream.readline, b"\r\n"):
                name, _, value = line.decode("latin-1").partition(":")
                headers[name.lower()] = value.strip()
            return status, headers, self._stream.read(int(headers.get("content-length", 0)))
        except (OSError, IndexError, ValueError):
            # The handler has closed it, or written to it.
            sys.exit("[ERROR] the connection to the Runtime API is lost")


class LambdaContext:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    identity = None
    client_context = None

    def __init__(self, headers):
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.invoked_function_arn = headers["lambda-runtime-invoked-function-arn"]
        self._deadline_ms = int(headers["lambda-runtime-deadline-ms"])

    def get_remaining_time_in_millis(self):
        return max(0, int(self._deadline_ms - time.time() * 1000))

    def __repr__(self):
        """One short line: Lambda's own is longer than a screen is wide."""
        return f"LambdaContext(aws_request_id={self.aws_request_id}, function_name={self.function_name}, ...)"


def encode(value):
    """Of the types that JSON does not know, Lambda's runtime takes these. It keeps the zeros of a Decimal such as 1.50."""
    if type(value).__name__ == "Decimal":
        return float(value)
    if isinstance(value, bytes):
        return value.decode()
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


class RuntimeFinder:
    """Finds what Lambda's runtime brings; the local run installs it first where it is absent."""

    def find_spec(self, name, path=None, target=None):
        if path is not None or name not in RUNTIME_MODULES or os.path.isdir(RUNTIME_DIR):
            return None
        # On a connection of its own: a thread of the handler's may import it.
        if RuntimeApi().call("GET", "runtime-packages")[0] != 200:
            return None
        # Python remembers that it was absent.
        sys.path_importer_cache.pop(RUNTIME_DIR, None)
        importlib.invalidate_caches()
        return importlib.machinery.PathFinder.find_spec(name, [RUNTIME_DIR])


class AwsCallError(Exception):
    """A call that would leave this machine."""


class AwsCallFinder:
    """Has boto3 refuse to call AWS: not a type of error that it retries."""

    def find_spec(self, name, path=None, target=None):
        if name != "botocore.httpsession":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec:
            execute = spec.loader.exec_module

            def execute_and_refuse(module):
                execute(module)
                self._refuse_calls(module.URLLib3Session)

            spec.loader.exec_module = execute_and_refuse
        return spec

    def _refuse_calls(self, session):
        send = session.send
        instead = "replace the client in the test" if IS_TEST else "mock the state in the case"

        def send_elsewhere(self, request):
            host = request.url.partition("//")[2].partition("/")[0].partition(":")[0]
            if host.endswith(AWS_DOMAINS):
                raise AwsCallError(f"{host} is not called from this machine; {instead},"
                                   " or run an emulator and add -Dendpoint=http://localhost:4566")
            return send(self, request)

        session.send = send_elsewhere


def with_those_that_led_to_it(e):
    """The error first."""
    while e:
        yield e
        e = e.__cause__ or e.__context__


def modules_of(e):
    """The top-level modules of the function's folder that an import has failed in."""
    modules = set()
    for each in with_those_that_led_to_it(e):
        modules.add((getattr(each, "name", None) or "").partition(".")[0])
        for frame in traceback.extract_tb(each.__traceback__):
            if frame.filename.startswith(TASK_ROOT + os.sep):
                modules.add(os.path.relpath(frame.filename, TASK_ROOT).partition(os.sep)[0])
    return modules


def lines_of(file):
    try:
        with open(file, encoding="utf-8") as stream:
            return stream.read().splitlines()
    except OSError:
        return []


def fits(tag):
    """Whether this Python can load it: https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/"""
    python, abi, platform = tag.split("-", 2)
    minor = python[len("cp3"):]
    fits_python = python.startswith("py") or minor == str(sys.version_info[1]) or (
        abi == "abi3" and minor.isdigit() and int(minor) <= sys.version_info[1])
    of_system = platform.startswith("macosx") if sys.platform == "darwin" else "linux" in platform
    return fits_python and (platform == "any" or of_system and platform.endswith((os.uname().machine, "universal2")))


def compiled_for_others(modules):
    """The packages of these modules that this Python cannot load: each with what it is compiled for."""
    for info in sorted(os.listdir(TASK_ROOT)):
        if info.endswith(".dist-info"):
            directory = os.path.join(TASK_ROOT, info)
            tags = [line[len("Tag: "):] for line in lines_of(os.path.join(directory, "WHEEL")) if line.startswith("Tag: ")]
            own = {line.partition(",")[0].partition("/")[0] for line in lines_of(os.path.join(directory, "RECORD"))}
            if tags and not any(map(fits, tags)) and own & modules:
                yield info.partition("-")[0], tags[0]


def tell_why_an_import_failed(e):
    """Lambda's own message knows nothing of this machine."""
    foreign = list(compiled_for_others(modules_of(e)))
    for package, tag in foreign:
        print(f"{package} in {FOLDER} is compiled for {tag}, and this is Python {sys.version_info[0]}.{sys.version_info[1]} on"
              f" {sys.platform} {os.uname().machine}; mock the state in the case and run unit tests on such a machine,"
              " or set lambdaRuntime and lambdaArchitecture as this one is", file=sys.stderr)
    package = (e.name or "").partition(".")[0]
    if not foreign and isinstance(e, ModuleNotFoundError) and package not in RUNTIME_MODULES:
        print(f"A package that the handler imports goes into its folder. If {package} comes from PyPI, run:\n"
              f"  {INSTALLATION} {package}", file=sys.stderr)


def error(request_id, error_type, message, frames=()):
    """The error as Lambda's runtime words it; the log has the files as the developer knows them."""
    lines = traceback.format_list(frames)
    shown = "".join(line.replace(TASK_ROOT, FOLDER) for line in lines).rstrip()
    print(f"[ERROR] {error_type}: {message}" + (f"\nTraceback (most recent call last):\n{shown}" if shown else ""),
          file=sys.stderr)
    in_lambda = [line.replace(TASK_ROOT, "/var/task") for line in lines]
    text = json.dumps({"errorMessage": message, "errorType": error_type, "requestId": request_id,
                       "stackTrace": in_lambda}, ensure_ascii=False)
    # Half of a surrogate pair has no encoding.
    encoded = text.encode("utf-8", "replace")
    return response_too_large(request_id) if len(encoded) > MAX_RESPONSE_BYTES else encoded


def response_too_large(request_id):
    return error(request_id, "Function.ResponseSizeTooLarge",
                 f"Response payload size exceeded maximum allowed payload size ({MAX_RESPONSE_BYTES} bytes).")


def cut_to_own_frames(e):
    """Of a refused call, the frames below the function's own files are boto3's."""
    last, frame = None, e.__traceback__
    while frame:
        if frame.tb_frame.f_code.co_filename.startswith(TASK_ROOT + os.sep):
            last = frame
        frame = frame.tb_next
    if last and isinstance(e, AwsCallError):
        last.tb_next = None


def load():
    """The handler, or else the error of its import."""
    module_name, _, function_name = os.environ["_HANDLER"].rpartition(".")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except SyntaxError as e:
        message = f"Syntax error in module '{module_name}': {e}".replace(TASK_ROOT, "/var/task")
        return None, error("", "Runtime.UserCodeSyntaxError", message)
    except ImportError as e:
        tell_why_an_import_failed(e)
        return None, error("", "Runtime.ImportModuleError", f"Unable to import module '{module_name}': {e}")
    except Exception as e:
        # The frames of the import itself are not the developer's.
        cut_to_own_frames(e)
        frames = [frame for frame in traceback.extract_tb(e.__traceback__)[1:] if "importlib" not in frame.filename]
        return None, error("", type(e).__name__, str(e), frames)
    function = getattr(module, function_name, None)
    if function is None:
        return None, error("", "Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'")
    return function, None


def invoke(function, event, context):
    """The kind of answer, and its body."""
    request_id = context.aws_request_id
    try:
        result = function(event, context)
    except Exception as e:
        if isinstance(e, ImportError):
            tell_why_an_import_failed(e)
        cut_to_own_frames(e)
        # The first frame is this file's.
        return "error", error(request_id, type(e).__name__, str(e), traceback.extract_tb(e.__traceback__)[1:])
    try:
        # Lambda's runtime sends bytes as they are.
        body = result if isinstance(result, bytes) else json.dumps(result, ensure_ascii=False, allow_nan=False, default=encode).encode()
    except (TypeError, ValueError, RecursionError) as e:
        return "error", error(request_id, "Runtime.MarshalError", f"Unable to marshal response: {e}")
    return ("error", response_too_large(request_id)) if len(body) > MAX_RESPONSE_BYTES else ("response", body)


def run_by_unittest(file):
    """The tests may import each other by their place in the function's folder or in its tests."""
    import unittest
    sys.path.append(os.path.join(TASK_ROOT, "tests"))
    try:
        module = importlib.import_module(file[:-len(".py")].replace("/", "."))
    except ImportError as e:
        tell_why_an_import_failed(e)
        raise

    class Result(unittest.TextTestResult):
        def addError(self, test, err):
            cut_to_own_frames(err[1])
            super().addError(test, err)

    suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    result = unittest.TextTestRunner(stream=sys.stderr, buffer=True, resultclass=Result).run(suite)
    return {"ran": result.testsRun, "passed": result.wasSuccessful()}


def run_by_pytest(file, *folders):
    """The packages that pytest has beside it come last: those of the function and of Lambda's runtime replace them."""
    sys.path.extend(folders)
    import pytest

    class Count:
        ran = 0

        def pytest_runtest_setup(self, item):
            self.ran += 1

    count = Count()
    status = pytest.main(["-q", "-p", "no:cacheprovider", os.path.join(TASK_ROOT, file)], plugins=[count])
    return {"ran": count.ran, "passed": status in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)}


def run_tests_as_a_handler(event, context):
    try:
        return {"tests": run_by_unittest, "pytest": run_by_pytest}[sys.argv[1]](*sys.argv[2:])
    except Exception:
        traceback.print_exc()
        sys.exit(1)


class RequestIds(logging.Filter):
    """Gives each record the request that it belongs to."""

    def __init__(self):
        super().__init__()
        self.current = ""

    def filter(self, record):
        record.aws_request_id = self.current
        return True


def prepare(request_ids):
    """Sets up what Lambda has when it imports a handler."""
    time.tzset()
    sys.stdin = open(0, encoding="utf-8", errors="replace", closefd=False)
    # By lines, so that what is printed, logged and written by a process of the handler's stays in order.
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    logging.basicConfig(
        stream=sys.stderr,
        format="[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S",
    )
    logging.getLogger().handlers[0].addFilter(request_ids)
    logging.Formatter.converter = time.gmtime
    # In this order: a package of the function's own replaces the runtime's.
    sys.path[:0] = [TASK_ROOT, RUNTIME_DIR]
    sys.meta_path.insert(0, AwsCallFinder())
    sys.meta_path.append(RuntimeFinder())


def flush():
    for stream in (sys.stdout, sys.stderr):
        # The handler may have put another one there, or closed it.
        if not getattr(stream, "closed", False):
            stream.flush()


def main():
    request_ids = RequestIds()
    prepare(request_ids)
    api = RuntimeApi()
    function, failure = (run_tests_as_a_handler, None) if IS_TEST else load()
    if failure:
        flush()
        api.call("POST", "init/error", failure)
        sys.exit(1)
    process = os.getpid()
    while True:
        _, headers, event = api.call("GET", "invocation/next")
        context = LambdaContext(headers)
        request_ids.current = context.aws_request_id
        answer, body = invoke(function, json.loads(event), context)
        if os.getpid() != process:
            # A fork of the handler's has come back, too.
            os._exit(0)
        flush()
        api.call("POST", f"invocation/{context.aws_request_id}/{answer}", body)


main()
