"""The checks of `run`, by name, and how they are run and told."""

import json
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
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
    long: bool
    """Whether it is run only where everything is asked for."""


CHECKS: list[Check] = []


def check(name: str, cloud: str = "all", long: bool = False) -> Callable:
    """Registers a function as a check."""
    def register(function: Callable) -> Callable:
        add(name, cloud, function, long)
        return function
    return register


def add(name: str, cloud: str, function: Callable[[], str | None], long: bool = False) -> None:
    """Registers a check that is made by another function."""
    CHECKS.append(Check(name, cloud, function, long))


def told(one: Check) -> dict:
    """Runs a check; what became of it."""
    start, status, detail = time.monotonic(), "passed", ""
    try:
        detail = one.run() or ""
    except Skipped as why:
        status, detail = "SKIPPED", str(why)
    except Failed as why:
        status, detail = "FAILED", str(why)
    except Exception:  # noqa: BLE001  a broken check fails
        status, detail = "FAILED", traceback.format_exc()
    return {"check": one.name, "status": status, "seconds": round(time.monotonic() - start), "detail": detail}


def run_all(chosen: list[Check], jobs: int, as_json: bool) -> int:
    """Runs checks, several at once, and tells each as it ends; 0 when none fails."""
    began, ended = time.monotonic(), []
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        for future in as_completed([pool.submit(told, one) for one in chosen]):
            one = future.result()
            ended.append(one)
            print(f"{one['status']:8}{one['seconds']:4} s  {one['check']}{': ' + one['detail'] if one['detail'] else ''}", flush=True)
    count = {status: sum(1 for one in ended if one["status"] == status) for status in ("passed", "FAILED", "SKIPPED")}
    print(f"{len(ended)} checks in {time.monotonic() - began:.0f} s", file=sys.stderr)
    if as_json:
        print(json.dumps({"passed": count["passed"], "failed": count["FAILED"], "skipped": count["SKIPPED"], "checks": ended}))
    else:
        print(f"{count['passed']} passed, {count['FAILED']} failed, {count['SKIPPED']} skipped")
    return 1 if count["FAILED"] or not ended else 0
