"""Holds what alarms and dashboards ask for to what functions write: every metric, label and outcome is one of the code's own."""

import re
from pathlib import Path

from . import terraform as tf
from .checks import check

SOURCES = ["functions/core/src/main", "functions/aws/src/main", "functions/google/src/main", "functions/azure/src/main", "portable-api/messaging/src/main", "portable-api/processing/src/main", "portable-api/operations/src/main"]
KINDS = tf.CHECKOUT / "portable-api/processing/src/main/java/dev/ferry/processing/ProcessingEvent.java"
ASKED = re.compile(r"ferry\.[a-z_]+(?:\.[a-z_]+)*")
OUTCOMES = re.compile(r'outcome in \[([^\]]*)\]|outcome\\*"?\]?\)? *==? *\\*"([A-Z_]+)|"ferry\.outcome",? *"([A-Z_]+)"|ferry\.outcome *= *"([A-Z_]+)"')


def written() -> set[str]:
    """The names of metrics and labels in the code."""
    files = [file for folder in SOURCES for file in (tf.CHECKOUT / folder).rglob("*.java")]
    return {name for file in files for name in re.findall(r'"(ferry\.[a-z_.]+)"', file.read_text(encoding="utf-8"))}


def kinds() -> set[str]:
    """What may become of a message."""
    body = KINDS.read_text(encoding="utf-8").split("enum Kind", 1)[1]
    return set(re.findall(r"^    ([A-Z_]+)[,;(]", body, re.MULTILINE))


def asked(file: Path) -> tuple[set[str], set[str]]:
    """The names and the outcomes that a file of Terraform asks for."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.strip().startswith("#")]
    text = "\n".join(lines)
    words = {word for groups in OUTCOMES.findall(text) for group in groups for word in re.findall(r"[A-Z_]{4,}", group)}
    return {name for name in ASKED.findall(text) if not name.startswith("ferry.system")}, words


@check("metrics")
def metrics() -> str:
    """Nothing on a dashboard stays empty for ever, and no alarm waits for what nobody says."""
    known, fates, wrong, names, outcomes = written(), kinds(), [], set(), set()
    for file in sorted(tf.INFRA.glob("modules/*/observability/*.tf")):
        if file.name in ("variables.tf", "outputs.tf", "versions.tf"):
            continue
        here, words = asked(file)
        wrong += [f"{file.relative_to(tf.INFRA)}: no function writes {name}" for name in sorted(here - known)]
        wrong += [f"{file.relative_to(tf.INFRA)}: {word} becomes of no message" for word in sorted(words - fates)]
        names |= here
        outcomes |= words
    if not known or not fates or not names or not outcomes:
        raise tf.Failed(f"nothing to compare: {len(known)} names in the code, {len(fates)} outcomes, {len(names)} names asked for, {len(outcomes)} outcomes")
    if wrong:
        raise tf.Failed("; ".join(wrong))
    return f"{len(names)} metrics and labels, {len(outcomes)} outcomes"
