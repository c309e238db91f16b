"""The checks of `run`, by name, and how they are run and told."""

import json
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from .terraform import Failed


class Skipped(Exception):
    """A check cannot run here; the message says why."""


@dataclass(frozen=True)
class Check:
    """A check of one cloud, or of `all`; it raises Failed or Skipped, and may return a word on what it did."""

    name: str
    cloud: str
    run: Callable[[], str | None]


CHECKS: list[Check] = []


def check(name: str, cloud: str = "all") -> Callable:
    """Registers a function as a check."""
    def register(function: Callable) -> Callable:
        CHECKS.append(Check(name, cloud, function))
        return function
    return register


def add(name: str, cloud: str, function: Callable[[], str | None]) -> None:
    """Registers a check that is made by another function."""
    CHECKS.append(Check(name, cloud, function))


def run_all(only: list[str], clouds: list[str], as_json: bool) -> int:
    """Runs those chosen; 0 when none fails."""
    told, began = [], time.monotonic()
    for one in CHECKS:
        if (only and not any(one.name.startswith(name) for name in only)) or (clouds and one.cloud not in [*clouds, "all"]):
            continue
        start, status, detail = time.monotonic(), "passed", ""
        try:
            detail = one.run() or ""
        except Skipped as why:
            status, detail = "SKIPPED", str(why)
        except Failed as why:
            status, detail = "FAILED", str(why)
        except Exception:  # noqa: BLE001  a broken check fails
            status, detail = "FAILED", traceback.format_exc()
        told.append({"check": one.name, "status": status, "seconds": round(time.monotonic() - start), "detail": detail})
        print(f"{status:8}{told[-1]['seconds']:4} s  {one.name}{': ' + detail if detail else ''}", flush=True)
    count = {status: sum(1 for one in told if one["status"] == status) for status in ("passed", "FAILED", "SKIPPED")}
    print(f"{count['passed']} passed, {count['FAILED']} failed, {count['SKIPPED']} skipped in {time.monotonic() - began:.0f} s", file=sys.stderr)
    if as_json:
        print(json.dumps({"passed": count["passed"], "failed": count["FAILED"], "skipped": count["SKIPPED"], "checks": told}))
    else:
        print(f"{count['passed']} passed, {count['FAILED']} failed, {count['SKIPPED']} skipped")
    return 1 if count["FAILED"] else 0
