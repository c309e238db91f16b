"""What is checked of AWS alone: rules over a plan, leaves of topology.yaml, deliberate mistakes."""

import copy
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from . import leaves, modules, policy
from . import terraform as tf
from .checks import check

OFFLINE = '''
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
'''
ORDERS = "functions/samples/orders/handlers/src/main/resources/dev/ferry/samples/orders/topology.yaml"
_plan: dict | None = None


def root(name: str, text: str) -> Path:
    """A root module in the copy, initialised."""
    folder = modules.copied() / "offline" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "main.tf").write_text(text)
    tf.init(folder, **tf.ALONE)
    return folder


def planned(folder: Path, *options: str) -> dict:
    """A plan without any call of AWS, as JSON."""
    tf.run(folder, "plan", "-no-color", "-refresh=false", "-lock=false", "-out=plan", *options, **tf.ALONE)
    return json.loads(subprocess.run([tf.terraform(), f"-chdir={folder}", "show", "-json", "plan"], env=tf.environment(**tf.ALONE), text=True, capture_output=True, check=True).stdout)


def orders_plan() -> dict:
    """The plan of the order system, made once."""
    global _plan
    if _plan is None:
        modules.need("aws")
        _plan = planned(root("orders", OFFLINE + f'''
module "orders" {{
  source        = "../../modules/aws"
  topology_file = "{tf.CHECKOUT / ORDERS}"
  package       = "main.tf"
  entry_point   = "dev.ferry.samples.aws.OrdersOnLambda::handleRequest"
  account_id    = "000000000000"
  region        = "eu-central-1"
}}
'''))
    return copy.deepcopy(_plan)


def change(plan: dict, kind: str, alter: Callable[[dict], None]) -> None:
    """Changes the first planned resource of a type, such as "aws_sqs_queue", that holds for `alter`."""
    def walk(module: dict) -> bool:
        for one in module.get("resources", []):
            if one["type"] == kind:
                before = json.dumps(one["values"], sort_keys=True)
                alter(one["values"])
                if json.dumps(one["values"], sort_keys=True) != before:
                    return True
        return any(walk(child) for child in module.get("child_modules", []))
    if not walk(plan["planned_values"]["root_module"]):
        raise tf.Failed(f"no {kind} to make the mistake in")


def set_to(name: str, value: object, when: Callable[[dict], bool] = lambda values: True) -> Callable[[dict], None]:
    """Sets an attribute."""
    def alter(values: dict) -> None:
        if when(values):
            values[name] = value
    return alter


def statement(**parts: object) -> Callable[[dict], None]:
    """Adds a statement to a policy."""
    def alter(values: dict) -> None:
        document = json.loads(values["policy"])
        document["Statement"].append({"Effect": "Allow", "Sid": "Mistake", **parts})
        values["policy"] = json.dumps(document)
    return alter


def retries(values: dict) -> None:
    """A handler that would retry for longer than messages are kept."""
    if values["function_name"] != "place-order":
        return
    variables = values["environment"][0]["variables"]
    told = json.loads(variables["FERRY_POLICY"])
    told["retry"] |= {"attempts": 500, "initial": "PT3600S", "max": "PT3600S"}
    variables["FERRY_POLICY"] = json.dumps(told)


MISTAKES = [
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
    ("mapping without item failures", "aws_lambda_event_source_mapping", set_to("function_response_types", []), "deletes what failed"),
    ("visibility of one timeout", "aws_sqs_queue", set_to("visibility_timeout_seconds", 40, lambda values: values["name"] == "orders"), "below 6 x"),
    ("maxReceiveCount of 3", "aws_sqs_queue", set_to("redrive_policy", '{"deadLetterTargetArn":"arn:x:orders-dead","maxReceiveCount":3}', lambda values: values["name"] == "orders"), "ten to spare"),
    ("backoffs beyond the retention", "aws_lambda_function", retries, "longer than messages are kept"),
]
"""What somebody might get wrong, and what has to be said of it."""


@check("plan rules", "aws")
def rules() -> str:
    """The plan of the order system keeps every rule; each deliberate mistake in it is found."""
    found = policy.problems(orders_plan())
    if found:
        raise tf.Failed("; ".join(found))
    missed = []
    for name, kind, alter, says in MISTAKES:
        plan = orders_plan()
        change(plan, kind, alter)
        if not any(says in one for one in policy.problems(plan)):
            missed.append(name)
    if missed:
        raise tf.Failed(f"mistakes that no rule finds: {', '.join(missed)}")
    return f"{len(MISTAKES)} deliberate mistakes found"


