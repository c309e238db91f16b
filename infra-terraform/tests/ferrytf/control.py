"""The other side of dev.ferry.cli.demo.trouble.Control: hears what functions do, and ends an outage."""

import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse


class Control:
    """A server on loopback. `over` ends the outage; `happened` counts by (kind, handler)."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.happened: Counter = Counter()
        self.again = 0
        self._lock = threading.Lock()
        control = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                url = urlparse(self.path)
                body = control._answer(url.path[1:], {name: values[0] for name, values in parse_qs(url.query).items()}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *ignored: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.root = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _answer(self, what: str, parameters: dict[str, str]) -> str:
        if what == "outage":
            return "over" if self.over.is_set() else "out"
        with self._lock:
            if what == "happened":
                self.happened[parameters.get("kind", ""), parameters.get("handler", "")] += 1
            elif what == "again":
                self.again += int(parameters.get("messages", "0"))
        return ""

    def close(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()
