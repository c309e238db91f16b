"""Holds what functions were seen to call against what their roles grant."""

import json
import re
from collections import defaultdict

PARTIQL = {"INSERT": "dynamodb:PartiQLInsert", "UPDATE": "dynamodb:PartiQLUpdate", "SELECT": "dynamodb:PartiQLSelect", "DELETE": "dynamodb:PartiQLDelete"}
ITEM = {"Put": "dynamodb:PutItem", "Update": "dynamodb:UpdateItem", "Delete": "dynamodb:DeleteItem", "ConditionCheck": "dynamodb:ConditionCheckItem"}
BATCHES = {"SendMessageBatch": "SendMessage", "DeleteMessageBatch": "DeleteMessage", "ChangeMessageVisibilityBatch": "ChangeMessageVisibility", "PublishBatch": "Publish"}

REASONS = [
    (r"^logs:", r".*", "Lambda itself writes the log with the function's role"),
    (r"^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$", r"handler", "the event source mapping polls with the function's role"),
    (r"^sqs:ChangeMessageVisibility$", r".*", "a retry's backoff; letters that stay are given back"),
    (r"^sqs:SendMessage$", r".*", "dead letters, parked messages and redrives: where no message took that way in this run"),
    (r"^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$", r"(dead-letters|redrive)", "the queues that an operator may ask for: parked letters too"),
    (r"^dynamodb:(PutItem|UpdateItem)$", r".*", "claims and completions one by one, in a transaction where effects join"),
    (r"^dynamodb:(PartiQLInsert|PartiQLUpdate|BatchGetItem)$", r".*", "claims of a batch, and what is in their way"),
    (r"^sns:Publish$", r".*", "the topics that topology.yaml lets the handler publish to"),
]
"""Why something may be granted that a run did not call: (action, role, reason)."""


def actions(service: str, operation: str, resources: list[str], stem: str) -> set[tuple[str, str]]:
    """The (action, ARN) pairs that IAM asks for."""
    if service == "Sqs":
        return {(f"sqs:{BATCHES.get(operation, operation)}", f"{stem.replace('SERVICE', 'sqs')}:{url.rsplit('/', 1)[-1]}") for url in resources}
    if service == "Sns":
        return {(f"sns:{BATCHES.get(operation, operation)}", arn) for arn in resources}
    table = stem.replace("SERVICE", "dynamodb") + ":table/"
    found = set()
    for one in resources:
        verb, _, name = one.rpartition(" ")
        action = PARTIQL.get(verb.upper()) if operation.endswith("Statement") else ITEM.get(verb, f"dynamodb:{operation}")
        found.add((action or f"dynamodb:{operation}", table + name))
    return found


def called(lines: list[str], stem: str) -> dict[str, set[tuple[str, str]]]:
    """What each function called."""
    seen: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for line in lines:
        function, service, operation, resources = line.rstrip("\n").split("\t")
        seen[function] |= actions(service, operation, [one for one in resources.split(",") if one], stem)
    return seen


def granted(policy: str) -> set[tuple[str, str]]:
    """The pairs that a policy grants."""
    def listed(value): return value if isinstance(value, list) else [value]
    return {(action, resource) for one in json.loads(policy)["Statement"] for action in listed(one["Action"]) for resource in listed(one["Resource"])}


def covers(grants: set[tuple[str, str]], call: tuple[str, str]) -> bool:
    """Whether a grant covers a call."""
    return any(action == call[0] and re.fullmatch(re.escape(resource).replace(r"\*", ".*").replace(r"\?", "."), call[1]) for action, resource in grants)


def judge(calls: dict[str, set[tuple[str, str]]], policies: dict[str, str]) -> tuple[list[str], list[str], int]:
    """What was called and not granted, what is granted beyond without a reason, and how many pairs were called."""
    missing, unexplained, count = [], [], 0
    for function, pairs in sorted(calls.items()):
        count += len(pairs)
        grants = granted(policies[function]) if function in policies else set()
        missing += [f"{function}: {action} on {resource}" for action, resource in sorted(pairs) if not covers(grants, (action, resource))]
    for function, policy in sorted(policies.items()):
        kind = next((one for one in ("dead-letters", "redrive") if function.endswith("-" + one)), "handler")
        beyond = granted(policy) - calls.get(function, set())
        unexplained += [f"{function}: {action} on {resource}" for action, resource in sorted(beyond)
                        if not any(re.search(wanted, action) and re.fullmatch(role, kind) for wanted, role, _ in REASONS)]
    return missing, unexplained, count
