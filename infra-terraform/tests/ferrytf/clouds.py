"""What every cloud's modules are held to: rules over the plan of the order system, leaves of topology.yaml."""

import importlib

from . import leaves, plans, policy
from .checks import add


def rules(cloud: str) -> str:
    """The plan of the order system keeps every rule; each deliberate mistake in it is found."""
    of_cloud = importlib.import_module(f"ferrytf.policy_{cloud}")
    return policy.hold(plans.orders(cloud), of_cloud.problems, of_cloud.MISTAKES)


def register(cloud: str) -> None:
    """The checks of one cloud."""
    add(f"plan rules of {cloud}", cloud, lambda: rules(cloud))
    if cloud in leaves.SAME_ON:
        add(f"leaves of topology.yaml on {cloud}", cloud, lambda: leaves.hold(cloud), long=True)
