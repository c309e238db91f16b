"""LocalStack's side: an execution environment as it asks for one."""

import functools
import logging
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from localstack import config
from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import (
    ArchiveCode,
    FunctionVersion,
    InvocationResult,
)
from localstack.services.lambda_.invocation.runtime_executor import (
    LambdaRuntimeException,
    RuntimeExecutor,
)

from . import jvm
from .environment import Environment, InitError, Limits
from .invocation import Invocation
from .runtime_process import Program

LOG = logging.getLogger(__name__)

_LOOPBACK = "127.0.0.1"


class ProcessExecutor(RuntimeExecutor):
    """One execution environment of one version of a function."""

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id, function_version)
        self._scratch = Path(tempfile.mkdtemp(prefix=f"lambda-{id}-"))
        self._environment: Environment | None = None

    def start(self, env_vars: dict[str, Any]) -> None:
        """Starts the process; an init that fails is told by the first invocation."""
        configured = self.function_version.config
        self._environment = Environment(
            self._program({name: str(value) for name, value in env_vars.items()}),
            Limits(configured.timeout, configured.memory_size),
            self.function_version.id.qualifier,
        )
        provisioned = env_vars.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "provisioned-concurrency"
        try:
            self._environment.start(strict=provisioned)
        except InitError as failed:
            raise StatusErrorException("init failed", payload=str(failed).encode()) from failed

    def _program(self, variables: dict[str, str]) -> Program:
        code = Path(_code(self.function_version).get_unzipped_code_location())  # type: ignore[no-untyped-call]
        executable = _java()
        own = {
            "PATH": os.environ["PATH"],
            "LAMBDA_TASK_ROOT": str(code),
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{self.function_version.config.runtime}",
        }
        command = jvm.command(
            executable,
            code,
            jvm.client_jars(),
            variables["_HANDLER"],
            self.function_version.config.memory_size,
        )
        command.insert(1, f"-Djava.io.tmpdir={self._scratch}")
        if native := _native():
            command.insert(1, f"-D{jvm.NATIVE_PROPERTY}={native}")
        return Program(command, {**variables, **own}, code)

    def stop(self) -> None:
        """Ends the process."""
        if self._environment is not None:
            self._environment.stop()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        """Gives an event to the process and blocks until it ended."""
        if self._environment is None:
            raise LambdaRuntimeException(f"environment {self.id} was not started")
        invocation = Invocation(
            request_id=payload["invoke-id"],
            function_arn=payload["invoked-function-arn"],
            trace_id=payload["trace-id"],
            event=payload["payload"].encode(),
            deadline_epoch=time.time() + self.function_version.config.timeout,
        )
        result = self._environment.invoke(invocation)
        return InvocationResult(
            request_id=invocation.request_id,
            payload=result.outcome.payload,
            is_error=result.outcome.error_type is not None,
            logs=result.log,
        )

    def get_address(self) -> str:
        """Where the environment is."""
        return _LOOPBACK

    def get_endpoint_from_executor(self) -> str:
        """Where functions find LocalStack."""
        return _LOOPBACK

    def get_runtime_endpoint(self) -> str:
        """For the container's own init program, which there is not."""
        return f"http://{_LOOPBACK}:{config.GATEWAY_LISTEN[0].port}/unused"

    def get_logs(self) -> str:
        """Nothing: each invocation hands over its own lines."""
        return ""

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        """Unpacks the code; what cannot be run makes the function's state Failed, with a reason."""
        runtime = function_version.config.runtime
        if not runtime or not runtime.startswith("java"):
            raise LambdaRuntimeException(
                f"runtime {runtime}: without Docker this LocalStack runs Java functions only"
            )
        _java()
        if not jvm.client_jars():
            raise LambdaRuntimeException(
                f"no jars in {jvm.CLIENT_FOLDER}: start it by localstack/up"
            )
        _code(function_version).prepare_for_execution()  # type: ignore[no-untyped-call]

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """Nothing: LocalStack removes the code that it unpacked."""


def _code(function_version: FunctionVersion) -> ArchiveCode:
    code = function_version.config.code
    if code is None:
        raise LambdaRuntimeException("the function has no code: only zips can be run")
    return code


@functools.cache
def _native() -> Path | None:
    """Once for all processes of this LocalStack."""
    return jvm.unpack_native(jvm.client_jars(), Path(tempfile.mkdtemp(prefix="lambda-native-")))


def _java() -> Path:
    executable = jvm.java()
    if executable is None:
        raise LambdaRuntimeException("no JDK: set JAVA_HOME or FERRY_LAMBDA_JAVA_HOME")
    return executable
