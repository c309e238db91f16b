"""The order system, applied to moto by Terraform, read back and taken away again: see moto.sh. moto runs no function."""

import argparse
import json
import sys
import tempfile
import zipfile
from pathlib import Path

from . import terraform as tf
from .aws_place import Place
from .deployment import Deployment, changes, differing, read_back

TOPOLOGY = tf.CHECKOUT / "functions/samples/orders/handlers/src/main/resources/dev/ferry/samples/orders/topology.yaml"
PAYING = "{budget: 2s, timeout: 12s}"
"""What `read_back` knows of the handler `payment`."""

GAPS: dict[tuple[str, str], str] = {}
"""What the second plan changes, (type, attribute), since moto does not tell it back; and why it is not closed in moto/server.py."""

LEFT: tuple[str, ...] = ()
"""What moto keeps after it was told to delete it, by what it is called."""


def main() -> int:
    """The program; 0 when all holds."""
    parser = argparse.ArgumentParser(prog="moto.sh", description=__doc__)
    parser.add_argument("--endpoint", required=True)
    options = parser.parse_args()
    place, failures = Place(options.endpoint), []
    # What moto cannot do, it cannot do the next time either.
    place.environment["AWS_MAX_ATTEMPTS"] = "2"

    def hold(what: str, holds: bool) -> None:
        if not holds:
            failures.append(what)
            print(f"FAILED: {what}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="ferry-moto-") as folder:
        work = Path(folder)
        with zipfile.ZipFile(work / "orders.zip", "w") as package:
            package.writestr("nothing", "is run")
        (work / "topology.yaml").write_text(TOPOLOGY.read_text().replace("      payment: *quick\n", f"      payment: {PAYING}\n", 1))
        deployment = Deployment(work, place, {"topology_file": str(work / "topology.yaml"), "package": str(work / "orders.zip")})
        deployment.plan()
        account = {"applySeconds": round(deployment.apply()), "resources": deployment.resources()}
        read_back(place, hold)
        plan = deployment.plan()
        found = {(one["type"], attribute) for one in plan["resource_changes"] if one["address"] in changes(plan) for attribute in differing(plan, one["address"])}
        hold(f"the second plan is empty, moto's gaps aside: {sorted(found - set(GAPS))}", not found - set(GAPS))
        hold(f"moto has closed gaps: {sorted(set(GAPS) - found)}", not set(GAPS) - found)
        account["planChanges"] = len(changes(plan))
        deployment.plan("-destroy", "-refresh=false")
        deployment.apply()
        left = [one for one in place.everything() if not one.startswith(LEFT)]
        hold(f"destroy leaves nothing: {left}", not left)
        account["destroyed"] = not left
    print(json.dumps({**account, "gaps": len(GAPS), "failures": len(failures)}, separators=(",", ":")))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
