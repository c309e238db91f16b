"""Every leaf of topology.yaml's JSON Schema, changed by itself: the plan changes, or it is refused by name."""

import copy
import json

BASE = {
    "version": 1, "name": "shop", "namePrefix": "t-", "tags": {"team": "commerce"},
    "variables": {"CURRENCY": {"value": "EUR"}, "API_KEY": {"secret": "api-key"}},
    "queues": {"orders": {}, "failures": {}, "graves": {"retention": "13d"}},
    "topics": {"order-events": {}, "prices": {}},
    "handlers": {
        "place-order": {"source": {"queue": "orders"}, "publishes": ["order-events"], "id": {"attribute": "order-id"}},
        "payment": {"source": {"topic": "order-events", "filter": {"type": ["OrderPlaced"]}, "ownQueue": {"delay": "1s"}}},
        "cache": {"source": {"topic": "prices"}},
    },
    "environments": {"prod": {"tags": {"stage": "prod"}}},
}
"""Small, and with every section that a leaf needs around it."""

QUEUE = {"ordered": True, "partitions": 4, "delay": "7s", "retention": "3d", "ackDeadline": "11m", "maxMessageSize": "64KiB", "dedupWindow": "10m",
         "existing": "arn:aws:sqs:eu-central-1:000000000000:theirs"}

CHANGES: dict[str, list[tuple[str, object]]] = {
    "version": [("version", 2)], "name": [("name", "store")], "namePrefix": [("namePrefix", "u-")], "tags.*": [("tags.team", "sales")],
    "variables.*.value": [("variables.CURRENCY.value", "USD")], "variables.*.secret": [("variables.API_KEY.secret", "other-key")],
    **{f"queues.*.{key}": [(f"queues.orders.{key}", value)] for key, value in QUEUE.items()},
    "topics.*.ordered": [("topics.prices.ordered", True)], "topics.*.maxMessageSize": [("topics.prices.maxMessageSize", "32KiB")],
    "topics.*.existing": [("topics.prices.existing", "arn:aws:sns:eu-central-1:000000000000:theirs")],
    "handlers.*.source.queue": [("handlers.place-order.source.queue", "failures")], "handlers.*.source.topic": [("handlers.cache.source.topic", "order-events")],
    "handlers.*.source.filter.*": [("handlers.payment.source.filter.type", ["OrderChanged"])],
    **{f"handlers.*.source.ownQueue.{key}": [(f"handlers.payment.source.ownQueue.{key}", value)] for key, value in QUEUE.items()},
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
"""How each leaf is changed; what the schema has and this has not fails the check."""

SAME_ON = {"aws": {"handlers.*.retry.delay": "SQS hides each failed message for exactly its backoff, whichever is said; the output `topology` tells which"}}
"""Leaves that change an output alone, and why, by cloud."""


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


def variants() -> dict[str, dict]:
    """A topology for each leaf, by the leaf's path; and one for a key that nobody knows."""
    made = {"unchanged": copy.deepcopy(BASE)}
    for leaf, settings in CHANGES.items():
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


def normal(value: object, name: str) -> str:
    """Values without the name of the variant that they are of."""
    return json.dumps(value, sort_keys=True).replace(name, "VARIANT")
