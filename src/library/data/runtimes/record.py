"""Runs a table of handlers with a client of Lambda's Runtime API, and writes into the table what the client has answered and printed.

    python3 record.py TABLE COMMAND...

TABLE is a file of ../../test/resources/stepfunction/lambda. COMMAND starts the client, in the folder of the handler's files and with
Lambda's environment; README.md says which. {handler} in it stands for the handler's name.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SECONDS = 20

MAX_FRAMES = 5

ARN = "arn:aws:lambda:eu-central-1:123456789012:function:price"


class RuntimeApi(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def log_message(self, *_):
        pass

    def do_GET(self):
        if not self.server.events:
            self.server.has_ended.set()
            time.sleep(SECONDS)
            return
        event = json.dumps(self.server.events.pop(0)).encode()
        self.reply(200, event, {
            "Lambda-Runtime-Aws-Request-Id": "00000000-0000-4000-8000-00000000000%d" % len(self.server.answers),
            "Lambda-Runtime-Deadline-Ms": str(int(time.time() * 1000) + 3000),
            "Lambda-Runtime-Invoked-Function-Arn": ARN,
        })

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind = self.path.rsplit("/", 1)[1]
        if "/init/" in self.path:
            kind = "initError"
        self.server.answers.append({kind: body})
        self.reply(202, b'{"status":"OK"}')

    def reply(self, status, body, headers=()):
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


def environment(folder, handler, address):
    return {
        "AWS_LAMBDA_RUNTIME_API": address,
        "AWS_LAMBDA_FUNCTION_NAME": "price",
        "AWS_LAMBDA_FUNCTION_VERSION": "7",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/price",
        "AWS_LAMBDA_LOG_STREAM_NAME": "2026/12/01/[7]0123456789abcdef",
        "AWS_REGION": "eu-central-1",
        "LAMBDA_TASK_ROOT": folder,
        "LANG": "en_US.UTF-8",
        "PATH": os.environ["PATH"],
        "TZ": ":UTC",
        "_HANDLER": handler,
    }


def run(row, command):
    server = ThreadingHTTPServer(("127.0.0.1", 0), RuntimeApi)
    server.daemon_threads = True
    server.events, server.answers, server.has_ended = list(row["events"]), [], threading.Event()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    with tempfile.TemporaryDirectory() as temporary:
        folder = os.path.realpath(temporary)
        for name, text in row["files"].items():
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        prepare(row, folder)
        client = subprocess.Popen(
            [part.replace("{handler}", row["handler"]) for part in command], cwd=folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=environment(folder, row["handler"], "127.0.0.1:%d" % server.server_port))
        log = []
        reader = threading.Thread(target=lambda: log.append(client.stdout.read()))
        reader.start()
        end = time.time() + SECONDS
        while client.poll() is None and not server.has_ended.is_set() and time.time() < end:
            time.sleep(0.01)
        time.sleep(0.1)
        status = client.poll()
        client.kill()
        client.wait()
        reader.join()
    server.shutdown()
    result = {"answers": normal(server.answers, folder), "log": normal_log(log[0].decode("utf-8", "replace"), folder)}
    if status is not None:
        result["status"] = status
    return result


def prepare(row, folder):
    """Compiles sources of Java, and removes the classes that the row has removed."""
    sources = [name for name in row["files"] if name.endswith(".java")]
    if sources:
        class_path = os.environ["CLASSPATH"]
        subprocess.run(["javac", "-nowarn", "--release", "17", "-cp", class_path, "-d", ".", *sources], cwd=folder, check=True)
    for name in row.get("removed", []):
        Path(folder, name).unlink()
    if row.get("events library"):
        Path(folder, "lib").mkdir()
        for jar in os.environ["CLASSPATH"].split(":"):
            shutil.copy(jar, Path(folder, "lib"))


def normal(value, folder):
    """With Lambda's paths; of a stack trace the first frames of the handler's own files."""
    if isinstance(value, dict):
        return {name: normal(each, folder) for name, each in value.items()}
    if isinstance(value, list):
        return [normal(each, folder) for each in with_own_frames(value, folder)]
    if isinstance(value, str):
        return re.sub(r"/\S+/aws-lambda-ric/dist/", "/var/runtime/", value.replace(folder, "/var/task"))
    return value


def with_own_frames(lines, folder):
    frames = 0
    for line in lines:
        if not is_frame(line):
            frames = 0
            yield line
        elif any(own in line for own in (folder, "/var/task/", "shop.")) and frames < MAX_FRAMES:
            frames += 1
            yield line


def is_frame(line):
    return isinstance(line, str) and re.match(r"(    |\t)at |\t\.\.\. \d+ more|[\w.$/@]+\([\w. ]+(:\d+)?\)$", line) is not None


def normal_log(text, folder):
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "TIME", text)
    text = re.sub(r"\(node:\d+\)", "(node:PID)", text)
    lines = (line for line in text.splitlines() if line and not line.startswith("Executing '"))
    return [normal_line(line, folder) for line in with_own_frames(lines, folder)]


def normal_line(line, folder):
    before, tab, last = line.rpartition("\t")
    if last.startswith("{"):
        last = json.dumps(normal(json.loads(last), folder), ensure_ascii=False)
    return normal(before + tab + last, folder)


if __name__ == "__main__":
    table = Path(sys.argv[1])
    rows = json.loads(table.read_text())
    for each in rows:
        each.pop("status", None)
        each.update(run(each, sys.argv[2:]))
    table.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
