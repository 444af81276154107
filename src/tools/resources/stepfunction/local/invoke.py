"""Runs Lambda handlers as Lambda's Python runtime does, each invocation in a process of its own.

First tells {"executable", "version", "terminal": whether there is one} on stdout. Then each line on stdin is an invocation: {"event", "environment", "requestId",
"invokedArn", "timeoutMs", "limitMs", "debug", "taskRoot", "runtimeDir", "folder", "runtime", "platform"}. Each is answered on
stdout by lines {"log": line}, in their order, and one line with "tookMs" and what the invocation came to: {"payload": JSON text},
{"error": JSON text}, {"exited": how} when the process ended without an answer, or {"timedOut": true} after limitMs.

This process imports nothing of the functions: what it forks is as fresh as a process that has just started, and comes sooner. At
the end of an invocation everything that it has started is killed. The end of stdin ends this process too, at any moment.
"""

import json
import sys



def has_terminal():
    try:
        open("/dev/tty", "rb", buffering=0).close()
        return True
    except OSError:
        return False


# Before anything that an old Python might lack.
sys.stdout.write(json.dumps({"executable": sys.executable, "version": "%d.%d.%d" % sys.version_info[:3],
                             "terminal": has_terminal()}) + "\n")
sys.stdout.flush()

import importlib
import logging
import os
import select
import signal
import time
import traceback

# What AWS's runtimes bring beside the standard library:
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html
RUNTIME_MODULES = {"boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six", "awslambdaric"}

# What has no end is told in pieces.
MAX_LINE_BYTES = 65536

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36

# Lambda's limit; that of Step Functions is far lower.
MAX_RESPONSE_BYTES = 6291556


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
        self._deadline_ms = time.time() * 1000 + request["timeoutMs"]

    def get_remaining_time_in_millis(self):
        return max(0, int(self._deadline_ms - time.time() * 1000))

    def __repr__(self):
        """One short line: Lambda's own is longer than a screen is wide."""
        return f"LambdaContext(aws_request_id={self.aws_request_id}, function_name={self.function_name}, ...)"


# --- the process of an invocation


def encode(value):
    """Of the types that JSON does not know, Lambda's runtime takes these."""
    if type(value).__name__ == "Decimal":
        return float(value)
    if isinstance(value, bytes):
        return value.decode()
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
              f" --python-version {request['runtime'][len('python'):]} --platform {request['platform']} {package}",
              file=sys.stderr)


def error(request, error_type, message, frames=()):
    """As Lambda's runtime words it; the log has the files as the developer knows them."""
    lines = traceback.format_list(frames)
    shown = "".join(line.replace(request["taskRoot"], request["folder"]) for line in lines).rstrip()
    print(f"[ERROR] {error_type}: {message}" + (f"\nTraceback (most recent call last):\n{shown}" if shown else ""),
          file=sys.stderr)
    in_lambda = [line.replace(request["taskRoot"], "/var/task") for line in lines]
    return {"error": json.dumps({"errorMessage": message, "errorType": error_type, "requestId": request["requestId"],
                                 "stackTrace": in_lambda}, ensure_ascii=False)}


def load(request):
    module_name, _, function_name = os.environ["_HANDLER"].rpartition(".")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except SyntaxError as e:
        message = f"Syntax error in module '{module_name}': {e}".replace(request["taskRoot"], "/var/task")
        return None, error(request, "Runtime.UserCodeSyntaxError", message)
    except ImportError as e:
        tell_where_packages_go(request, e)
        return None, error(request, "Runtime.ImportModuleError", f"Unable to import module '{module_name}': {e}")
    except Exception as e:
        # The frames of the import itself are not the developer's.
        frames = [frame for frame in traceback.extract_tb(e.__traceback__)[1:] if "importlib" not in frame.filename]
        return None, error(request, type(e).__name__, str(e), frames)
    function = getattr(module, function_name, None)
    if function is None:
        return None, error(request, "Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'")
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
        return error(request, type(e).__name__, str(e), traceback.extract_tb(e.__traceback__)[1:])
    try:
        payload = json.dumps(result, ensure_ascii=False, allow_nan=False, default=encode)
        size = len(payload.encode())
    except (TypeError, ValueError, RecursionError) as e:
        return error(request, "Runtime.MarshalError", f"Unable to marshal response: {e}")
    if size > MAX_RESPONSE_BYTES:
        return error(request, "Function.ResponseSizeTooLarge",
                     f"Response payload size exceeded maximum allowed payload size ({MAX_RESPONSE_BYTES} bytes).")
    return {"payload": payload}


def prepare(request):
    """What Lambda has set up when it imports a handler."""
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    logging.basicConfig(
        stream=sys.stderr,
        format=f"[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t{request['requestId']}\t%(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S",
    )
    logging.Formatter.converter = time.gmtime
    request["runtimeShown"] = os.path.relpath(request["runtimeDir"])
    os.chdir(request["taskRoot"])
    # In this order: a package of the function's own replaces the runtime's.
    sys.path[:0] = [request["taskRoot"], request["runtimeDir"]]


def control_process(option, value):
    """https://man7.org/linux/man-pages/man2/prctl.2.html; elsewhere nothing."""
    try:
        import ctypes
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
    except (ImportError, OSError, AttributeError):
        pass


