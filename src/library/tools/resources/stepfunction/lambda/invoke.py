"""Runs Lambda handlers as Lambda's Python runtime does, each invocation in a process of its own.

First writes {"executable", "version", "terminal": whether there is one} to stdout. Then each line on stdin is an invocation: {"event",
"environment", "requestId", "invokedArn", "timeoutMs", "limitMs", "taskRoot", "runtimeDir", "folder", "installation", "nonce"}; or a
file of unit tests, with "test" in place of "event", "invokedArn" and "timeoutMs". The argument "debug" gives handlers the terminal.

The response on stdout is lines {"log": line}, in their order, and one last line with "nonce", "tookMs" and the result: {"payload": JSON
text}, which for tests holds {"ran": how many, "passed": whether}; {"error": JSON text}; {"exited": how} when the process ended without
a result; or {"timedOut": true} after limitMs. Once in between it may write {"install": true}; the next line on stdin is then
{"installed": whether the packages of Lambda's runtime are in runtimeDir}.

This process imports nothing of the functions: a fork of it is as fresh as a process that has just started, and starts faster. A fork
keeps the environment that this process was started with in /proc/self/environ, and a copy of its memory: neither may hold anything
of the user's. At the end of an invocation everything that it has started is killed; where the system lets no process adopt orphans
(macOS), all but the processes that have left its process group. A process above this one does the same when this one ends, however
that comes, or at SIGTERM. The end of stdin ends both at any moment.
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
import importlib.machinery
import logging
import os
import select
import signal
import time
import traceback

# What AWS's runtimes bring beside the standard library:
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-python.html#python-sdk-included
RUNTIME_MODULES = {"boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six"}

AWS_DOMAINS = ("amazonaws.com", "amazonaws.com.cn", "api.aws")

# A longer line is split.
MAX_LINE_BYTES = 65536

# Of one invocation's log; the rest is read and dropped.
MAX_LOG_BYTES = 6291456
MAX_LOG_LINES = 20000

# Of Linux, where a process may enlarge its pipes; macOS has less: https://man7.org/linux/man-pages/man7/pipe.7.html
MAX_PIPE_BYTES = 1048576

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36

# Lambda's limit; that of Step Functions is far lower.
MAX_RESPONSE_BYTES = 6291556

# A response as a JSON text within JSON: escaping makes three bytes of one at most.
MAX_ANSWER_BYTES = 4 * MAX_RESPONSE_BYTES

DEBUG = sys.argv[1:] == ["debug"]


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


class RuntimeFinder:
    """Finds what Lambda's runtime brings; the process that has started this one installs it first where it is absent."""

    def __init__(self, request, question, reply):
        self._directory = request["runtimeDir"]
        self._question = question
        self._reply = reply

    def find_spec(self, name, path=None, target=None):
        if path is not None or name not in RUNTIME_MODULES or os.path.isdir(self._directory):
            return None
        os.write(self._question, b"?")
        if os.read(self._reply, 1) != b"y":
            return None
        # Python remembers that it was absent.
        sys.path_importer_cache.pop(self._directory, None)
        importlib.invalidate_caches()
        return importlib.machinery.PathFinder.find_spec(name, [self._directory])


class AwsCallError(Exception):
    """A call that would leave this machine."""


class AwsCallFinder:
    """Has boto3 refuse to call AWS: not a type of error that it retries."""

    def __init__(self, request):
        self._instead = "replace the client in the test" if "test" in request else "mock the state in the case"

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
        instead = self._instead

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


def modules_of(request, e):
    """The top-level modules of the function's folder that an import has failed in."""
    modules = set()
    for each in with_those_that_led_to_it(e):
        modules.add((getattr(each, "name", None) or "").partition(".")[0])
        for frame in traceback.extract_tb(each.__traceback__):
            if frame.filename.startswith(request["taskRoot"] + os.sep):
                modules.add(os.path.relpath(frame.filename, request["taskRoot"]).partition(os.sep)[0])
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


