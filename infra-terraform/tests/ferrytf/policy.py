"""What the rules over plans of every cloud share. A plan is a mapping as `terraform show -json` writes it."""

import copy
import json
from collections.abc import Callable

from .terraform import Failed

Mistake = tuple[str, str, Callable[[dict], None], str]
"""What somebody might get wrong: its name, a type of resources, what is altered in the first of them that it holds for, and what has to be said of it."""


def resources(plan: dict) -> dict[str, list[dict]]:
    """What is to be there, by type; each with its address and its module's. What only an apply tells is left out."""
    found: dict[str, list[dict]] = {}
    for one in plan["resource_changes"]:
        if one["mode"] == "managed" and one["change"].get("after"):
            found.setdefault(one["type"], []).append({**one["change"]["after"], "address": one["address"], "module": one.get("module_address", "")})
    return found


def listed(value) -> list:
    """One or several as several."""
    return value if isinstance(value, list) else [] if value is None else [value]


def seconds(text: str) -> float:
    """PT...S of a policy."""
    return float(text.removeprefix("PT").removesuffix("S"))


def backoffs(retry: dict) -> float:
    """All waits between attempts, before jitter."""
    return sum(min(seconds(retry["initial"]) * retry["multiplier"] ** min(attempt, 300), seconds(retry["max"])) for attempt in range(retry["attempts"] - 1))


def set_to(path: str, value: object, when: Callable[[dict], bool] = lambda values: True) -> Callable[[dict], None]:
    """Sets an attribute; `a.b` is b of the block a."""
    *blocks, name = path.split(".")
    def alter(values: dict) -> None:
        if when(values):
            for block in blocks:
                values = listed(values[block])[0]
            values[name] = value
    return alter


def retrying(variables: dict, **retry: object) -> None:
    """Alters the retries of FERRY_POLICY among a function's variables."""
    told = json.loads(variables["FERRY_POLICY"])
    told["retry"] |= retry
    variables["FERRY_POLICY"] = json.dumps(told)


def altered(plan: dict, kind: str, alter: Callable[[dict], None]) -> dict:
    """A plan with a mistake in the first resource of a type that it holds for."""
    plan = copy.deepcopy(plan)
    for one in plan["resource_changes"]:
        if one["type"] == kind and one["change"].get("after"):
            before = json.dumps(one["change"]["after"], sort_keys=True)
            alter(one["change"]["after"])
            if json.dumps(one["change"]["after"], sort_keys=True) != before:
                return plan
    raise Failed(f"no {kind} to make the mistake in")


def hold(plan: dict, problems: Callable[[dict], list[str]], mistakes: list[Mistake]) -> str:
    """The plan keeps every rule; each deliberate mistake in it is found."""
    found = problems(plan)
    if found:
        raise Failed("; ".join(found))
    missed = [name for name, kind, alter, says in mistakes if not any(says in one for one in problems(altered(plan, kind, alter)))]
    if missed:
        raise Failed(f"mistakes that no rule finds: {', '.join(missed)}")
    return f"{len(mistakes)} deliberate mistakes found"
