"""What every cloud's modules are held to: rules over the plan of the order system, leaves of topology.yaml."""

import importlib
from pathlib import Path

from . import leaves, modules, plans, policy, refusals, slips
from . import terraform as tf
from .checks import add, check


def rules(cloud: str) -> str:
    """The plan of the order system keeps every rule; each deliberate mistake in it is found."""
    of_cloud = importlib.import_module(f"ferrytf.policy_{cloud}")
    return policy.hold(plans.orders(cloud), of_cloud.problems, of_cloud.MISTAKES)


def refusing(cloud: str, folder: Path) -> str:
    """Every validation of a module is shown to refuse."""
    modules.need(cloud)
    return refusals.hold(cloud, folder)


@check("refusals modules/topology")
def refusing_topology() -> str:
    """Those of the module that has no provider."""
    return refusals.hold("topology", tf.INFRA / "modules/topology")


def register(cloud: str) -> None:
    """The checks of one cloud."""
    add(f"plan rules of {cloud}", cloud, lambda: rules(cloud))
    add(f"deliberate mistakes on {cloud}", cloud, lambda: slips.hold(cloud))
    for folder in modules.modules(cloud):
        add(f"refusals {folder.relative_to(tf.INFRA)}", cloud, lambda folder=folder: refusing(cloud, folder))
    if cloud in leaves.SAME_ON:
        add(f"leaves of topology.yaml on {cloud}", cloud, lambda: leaves.hold(cloud), long=True)