def compiled_for_others(request, modules):
    """The packages of these modules that this Python cannot load: each with what it is compiled for."""
    for info in sorted(os.listdir(request["taskRoot"])):
        if info.endswith(".dist-info"):
            directory = os.path.join(request["taskRoot"], info)
            tags = [line[len("Tag: "):] for line in lines_of(os.path.join(directory, "WHEEL")) if line.startswith("Tag: ")]
            own = {line.partition(",")[0].partition("/")[0] for line in lines_of(os.path.join(directory, "RECORD"))}
            if tags and not any(map(fits, tags)) and own & modules:
                yield info.partition("-")[0], tags[0]


def tell_why_an_import_failed(request, e):
    """Lambda's own message knows nothing of this machine."""
    foreign = list(compiled_for_others(request, modules_of(request, e)))
    for package, tag in foreign:
        print(f"{package} in {request['folder']} is compiled for {tag}, and this is Python {sys.version_info[0]}.{sys.version_info[1]} on"
              f" {sys.platform} {os.uname().machine}; mock the state in the case and run unit tests on such a machine,"
              " or set lambdaRuntime and lambdaArchitecture as this one is", file=sys.stderr)
    package = (e.name or "").partition(".")[0]
    if not foreign and isinstance(e, ModuleNotFoundError) and package not in RUNTIME_MODULES:
        print(f"A package that the handler imports goes into its folder. If {package} comes from PyPI, run:\n"
              f"  {request['installation']} {package}", file=sys.stderr)


def error(request, error_type, message, frames=()):
    """As Lambda's runtime words it; the log has the files as the developer knows them."""
    lines = traceback.format_list(frames)
    shown = "".join(line.replace(request["taskRoot"], request["folder"]) for line in lines).rstrip()
    print(f"[ERROR] {error_type}: {message}" + (f"\nTraceback (most recent call last):\n{shown}" if shown else ""),
          file=sys.stderr)
    in_lambda = [line.replace(request["taskRoot"], "/var/task") for line in lines]
    text = json.dumps({"errorMessage": message, "errorType": error_type, "requestId": request["requestId"],
                       "stackTrace": in_lambda}, ensure_ascii=False)
    # Half of a surrogate pair has no encoding.
    encoded = text.encode("utf-8", "replace")
    if len(encoded) > MAX_RESPONSE_BYTES:
        return response_too_large(request)
    return {"error": encoded.decode("utf-8")}


def response_too_large(request):
    return error(request, "Function.ResponseSizeTooLarge",
                 f"Response payload size exceeded maximum allowed payload size ({MAX_RESPONSE_BYTES} bytes).")


def cut_to_own_frames(request, e):
    """Of a refused call, the frames below the function's own files are boto3's."""
    last, frame = None, e.__traceback__
    while frame:
        if frame.tb_frame.f_code.co_filename.startswith(request["taskRoot"] + os.sep):
            last = frame
        frame = frame.tb_next
    if last and isinstance(e, AwsCallError):
        last.tb_next = None


def load(request):
    module_name, _, function_name = os.environ["_HANDLER"].rpartition(".")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except SyntaxError as e:
        message = f"Syntax error in module '{module_name}': {e}".replace(request["taskRoot"], "/var/task")
        return None, error(request, "Runtime.UserCodeSyntaxError", message)
    except ImportError as e:
        tell_why_an_import_failed(request, e)
        return None, error(request, "Runtime.ImportModuleError", f"Unable to import module '{module_name}': {e}")
    except Exception as e:
        # The frames of the import itself are not the developer's.
        cut_to_own_frames(request, e)
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
            tell_why_an_import_failed(request, e)
        cut_to_own_frames(request, e)
        # The first frame is this file's.
        return error(request, type(e).__name__, str(e), traceback.extract_tb(e.__traceback__)[1:])
    try:
        payload = json.dumps(result, ensure_ascii=False, allow_nan=False, default=encode)
        size = len(payload.encode())
    except (TypeError, ValueError, RecursionError) as e:
        return error(request, "Runtime.MarshalError", f"Unable to marshal response: {e}")
    if size > MAX_RESPONSE_BYTES:
        return response_too_large(request)
    return {"payload": payload}


def run_tests(request):
    """Runs a file of unit tests, which may import each other by their place in the function's folder or in its tests."""
    import unittest
    sys.path.append(os.path.join(request["taskRoot"], "tests"))
    try:
        module = importlib.import_module(request["test"][:-len(".py")].replace("/", "."))
    except ImportError as e:
        tell_why_an_import_failed(request, e)
        raise

    class Result(unittest.TextTestResult):
        def addError(self, test, err):
            cut_to_own_frames(request, err[1])
            super().addError(test, err)

    suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    result = unittest.TextTestRunner(stream=sys.stderr, buffer=True, resultclass=Result).run(suite)
    return {"payload": json.dumps({"ran": result.testsRun, "passed": result.wasSuccessful()})}


