"""Rules over a plan of AWS: what has to be so of every deployment, and what somebody might get wrong."""

import json
from collections.abc import Callable

from . import metrics
from .policy import Mistake, backoffs, listed, resources, retrying, set_to

REASONED = {"Tracing": "X-Ray knows no resources", "Vpc": "network interfaces have no names before they are made"}
"""Statements that may name every resource, and why."""


def statements(policy: str | None) -> list[dict]:
    """The statements of a policy document."""
    return json.loads(policy)["Statement"] if policy else []


def tls_only(policy: str | None) -> bool:
    """Whether plain text is refused."""
    return any(one["Effect"] == "Deny" and one.get("Condition", {}).get("Bool", {}).get("aws:SecureTransport") == "false" for one in statements(policy))


def problems(plan: dict) -> list[str]:
    """What is not as it has to be."""
    of = resources(plan)
    queues = {one["name"]: one for one in of.get("aws_sqs_queue", [])}
    return sorted([*grants(of), *encryption(of), *dead_letters(of, queues), *mappings(of, queues), *watched(of, queues)])


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
    """Every queue that is read, and every subscription, has dead letters that outlive it; what is sent back is read."""
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
    for one in of.get("aws_lambda_function", []):
        told = one["environment"][0]["variables"]
        source = json.loads(told["FERRY_POLICY"])["source"]
        back = told["FERRY_CHANNEL_" + source.upper().replace("-", "_")].rsplit(":", 1)[-1]
        found += [f"{one['address']}: sends back to {back}, which nobody reads"] if one["function_name"].endswith("-redrive") and back not in read else []
    found += [f"{one['address']}: has no queue for what is undelivered" for one in of.get("aws_sns_topic_subscription", []) if not one.get("redrive_policy")]
    found += [f"{one['address']}: is not raw" for one in of.get("aws_sns_topic_subscription", []) if one["protocol"] == "sqs" and not one.get("raw_message_delivery")]
    return found


def mappings(of: dict, queues: dict[str, dict]) -> list[str]:
    """A batch fits into the visibility timeout six times, retries into the retention, attempts below the broker's limit."""
    found = []
    functions = {one["environment"][0]["variables"]["FERRY_HANDLER"]: one for one in of.get("aws_lambda_function", []) if not one["function_name"].endswith(("-dead-letters", "-redrive"))}
    by_module = {one["module"]: one for one in functions.values()}
    for mapping in of.get("aws_lambda_event_source_mapping", []):
        if mapping.get("function_response_types") != ["ReportBatchItemFailures"]:
            found.append(f"{mapping['address']}: deletes what failed, without ReportBatchItemFailures")
        function = by_module.get(mapping["module"])
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


def watched(of: dict, queues: dict[str, dict]) -> list[str]:
    """Alarms and dashboards ask for what comes: metrics that functions write, by all their dimensions, queues and functions of this plan."""
    functions = of.get("aws_lambda_function", [])
    told = {(variables["FERRY_HANDLER"], json.loads(variables["FERRY_POLICY"])["source"]) for variables in (one["environment"][0]["variables"] for one in functions)}
    there = {"AWS/SQS": ("QueueName", set(queues)), "AWS/Lambda": ("FunctionName", {one["function_name"] for one in functions})}
    found = []
    for address, namespace, metric, dimensions in asked(of):
        if namespace == "Ferry":
            found += [f"{address}: {flaw}" for flaw in metrics.flaws(metric, dimensions, told, exact=True)]
        elif namespace not in there or set(dimensions) != {there[namespace][0]} or not set(dimensions.values()) <= there[namespace][1]:
            found.append(f"{address}: watches {namespace} {dimensions}, which is not there")
    return found


def asked(of: dict) -> list[tuple[str, str, str, dict[str, str]]]:
    """Address, namespace, metric and dimensions of all that alarms and dashboards show."""
    found = []
    for one in of.get("aws_cloudwatch_metric_alarm", []):
        parts = [part for query in one.get("metric_query") or [] for part in query.get("metric") or []]
        found += [(one["address"], part["namespace"], part["metric_name"], part.get("dimensions") or {}) for part in (parts or [one])]
    for one in of.get("aws_cloudwatch_dashboard", []):
        for widget in json.loads(one["dashboard_body"])["widgets"]:
            for namespace, metric, *pairs in widget["properties"]["metrics"]:
                words = [word for word in pairs if isinstance(word, str)]
                found.append((one["address"], namespace, metric, dict(zip(words[::2], words[1::2], strict=True))))
    return found


def statement(**parts: object) -> Callable[[dict], None]:
    """Adds a statement to a policy."""
    def alter(values: dict) -> None:
        document = json.loads(values["policy"])
        document["Statement"].append({"Effect": "Allow", "Sid": "Mistake", **parts})
        values["policy"] = json.dumps(document)
    return alter


