"""Every leaf of topology.yaml's JSON Schema, changed by itself: the plan changes, or it is refused by name."""

import copy
import json

from . import modules, plans
from . import terraform as tf

BASE = {
    "version": 1, "name": "shop", "namePrefix": "t-", "tags": {"team": "commerce"},
    "variables": {"CURRENCY": {"value": "EUR"}, "API_KEY": {"secret": "api-key"}},
    "queues": {"orders": {}, "failures": {}, "graves": {"retention": "13d"}},
    "topics": {"order-events": {}, "prices": {}},
    "handlers": {
        "place-order": {"source": {"queue": "orders"}, "publishes": ["order-events"], "id": {"attribute": "order-id"}},
        "payment": {"source": {"topic": "order-events", "filter": {"type": ["OrderPlaced"]}, "ownQueue": {"retention": "5d"}}},
        "cache": {"source": {"topic": "prices"}},
    },
    "environments": {"prod": {"tags": {"stage": "prod"}}},
}
"""Small, and with every section that a leaf needs around it."""

QUEUE = {"ordered": True, "partitions": 4, "delay": "7s", "retention": "3d", "ackDeadline": "11m", "maxMessageSize": "64KiB", "dedupWindow": "10m",
         "existing": "arn:aws:sqs:eu-central-1:000000000000:theirs"}
TOPIC = {"ordered": True, "maxMessageSize": "32KiB", "existing": "arn:aws:sns:eu-central-1:000000000000:theirs"}

ELSEWHERE: dict[str, tuple[dict, dict]] = {
    "google": ({"ackDeadline": "9m", "existing": "projects/theirs/topics/queue"}, {"existing": "projects/theirs/topics/events"}),
    "azure": ({"ackDeadline": "3m", "existing": "their-queue"}, {"existing": "their-events"}),
}
"""What queues and topics are told where AWS's is not for them."""

CHANGES: dict[str, list[tuple[str, object]]] = {
    "version": [("version", 2)], "name": [("name", "store")], "namePrefix": [("namePrefix", "u-")], "tags.*": [("tags.team", "sales")],
    "variables.*.value": [("variables.CURRENCY.value", "USD")], "variables.*.secret": [("variables.API_KEY.secret", "other-key")],
    "handlers.*.source.queue": [("handlers.place-order.source.queue", "failures")], "handlers.*.source.topic": [("handlers.cache.source.topic", "order-events")],
    "handlers.*.source.filter.*": [("handlers.payment.source.filter.type", ["OrderChanged"])],
    "handlers.*.source.direct": [("handlers.cache.source.direct", True), ("handlers.cache.source.onFailure", "failures"), ("handlers.cache.retry", {"maxAge": "4h"})],
    "handlers.*.source.onFailure": [("handlers.cache.source.onFailure", "failures")],
    "handlers.*.publishes": [("handlers.place-order.publishes", ["prices"])],
    "handlers.*.id.attribute": [("handlers.place-order.id.attribute", "other-id")], "handlers.*.id.field": [("handlers.payment.id", {"field": "orderId"})],
    "handlers.*.id.unstable": [("handlers.place-order.id.unstable", "refuse")],
    "handlers.*.budget": [("handlers.payment.budget", "12s")], "handlers.*.timeout": [("handlers.payment.timeout", "55s")],
    "handlers.*.batch.size": [("handlers.payment.batch", {"size": 4})], "handlers.*.batch.window": [("handlers.payment.batch", {"window": "2s"})],
    "handlers.*.concurrency": [("handlers.payment.concurrency", 17)], "handlers.*.guarantee": [("handlers.payment.guarantee", "at-most-once")],
    "handlers.*.ordering": [("handlers.payment.ordering", "by-key")],
    **{f"handlers.*.retry.{key}": [("handlers.payment.retry", {key: value})] for key, value in {
        "attempts": 7, "initialDelay": "2s", "multiplier": 1.5, "maxDelay": "2m", "jitter": "equal", "quickRetries": 1, "quickDelay": "50ms", "delay": "exact", "maxAge": "2d"}.items()},
    "handlers.*.deadLetter.queue": [("handlers.payment.deadLetter", {"queue": "graves"})],
    "handlers.*.redrive.rounds": [("handlers.payment.redrive", {"rounds": 2})], "handlers.*.redrive.mode": [("handlers.payment.redrive", {"mode": "automatic"})],
    "handlers.*.redrive.messagesPerSecond": [("handlers.payment.redrive", {"messagesPerSecond": 5})], "handlers.*.redrive.parkQueue": [("handlers.payment.redrive", {"parkQueue": "graves"})],
    "handlers.*.idempotency.enabled": [("handlers.payment.guarantee", "at-least-once"), ("handlers.payment.idempotency", {"enabled": False})],
    "handlers.*.idempotency.store": [("handlers.payment.idempotency", {"store": "jdbc"})],
    "handlers.*.idempotency.retention": [("handlers.payment.idempotency", {"retention": "90d"})], "handlers.*.idempotency.lease": [("handlers.payment.idempotency", {"lease": "1m"})],
}
"""How each leaf is changed, those of queues and topics aside; what the schema has and no change fails the check."""