def prepare(request, question, reply):
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
    os.chdir(request["taskRoot"])
    # In this order: a package of the function's own replaces the runtime's.
    sys.path[:0] = [request["taskRoot"], request["runtimeDir"]]
    sys.meta_path.insert(0, AwsCallFinder(request))
    sys.meta_path.append(RuntimeFinder(request, question, reply))


def control_process(option, value):
    """https://man7.org/linux/man-pages/man2/prctl.2.html; elsewhere nothing."""
    try:
        import ctypes
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
    except (ImportError, OSError, AttributeError):
        pass


def attach(log):
    """Sets up the standard streams: nothing to read and the log to write to, or the terminal for a debugger."""
    if DEBUG:
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


def run(request, server, answer, log, question, reply):
    """Runs in the forked process. Returns its exit status."""
    # A handler that kills the process above it ends too.
    control_process(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != server:
        return 1
    try:
        attach(log)
        prepare(request, question, reply)
        process = os.getpid()
        nonce = request.pop("nonce")
        result = run_tests(request) if "test" in request else invoke(request)
        text = json.dumps({"nonce": nonce, **result})
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
    """Passes on the lines that an invocation prints, up to a limit."""

    def __init__(self):
        self._rest = b""
        self._lines = 0
        self._bytes = 0
        self._is_cut = False

    def add(self, data):
        if self._is_cut:
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._add_line(line)
        if len(self._rest) > MAX_LINE_BYTES:
            self.end()

    def end(self):
        if self._rest:
            self.add(b"\n")

    def _add_line(self, line):
        if self._is_cut:
            return
        self._lines += 1
        self._bytes += len(line) + 1
        if self._lines > MAX_LOG_LINES or self._bytes > MAX_LOG_BYTES:
            self._is_cut = True
            self._rest = b""
            tell({"log": f"(The log is cut here: it is limited to {MAX_LOG_LINES} lines and {MAX_LOG_BYTES} bytes per invocation.)"})
        else:
            tell({"log": line.decode("utf-8", "replace")})


class Answer:
    """Keeps the result that an invocation writes."""

    def __init__(self, nonce):
        self._nonce = nonce
        self._parts = []
        self._bytes = 0

    def add(self, data):
        self._bytes += len(data)
        if self._bytes <= MAX_ANSWER_BYTES:
            self._parts.append(data)

    def result(self):
        """None where the handler has written there, closed it, or ended its process."""
        if self._bytes > MAX_ANSWER_BYTES:
            return None
        try:
            result = json.loads(b"".join(self._parts))
        except (ValueError, RecursionError):
            return None
        if not isinstance(result, dict) or result.pop("nonce", None) != self._nonce:
            return None
        return result


class Installation:
    """Has the packages of Lambda's runtime installed, when an invocation first asks for them."""

    def __init__(self, reply, asker_has_gone):
        self._reply = reply
        self._asker_has_gone = asker_has_gone
        self._installed = None
        self.took = 0

    def add(self, question):
        if self._installed is None:
            begin = time.monotonic()
            tell({"install": True})
            answer = b""
            while not answer.endswith(b"\n"):
                data = os.read(0, 65536)
                if not data:
                    self._asker_has_gone()
                answer += data
            self._installed = json.loads(answer)["installed"]
            # The function's timeout does not include it.
            self.took = time.monotonic() - begin
        try:
            os.write(self._reply, b"y" if self._installed else b"n")
        except OSError:
            # Nobody reads so many replies.
            pass


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


def kill_all(child, status):
    """Kills the invocation and whatever it has started. Returns its wait status, which may be known already."""
    while True:
        if not DEBUG:
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


def reap(child):
    """The wait status of the child, where it has ended; reaps the orphans that have ended, too."""
    status = None
    while True:
        try:
            pid, ended = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return status
        if pid == 0:
            return status
        if pid == child:
            status = ended


def ending(status):
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        # Of the real-time signals, Python names only the first and the last.
        return "signal: " + (signal.Signals(number).name if number in set(signal.Signals) else str(number))
    return f"exit status {os.WEXITSTATUS(status)}"


def read(end, readers, limit=65536):
    """Hands what has come to its reader; at the end, closes."""
    data = os.read(end, limit)
    if data:
        readers[end].add(data)
    else:
        os.close(end)
        del readers[end]


def read_the_rest(readers):
    """Of what has been written by now, all that a pipe can hold. What could not be killed may keep its end open, and write for ever."""
    readable, _, _ = select.select([*readers], [], [], 0)
    for end in readable:
        read(end, readers, MAX_PIPE_BYTES)
    for end in readers:
        os.close(end)


def serve(request, wakeup, signalled):
    answer_end, child_answer = os.pipe()
    log_end, child_log = os.pipe()
    question_end, child_question = os.pipe()
    child_reply, reply_end = os.pipe()
    os.set_blocking(reply_end, False)
    begin = time.monotonic()
    server = os.getpid()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            # A process that is left behind then ends when it prints and nobody reads any more.
            for end in (answer_end, log_end, question_end, reply_end, wakeup, signalled):
                os.close(end)
            status = run(request, server, child_answer, child_log, child_question, child_reply)
        finally:
            os._exit(status & 0xFF)
    for end in (child_answer, child_log, child_question):
        os.close(end)

    def asker_has_gone():
        kill_all(child, None)
        os._exit(1)

    try:
        watch(request, wakeup, child, asker_has_gone, begin, (answer_end, log_end, question_end), reply_end)
    except BrokenPipeError:
        asker_has_gone()
    os.close(reply_end)
    os.close(child_reply)


def watch(request, wakeup, child, asker_has_gone, begin, ends, reply_end):
    answer_end, log_end, question_end = ends
    answer, log, installation = Answer(request["nonce"]), Log(), Installation(reply_end, asker_has_gone)
    readers = {answer_end: answer, log_end: log, question_end: installation}
    status = None
    left = None if request["limitMs"] is None else request["limitMs"] / 1000
    while status is None and (left is None or left > 0):
        readable, _, _ = select.select([0, wakeup, *readers], [], [], left)
        if 0 in readable:
            # Nothing is sent before the answer: whoever asked has gone.
            asker_has_gone()
        if wakeup in readable:
            os.read(wakeup, 1024)
            status = reap(child)
        for end in readers.keys() & readable:
            read(end, readers)
        if request["limitMs"] is not None:
            left = begin + installation.took + request["limitMs"] / 1000 - time.monotonic()
    took = time.monotonic() - begin - installation.took
    timed_out = status is None
    status = kill_all(child, status)
    if question_end in readers:
        os.close(question_end)
        del readers[question_end]
    read_the_rest(readers)
    log.end()

    result = {"timedOut": True} if timed_out else answer.result() or {"exited": ending(status)}
    tell({**result, "tookMs": round(took * 1000), "nonce": request["nonce"]})


def leave_session():
    """A handler that kills its parent's process group or session then kills no process above this one; a debugger needs the terminal."""
    if not DEBUG:
        try:
            os.setsid()
        except OSError:
            # This process leads its group already.
            pass


def guard():
    """Returns in a fork, which serves. Outlives it, and kills whatever it has left behind: a handler may have killed or stopped it."""
    above = os.getppid()
    server = os.fork()
    if server == 0:
        control_process(PR_SET_PDEATHSIG, signal.SIGKILL)
        return

    def kill_and_end(status=None):
        kill_all(server, status)
        os._exit(1)

    def go_on(number, frame):
        if os.getppid() != above:
            kill_and_end()

    signal.signal(signal.SIGTERM, lambda number, frame: kill_and_end())
    # Sent at the end of the process above, it wakes this one even where a handler has stopped it.
    signal.signal(signal.SIGCONT, go_on)
    control_process(PR_SET_PDEATHSIG, signal.SIGCONT)
    _, status = os.waitpid(server, 0)
    kill_and_end(status)


def main():
    # The end of stdin tells these processes to end, after Ctrl-C and the end of the terminal too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    leave_session()
    adopt_orphans()
    guard()
    leave_session()
    adopt_orphans()
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
            serve(request, wakeup, signalled)


main()
