"""Deliberate mistakes in the modules' own text: `terraform validate` finds each."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from . import modules
from . import terraform as tf


@dataclass(frozen=True)
class Slip:
    """What somebody might write instead of something in a file of a cloud's module, and what has to be said of it."""

    name: str
    file: str
    cut: str
    put: str
    says: str


SLIPS = {
    "aws": [
        Slip("typo in an argument", "messaging/main.tf", "visibility_timeout_seconds  = each", "visiblity_timeout_seconds  = each", "Unsupported argument"),
        Slip("missing block", "function/main.tf", "  scaling_config {\n    maximum_concurrency = var.concurrency\n  }\n", "  maximum_concurrency = var.concurrency\n", "Unsupported argument"),
        Slip("missing argument", "function/main.tf", "  role             = aws_iam_role.this.arn\n", "", "Missing required argument"),
        Slip("wrong reference", "operations/outputs.tf", 'module.function["redrive"]', 'module.functions["redrive"]', "Reference to undeclared module"),
        Slip("wrong attribute", "function/main.tf", "aws_cloudwatch_log_group.this.name", "aws_cloudwatch_log_group.this.nmae", "no argument, nested block"),
        Slip("value out of range", "function/main.tf", "maximum_concurrency = var.concurrency", "maximum_concurrency = 1", "to be at least (2)"),
    ],
    "google": [
        Slip("typo in an argument", "messaging/main.tf", "message_retention_duration   = ", "message_retention_durations  = ", "Unsupported argument"),
        Slip("missing block", "messaging/main.tf", '  expiration_policy {\n    ttl = ""\n  }\n', '  ttl = ""\n', "Unsupported argument"),
        Slip("missing argument", "messaging/main.tf", "  topic                        = google_pubsub_topic.queue[each.key].id\n", "", "Missing required argument"),
        Slip("wrong reference", "function/grants.tf", "google_service_account.run.email", "google_service_account.runs.email", "Reference to undeclared resource"),
        Slip("wrong attribute", "function/outputs.tf", "google_service_account.run.email", "google_service_account.run.mail", "no argument, nested block"),
        Slip("value out of range", "main.tf", "requests_at_once      = var.requests_at_once", "requests_at_once      = 5000", "requests_at_once is"),
    ],
    "azure": [
        Slip("typo in an argument", "messaging/main.tf", "lock_duration                           = ", "lock_durations                          = ", "Unsupported argument"),
        Slip("missing block", "function/main.tf", "  identity {\n", "  identities {\n", "Unsupported block type"),
        Slip("missing argument", "messaging/main.tf", "  max_delivery_count = 100\n", "", "Missing required argument"),
        Slip("wrong reference", "function/main.tf", "azurerm_service_plan.this.id", "azurerm_service_plans.this.id", "Reference to undeclared resource"),
        Slip("wrong attribute", "messaging/main.tf", "azurerm_servicebus_namespace.this[0].id", "azurerm_servicebus_namespace.this[0].ids", "no argument, nested block"),
        Slip("value out of range", "messaging/main.tf", "= each.value.max_deliveries", "= 0", "max_delivery_count to be at least (1), got 0"),
    ],
}
"""By cloud. What is out of range, the real providers say; the one that stands in for Google's knows none, so there our own validation does."""


def found(cloud: str, number: int, slip: Slip) -> str:
    """Whether `validate` says what it has to; what it says instead, if not."""
    folder = modules.COPY / f"slip-{cloud}-{number}"
    shutil.copytree(tf.INFRA / "modules", folder / "modules", ignore=shutil.ignore_patterns(".terraform*", "tests"))
    target = folder / "modules" / cloud / slip.file
    text = target.read_text()
    if slip.cut not in text:
        return f"{slip.name}: does not apply any more: {slip.cut!r}"
    target.write_text(text.replace(slip.cut, slip.put, 1))
    where = str(Path("modules", cloud, slip.file).parent)
    done = tf.run(folder / where, "init", "-backend=false", "-no-color", check=False)
    if not done.returncode:
        done = tf.run(folder / where, "validate", "-no-color", check=False)
    said = " ".join(done.stdout.replace("│", " ").split())
    return "" if done.returncode and slip.says in said else f"{slip.name}: {said[-400:]}"


def hold(cloud: str) -> str:
    """`validate` finds each slip."""
    modules.need(cloud)
    missed = [one for one in (found(cloud, number, slip) for number, slip in enumerate(SLIPS[cloud])) if one]
    if missed:
        raise tf.Failed("; ".join(missed))
    return f"{len(SLIPS[cloud])} slips found"
