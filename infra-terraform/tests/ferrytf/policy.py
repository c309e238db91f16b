"""Rules over a plan of AWS, as `terraform show -json` writes it: what has to be so of every deployment."""

import json

REASONED = {"Tracing": "X-Ray knows no resources", "Vpc": "network interfaces have no names before they are made"}
"""Statements that may name every resource, and why."""


def resources(plan: dict) -> dict[str, list[dict]]:
    """Planned values by type."""
    found: dict[str, list[dict]] = {}
    def walk(module: dict) -> None:
        for one in module.get("resources", []):
            if one["mode"] == "managed":
                found.setdefault(one["type"], []).append({**one["values"], "address": one["address"]})
        for child in module.get("child_modules", []):
            walk(child)
    walk(plan["planned_values"]["root_module"])
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


def statements(policy: str | None) -> list[dict]:
    """The statements of a policy document."""
    return json.loads(policy)["Statement"] if policy else []


def tls_only(policy: str | None) -> bool:
    """Whether plain text is refused."""
    return any(one["Effect"] == "Deny" and one.get("Condition", {}).get("Bool", {}).get("aws:SecureTransport") == "false" for one in statements(policy))


def problems(plan: dict) -> list[str]:
    """What is not as it has to be."""
    of = resources(plan)
    queues = {json_name(one): one for one in of.get("aws_sqs_queue", [])}
    return sorted([*grants(of), *encryption(of), *dead_letters(of, queues), *mappings(of, queues)])


def json_name(queue: dict) -> str:
    """A queue's name, as its ARN ends."""
    return queue["name"]


def grants(of: dict) -> list[str]:
    """No wildcard of an action, none of a resource without a reason."""
    found = []
    for role in of.get("aws_iam_role_policy", []):
        for one in statements(role["policy"]):
            if one["Effect"] != "Allow":
                continue
            found += [f"{role['address']}: grants {action}" for action in listed(one["Action"]) if "*" in action]
            if "*" in listed(one["Resource"]) and one.get("Sid") not in REASONED:
                found.append(f"{role['address']}: {one.get('Sid')} is granted on every resource, without a reason")
    for queue in of.get("aws_sqs_queue", []):
        found += [f"{queue['address']}: lets anybody {one['Action']}" for one in statements(queue["policy"]) if one["Effect"] == "Allow" and (one["Principal"] == "*" or not one.get("Condition"))]
    return found


def encryption(of: dict) -> list[str]:
    """Everything is encrypted where it lies, and on its way."""
    found = []
    for queue in of.get("aws_sqs_queue", []):
        found += [] if queue.get("sqs_managed_sse_enabled") or queue.get("kms_master_key_id") else [f"{queue['address']}: is not encrypted"]
        found += [] if tls_only(queue["policy"]) else [f"{queue['address']}: takes plain text"]
    for topic in of.get("aws_sns_topic", []):
        found += [] if topic.get("kms_master_key_id") else [f"{topic['address']}: is not encrypted"]
        found += [] if tls_only(topic["policy"]) else [f"{topic['address']}: takes plain text"]
    for table in of.get("aws_dynamodb_table", []):
        found += [] if any(one["enabled"] for one in table.get("server_side_encryption", [])) else [f"{table['address']}: is not encrypted"]
        found += [] if any(one["enabled"] for one in table.get("point_in_time_recovery", [])) else [f"{table['address']}: cannot be restored"]
        found += [] if table["address"].endswith("ledger") or any(one["enabled"] for one in table.get("ttl", [])) else [f"{table['address']}: its records never expire"]
    return found


def dead_letters(of: dict, queues: dict[str, dict]) -> list[str]:
    """Every queue that is read, and every subscription, has dead letters that outlive it."""
    found = []
    read = {one["event_source_arn"].rsplit(":", 1)[-1] for one in of.get("aws_lambda_event_source_mapping", [])}
    for name, queue in queues.items():
        redrive = json.loads(queue["redrive_policy"]) if queue.get("redrive_policy") else None
        if name in read and not redrive:
            found.append(f"{queue['address']}: has no dead letters")
        if redrive:
            dead = queues.get(redrive["deadLetterTargetArn"].rsplit(":", 1)[-1])
            if dead and dead["message_retention_seconds"] <= queue["message_retention_seconds"]:
                found.append(f"{queue['address']}: its dead letters are kept no longer than its messages")
    found += [f"{one['address']}: has no queue for what is undelivered" for one in of.get("aws_sns_topic_subscription", []) if not one.get("redrive_policy")]
    found += [f"{one['address']}: is not raw" for one in of.get("aws_sns_topic_subscription", []) if one["protocol"] == "sqs" and not one.get("raw_message_delivery")]
    return found


def mappings(of: dict, queues: dict[str, dict]) -> list[str]:
    """A batch fits into the visibility timeout six times, retries into the retention, attempts below the broker's limit."""
    found = []
    functions = {one["environment"][0]["variables"]["FERRY_HANDLER"]: one for one in of.get("aws_lambda_function", []) if not one["function_name"].endswith(("-dead-letters", "-redrive"))}
    by_address = {one["address"].rsplit(".aws_", 1)[0]: one for one in functions.values()}
    for mapping in of.get("aws_lambda_event_source_mapping", []):
        if mapping.get("function_response_types") != ["ReportBatchItemFailures"]:
            found.append(f"{mapping['address']}: deletes what failed, without ReportBatchItemFailures")
        function = by_address.get(mapping["address"].rsplit(".aws_", 1)[0])
        queue = queues.get(mapping["event_source_arn"].rsplit(":", 1)[-1])
        if not function or not queue:
            continue
        needed = 6 * function["timeout"] + mapping["maximum_batching_window_in_seconds"]
        if queue["visibility_timeout_seconds"] < min(43200, needed):
            found.append(f"{queue['address']}: hides messages for {queue['visibility_timeout_seconds']} s, below 6 x the timeout and the window, {needed} s")
        retry = json.loads(function["environment"][0]["variables"]["FERRY_POLICY"])["retry"]
        if backoffs(retry) >= queue["message_retention_seconds"]:
            found.append(f"{queue['address']}: the backoffs take longer than messages are kept")
        if queue.get("redrive_policy") and json.loads(queue["redrive_policy"])["maxReceiveCount"] < retry["attempts"] + 10:
            found.append(f"{queue['address']}: gives up before the handler's attempts and ten to spare")
    return found
