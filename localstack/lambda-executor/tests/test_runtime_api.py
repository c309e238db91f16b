import http.client
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from support import LIMIT_SECONDS, invocation

from ferry_lambda_executor.invocation import MAX_ANSWER_BYTES, exited
from ferry_lambda_executor.runtime_api import RuntimeApi

ROOT = "/2018-06-01/runtime/"


@pytest.fixture
def api() -> Iterator[RuntimeApi]:
    one = RuntimeApi()
    yield one
    one.close()


def request(
    api: RuntimeApi, method: str, path: str, body: object = None, *, chunked: bool = False
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(api.address, timeout=LIMIT_SECONDS)
    connection.request(method, ROOT + path, body, encode_chunked=chunked)  # type: ignore[arg-type]
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, response.headers, content


def test_event_is_fetched_with_its_headers_and_ended_once(api: RuntimeApi) -> None:
    event = invocation("hello")
    api.offer(event)
    status, headers, body = request(api, "GET", "invocation/next")
    assert (status, body) == (200, b"hello")
    assert headers["Lambda-Runtime-Aws-Request-Id"] == event.request_id
    assert headers["Lambda-Runtime-Invoked-Function-Arn"] == event.function_arn
    assert headers["Lambda-Runtime-Trace-Id"] == event.trace_id
    path = f"invocation/{event.request_id}/response"
    assert request(api, "POST", path, b"done")[0] == 202
    assert event.result.result(0).payload == b"done"
    assert request(api, "POST", path, b"again")[0] == 400


def test_request_for_an_event_makes_idle_until_there_is_one(api: RuntimeApi) -> None:
    with pytest.raises(TimeoutError):
        api.await_idle(0.01)
    with ThreadPoolExecutor() as threads:
        fetching = threads.submit(request, api, "GET", "invocation/next")
        assert api.await_idle(LIMIT_SECONDS)
        api.offer(invocation("x"))
        assert fetching.result()[0] == 200
    with pytest.raises(TimeoutError):
        api.await_idle(0.01)


def test_report_of_the_init_is_what_comes_of_events(api: RuntimeApi) -> None:
    assert request(api, "POST", "init/error", b"why")[0] == 202
    assert not api.await_idle(LIMIT_SECONDS)
    assert api.end_of("r").payload == b"why"


def test_answer_in_chunks_is_put_together(api: RuntimeApi) -> None:
    event = invocation("x")
    api.offer(event)
    chunks = iter([b"one ", b"two"])
    path = f"invocation/{event.request_id}/response"
    assert request(api, "POST", path, chunks, chunked=True)[0] == 202
    assert event.result.result(0).payload == b"one two"


@pytest.mark.parametrize("chunked", [False, True])
def test_answer_that_is_too_large_is_refused(api: RuntimeApi, chunked: bool) -> None:
    event = invocation("x")
    api.offer(event)
    body = b"x" * (MAX_ANSWER_BYTES + 70_000)
    path = f"invocation/{event.request_id}/response"
    sent: object = iter([body]) if chunked else body
    assert request(api, "POST", path, sent, chunked=chunked)[0] == 413
    assert event.result.result(0).error_type == "Function.ResponseSizeTooLarge"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "other"), ("POST", "other"), ("POST", "invocation/a/b/c")]
)
def test_path_that_there_is_not_is_not_found(api: RuntimeApi, method: str, path: str) -> None:
    assert request(api, method, path, b"")[0] == 404


def test_end_of_the_process_ends_every_event(api: RuntimeApi) -> None:
    running = invocation("x")
    api.offer(running)
    api.end_all(3)
    late = invocation("y")
    api.offer(late)
    for event in (running, late):
        assert event.result.result(0) == exited(event.request_id, 3)
    assert not api.await_idle(0)


def test_closed_api_ends_the_connection_that_waits() -> None:
    api = RuntimeApi()
    ended = threading.Event()

    def fetch() -> None:
        try:
            request(api, "GET", "invocation/next")
        except http.client.RemoteDisconnected:
            ended.set()

    thread = threading.Thread(target=fetch)
    thread.start()
    assert api.await_idle(LIMIT_SECONDS)
    api.close()
    thread.join(LIMIT_SECONDS)
    assert ended.is_set()
