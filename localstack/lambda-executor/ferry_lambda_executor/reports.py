"""The lines that Lambda itself writes to a function's log."""

import math
from dataclasses import dataclass

from .invocation import Outcome

_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Report:
    """What the last line of an invocation tells; times in seconds."""

    request_id: str
    duration: float
    memory_megabytes: int
    peak_bytes: int
    init_duration: float | None
    outcome: Outcome


def start_line(request_id: str, version: str) -> str:
    """The line before the function's own."""
    return f"START RequestId: {request_id} Version: {version}\n"


def end_lines(report: Report, reason: str | None) -> str:
    """The lines after the function's own; the reason is that of a process that ended."""
    lines = [f"END RequestId: {report.request_id}", "\t".join(_fields(report))]
    if reason is not None:
        lines.insert(0, reason)
    return "\n".join(lines) + "\n"


def _fields(report: Report) -> list[str]:
    fields = [
        f"REPORT RequestId: {report.request_id}",
        f"Duration: {_milliseconds(report.duration)}",
        f"Billed Duration: {math.ceil(report.duration * 1000)} ms",
        f"Memory Size: {report.memory_megabytes} MB",
        f"Max Memory Used: {math.ceil(report.peak_bytes / _MEGABYTE)} MB",
    ]
    if report.init_duration is not None:
        fields.append(f"Init Duration: {_milliseconds(report.init_duration)}")
    if report.outcome.status == "timeout":
        fields.append("Status: timeout")
    elif report.outcome.error_type is not None:
        fields += ["Status: error", f"Error Type: {report.outcome.error_type}"]
    return fields


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"
