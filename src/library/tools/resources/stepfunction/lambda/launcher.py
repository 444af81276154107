"""Starts the process of a function, stays its parent, and kills what it leaves behind.

The arguments are "fork" and a Python program with its arguments, or "exec" and a command. Before them, "debug" gives the process the
terminal, and "read-only" keeps it from writing to the current folder where no permission does, that is for root.
The process has this one's environment and current folder, nothing to read, and this one's stdout for all that it prints.

The first line on stdin is a nonce. Each further line is repeated on stdout, after a zero byte and the nonce: whatever was printed before
has been read by then. Likewise are reported the process, "started" and its number, and its end, "ended" and how. The end of stdin ends
everything.

This process imports nothing of the functions, and a fork of it starts faster than another Python. At the end everything that it has
started is killed; where the system lets no process adopt orphans (macOS), all but the processes that have left its process group. A
process above this one does the same when this one ends, however that comes, or when the process that has started both does.
"""

import os
import select
import signal
import sys

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
CLONE_NEWNS = 0x00020000
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 32, 4096, 16384, 1 << 18


def system_library():
    """None where Python has no ctypes."""
    try:
        import ctypes
        return ctypes.CDLL(None)
    except (ImportError, OSError):
        return None


LIBRARY = system_library()


def control_process(option, value):
    """https://man7.org/linux/man-pages/man2/prctl.2.html; elsewhere nothing."""
    try:
        LIBRARY.prctl(option, value, 0, 0, 0)
    except AttributeError:
        pass


def make_read_only(folder):
    """For root, whom no permission stops, in a file system of this process's own; nothing where the system does not allow that."""
    path = os.fsencode(folder)
    try:
        if os.geteuid() == 0 and LIBRARY.unshare(CLONE_NEWNS) == 0:
            LIBRARY.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None)
            LIBRARY.mount(path, path, None, MS_BIND, None)
            LIBRARY.mount(path, path, None, MS_BIND | MS_REMOUNT | MS_RDONLY, None)
            # The current folder is the one below.
            os.chdir(folder)
    except AttributeError:
        pass


def leave_session(is_debugged):
    """A handler that kills its parent's process group or session then kills no process above this one; a debugger needs the terminal."""
    if not is_debugged:
        try:
            os.setsid()
        except OSError:
            # This process leads its group already.
            pass


def attach(is_debugged):
    """Sets up the standard streams: nothing to read and the log to write to, or the terminal for a debugger."""
    if is_debugged:
        terminal = os.open("/dev/tty", os.O_RDWR)
        streams = (terminal, terminal, terminal)
    else:
        os.setsid()
        streams = (os.open(os.devnull, os.O_RDONLY), 1, 1)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)


def run_python(program, arguments):
    """Runs a program as if Python had been started with it. Returns its exit status."""
    main = type(sys)("__main__")
    main.__file__ = program
    sys.modules["__main__"] = main
    sys.argv = [program, *arguments]
    process = os.getpid()
    try:
        with open(program, encoding="utf-8") as stream:
            exec(compile(stream.read(), program, "exec"), main.__dict__)
        return 0
    except SystemExit as e:
        if e.code is None or isinstance(e.code, int):
            return e.code or 0
        print(e.code, file=sys.stderr)
        return 1
    except BaseException:
        if os.getpid() == process:
            sys.excepthook(*sys.exc_info())
        return 1


def start(kind, program, arguments, is_debugged):
    """Returns the process's number, in this process."""
    launcher = os.getpid()
    child = os.fork()
    if child:
        return child
    status = 127
    try:
        # A handler that kills the process above it ends too.
        control_process(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != launcher:
            os._exit(1)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        # Python's own, unless another program takes its place.
        signal.signal(signal.SIGINT, signal.default_int_handler if kind == "fork" else signal.SIG_DFL)
        signal.signal(signal.SIGPIPE, signal.SIG_IGN if kind == "fork" else signal.SIG_DFL)
        attach(is_debugged)
        os.closerange(3, 64)
        if os.environ.get("LC_CTYPE") in ("C.UTF-8", "C.utf8", "UTF-8"):
            # Python sets it where the machine lacks the locale that LANG names.
            del os.environ["LC_CTYPE"]
        if kind == "exec":
            os.execv(program, [program, *arguments])
        status = run_python(program, arguments)
    except OSError as e:
        os.write(2, f"{program}: {e.strerror}\n".encode())
    finally:
        os._exit(status & 0xFF)


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


def kill_all(child, status, is_debugged):
    """Kills the process and whatever it has started. Returns its wait status, which may be known already."""
    while True:
        if not is_debugged:
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
    """The wait status of the process, where it has ended; reaps the orphans that have ended, too."""
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
    """As Lambda words it."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        name = signal.strsignal(number) or str(number)
        return "signal: " + (name.partition(":")[0].lower() if number in set(signal.Signals) else str(number))
    return f"exit status {os.WEXITSTATUS(status)}"


def watch(child, nonce, wakeup, is_debugged):
    """Until the process ends, or stdin does."""
    def report(line):
        os.write(1, b"\0" + nonce + b" " + line + b"\n")

    report(b"started %d" % child)
    pending = b""
    status = None
    while status is None:
        readable, _, _ = select.select([0, wakeup], [], [])
        if wakeup in readable:
            os.read(wakeup, 1024)
            status = reap(child)
        if 0 in readable:
            data = os.read(0, 65536)
            if not data:
                break
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                report(line)
    status = kill_all(child, status, is_debugged)
    report(b"ended " + ending(status).encode())


def first_line():
    line = b""
    while not line.endswith(b"\n"):
        data = os.read(0, 1)
        if not data:
            os._exit(1)
        line += data
    return line[:-1]


def guard():
    """Returns in a fork. Outlives it, and kills whatever it has left behind: a handler may have killed or stopped it."""
    above = os.getppid()
    launcher = os.fork()
    if launcher == 0:
        control_process(PR_SET_PDEATHSIG, signal.SIGKILL)
        return

    def kill_and_end(status=None):
        kill_all(launcher, status, False)
        os._exit(1 if status is None else os.WEXITSTATUS(status))

    def go_on(number, frame):
        if os.getppid() != above:
            kill_and_end()

    signal.signal(signal.SIGTERM, lambda number, frame: kill_and_end())
    # Sent at the end of the process above, it wakes this one even where a handler has stopped it.
    signal.signal(signal.SIGCONT, go_on)
    control_process(PR_SET_PDEATHSIG, signal.SIGCONT)
    _, status = os.waitpid(launcher, 0)
    kill_and_end(status)


def main():
    options = set()
    words = sys.argv[1:]
    while words[0] in ("debug", "read-only"):
        options.add(words.pop(0))
    kind, program, *arguments = words
    is_debugged = "debug" in options
    # The end of stdin ends these processes, after Ctrl-C and the end of the terminal too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    leave_session(is_debugged)
    control_process(PR_SET_CHILD_SUBREAPER, 1)
    guard()
    leave_session(is_debugged)
    control_process(PR_SET_CHILD_SUBREAPER, 1)
    nonce = first_line()
    if "read-only" in options:
        make_read_only(os.getcwd())
    wakeup, signalled = os.pipe()
    os.set_blocking(signalled, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(signalled)
    child = start(kind, program, arguments, is_debugged)
    watch(child, nonce, wakeup, is_debugged)


main()
