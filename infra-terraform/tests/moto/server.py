"""moto 5.2.1, with what it does not tell back told: the AWS provider waits until it reads what it wrote.

Each gap that is closed here is one of moto's, not one of the modules'; what a gap would do stands beside it.
"""

import json
import sys

from moto.awslambda.models import EventSourceMapping, LambdaFunction
from moto.server import main
from moto.sqs.models import Queue


def dead_letters_allow() -> None:
    """A queue forgets its RedriveAllowPolicy: the provider waits two minutes for it, and gives up."""
    Queue.BASE_ATTRIBUTES.append("RedriveAllowPolicy")
    Queue.redrive_allow_policy = None


def policies_stay() -> None:
    """A queue loses its policy when any other attribute is set: every later change would be drift."""
    inner = Queue._set_attributes

    def set_attributes(self, attributes, *rest, **more):
        before = getattr(self, "policy", None)
        inner(self, attributes, *rest, **more)
        if "Policy" not in attributes:
            self.policy = before
    Queue._set_attributes = set_attributes


def redrive_policies_are_compact() -> None:
    """A redrive policy comes back with spaces in it, and an attribute that is not set as null."""
    inner = Queue.attributes

    def attributes(self):
        told = {name: value for name, value in inner.fget(self).items() if value not in (None, "")}
        if "RedrivePolicy" in told:
            told["RedrivePolicy"] = json.dumps(json.loads(told["RedrivePolicy"]), separators=(",", ":"))
        return told
    Queue.attributes = property(attributes)


def functions_tell_how_they_log() -> None:
    """A function forgets LoggingConfig and SnapStart: the second plan would set them again."""
    made, told, changed = LambdaFunction.__init__, LambdaFunction.get_configuration, LambdaFunction.update_configuration

    def kept(spec):
        return {name: spec[name] for name in ("LoggingConfig", "SnapStart") if spec.get(name)}

    def make(self, account_id, spec, *rest, **more):
        self.kept = kept(spec)
        made(self, account_id, spec, *rest, **more)

    def tell(self, on_create=False):
        configuration = told(self, on_create)
        configuration.update(self.kept)
        if "SnapStart" in self.kept:
            configuration["SnapStart"] = {"OptimizationStatus": "Off", **self.kept["SnapStart"]}
        return configuration

    def change(self, spec):
        self.kept = {**self.kept, **kept(spec)}
        return changed(self, spec)
    LambdaFunction.__init__, LambdaFunction.get_configuration, LambdaFunction.update_configuration = make, tell, change


def mappings_keep_aliases() -> None:
    """A mapping to a version or an alias comes back as one to the function."""
    inner = EventSourceMapping.get_configuration

    def configuration(self):
        told = inner(self)
        if str(self.function_name).startswith("arn:"):
            told["FunctionArn"] = self.function_name
        return told
    EventSourceMapping.get_configuration = configuration


for close in (dead_letters_allow, policies_stay, redrive_policies_are_compact, functions_tell_how_they_log, mappings_keep_aliases):
    close()
main(sys.argv[1:])
