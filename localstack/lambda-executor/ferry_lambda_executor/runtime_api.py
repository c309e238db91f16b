"""Lambda's Runtime API for one process.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import threading

from .http_server import RuntimeApiServer
from .invocation import Invocation, Outcome, exited


class RuntimeApi:
    """Serves on loopback from its making to `close`. Safe for use by threads.

    The process asks for an event, is idle until it gets one, and answers it before it asks again.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._asking = False
        self._offered: Invocation | None = None
        self._running: dict[str, Invocation] = {}
        self._init_report: Outcome | None = None
        self._status: int | None = None
        self._closed = False
        self._server = RuntimeApiServer(self)
        self._server.start()

    @property
    def address(self) -> str:
        """What the process is told as AWS_LAMBDA_RUNTIME_API."""
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def ended(self) -> bool:
        """Whether the process is gone, or will be, because it could not make the function."""
        return self._status is not None or self._init_report is not None

    def await_idle(self, limit: float) -> bool:
        """Blocks until the process asks for an event, at most so many seconds.

        False when it ended instead. Raises TimeoutError when neither happens in time.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._asking or self.ended, limit):
                raise TimeoutError
            return not self.ended

    def offer(self, invocation: Invocation) -> None:
        """Gives an event to the request for one; it ends at once when the process is gone."""
        with self._changed:
            if self._status is None:
                self._running[invocation.request_id] = invocation
                self._offered = invocation
                self._changed.notify_all()
                return
        invocation.end(self.end_of(invocation.request_id))

    def end_all(self, status: int) -> None:
        """The process is gone with this status, and with it what it has to do."""
        with self._changed:
            self._status = status
            running = list(self._running.values())
            self._running.clear()
            self._changed.notify_all()
        for invocation in running:
            invocation.end(self.end_of(invocation.request_id))

    def end_of(self, request_id: str) -> Outcome:
        """What came of an event whose process ended."""
        return self._init_report or exited(request_id, self._status or 0)

    def close(self) -> None:
        """Serves no more; a process that asks for an event sees its connection end."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._server.stop()

    # What the process asks for.

    def next(self) -> Invocation | None:
        """Blocks until there is an event; None when there will be none."""
        with self._changed:
            self._asking = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._offered or self._closed)
            invocation, self._offered = self._offered, None
            self._asking = False
            return invocation

    def init_failed(self, report: Outcome) -> None:
        """The runtime could not make the function; its process ends by itself."""
        with self._changed:
            self._init_report = report
            self._changed.notify_all()

    def end(self, request_id: str, outcome: Outcome) -> bool:
        """Ends an invocation; whether there was one of this id."""
        with self._changed:
            invocation = self._running.pop(request_id, None)
        if invocation is None:
            return False
        invocation.end(outcome)
        return True
