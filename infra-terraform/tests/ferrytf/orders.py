"""What shops send, and the account of what became of it: from the ledger and the dead letters alone."""

import json
import random
import urllib.parse
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

HANDLERS = ["place-order", "inventory", "payment", "audit-orders", "notification", "audit-payments"]

CAUSES = {"inventory": "place-order", "payment": "place-order", "audit-orders": "place-order",
          "notification": "payment", "audit-payments": "payment"}
"""Each subscription, and the handler whose effect sends it a message."""


@dataclass(frozen=True)
class Order:
    """A message for the queue `orders`."""

    id: str
    body: str
    customer: str


def read(file: Path) -> list[Order]:
    """Orders of a file of JSON lines."""
    orders = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            order = json.loads(line)
            orders.append(Order(order["orderId"], line, order["customerId"]))
    return orders


def generate(count: int) -> list[Order]:
    """Made-up orders, where no file is given."""
    dice = random.Random(6)
    orders = []
    for number in range(count):
        cents = dice.randint(1, 500) * 100
        orders.append(Order(str(500000 + number), json.dumps({
            "orderId": str(500000 + number), "customerId": f"C{dice.randint(1, 40):03}", "customer": "Bistro", "country": "Norway",
            "orderedAt": "2026-01-02T08:00:00Z", "currency": "USD", "amountCents": cents,
            "items": [{"sku": "A1", "name": "Barley", "quantity": 1, "unitPrice": f"{cents / 100:.2f}", "discount": "0"}]}), f"C{number % 40:03}"))
    return orders


def poison(count: int, like: Order) -> list[Order]:
    """Bodies that can never be placed, in four kinds."""
    bad = []
    for number in range(count):
        order = {**json.loads(like.body), "orderId": f"poison-{number}"}
        kind = number % 4
        if kind == 0:
            body = json.dumps(order)[:80]
        elif kind == 1:
            body = json.dumps({**order, "amountCents": str(order["amountCents"])})
        elif kind == 2:
            body = json.dumps({name: value for name, value in order.items() if name != "customerId"})
        else:
            body = json.dumps({**order, "amountCents": -order["amountCents"]})
        bad.append(Order(f"poison-{number}", body, like.customer))
    return bad


def notes(message: dict) -> dict[str, str]:
    """What the attribute `ferry` of a received message says."""
    text = message.get("MessageAttributes", {}).get("ferry", {}).get("StringValue", "")
    return dict(urllib.parse.parse_qsl(text, keep_blank_values=True))


def audit(inputs: list[Order], entries: list[dict], letters: dict[str, list[dict]]) -> dict[str, int]:
    """Lost, doubled and the rest, for every (message, subscription)."""
    effects: dict[str, Counter] = defaultdict(Counter)
    paid = 0
    for entry in entries:
        effects[entry["orderId"]["S"]][entry["handler"]["S"]] += 1
        if entry["kind"]["S"] == "PAYMENT":
            paid += int(entry["amountCents"]["N"])
    dead: dict[str, Counter] = defaultdict(Counter)
    dead_ids = set()
    for handler, messages in letters.items():
        for message in messages:
            said = notes(message)
            if (handler, said["id"]) not in dead_ids:
                dead_ids.add((handler, said["id"]))
                order = said["id"] if handler == "place-order" else json.loads(message["Body"])["orderId"]
                dead[order][handler] += 1
    lost = doubled = 0
    for order in inputs:
        for handler in HANDLERS:
            had = effects[order.id][handler] + dead[order.id][handler]
            cause = CAUSES.get(handler)
            lost += had == 0 and (cause is None or effects[order.id][cause] > 0)
            doubled += had > 1
    return {"lost": lost, "doubled": doubled, "deadLettered": len(dead_ids), "handled": len(entries), "paidCents": paid}
