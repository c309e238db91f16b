"""What several tests need."""

import itertools
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from ferry_lambda_executor.environment import Environment, Limits, Result
from ferry_lambda_executor.invocation import Invocation
from ferry_lambda_executor.runtime_process import Program

FAKE_RUNTIME = Path(__file__).parent / "fake_runtime.py"
LIMIT_SECONDS = 20.0
_numbers = itertools.count()


def program(*init: str, **variables: str) -> Program:
    command = [sys.executable, "-I", "-S", str(FAKE_RUNTIME), *init]
    return Program(command, {"PATH": os.environ["PATH"], **variables}, Path.cwd())


def environment(*init: str, seconds: float = 20, megabytes: int = 512) -> Environment:
    return Environment(program(*init), Limits(seconds, megabytes), "$LATEST")


def invocation(line: str, seconds: float = 20) -> Invocation:
    return Invocation(
        request_id=f"r{next(_numbers)}",
        function_arn="arn:aws:lambda:us-east-1:000000000000:function:f",
        trace_id="Root=1-0-0",
        event=line.encode(),
        deadline_epoch=time.time() + seconds,
    )


def invoke(environment: Environment, line: str) -> Result:
    return environment.invoke(invocation(line))


def answer(environment: Environment, line: str) -> str:
    outcome = invoke(environment, line).outcome
    assert outcome.error_type is None, outcome
    return outcome.payload.decode()


def await_true(condition: Callable[[], bool]) -> None:
    """Looks until it holds; fails after LIMIT_SECONDS."""
    end = time.monotonic() + LIMIT_SECONDS
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < end, "waited too long"
        pause.wait(0.01)


def gone(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True