def changes(cloud: str) -> dict[str, list[tuple[str, object]]]:
    """How each leaf is changed on a cloud."""
    queue, topic = ELSEWHERE.get(cloud, ({}, {}))
    return {
        **CHANGES,
        **{f"queues.*.{key}": [(f"queues.orders.{key}", value)] for key, value in {**QUEUE, **queue}.items()},
        **{f"topics.*.{key}": [(f"topics.prices.{key}", value)] for key, value in {**TOPIC, **topic}.items()},
        **{f"handlers.*.source.ownQueue.{key}": [(f"handlers.payment.source.ownQueue.{key}", value)] for key, value in {**QUEUE, **queue}.items()},
    }


SAME_ON: dict[str, dict[str, str]] = {
    "aws": {"handlers.*.retry.delay": "SQS hides each failed message for exactly its backoff, whichever is said; the output `topology` tells which"},
    "google": {f"{path}.maxMessageSize": "Pub/Sub takes 10 MB of every topic and has no setting for less" for path in ("queues.*", "topics.*", "handlers.*.source.ownQueue")},
    "azure": {
        "handlers.*.retry.delay": "a retry is a copy that Service Bus keeps back for exactly its backoff, whichever is said",
        **{f"{path}.maxMessageSize": "a namespace of the Standard tier has one limit for all; a Premium one is told" for path in ("queues.*", "topics.*", "handlers.*.source.ownQueue")},
    },
}
"""Leaves that change an output alone, and why, by cloud."""

EVERYWHERE = {"version", "handlers.*.source.onFailure", "handlers.*.source.ownQueue.ordered"}
"""Leaves that the format itself refuses to have changed by themselves, whatever the cloud."""

TOGETHER = {"google": 6, "azure": 6}
"""How many topologies one plan has where mocks plan: they take the longer for each resource, the more there are."""

MORE = {"azure": 'key_vault = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shop"'}
"""What a cloud's module has to be told of because of the file: where its secrets are."""


def leaves(schema: dict) -> set[str]:
    """The paths of a schema's leaves; `*` stands for a name. Environments have the same keys again."""
    definitions = schema.get("$defs", {})
    found: set[str] = set()

    def walk(node: dict, path: str) -> None:
        if "$ref" in node:
            target = schema
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        # Of a word or a mapping, the mapping says everything.
        mapping = next((one for one in [node, *node.get("anyOf", []), *node.get("oneOf", [])] if one.get("type") == "object"), None)
        if mapping is None:
            found.add(path)
            return
        for name, child in mapping.get("properties", {}).items():
            if path or name != "environments":
                walk(child, f"{path}.{name}".lstrip("."))
        rest = mapping.get("additionalProperties")
        if isinstance(rest, dict):
            walk(rest, f"{path}.*")
        for child in mapping.get("patternProperties", {}).values():
            walk(child, f"{path}.*")

    assert isinstance(definitions, dict)
    walk(schema, "")
    return found


