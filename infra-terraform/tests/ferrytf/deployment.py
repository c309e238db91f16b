"""The order system's example on an endpoint that answers as AWS does: applied, planned, read back."""

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from . import terraform as tf
from .aws_place import Place

EXAMPLE = tf.INFRA / "examples" / "localstack"


class Deployment:
    """`terraform apply` of the example with a state, a topology and a plan in a folder of the run's own."""

    def __init__(self, work: Path, place: Place, variables: dict) -> None:
        self.work, self.place = work, place
        self.state, self.plan_file = work / "terraform.tfstate", work / "plan"
        (work / "run.tfvars.json").write_text(json.dumps(variables))
        self.environment = {**place.environment, "TF_DATA_DIR": str(work / "data")}
        tf.init(EXAMPLE, **self.environment)

    def _terraform(self, *arguments: str, check: bool = True):
        return tf.run(EXAMPLE, *arguments, check=check, **self.environment)

    def plan(self, *options: str) -> dict:
        """A plan, as `terraform show -json` tells it."""
        self._terraform("plan", "-no-color", "-parallelism=40", f"-state={self.state}", f"-var-file={self.work / 'run.tfvars.json'}", f"-out={self.plan_file}", *options)
        text = subprocess.run([tf.terraform(), f"-chdir={EXAMPLE}", "show", "-json", str(self.plan_file)], env=tf.environment(**self.environment), text=True, capture_output=True, check=True).stdout
        (self.work / "plan.json").write_text(text)
        return json.loads(text)

    def apply(self) -> float:
        """Applies the last plan; how many seconds it took."""
        began = time.monotonic()
        self._terraform("apply", "-no-color", "-parallelism=40", f"-state={self.state}", str(self.plan_file))
        return time.monotonic() - began

    def outputs(self) -> dict:
        """What the example tells."""
        return {name: one["value"] for name, one in json.loads(self.state.read_text())["outputs"].items()}

    def resources(self) -> int:
        """How many there are."""
        return sum(len(one["instances"]) for one in json.loads(self.state.read_text())["resources"] if one["mode"] == "managed")


def changes(plan: dict) -> dict[str, list[str]]:
    """The actions of a plan by address, without what stays."""
    return {one["address"]: one["change"]["actions"] for one in plan.get("resource_changes", []) if one["change"]["actions"] not in (["no-op"], ["read"])}


def differing(plan: dict, address: str) -> set[str]:
    """Which attributes a plan changes."""
    change = next(one["change"] for one in plan["resource_changes"] if one["address"].endswith(address))
    return {name for name in change["after"] if change["before"].get(name) != change["after"][name]}


def subscription(place: Place, queue: str) -> str:
    """The subscription that feeds a queue."""
    return next(one["SubscriptionArn"] for one in place.sns.list_subscriptions()["Subscriptions"] if one["Endpoint"].endswith(f":{queue}"))


def mapping(place: Place, function: str) -> dict:
    """The mapping that feeds a function."""
    return next(one for one in place.functions.list_event_source_mappings()["EventSourceMappings"] if one["FunctionArn"].split(":function:")[1].split(":")[0] == function)


def read_back(place: Place, hold: Callable[[str, bool], None]) -> None:
    """What AWS would say of `payment`, whose runs may take 12 s: attributes, policies, mapping, function, records."""
    queue = place.attributes("payment")
    hold("visibility timeout is 6 x 12 s", queue["VisibilityTimeout"] == "72")
    hold("retention", queue["MessageRetentionPeriod"] == "345600")
    hold("encrypted", queue["SqsManagedSseEnabled"] == "true")
    redrive = json.loads(queue["RedrivePolicy"])
    hold("redrive policy", redrive["deadLetterTargetArn"].endswith(":payment-dead") and int(redrive["maxReceiveCount"]) == 1000)
    hold("dead letters outlive their queue", int(place.attributes("payment-dead")["MessageRetentionPeriod"]) == 1209600)
    hold("dead letters are of their queue alone", json.loads(place.attributes("payment-dead")["RedriveAllowPolicy"])["sourceQueueArns"] == [queue["QueueArn"]])
    statements = json.loads(queue["Policy"])["Statement"]
    hold("TLS only", any(one["Effect"] == "Deny" and one["Condition"] == {"Bool": {"aws:SecureTransport": "false"}} for one in statements))
    hold("the topic may send", any(one["Effect"] == "Allow" and one["Action"] == "sqs:SendMessage" for one in statements))
    told = place.sns.get_subscription_attributes(SubscriptionArn=subscription(place, "payment"))["Attributes"]
    hold("raw delivery, filtered", told["RawMessageDelivery"] == "true" and json.loads(told["FilterPolicy"]) == {"type": ["OrderPlaced"]})
    feeds = mapping(place, "payment")
    hold("the mapping reports item failures", feeds["FunctionResponseTypes"] == ["ReportBatchItemFailures"] and feeds["ScalingConfig"] == {"MaximumConcurrency": 10})
    function = place.functions.get_function_configuration(FunctionName="payment")
    hold("the function knows its handler", function["Environment"]["Variables"]["FERRY_HANDLER"] == "payment" and function["Timeout"] == 12)
    hold("records expire", place.tables.describe_time_to_live(TableName="orders-records")["TimeToLiveDescription"].get("AttributeName") == "d")