SLIPS = [
    ("typo in an argument", "messaging/main.tf", "visibility_timeout_seconds  = each", "visiblity_timeout_seconds  = each", "Unsupported argument"),
    ("missing block", "function/main.tf", "  scaling_config {\n    maximum_concurrency = var.concurrency\n  }\n", "  maximum_concurrency = var.concurrency\n", "Unsupported argument"),
    ("missing argument", "function/main.tf", "  role             = aws_iam_role.this.arn\n", "", "Missing required argument"),
    ("wrong reference", "operations/main.tf", 'module.function["redrive"]', 'module.functions["redrive"]', "Reference to undeclared module"),
    ("wrong attribute", "function/main.tf", "aws_cloudwatch_log_group.this.name", "aws_cloudwatch_log_group.this.nmae", "no argument, nested block"),
    ("value out of range", "function/main.tf", "maximum_concurrency = var.concurrency", "maximum_concurrency = 1", "to be at least (2)"),
]
"""Slips in the modules' own text, and what validate says of each."""


@check("deliberate mistakes", "aws")
def slips() -> str:
    """`validate` finds each slip."""
    modules.need("aws")
    missed = []
    for number, (name, file, cut, put, says) in enumerate(SLIPS):
        folder = modules.COPY / f"slip-{number}"
        shutil.copytree(tf.INFRA / "modules", folder / "modules", ignore=shutil.ignore_patterns(".terraform*", "tests"))
        target = folder / "modules" / "aws" / file
        text = target.read_text()
        where = "modules/aws/" + file.split("/")[0]
        if cut not in text:
            # The reference is in an output.
            target = target.with_name("outputs.tf")
            text = target.read_text()
        target.write_text(text.replace(cut, put))
        done = tf.run(folder / where, "init", "-backend=false", "-no-color", check=False)
        if not done.returncode:
            done = tf.run(folder / where, "validate", "-no-color", check=False)
        if done.returncode == 0 or says not in " ".join(done.stdout.replace("│", " ").split()):
            missed.append(f"{name}: {done.stdout[-400:]}")
    if missed:
        raise tf.Failed("; ".join(missed))
    return f"{len(SLIPS)} slips found"


def judged(cloud: str) -> tuple[list[str], list[str]]:
    """Which variants modules/topology takes, and which it refuses by name, for a cloud; without any provider."""
    folder = modules.copied() / "offline" / f"topologies-{cloud}"
    folder.mkdir(parents=True, exist_ok=True)
    made = leaves.variants()
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
    state = json.loads((folder / "terraform.tfstate").read_text())
    problems = state["outputs"]["problems"]["value"]
    taken, refused = [], []
    for number, leaf in enumerate(made):
        said = problems[str(number)]
        if not said:
            taken.append(leaf)
        elif leaf == "unchanged":
            raise tf.Failed(f"the unchanged topology is refused: {said}")
        else:
            # The sentence names the field; what refuses the plan, `cannot be deployed on aws`, names the cloud.
            last = leaf.replace("*.", "").rsplit(".", 1)[-1]
            if not any(last in one or cloud in one for one in said):
                raise tf.Failed(f"{leaf} is refused, but not by its name: {said}")
            refused.append(leaf)
    return taken, refused


@check("leaves of topology.yaml", "aws", long=True)
def every_leaf() -> str:
    """No leaf is ignored: the plan changes, or it is refused by name."""
    modules.need("aws")
    schema = json.loads((tf.CHECKOUT / "portable-api/topology/src/main/resources/dev/ferry/topology/topology.schema.json").read_text())
    wanted, known = leaves.leaves(schema), set(leaves.CHANGES)
    if wanted != known:
        raise tf.Failed(f"leaves that are not changed here: {sorted(wanted - known)}; changed but not there: {sorted(known - wanted)}")
    taken, refused = judged("aws")
    made = list(leaves.variants())
    numbers = [str(made.index(leaf)) for leaf in taken]
    folder = root("leaves", OFFLINE + f'''
module "variant" {{
  source                       = "../../modules/aws"
  for_each                     = toset({json.dumps(numbers)})
  topology_file                = "../topologies-aws/${{each.key}}.yaml"
  package                      = "main.tf"
  entry_point                  = "com.example.Orders::handleRequest"
  handlers                     = {{ cache = {{ variables = {{ }} }} }}
  account_id                   = "000000000000"
  region                       = "eu-central-1"
}}
''')
    plan = planned(folder)
    by_number: dict[str, list[str]] = {number: [] for number in numbers}
    for one in plan["resource_changes"]:
        for number in numbers:
            prefix = f'module.variant["{number}"]'
            if one["address"].startswith(prefix):
                by_number[number].append(json.dumps([one["address"][len(prefix):], one["change"]["after"]], sort_keys=True))
    base = sorted(by_number["0"])
    same = {leaf for leaf, number in zip(taken, numbers) if leaf != "unchanged" and sorted(by_number[number]) == base}
    excused = set(leaves.SAME_ON["aws"])
    if same != excused:
        raise tf.Failed(f"ignored without a word: {sorted(same - excused)}; excused, but it changes the plan: {sorted(excused - same)}")
    return f"{len(known)} leaves: {len(taken) - 1 - len(same)} change the plan, {len(refused)} are refused by name, {len(same)} cannot differ"