def retries(values: dict) -> None:
    """A handler that would retry for longer than messages are kept."""
    if values["function_name"] == "place-order":
        retrying(values["environment"][0]["variables"], attempts=500, initial="PT3600S", max="PT3600S")


def given_up(values: dict) -> bool:
    """Whether it is an alarm of what a handler says."""
    return values["alarm_name"].endswith("-given-up")


def dead(values: dict) -> None:
    """An outcome that is none."""
    if given_up(values):
        values["dimensions"]["ferry.outcome"] = "DEAD"


def another_chart(values: dict) -> None:
    """A dashboard of a metric that nobody writes."""
    values["dashboard_body"] = values["dashboard_body"].replace('"ferry.process.latency"', '"ferry.process.lag"')


MISTAKES: list[Mistake] = [
    ("wildcard action", "aws_iam_role_policy", statement(Action="sqs:*", Resource="arn:aws:sqs:eu-central-1:000000000000:orders"), "grants sqs:*"),
    ("wildcard resource", "aws_iam_role_policy", statement(Action=["sqs:SendMessage"], Resource="*"), "granted on every resource"),
    ("a queue for anybody", "aws_sqs_queue", statement(Principal="*", Action="sqs:SendMessage", Resource="x", Condition={}), "lets anybody"),
    ("queue in the clear", "aws_sqs_queue", set_to("sqs_managed_sse_enabled", False), "is not encrypted"),
    ("queue over plain text", "aws_sqs_queue", set_to("policy", '{"Statement":[]}'), "takes plain text"),
    ("topic in the clear", "aws_sns_topic", set_to("kms_master_key_id", None), "is not encrypted"),
    ("topic over plain text", "aws_sns_topic", set_to("policy", '{"Statement":[]}'), "takes plain text"),
    ("table in the clear", "aws_dynamodb_table", set_to("server_side_encryption", []), "is not encrypted"),
    ("table that cannot be restored", "aws_dynamodb_table", set_to("point_in_time_recovery", []), "cannot be restored"),
    ("records for ever", "aws_dynamodb_table", set_to("ttl", []), "never expire"),
    ("queue without dead letters", "aws_sqs_queue", set_to("redrive_policy", None, lambda values: bool(values.get("redrive_policy"))), "has no dead letters"),
    ("dead letters for a day", "aws_sqs_queue", set_to("message_retention_seconds", 86400, lambda values: values["name"] == "orders-dead"), "kept no longer"),
    ("subscription without a queue for what is undelivered", "aws_sns_topic_subscription", set_to("redrive_policy", None), "undelivered"),
    ("subscription with envelopes", "aws_sns_topic_subscription", set_to("raw_message_delivery", False), "is not raw"),
    ("a queue that redrives fill and nobody reads", "aws_lambda_event_source_mapping", set_to("event_source_arn", "arn:aws:sqs:eu-central-1:000000000000:other"), "which nobody reads"),
    ("mapping without item failures", "aws_lambda_event_source_mapping", set_to("function_response_types", []), "deletes what failed"),
    ("visibility of one timeout", "aws_sqs_queue", set_to("visibility_timeout_seconds", 40, lambda values: values["name"] == "orders"), "below 6 x"),
    ("maxReceiveCount of 3", "aws_sqs_queue", set_to("redrive_policy", '{"deadLetterTargetArn":"arn:x:orders-dead","maxReceiveCount":3}', lambda values: values["name"] == "orders"), "ten to spare"),
    ("backoffs beyond the retention", "aws_lambda_function", retries, "longer than messages are kept"),
    ("an alarm of a metric that nobody writes", "aws_cloudwatch_metric_alarm", set_to("metric_name", "ferry.process.message", given_up), "no function writes ferry.process.message"),
    ("an alarm by one dimension of three", "aws_cloudwatch_metric_alarm", set_to("dimensions", {"ferry.handler": "payment"}, given_up), "ferry.process.messages is written by ferry.outcome too"),
    ("an alarm by a dimension that is not written", "aws_cloudwatch_metric_alarm", set_to("dimensions.handler", "payment", given_up), "is not written by handler"),
    ("an alarm of an outcome that is none", "aws_cloudwatch_metric_alarm", dead, "DEAD becomes of no message"),
    ("an alarm of another's source", "aws_cloudwatch_metric_alarm", set_to("dimensions", {"ferry.handler": "payment", "ferry.source": "orders", "ferry.outcome": "DEAD_LETTERED"}, given_up), "no function writes of payment and orders"),
    ("an alarm of a queue that is not there", "aws_cloudwatch_metric_alarm", set_to("dimensions", {"QueueName": "orders-dead-letters"}, lambda values: values["namespace"] == "AWS/SQS"), "which is not there"),
    ("a chart that stays empty", "aws_cloudwatch_dashboard", another_chart, "no function writes ferry.process.lag"),
]
