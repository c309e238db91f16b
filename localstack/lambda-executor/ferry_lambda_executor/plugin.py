"""What LocalStack finds by the name LAMBDA_RUNTIME_EXECUTOR=ferry-process."""

from typing import TYPE_CHECKING

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin

if TYPE_CHECKING:
    from .executor import ProcessExecutor


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    """Loads nothing before Lambda is used."""

    name = "ferry-process"

    def load(self, *_args: object, **_keywords: object) -> "type[ProcessExecutor]":
        """The class of which LocalStack makes one for each execution environment."""
        from .executor import ProcessExecutor  # noqa: PLC0415

        return ProcessExecutor
