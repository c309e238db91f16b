"""A runtime that does what its events say, without a JVM: an event is a line of the script.

usage: fake_runtime.py [INIT]   where INIT is what happens before the first event
"""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

API = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/"
held: list[bytearray] = []


def post(path: str, body: bytes, error: str | None = None) -> None:
    headers = {"Lambda-Runtime-Function-Error-Type": error} if error else {}
    request = urllib.request.Request(API + path, body, headers)  # noqa: S310
    try:
        urllib.request.urlopen(request).close()  # noqa: S310
    except urllib.error.HTTPError as refused:
        refused.close()


def initialise(how: str) -> None:
    match how.split("="):
        case ["print", text]:
            print(text, flush=True)
        case ["report"]:
            post("init/error", b'{"errorType":"Broken"}', "Runtime.BadFunctionCode")
            sys.exit(1)
        case ["exit", status]:
            os._exit(int(status))
        case ["hang-once", marker]:
            if not Path(marker).exists():
                Path(marker).touch()
                time.sleep(600)


def handle(line: str, path: str, deadline_ms: str) -> None:
    match line.split("="):
        case ["pid"]:
            post(path + "/response", str(os.getpid()).encode())
        case ["print", text]:
            print(text, flush=True)
            post(path + "/response", b"null")
        case ["throw"]:
            post(path + "/error", b'{"errorType":"Thrown"}', "Runtime.UserException")
        case ["exit", status]:
            os._exit(int(status))
        case ["hang"]:
            time.sleep(600)
        case ["deadline"]:
            post(path + "/response", deadline_ms.encode())
        case ["variable", name]:
            post(path + "/response", os.environ.get(name, "").encode())
        case ["large", size]:
            post(path + "/response", b"x" * int(size))
        case ["hold", megabytes]:
            held.append(bytearray(os.urandom(1) * (int(megabytes) << 20)))
            time.sleep(600)
        case ["child"]:
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            post(path + "/response", str(child.pid).encode())
        case _:
            raise ValueError(line)


def main() -> None:
    for how in sys.argv[1:]:
        initialise(how)
    while True:
        with urllib.request.urlopen(API + "invocation/next") as event:  # noqa: S310
            request_id = event.headers["Lambda-Runtime-Aws-Request-Id"]
            deadline = event.headers["Lambda-Runtime-Deadline-Ms"]
            line = event.read().decode()
        handle(line, f"invocation/{request_id}", deadline)


if __name__ == "__main__":
    main()