def attach(request, log):
    """Gives the process its standard streams: nothing to read and the log to write to, or the terminal to a debugger."""
    if request["debug"]:
        terminal = os.open("/dev/tty", os.O_RDWR)
        streams = (terminal, terminal, terminal)
    else:
        os.setsid()
        streams = (os.open(os.devnull, os.O_RDONLY), log, log)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    sys.stdin = open(0, encoding="utf-8", errors="replace", closefd=False)
    # By lines, so that what is printed, logged and written by a process of the handler's stays in order.
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)


def run(request, answer, log):
    """Runs in the forked process. Returns its exit status."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # So that a handler gains nothing by killing the process that has started it.
    control_process(PR_SET_PDEATHSIG, signal.SIGKILL)
    try:
        attach(request, log)
        prepare(request)
        process = os.getpid()
        text = json.dumps(invoke(request))
        if os.getpid() != process:
            # A fork of the handler's has come back, too.
            return 0
        for stream in (sys.stdout, sys.stderr):
            # The handler may have put another one there, or closed it.
            if not stream.closed:
                stream.flush()
        with open(answer, "w", encoding="utf-8") as stream:
            stream.write(text)
        return 0
    except SystemExit as e:
        if e.code is None or isinstance(e.code, int):
            return e.code or 0
        print(e.code, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1


# --- the process that forks


def tell(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


class Log:
    """Passes on what an invocation prints, line by line."""

    def __init__(self):
        self._rest = b""

    def add(self, data):
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            tell({"log": line.decode("utf-8", "replace")})
        if len(self._rest) > MAX_LINE_BYTES:
            self.end()

    def end(self):
        if self._rest:
            self.add(b"\n")


class Answer:
    """Keeps what an invocation answers."""

    def __init__(self):
        self._parts = []

    def add(self, data):
        self._parts.append(data)

    def result(self):
        try:
            return json.loads(b"".join(self._parts))
        except ValueError:
            # None was given, or the handler has written there.
            return None


def adopt_orphans():
    """Makes this process the parent of what the invocations leave behind, where the system can do so (Linux)."""
    control_process(PR_SET_CHILD_SUBREAPER, 1)


def children():
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return [int(pid) for pid in file.read().split()]
    except OSError:
        return []


def kill(send, target):
    try:
        send(target, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def kill_all(child, status, debug):
    """Kills the invocation and whatever it has started. Returns its wait status, which may be known already."""
    while True:
        if not debug:
            # Where no orphan is adopted, this is all that can be reached; a debugger is in the group of the terminal.
            kill(os.killpg, child)
        for pid in children() + ([child] if status is None else []):
            kill(os.kill, pid)
        try:
            pid, ended = os.waitpid(-1, 0)
        except ChildProcessError:
            return status
        if pid == child:
            status = ended


def ending(status):
    if os.WIFSIGNALED(status):
        return "signal: " + signal.Signals(os.WTERMSIG(status)).name
    return f"exit status {os.WEXITSTATUS(status)}"


def read(end, readers):
    """Hands what has come to its reader; at the end, closes."""
    data = os.read(end, 65536)
    if data:
        readers[end].add(data)
    else:
        os.close(end)
        del readers[end]


def serve(request, wakeup):
    answer_end, child_answer = os.pipe()
    log_end, child_log = os.pipe()
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        os._exit(run(request, child_answer, child_log) & 0xFF)
    os.close(child_answer)
    os.close(child_log)

    answer, log = Answer(), Log()
    readers = {answer_end: answer, log_end: log}
    status = None
    left = None if request["limitMs"] is None else request["limitMs"] / 1000
    while status is None and (left is None or left > 0):
        readable, _, _ = select.select([0, wakeup, *readers], [], [], left)
        if 0 in readable:
            # Nothing is sent before the answer: whoever asked has gone.
            kill_all(child, status, request["debug"])
            os._exit(1)
        if wakeup in readable:
            os.read(wakeup, 1024)
            ended, ended_status = os.waitpid(child, os.WNOHANG)
            status = ended_status if ended else None
        for end in readers.keys() & readable:
            read(end, readers)
        if request["limitMs"] is not None:
            left = begin + request["limitMs"] / 1000 - time.monotonic()
    took = time.monotonic() - begin
    timed_out = status is None
    status = kill_all(child, status, request["debug"])
    # Nobody writes any more.
    while readers:
        read(next(iter(readers)), readers)
    log.end()

    result = {"timedOut": True} if timed_out else answer.result() or {"exited": ending(status)}
    tell({"tookMs": round(took * 1000), **result})


def main():
    adopt_orphans()
    # The end of stdin tells this process to end, after Ctrl-C too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    wakeup, signalled = os.pipe()
    os.set_blocking(signalled, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(signalled)
    # Python sets it itself where the machine lacks the locale that LANG names.
    os.environ.pop("LC_CTYPE", None)
    # Unbuffered, so that nothing is read before it is asked for.
    stdin = open(0, "rb", buffering=0, closefd=False)
    pending = b""
    while True:
        data = stdin.read(1 << 20)
        if not data:
            return
        pending += data
        if pending.endswith(b"\n"):
            request, pending = json.loads(pending), b""
            serve(request, wakeup)


main()
