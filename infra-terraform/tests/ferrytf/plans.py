"""Plans of the modules without any cloud, as `terraform show -json` writes them."""

import json
import subprocess
from pathlib import Path

from . import modules
from . import terraform as tf

ORDERS = tf.CHECKOUT / "functions/samples/orders/handlers/src/main/resources/dev/ferry/samples/orders/topology.yaml"

OFFLINE = '''
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
'''
"""AWS's provider plans without a call."""

MOCKED = {"google", "azure"}
"""The others ask their clouds, or are stood in for: mocks plan in their place. What only an apply tells is unknown to them."""

ARGUMENTS = {
    "aws": 'entry_point = "com.example.OnLambda::handleRequest"\n account_id = "000000000000"\n region = "eu-central-1"',
    "google": 'entry_point = "com.example.OnGoogle"\n project = "example-project"\n project_number = "123456789012"\n region = "europe-west1"',
    "azure": 'subscription_id = "00000000-0000-0000-0000-000000000000"\n resource_group = "shop"\n location = "westeurope"\n unique = "abc123"',
}
"""What the module of each cloud has to be told, beside file and package."""


def call(cloud: str, name: str, topology: str, more: str = "") -> str:
    """A call of a cloud's module; `topology` is an expression."""
    return f'module "{name}" {{\n source = "../../modules/{cloud}"\n topology_file = {topology}\n package = "../package.zip"\n {ARGUMENTS[cloud]}\n {more}\n}}\n'


def planned(cloud: str, name: str, calls: str) -> dict:
    """The plan of a root module of its own."""
    modules.need(cloud)
    folder = modules.copied() / "offline" / name
    folder.mkdir(parents=True, exist_ok=True)
    # The same for all, or plans would differ by it.
    (folder.parent / "package.zip").write_text("any file: nothing here opens it")
    source = modules.PROVIDERS[cloud]
    local = source.split("/")[1]
    text = f'terraform {{\n required_providers {{\n {local} = {{ source = "{source}" }}\n }}\n}}\n{calls}'
    (folder / "main.tf").write_text(text + (OFFLINE if cloud == "aws" else ""))
    return _mocked(folder, local) if cloud in MOCKED else _real(folder)


def _real(folder: Path) -> dict:
    tf.init(folder, **tf.ALONE)
    tf.run(folder, "plan", "-no-color", "-refresh=false", "-lock=false", "-out=plan", **tf.ALONE)
    return json.loads(subprocess.run([tf.terraform(), f"-chdir={folder}", "show", "-json", "plan"], env=tf.environment(**tf.ALONE), text=True, capture_output=True, check=True).stdout)


def _mocked(folder: Path, provider: str) -> dict:
    (folder / "plan.tftest.hcl").write_text(f'mock_provider "{provider}" {{}}\nrun "plan" {{\n command = plan\n}}\n')
    tf.init(folder)
    told = [json.loads(line) for line in tf.run(folder, "test", "-json", "-verbose", check=False).stdout.splitlines() if line.startswith("{")]
    plan = next((one["test_plan"] for one in told if one["type"] == "test_plan"), None)
    if plan is None:
        raise tf.Failed("no plan: " + "; ".join(f"{one['diagnostic']['summary']} {one['diagnostic'].get('detail', '')}" for one in told if one["type"] == "diagnostic")[:3000])
    return plan


def orders(cloud: str) -> dict:
    """The plan of the order system."""
    return planned(cloud, f"orders-{cloud}", call(cloud, "orders", json.dumps(str(ORDERS))))
