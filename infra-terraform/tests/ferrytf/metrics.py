"""Holds what alarms and dashboards ask for to what functions write: every metric, with its dimensions, and every outcome is one of the code's own."""

import json
import re
from pathlib import Path

from . import terraform as tf
from .checks import check

EMITTED = json.loads((tf.INFRA / "tests/emitted.json").read_text(encoding="utf-8"))
"""Every metric that functions write with its dimensions, and what may become of a message: the Java test EmittedMetricsTest holds the file to it."""

METRICS = {name: set(dimensions) for name, dimensions in EMITTED["metrics"].items()}
OUTCOMES = set(EMITTED["outcomes"])
NAMES = set(METRICS) | {name for dimensions in METRICS.values() for name in dimensions}

ASKED = re.compile(r"ferry\.[a-z_]+(?:\.[a-z_]+)*")
ASKED_OUTCOMES = re.compile(r'outcome in \[([^\]]*)\]|outcome\\*"?\]?\)? *==? *\\*"([A-Z_]+)|"ferry\.outcome",? *"([A-Z_]+)"|ferry\.outcome *= *"([A-Z_]+)"')
IN_QUERY = re.compile(r'line\.(metrics|labels)\[\\*"(ferry\.[a-z_.]+)')


def flaws(metric: str, dimensions: dict[str, str | None], told: set[tuple[str, str]], exact: bool) -> list[str]:
    """What is wrong with asking for a metric by dimensions; `told` has (handler, source) of each function. `exact`: by all of them, or none comes.

    A dimension without a value stands for any.
    """
    if metric not in METRICS:
        return [f"no function writes {metric}"]
    found = [f"{metric} is not written by {name}" for name in sorted(set(dimensions) - METRICS[metric])]
    found += [f"{metric} is written by {name} too" for name in sorted(METRICS[metric] - set(dimensions)) if exact]
    outcome = dimensions.get("ferry.outcome")
    found += [f"{outcome} becomes of no message"] if outcome and outcome not in OUTCOMES else []
    handler, source = dimensions.get("ferry.handler"), dimensions.get("ferry.source")
    if not any(handler in (None, one) and source in (None, other) for one, other in told):
        found.append(f"no function writes of {handler} and {source}")
    return found


def asked(text: str) -> tuple[set[str], set[str]]:
    """The names and the outcomes that a text of Terraform asks for."""
    words = {word for groups in ASKED_OUTCOMES.findall(text) for group in groups for word in re.findall(r"[A-Z_]{4,}", group)}
    return {name for name in ASKED.findall(text) if not name.startswith("ferry.system")}, words


def unwritten(line: str) -> set[tuple[str, str]]:
    """Labels that a query of Azure's log asks for, of metrics that are not written with them."""
    found = IN_QUERY.findall(line)
    labels = {name for kind, name in found if kind == "labels"}
    return {(metric, label) for kind, metric in found if kind == "metrics" for label in labels if label not in METRICS.get(metric, set())}


@check("metrics")
def metrics() -> str:
    """Nothing on a dashboard stays empty for ever, and no alarm waits for what nobody says."""
    wrong, names, outcomes = [], set(), set()
    for file in sorted(tf.INFRA.glob("modules/*/observability/*.tf")):
        if file.name in ("variables.tf", "outputs.tf", "versions.tf"):
            continue
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.strip().startswith("#")]
        here, words = asked("\n".join(lines))
        wrong += [f"{relative(file)}: no function writes {name}" for name in sorted(here - NAMES)]
        wrong += [f"{relative(file)}: {word} becomes of no message" for word in sorted(words - OUTCOMES)]
        wrong += [f"{relative(file)}: {metric} is not written by {label}" for line in lines for metric, label in sorted(unwritten(line))]
        names |= here
        outcomes |= words
    if not names or not outcomes:
        raise tf.Failed(f"nothing to compare: {len(names)} names asked for, {len(outcomes)} outcomes")
    if wrong:
        raise tf.Failed("; ".join(wrong))
    return f"{len(names)} metrics and labels, {len(outcomes)} outcomes"


def relative(file: Path) -> Path:
    """A file's path in infra-terraform."""
    return file.relative_to(tf.INFRA)
