"""An event on its way through a process, and how it ends."""

import json
import signal
from concurrent.futures import Future
from dataclasses import dataclass, field

MAX_ANSWER_BYTES = 6 * 1024 * 1024 + 100
"""The most that a function may answer, as Lambda's own error says it."""


@dataclass(frozen=True)
class Outcome:
    """How an invocation ended.

    `error_type` is None where the function answered; `payload` is then its answer, and a JSON
    document with errorType and errorMessage otherwise.
    """

    payload: bytes
    error_type: str | None = None
    status: str = "error"


@dataclass(frozen=True)
class Invocation:
    """One event, the time it may take in seconds, and the future of its outcome."""

    request_id: str
    function_arn: str
    trace_id: str
    event: bytes
    deadline_epoch: float
    result: Future[Outcome] = field(default_factory=Future)

    def end(self, outcome: Outcome) -> None:
        """Ends it; the first end counts."""
        if not self.result.done():
            self.result.set_result(outcome)


def answered(payload: bytes) -> Outcome:
    """The function answered, if not with too much."""
    if len(payload) > MAX_ANSWER_BYTES:
        return too_large()
    return Outcome(payload, None, "success")


def too_large() -> Outcome:
    """The answer is larger than Lambda takes."""
    return _error(
        "Function.ResponseSizeTooLarge",
        f"Response payload size exceeded maximum allowed payload size ({MAX_ANSWER_BYTES} bytes).",
    )


def timed_out(request_id: str, seconds: float) -> Outcome:
    """The function ran over its time; its process is killed."""
    message = f"RequestId: {request_id} Error: Task timed out after {seconds:.2f} seconds"
    return _error("Sandbox.Timedout", message, "timeout")


def exited(request_id: str, status: int) -> Outcome:
    """The process ended in the middle, with a status as `subprocess` tells it."""
    message = f"RequestId: {request_id} Error: {exit_reason(status)}"
    return _error("Runtime.ExitError", message)


def exit_reason(status: int) -> str:
    """What Lambda says of a process that ended, in the words of the log and of the error."""
    if status == 0:
        return "Runtime exited without providing a reason"
    if status == -signal.SIGKILL:
        return "Runtime exited with error: signal: killed"
    if status < 0:
        return f"Runtime exited with error: signal: {str(signal.strsignal(-status)).lower()}"
    return f"Runtime exited with error: exit status {status}"


def _error(error_type: str, message: str, status: str = "error") -> Outcome:
    document = {"errorType": error_type, "errorMessage": message}
    return Outcome(json.dumps(document).encode(), error_type, status)
