"""An execution environment: one event at a time, in a process that stays warm."""

import contextlib
import json
import time
from dataclasses import dataclass, replace

from .invocation import Invocation, Outcome, timed_out
from .output import Output
from .reports import Report, end_lines, start_line
from .runtime_process import Program, RuntimeProcess

INIT_SECONDS = 10.0
"""What Lambda gives the first start; one that needs longer is made again by the first event."""

_LOOK_SECONDS = 0.05
_MEGABYTE = 1 << 20


class InitError(Exception):
    """The function could not be made; the message is the report of the runtime."""


@dataclass(frozen=True)
class Limits:
    """What a function is configured to have."""

    seconds: float
    memory_megabytes: int


@dataclass(frozen=True)
class Result:
    """What came of an event, and what the invocation wrote to its log."""

    outcome: Outcome
    log: str


class Environment:
    """Starts a process, gives it events, ends it at a limit and then starts it again.

    For one thread at a time, but for `stop`.
    """

    def __init__(self, program: Program, limits: Limits, version: str) -> None:
        self._program = program
        self._limits = limits
        self._version = version
        self._output = Output()
        self._process: RuntimeProcess | None = None
        self._stopped = False
        self._init_duration: float | None = None

    @property
    def pid(self) -> int | None:
        """The process that is there now, if any."""
        return self._process.pid if self._process and self._process.alive else None

    def start(self, *, strict: bool = False) -> None:
        """Starts the process and blocks until the function is made, at most INIT_SECONDS.

        A failure is left to the first event, which tries again; `strict`, as provisioned
        concurrency wants it, raises InitError.
        """
        process = self._begin()
        if _idle(process, INIT_SECONDS):
            self._init_duration = process.age
            return
        process.kill()
        if strict:
            raise InitError(self._output.take())

    def invoke(self, invocation: Invocation) -> Result:
        """Gives an event to the process and blocks until it ended, at the latest at its timeout."""
        began = time.monotonic()
        before = start_line(invocation.request_id, self._version)
        process, outcome = self._run(invocation, began + self._limits.seconds)
        report = Report(
            invocation.request_id,
            time.monotonic() - began,
            self._limits.memory_megabytes,
            process.peak_bytes,
            self._init_duration,
            outcome,
        )
        self._init_duration = None
        after = end_lines(report, _reason(outcome))
        return Result(outcome, before + _line(self._output.take()) + after)

    def stop(self) -> None:
        """Ends the process; an event that it has ends with it. Idempotent."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()

    def _begin(self) -> RuntimeProcess:
        if self._stopped:
            raise InitError("the environment is stopped")
        if self._process is not None:
            self._process.kill()
        self._process = process = RuntimeProcess(self._program, self._output)
        if self._stopped:
            process.kill()
        return process

    def _run(self, invocation: Invocation, deadline: float) -> tuple[RuntimeProcess, Outcome]:
        process = self._process
        try:
            if process is None or not process.await_idle(_left(deadline)):
                process = self._begin()
                if not process.await_idle(_left(deadline)):
                    return process, process.end_of(invocation.request_id)
            process.offer(invocation)
            return process, self._await(process, invocation, deadline)
        except TimeoutError:
            assert process is not None
            process.resident_bytes()
            invocation.end(timed_out(invocation.request_id, self._limits.seconds))
            process.kill()
            return process, invocation.result.result()

    def _await(self, process: RuntimeProcess, invocation: Invocation, deadline: float) -> Outcome:
        """Looks at the memory while it waits; raises TimeoutError at the deadline."""
        while not invocation.result.done():
            if process.resident_bytes() > self._limits.memory_megabytes * _MEGABYTE:
                return self._out_of_memory(process, invocation)
            _wait(invocation, min(_left(deadline), _LOOK_SECONDS))
        process.resident_bytes()
        return invocation.result.result()

    @staticmethod
    def _out_of_memory(process: RuntimeProcess, invocation: Invocation) -> Outcome:
        process.kill()
        outcome = invocation.result.result()
        if outcome.error_type == "Runtime.ExitError":
            return replace(outcome, error_type="Runtime.OutOfMemory")
        return outcome


def _left(deadline: float) -> float:
    """The seconds until then; raises TimeoutError when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _idle(process: RuntimeProcess, limit: float) -> bool:
    try:
        return process.await_idle(limit)
    except TimeoutError:
        return False


def _wait(invocation: Invocation, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        invocation.result.exception(seconds)


def _reason(outcome: Outcome) -> str | None:
    """The line of a process that Lambda ended, or that ended by itself."""
    if outcome.error_type not in ("Runtime.ExitError", "Runtime.OutOfMemory", "Sandbox.Timedout"):
        return None
    return str(json.loads(outcome.payload)["errorMessage"])


def _line(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
