"""The order system, applied to LocalStack by Terraform and put through everything: see localstack.sh."""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from . import terraform as tf
from .aws_place import Place
from .control import Control
from .deployment import Deployment, changes, differing, mapping, read_back, subscription
from .orders import HANDLERS, Order, audit, generate, notes, poison, read
from .privilege import called, judge

TOPOLOGY = tf.CHECKOUT / "functions/samples/orders/handlers/src/main/resources/dev/ferry/samples/orders/topology.yaml"
OUT = "payment"
"""The handler whose neighbour is out of service at first."""


class Run:
    """One run; its account is what it found, never what it did."""

    def __init__(self, options: argparse.Namespace, work: Path) -> None:
        self.options, self.work = options, work
        self.place, self.control = Place(options.endpoint), Control()
        self.account: dict = {}
        self.failures: list[str] = []
        self.publishing = threading.Event()
        self.topology = work / "topology.yaml"
        # Few attempts at what is out of service: each is an invocation.
        text = TOPOLOGY.read_text()
        paying = "{budget: 2s, timeout: 12s, retry: {maxDelay: 4s, attempts: 3}, idempotency: {lease: 5s}}"
        self.topology.write_text(text.replace("      payment: *quick\n", f"      payment: {paying}\n", 1))
        orders = read(Path(options.orders)) if options.orders else generate(options.generate)
        self.inputs: list[Order] = orders + poison(options.poison, orders[0])
        random.Random(options.seed).shuffle(self.inputs)

    def say(self, text: str) -> None:
        """Progress, on stderr."""
        print(f"localstack.sh: {time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)

    def hold(self, what: str, holds: bool) -> None:
        """Something that has to be so; the run goes on, and fails at its end."""
        if not holds:
            self.failures.append(what)
            self.say(f"DOES NOT HOLD: {what}")

    def deploy(self) -> None:
        """The first apply."""
        self.place.s3.create_bucket(Bucket="packages")
        self.recorded = self.work / "recorded"
        self.deployment = Deployment(self.work, self.place, {
            "topology_file": str(self.topology), "package": self.options.package, "bucket": "packages",
            "entry_point": "dev.ferry.cli.demo.aws.lambda.DemoFunction::handleRequest", "dead_letter_schedule_minutes": 60,
            "variables": {"AWS_ENDPOINT_URL": self.options.endpoint, "FERRY_LOG_LEVEL": "warn", "RECORDED_CALLS": str(self.recorded),
                          "FERRY_DEMO_CONTROL": self.control.root, "FERRY_DEMO_SEED": str(self.options.seed), "FERRY_DEMO_FAILURES": str(self.options.failures),
                          "FERRY_DEMO_DUPLICATES": str(self.options.duplicates), "FERRY_DEMO_OUTAGE": OUT, "FERRY_DEMO_WITHOUT_RETRY": "false"}})
        plan = self.deployment.plan()
        self.say(f"applying {len(changes(plan))} resources")
        self.account["applySeconds"] = round(self.deployment.apply())
        self.account["resources"] = self.deployment.resources()
        self.tell = self.deployment.outputs()["orders"]
        self.ledger = self.deployment.outputs()["ledger"]
        self.say(f"applied {self.account['resources']} resources in {self.account['applySeconds']} s")

    def read_back(self) -> None:
        """What AWS would say of it."""
        read_back(self.place, self.hold)

    def publish(self, changed: threading.Event) -> None:
        """Sends everything, some of it twice; slowly from the half on, until the deployment has changed."""
        url, dice, sent = self.place.url("orders"), random.Random(self.options.seed), 0
        meanwhile = 0
        twice = [order for order in self.inputs if dice.random() < self.options.duplicates]
        sending = self.inputs + twice
        # The second half goes on slowly for as long as the deployment changes, and the last of it comes after.
        while sent < len(sending):
            if sent >= len(sending) - 10 and not changed.is_set():
                self.publishing.set()
                changed.wait(900)
            slowly = sent > len(sending) // 2 and not changed.is_set()
            part = sending[sent:sent + (2 if slowly else 10)]
            entries = [{"Id": str(number), "MessageBody": order.body, "MessageAttributes": {"ferry": {"DataType": "String", "StringValue": f"v=1&id={order.id}"}}}
                       for number, order in enumerate(part)]
            done = self.place.sqs.send_message_batch(QueueUrl=url, Entries=entries)
            if done.get("Failed"):
                raise tf.Failed(f"publish: {done['Failed']}")
            sent += len(part)
            if slowly:
                meanwhile += len(part)
                self.publishing.set()
                changed.wait(2)
        self.account["publishedDuringChange"] = meanwhile
        self.hold("messages were published while the deployment changed", meanwhile > 0)
        self.account["published"] = len(self.inputs)
        self.say(f"published {len(self.inputs)} orders, {len(twice)} of them twice")

    def change(self) -> None:
        """Another policy and another filter, in place, while messages come."""
        self.publishing.wait(300)
        text = self.topology.read_text()
        text = text.replace("retry: {maxDelay: 4s, attempts: 3}", "retry: {maxDelay: 3s, attempts: 4}").replace("  audit-orders:\n    source:\n      topic: order-events\n      filter: {type: [OrderPlaced]}", "  audit-orders:\n    source:\n      topic: order-events\n      filter: {type: [OrderPlaced, OrderAmended]}")
        self.topology.write_text(text)
        made = changes(self.deployment.plan("-refresh=false"))
        short = sorted({re.sub(r".*\.(aws_\w+)\..*", r"\1", address) for address in made})
        self.hold(f"policy and filter change in place: {made}", all(actions == ["update"] for actions in made.values()) and "aws_sns_topic_subscription" in short and "aws_lambda_function" in short)
        self.deployment.apply()
        told = self.place.sns.get_subscription_attributes(SubscriptionArn=subscription(self.place, "audit-orders"))["Attributes"]
        self.hold("the filter has changed", json.loads(told["FilterPolicy"]) == {"type": ["OrderPlaced", "OrderAmended"]})
        policy = json.loads(self.place.functions.get_function_configuration(FunctionName=OUT)["Environment"]["Variables"]["FERRY_POLICY"])
        self.hold("the policy has changed", policy["retry"]["attempts"] == 4)
        self.say(f"changed {len(made)} resources in place: {', '.join(short)}")

    def publish_through_a_change(self) -> None:
        """Publishing, and the change beside it."""
        changed, trouble = threading.Event(), []
        def change() -> None:
            try:
                self.change()
            except Exception as failure:  # noqa: BLE001  told by the thread that waits
                trouble.append(failure)
            finally:
                changed.set()
        beside = threading.Thread(target=change)
        beside.start()
        self.publish(changed)
        beside.join()
        if trouble:
            raise trouble[0]

    def queues(self, kind: str = "queue") -> dict[str, str]:
        """Names of each handler's queue, or its `dead_letters`, `parked`."""
        handlers = self.tell["topology"]["handlers"]
        return {name: self.tell["queues"][handlers[name][kind]]["name"] for name in HANDLERS}

    def redrive(self) -> None:
        """The cause is mended; the deployed function sends the dead letters of the outage back."""
        lying = self.place.depth(self.queues("dead_letters")[OUT])
        self.hold("the outage left dead letters", lying > 0)
        self.control.over.set()
        redriven = folded = 0
        for _ in range(20):
            answer = self.place.invoke(self.tell["redrive_functions"][OUT]["name"], {"reasons": ["ATTEMPTS_EXHAUSTED"], "messagesPerSecond": 500})
            redriven += answer["redriven"]
            folded += answer["folded"]
            if answer["stopped"] == "NOTHING_LEFT":
                break
        self.account["redriven"] = redriven
        self.hold(f"all {lying} dead letters of the outage were redriven, not {redriven}", redriven + folded == lying)
        self.say(f"redrove {redriven} dead letters of '{OUT}'")

    def settle(self) -> None:
        """Until nothing waits."""
        self.place.await_quiet(list(self.queues().values()), self.options.patience)

    def look_after_dead_letters(self) -> None:
        """The scheduled function finds the poison."""
        answer = self.place.invoke(self.tell["dead_letter_functions"]["place-order"]["name"], {})
        self.hold(f"the scheduled function finds the poison: {answer}", sum(answer["found"].values()) == self.options.poison)

    def alarm(self) -> None:
        """The alarm of the poison goes off."""
        if self.options.poison == 0:
            return
        end, state = time.monotonic() + 240, ""
        while state != "ALARM" and time.monotonic() < end:
            state = self.place.alarms.describe_alarms(AlarmNames=["orders-place-order-dead-letters"])["MetricAlarms"][0]["StateValue"]
            time.sleep(1)
        self.hold("the alarm of the dead letters is in ALARM", state == "ALARM")
        self.account["alarm"] = state

    def audit(self) -> None:
        """The account of every message and subscription."""
        letters = {name: self.place.take(self.queues("dead_letters")[name]) + self.place.take(self.queues("parked")[name]) for name in HANDLERS}
        self.account.update(audit(self.inputs, self.place.scan(self.ledger), letters))
        said = [notes(one) for one in letters["place-order"]]
        self.hold("each dead letter has its envelope", all(any(name.startswith("n.dl.") for name in one) for one in said) and all(one.get("round") == "1" for one in said))
        self.hold("nothing is lost", self.account["lost"] == 0)
        self.hold("nothing is doubled", self.account["doubled"] == 0)
        self.hold("the poison alone lies dead", self.account["deadLettered"] == self.options.poison)
        self.account["deliveredAgain"] = self.control.again

    def least_privilege(self) -> None:
        """What functions called is granted, and what is granted beyond has a reason."""
        policies = {}
        for role in (one["RoleName"] for one in self.place.iam.list_roles()["Roles"]):
            for name in self.place.iam.list_role_policies(RoleName=role)["PolicyNames"]:
                policies[role] = json.dumps(self.place.iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"])
        missing, unexplained, pairs = judge(called(self.recorded.read_text().splitlines(), "arn:aws:SERVICE:us-east-1:000000000000"), policies)
        self.hold(f"every call is granted: {missing}", not missing and pairs > 0)
        self.hold(f"what is granted beyond has a reason: {unexplained}", not unexplained)
        self.account["calls"] = pairs
        self.say(f"{pairs} kinds of calls, each granted")

    def drift(self) -> None:
        """What somebody changes by hand shows in the plan, that alone, and an apply undoes it."""
        self.place.sqs.set_queue_attributes(QueueUrl=self.place.url("inventory"), Attributes={"VisibilityTimeout": "5"})
        self.place.sns.set_subscription_attributes(SubscriptionArn=subscription(self.place, "notification"), AttributeName="FilterPolicy", AttributeValue='{"type":["Nothing"]}')
        self.place.functions.update_event_source_mapping(UUID=mapping(self.place, "audit-orders")["UUID"], BatchSize=3)
        plan = self.deployment.plan()
        wanted = {'messaging.aws_sqs_queue.this["inventory"]': {"visibility_timeout_seconds"}, 'messaging.aws_sns_topic_subscription.queue["notification"]': {"filter_policy"},
                  'function["audit-orders"].aws_lambda_event_source_mapping.queue[0]': {"batch_size"}}
        found = changes(plan)
        self.hold(f"drift shows: {found}", len(found) == 3 and all(any(address.endswith(one) for address in found) for one in wanted))
        for address, attributes in wanted.items():
            if any(one.endswith(address) for one in found):
                self.hold(f"drift of {address}: {differing(plan, address)}", differing(plan, address) == attributes)
        self.deployment.apply()
        self.account["planChanges"] = len(changes(self.deployment.plan()))
        self.hold("the plan after the last apply is empty", self.account["planChanges"] == 0)
        self.say(f"drift shown and undone; the next plan has {self.account['planChanges']} changes")

    def guarded(self) -> None:
        """Replacing or destroying a queue that holds messages is refused by `ferry plan-check`, unless the loss is allowed."""
        command = [str(tf.CHECKOUT / "ferry"), "plan-check", str(self.work / "plan.json")]
        environment = {**os.environ, **self.place.environment}
        if self.options.poison > 0:
            # An ordered queue is another queue: the one that is there would go, and its dead letters with it.
            self.deployment.plan("-refresh=false", "-var", "environment=local-fifo")
            replaced = subprocess.run(command, env=environment, text=True, capture_output=True, check=False)
            self.hold(f"plan-check refuses to replace a queue with dead letters: {replaced.returncode} {replaced.stdout}{replaced.stderr}", replaced.returncode == 1 and "orders-dead" in replaced.stdout)
        self.deployment.plan("-destroy", "-refresh=false")
        refused = subprocess.run(command, env=environment, text=True, capture_output=True, check=False)
        allowed = subprocess.run([*command, "--allow-loss"], env=environment, text=True, capture_output=True, check=False)
        holding = self.options.poison > 0
        self.hold(f"plan-check refuses the loss: {refused.returncode} {refused.stdout}{refused.stderr}", refused.returncode == (1 if holding else 0) and (not holding or "orders-dead" in refused.stdout))
        self.hold(f"plan-check allows it when told: {allowed.returncode} {allowed.stderr}", allowed.returncode == 0)

    def destroy(self) -> None:
        """Nothing is left."""
        self.deployment.apply()
        left = [one for one in self.place.everything() if "packages" not in one]
        self.hold(f"destroy leaves nothing: {left}", not left)
        self.account["destroyed"] = not left
        self.say("destroyed")

    def go(self) -> dict:
        """All of it."""
        steps = [self.deploy, self.read_back, self.publish_through_a_change, self.settle, self.redrive, self.settle, self.look_after_dead_letters, self.alarm,
                 self.audit, self.least_privilege, self.drift, self.guarded, self.destroy]
        for step in steps:
            began = time.monotonic()
            step()
            self.say(f"{step.__name__}: {time.monotonic() - began:.0f} s")
        return self.account


def main() -> int:
    """The program; 0 when all holds."""
    parser = argparse.ArgumentParser(prog="localstack.sh", description=__doc__)
    parser.add_argument("--orders", help="a file of orders, a JSON object a line; made-up ones by default")
    parser.add_argument("--generate", type=int, default=30, help="how many orders are made up where no file is given")
    parser.add_argument("--duplicates", type=float, default=0.2, help="the chance that an order is sent twice, and an event delivered twice")
    parser.add_argument("--failures", type=float, default=0.1, help="the chance that a message fails at first")
    parser.add_argument("--poison", type=int, default=5, help="how many orders can never be placed")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"))
    parser.add_argument("--patience", type=int, default=900, help="how many seconds messages may take to settle")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line, which there is anyway")
    parser.add_argument("--keep", action="store_true", help="leave the folder of the run")
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--package", required=True)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="ferry-localstack-"))
    run = Run(options, work)
    run.say(f"seed {options.seed}, in {work}")
    try:
        account = run.go()
    except Exception as failure:  # noqa: BLE001  told, with what was found until then
        run.failures.append(f"{type(failure).__name__}: {failure}")
        account = run.account
    finally:
        run.control.close()
    for one in run.failures:
        print(f"FAILED: {one}", file=sys.stderr)
    if not options.keep and not run.failures:
        shutil.rmtree(work, ignore_errors=True)
    print(json.dumps({**account, "seed": options.seed, "failures": len(run.failures)}, separators=(",", ":")))
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
