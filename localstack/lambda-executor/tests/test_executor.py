"""LocalStack's interface, with Java functions on the real runtime interface client."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.services.lambda_.invocation.runtime_executor import LambdaRuntimeException
from support import await_true, gone

from ferry_lambda_executor import jvm
from ferry_lambda_executor.executor import ProcessExecutor
from ferry_lambda_executor.plugin import ProcessExecutorPlugin

SOURCE = Path(__file__).parent / "java" / "Scripted.java"


@pytest.fixture(scope="session")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    java = jvm.java()
    assert java, "set JAVA_HOME"
    assert jvm.client_jars(), f"set {jvm.CLIENT_FOLDER}, as ./test does"
    folder = tmp_path_factory.mktemp("classes")
    client = os.pathsep.join(map(str, jvm.client_jars()))
    javac = str(java.parent / "javac")
    subprocess.run([javac, "-d", str(folder), "-cp", client, str(SOURCE)], check=True)
    return folder


def version(code: Path, runtime: str = "java17", memory: int = 256) -> Any:
    prepared = SimpleNamespace(
        get_unzipped_code_location=lambda: code, prepare_for_execution=lambda: None
    )
    config = SimpleNamespace(code=prepared, runtime=runtime, timeout=20, memory_size=memory)
    return SimpleNamespace(config=config, id=SimpleNamespace(qualifier="$LATEST"))


def start(classes: Path, handler: str, **variables: str) -> ProcessExecutor:
    executor = ProcessExecutor("e1", version(classes))
    executor.start(
        {
            "_HANDLER": handler,
            "AWS_LAMBDA_FUNCTION_NAME": "f",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/f",
            "AWS_LAMBDA_LOG_STREAM_NAME": "s",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            **variables,
        }
    )
    return executor


@pytest.fixture
def scripted(classes: Path) -> Iterator[ProcessExecutor]:
    executor = start(classes, "Scripted::handleRequest")
    yield executor
    executor.stop()


@dataclass(frozen=True)
class Ended:
    payload: bytes
    is_error: bool
    logs: str


def invoke(executor: ProcessExecutor, line: str) -> Ended:
    result = executor.invoke(
        {
            "invoke-id": f"id-{line}",
            "invoked-function-arn": "arn:aws:lambda:us-east-1:000000000000:function:f",
            "payload": line,
            "trace-id": "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0",
        }
    )
    assert result.request_id == f"id-{line}"
    assert result.payload is not None
    assert result.logs is not None
    return Ended(result.payload, result.is_error, result.logs)


def test_plugin_gives_the_executor() -> None:
    assert ProcessExecutorPlugin().load() is ProcessExecutor


def test_function_is_answered_with_its_log(scripted: ProcessExecutor) -> None:
    result = invoke(scripted, "pid")
    assert not result.is_error
    assert int(result.payload) > 1
    assert "handling pid" in result.logs
    assert invoke(scripted, "pid").payload == result.payload


def test_function_sees_its_time_and_its_heap(scripted: ProcessExecutor) -> None:
    assert 1 <= int(invoke(scripted, "left").payload) <= 20_000
    assert 190 <= int(invoke(scripted, "heap").payload) <= 204


def test_exception_is_the_payload(scripted: ProcessExecutor) -> None:
    result = invoke(scripted, "throw")
    document = json.loads(result.payload)
    assert result.is_error
    assert document["errorType"] == "java.lang.IllegalStateException"
    assert document["errorMessage"] == "as the script says"


def test_halted_jvm_is_an_exit_and_starts_again(scripted: ProcessExecutor) -> None:
    assert b"exit status 3" in invoke(scripted, "halt").payload
    assert not invoke(scripted, "pid").is_error


def test_answer_that_is_too_large_is_an_error(scripted: ProcessExecutor) -> None:
    result = invoke(scripted, "large")
    assert json.loads(result.payload)["errorType"] == "Function.ResponseSizeTooLarge"
    assert not invoke(scripted, "pid").is_error


def test_killed_jvm_is_an_exit(scripted: ProcessExecutor) -> None:
    process = int(invoke(scripted, "pid").payload)
    environment = scripted._environment
    assert environment is not None
    os.kill(process, signal.SIGKILL)
    await_true(lambda: environment.pid is None)
    assert int(invoke(scripted, "pid").payload) != process


def test_constructor_that_throws_is_an_init_error(classes: Path) -> None:
    executor = start(classes, "Scripted$Broken::handleRequest")
    try:
        result = invoke(executor, "pid")
        assert result.is_error
        assert "cannot be made" in json.loads(result.payload)["errorMessage"]
    finally:
        executor.stop()


def test_class_that_is_missing_is_an_error(classes: Path) -> None:
    executor = start(classes, "no.Such::handleRequest")
    try:
        result = invoke(executor, "pid")
        assert result.is_error
        assert b"no.Such" in result.payload
    finally:
        executor.stop()


def test_idle_jvm_ends_by_itself_when_its_runtime_api_is_gone(scripted: ProcessExecutor) -> None:
    process = int(invoke(scripted, "pid").payload)
    environment = scripted._environment
    assert environment is not None
    assert environment._process is not None
    environment._process._api.close()
    await_true(lambda: gone(process))


@pytest.mark.parametrize("runtime", ["python3.13", None])
def test_function_that_is_not_java_is_refused(runtime: str | None, tmp_path: Path) -> None:
    with pytest.raises(LambdaRuntimeException, match="Java functions only"):
        ProcessExecutor.prepare_version(version(tmp_path, runtime=runtime))  # type: ignore[arg-type]


def test_missing_jdk_is_said_when_a_function_is_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(jvm.JAVA_HOME, str(tmp_path))
    with pytest.raises(LambdaRuntimeException, match="no JDK"):
        ProcessExecutor.prepare_version(version(tmp_path))


def test_scratch_folder_is_the_functions_own_and_goes_with_it(classes: Path) -> None:
    executor = start(classes, "Scripted::handleRequest")
    assert executor._scratch.is_dir()
    executor.stop()
    assert not executor._scratch.exists()


def test_native_part_of_the_client_is_not_shared_in_tmp(scripted: ProcessExecutor) -> None:
    maps = Path(f"/proc/{int(invoke(scripted, 'pid').payload)}/maps").read_text()
    loaded = {line.split()[-1] for line in maps.splitlines() if "libaws-lambda-jni" in line}
    assert loaded
    assert "/tmp/.libaws-lambda-jni.so" not in loaded


def test_environments_that_start_together_do_not_disturb_each_other(classes: Path) -> None:
    with ThreadPoolExecutor(6) as threads:
        starting = [threads.submit(start, classes, "Scripted::handleRequest") for _ in range(6)]
        executors = [one.result() for one in starting]
    try:
        assert len({invoke(one, "pid").payload for one in executors}) == 6
    finally:
        for one in executors:
            one.stop()
