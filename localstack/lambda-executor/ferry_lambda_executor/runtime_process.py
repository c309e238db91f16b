"""One process that runs a function."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import psutil

from . import lifeline
from .invocation import Invocation, Outcome
from .output import Output
from .runtime_api import RuntimeApi


@dataclass(frozen=True)
class Program:
    """What is started: a command, its variables, and the folder that it starts in."""

    command: Sequence[str]
    variables: Mapping[str, str]
    folder: Path


class RuntimeProcess:
    """A process and the Runtime API that it asks for events. Once gone, it stays gone."""

    def __init__(self, program: Program, output: Output) -> None:
        """Starts the process; does not wait for it.

        Raises OSError where it cannot be started.
        """
        self._api = RuntimeApi()
        self._began = time.monotonic()
        self._popen: Future[subprocess.Popen[bytes]] = Future()
        self._thread = threading.Thread(target=self._run, args=(program, output), daemon=True)
        self._thread.start()
        self._process = self._popen.result()
        self.peak_bytes = 0

    def _run(self, program: Program, output: Output) -> None:
        """On a thread that lives as long as the process, as `lifeline` wants it."""
        try:
            process = subprocess.Popen(
                lifeline.command(program.command),
                env={**program.variables, "AWS_LAMBDA_RUNTIME_API": self._api.address},
                cwd=program.folder,
                stdin=subprocess.DEVNULL,
                stdout=output.fileno(),
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as impossible:
            self._api.close()
            self._popen.set_exception(impossible)
            return
        self._popen.set_result(process)
        self._api.end_all(process.wait())
        self._api.close()

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it may take an event."""
        return not self._api.ended

    @property
    def age(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._began

    def await_idle(self, limit: float) -> bool:
        """Blocks until the function is made and waits for an event, at most so many seconds.

        False when the process ended instead. Raises TimeoutError when neither happens in time.
        """
        return self._api.await_idle(limit)

    def offer(self, invocation: Invocation) -> None:
        """Gives it an event."""
        self._api.offer(invocation)

    def end_of(self, request_id: str) -> Outcome:
        """What comes of an event when the process ended before it could have it."""
        return self._api.end_of(request_id)

    def resident_bytes(self) -> int:
        """How much memory it has now; what it had at most is kept."""
        try:
            now: int = psutil.Process(self.pid).memory_info().rss
        except psutil.Error:
            return 0
        self.peak_bytes = max(self.peak_bytes, now)
        return now

    def kill(self) -> None:
        """Ends it and what it started, and waits for that."""
        if self._thread.is_alive():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        self._thread.join()
