"""What has one name on several clouds is one thing: variables and outputs of their modules."""

from . import readme
from . import terraform as tf
from .checks import check

CLOUDS = ("aws", "google", "azure")

EVERYWHERE = {
    "variable": {"topology_file", "environment", "name_prefix", "tags", "package", "handlers", "variables", "memory_mb", "runtime", "vpc", "dead_letter_schedule_minutes", "alarms"},
    "output": {"topology", "queues", "topics", "functions", "redrive_functions", "dead_letter_functions", "records", "alarms", "dashboard", "environment"},
}
"""What the root of each cloud has."""

OTHER_DEFAULTS = {
    "memory_mb": "Flex Consumption has instances of 512, 2048 and 4096 MB, and its host wants a part of them",
    "requests_at_once": "an instance of Cloud Run is one run's; one of Azure has its memory for several",
    "region": "only AWS's provider knows one by itself",
    "dead_letter_entry_point": "the class is each cloud's own",
    "redrive_entry_point": "as above",
}
"""Variables whose defaults differ, and why."""


def roots_and_parts() -> dict[str, list[str]]:
    """The folders of modules that several clouds have, by what they are called."""
    parts = {one.name for cloud in CLOUDS for one in (tf.INFRA / "modules" / cloud).iterdir() if (one / "variables.tf").is_file()}
    return {part: [cloud for cloud in CLOUDS if (tf.INFRA / "modules" / cloud / part / "variables.tf").is_file()] for part in ["", *sorted(parts)]}


@check("one meaning")
def one_meaning() -> str:
    """Roots have the same variables and outputs; a plain variable has one type and one default wherever it is; modules are the same five."""
    wrong, compared = [], 0
    for part, clouds in roots_and_parts().items():
        if clouds != list(CLOUDS):
            wrong.append(f"only {clouds} have a module {part}")
            continue
        said: dict[str, dict[str, tuple[str, str]]] = {}
        for cloud in CLOUDS:
            folder = tf.INFRA / "modules" / cloud / part
            for name, body in readme.blocks(folder / "variables.tf", "variable"):
                said.setdefault(name, {})[cloud] = (readme.said(body, "type"), readme.said(body, "default"))
            for kind, wanted in EVERYWHERE.items() if not part else ():
                there = {name for name, _ in readme.blocks(folder / f"{kind}s.tf", kind)}
                wrong += [f"{cloud} has no {kind} {name}" for name in sorted(wanted - there)]
        for name, by in said.items():
            if len(by) < 2 or any("object(" in kind or name == "source_queue" for kind, _ in by.values()):
                continue
            compared += 1
            if len({kind for kind, _ in by.values()}) > 1:
                wrong.append(f"{part or 'root'}: {name} is {by}")
            elif len({default for _, default in by.values()}) > 1 and name not in OTHER_DEFAULTS:
                wrong.append(f"{part or 'root'}: {name} is by default {by}")
    if wrong:
        raise tf.Failed("; ".join(wrong))
    return f"{compared} variables of several clouds"
