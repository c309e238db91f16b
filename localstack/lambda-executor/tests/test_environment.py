import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from support import answer, await_true, environment, gone, invocation, invoke

from ferry_lambda_executor import environment as module
from ferry_lambda_executor.environment import Environment, InitError


@contextmanager
def started(*init: str, seconds: float = 20, megabytes: int = 512) -> Iterator[Environment]:
    one = environment(*init, seconds=seconds, megabytes=megabytes)
    try:
        one.start()
        yield one
    finally:
        one.stop()


def test_process_that_is_warm_is_used_again() -> None:
    with started() as one:
        assert answer(one, "pid") == answer(one, "pid") == str(one.pid)


def test_environments_run_side_by_side_each_with_its_process() -> None:
    with started() as one, started() as two, ThreadPoolExecutor() as threads:
        hanging = threads.submit(invoke, one, "hang")
        assert answer(two, "pid") == str(two.pid) != str(one.pid)
        one.stop()
        assert hanging.result().outcome.error_type == "Runtime.ExitError"


def test_deadline_is_what_the_function_is_told() -> None:
    with started() as one:
        event = invocation("deadline", seconds=7)
        told = int(one.invoke(event).outcome.payload)
        assert told == int(event.deadline_epoch * 1000)


def test_exception_is_reported_and_the_process_lives_on() -> None:
    with started() as one:
        before = answer(one, "pid")
        outcome = invoke(one, "throw").outcome
        assert outcome.error_type == "Runtime.UserException"
        assert outcome.payload == b'{"errorType":"Thrown"}'
        assert answer(one, "pid") == before


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (3, "Runtime exited with error: exit status 3"),
        (0, "Runtime exited without providing a reason"),
    ],
)
def test_exit_ends_the_event_and_the_next_has_another_process(status: int, reason: str) -> None:
    with started() as one:
        before = answer(one, "pid")
        event = invocation(f"exit={status}")
        result = one.invoke(event)
        document = json.loads(result.outcome.payload)
        assert document["errorType"] == "Runtime.ExitError"
        assert document["errorMessage"] == f"RequestId: {event.request_id} Error: {reason}"
        assert reason in result.log
        assert answer(one, "pid") != before


def test_event_that_runs_over_is_ended_with_its_process() -> None:
    with started(seconds=0.4) as one:
        before = one.pid
        assert before is not None
        result = invoke(one, "hang")
        document = json.loads(result.outcome.payload)
        assert document["errorType"] == "Sandbox.Timedout"
        assert document["errorMessage"].endswith("Error: Task timed out after 0.40 seconds")
        assert "Status: timeout" in result.log
        assert gone(before)


def test_process_above_its_memory_is_killed() -> None:
    with started(megabytes=128) as one:
        result = invoke(one, "hold=200")
        document = json.loads(result.outcome.payload)
        assert document["errorMessage"].endswith("Runtime exited with error: signal: killed")
        assert "Error Type: Runtime.OutOfMemory" in result.log
        assert answer(one, "pid") == str(one.pid)


def test_answer_above_the_limit_is_an_error() -> None:
    with started() as one:
        assert invoke(one, f"large={6 * 1024 * 1024 + 100}").outcome.error_type is None
        outcome = invoke(one, f"large={6 * 1024 * 1024 + 101}").outcome
        assert outcome.error_type == "Function.ResponseSizeTooLarge"


def test_init_that_fails_is_reported_to_each_event() -> None:
    with started("print=made", "report") as one:
        for _ in range(2):
            result = invoke(one, "pid")
            assert result.outcome.payload == b'{"errorType":"Broken"}'
            assert result.outcome.error_type == "Runtime.BadFunctionCode"
            assert "made\n" in result.log


def test_exit_in_init_is_reported() -> None:
    with started("exit=4") as one:
        assert b"exit status 4" in invoke(one, "pid").outcome.payload


def test_init_that_fails_refuses_provisioned_concurrency() -> None:
    one = environment("print=why", "report")
    with pytest.raises(InitError, match="why"):
        one.start(strict=True)
    one.stop()


def test_init_that_takes_too_long_is_made_again_by_the_first_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "INIT_SECONDS", 3.0)
    marker = tmp_path / "started"
    with started(f"hang-once={marker}") as one:
        assert marker.exists()
        assert one.pid is None
        assert answer(one, "pid") == str(one.pid)


def test_log_has_the_lines_of_the_event_between_those_of_lambda() -> None:
    with started() as one:
        first = one.invoke(invocation("print=one")).log.splitlines()
        event = invocation("print=two")
        second = one.invoke(event).log.splitlines()
    assert "Init Duration: " in first[-1]
    assert second[0] == f"START RequestId: {event.request_id} Version: $LATEST"
    assert second[1] == "two"
    assert second[2] == f"END RequestId: {event.request_id}"
    assert second[3].startswith(f"REPORT RequestId: {event.request_id}\tDuration: ")
    assert "\tMemory Size: 512 MB\tMax Memory Used: " in second[3]
    assert "Init Duration" not in second[3]
    assert len(second) == 4


def test_stop_ends_the_process_and_what_it_started() -> None:
    with started() as one:
        process, child = one.pid, int(answer(one, "child"))
        assert process is not None
    assert gone(process)
    await_true(lambda: gone(child))


def test_stopped_environment_starts_nothing_more() -> None:
    with started() as one:
        one.stop()
        with pytest.raises(InitError, match="stopped"):
            invoke(one, "pid")


def test_warm_event_takes_milliseconds() -> None:
    with started() as one:
        answer(one, "pid")
        began = time.monotonic()
        for _ in range(20):
            answer(one, "pid")
        assert time.monotonic() - began < 2
