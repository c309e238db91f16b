"""The Runtime API as HTTP."""

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, cast

from .invocation import MAX_ANSWER_BYTES, Invocation, Outcome, answered

if TYPE_CHECKING:
    from .runtime_api import RuntimeApi

_ROOT = "/2018-06-01/runtime/"


class RuntimeApiServer(ThreadingHTTPServer):
    """Serves one Runtime API on a free port of loopback."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, api: "RuntimeApi") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.api = api

    def start(self) -> None:
        """Begins to serve, on threads of its own."""
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        """A process that is gone resets its connections: its end is told elsewhere."""

    def stop(self) -> None:
        """Serves no more."""
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:
        """Requests are no news."""

    @property
    def _api(self) -> "RuntimeApi":
        return cast(RuntimeApiServer, self.server).api

    def do_GET(self) -> None:  # noqa: N802
        if self.path != _ROOT + "invocation/next":
            self._reply(HTTPStatus.NOT_FOUND)
            return
        invocation = self._api.next()
        if invocation is None:
            self.close_connection = True
            return
        self._hand_over(invocation)

    def _hand_over(self, invocation: Invocation) -> None:
        self._reply(
            HTTPStatus.OK,
            invocation.event,
            {
                "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                "Lambda-Runtime-Deadline-Ms": str(int(invocation.deadline_epoch * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
                "Lambda-Runtime-Trace-Id": invocation.trace_id,
            },
        )

    def do_POST(self) -> None:  # noqa: N802
        body = self._body()
        match self.path.removeprefix(_ROOT).split("/"):
            case ["init", "error"]:
                self._api.init_failed(self._error(body))
                self._reply(HTTPStatus.ACCEPTED)
            case ["invocation", request_id, "response"]:
                self._end(request_id, answered(body))
            case ["invocation", request_id, "error"]:
                self._end(request_id, self._error(body))
            case _:
                self._reply(HTTPStatus.NOT_FOUND)

    def _end(self, request_id: str, outcome: Outcome) -> None:
        if not self._api.end(request_id, outcome):
            self._reply(HTTPStatus.BAD_REQUEST)
        elif outcome.error_type == "Function.ResponseSizeTooLarge":
            self._reply(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            self._reply(HTTPStatus.ACCEPTED)

    def _error(self, body: bytes) -> Outcome:
        kind = self.headers.get("Lambda-Runtime-Function-Error-Type", "Runtime.Unknown")
        return Outcome(body, kind)

    def _body(self) -> bytes:
        """The whole body; of one that is too large no more than tells that it is."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._chunks()
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(min(length, MAX_ANSWER_BYTES + 1))
        self._skip(length - len(body))
        return body

    def _chunks(self) -> bytes:
        body = bytearray()
        while size := int(self.rfile.readline().split(b";")[0], 16):
            kept = max(0, min(size, MAX_ANSWER_BYTES + 1 - len(body)))
            body += self.rfile.read(kept)
            self._skip(size - kept)
            self.rfile.readline()
        while self.rfile.readline().strip():
            """A trailer, such as an error that happened in mid-answer."""
        return bytes(body)

    def _skip(self, size: int) -> None:
        while size > 0:
            size -= len(self.rfile.read(min(size, 1 << 16)))

    def _reply(
        self, status: HTTPStatus, body: bytes = b"{}", headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