def variants(cloud: str) -> dict[str, dict]:
    """A topology for each leaf, by the leaf's path, and one that is not changed."""
    made = {"unchanged": copy.deepcopy(BASE)}
    for leaf, settings in changes(cloud).items():
        topology = copy.deepcopy(BASE)
        for path, value in settings:
            *parents, last = path.split(".")
            at = topology
            for one in parents:
                at = at.setdefault(one, {})
            if isinstance(value, dict) and isinstance(at.get(last), dict):
                at[last].update(value)
            else:
                at[last] = value
        made[leaf] = topology
    return made


def judged(cloud: str) -> tuple[list[str], list[str]]:
    """Which variants modules/topology takes, and which it refuses by name, for a cloud; without any provider."""
    folder = modules.copied() / "offline" / f"topologies-{cloud}"
    folder.mkdir(parents=True, exist_ok=True)
    made = variants(cloud)
    for number, topology in enumerate(made.values()):
        (folder / f"{number}.yaml").write_text(json.dumps(topology))
    (folder / "main.tf").write_text(f'''
module "topology" {{
  source        = "../../modules/topology"
  for_each      = toset([for number in range({len(made)}) : tostring(number)])
  topology_file = "${{path.module}}/${{each.key}}.yaml"
  cloud         = "{cloud}"
}}
output "problems" {{
  value = {{ for number, one in module.topology : number => one.problems }}
}}
''')
    tf.init(folder)
    tf.run(folder, "apply", "-auto-approve", "-no-color", "-lock=false")
    problems = json.loads((folder / "terraform.tfstate").read_text())["outputs"]["problems"]["value"]
    taken, refused, nameless = [], [], []
    for number, leaf in enumerate(made):
        said = problems[str(number)]
        if not said:
            taken.append(leaf)
        elif leaf == "unchanged":
            raise tf.Failed(f"the unchanged topology is refused: {said}")
        else:
            last = leaf.replace(".*", "").rsplit(".", 1)[-1]
            if not any(last in one and (cloud in one or leaf in EVERYWHERE) for one in said):
                nameless.append(f"{leaf}: {said}")
            refused.append(leaf)
    if nameless:
        raise tf.Failed(f"refused, but not by its name and {cloud}'s: {'; '.join(nameless)}")
    return taken, refused


def hold(cloud: str) -> str:
    """No leaf is ignored: the plan changes, or it is refused by name."""
    schema = json.loads((tf.CHECKOUT / "portable-api/topology/src/main/resources/dev/ferry/topology/topology.schema.json").read_text())
    wanted, known = leaves(schema), set(changes(cloud))
    if wanted != known:
        raise tf.Failed(f"leaves that are not changed here: {sorted(wanted - known)}; changed but not there: {sorted(known - wanted)}")
    modules.need(cloud)
    taken, refused = judged(cloud)
    made = list(variants(cloud))
    numbers = {leaf: str(made.index(leaf)) for leaf in taken}
    by_number: dict[str, list[str]] = {number: [] for number in numbers.values()}
    every, step = list(numbers.values()), TOGETHER.get(cloud, len(numbers))
    for start in range(0, len(every), step):
        plan = plans.planned(cloud, f"leaves-{cloud}-{start}", plans.call(cloud, "variant", f'"../topologies-{cloud}/${{each.key}}.yaml"',
                             f"for_each = toset({json.dumps(every[start:start + step])})\n handlers = {{ cache = {{ variables = {{ }} }} }}\n{MORE.get(cloud, '')}"))
        for one in plan["resource_changes"]:
            _, number, rest = one["address"].split('"', 2)
            by_number[number].append(json.dumps([rest, one["change"]["after"]], sort_keys=True))
    base = sorted(by_number[numbers["unchanged"]])
    same = {leaf for leaf, number in numbers.items() if leaf != "unchanged" and sorted(by_number[number]) == base}
    excused = set(SAME_ON[cloud])
    if same != excused:
        raise tf.Failed(f"ignored without a word: {sorted(same - excused)}; excused, but it changes the plan: {sorted(excused - same)}")
    return f"{len(known)} leaves: {len(taken) - 1 - len(same)} change the plan, {len(refused)} are refused by name, {len(same)} cannot differ"
