"""What is checked of AWS alone: deliberate mistakes in the modules' own text, and the modules on moto."""

import shutil
import subprocess

from . import modules
from . import terraform as tf
from .checks import Skipped, check

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


@check("applied to moto", "aws", long=True)
def moto() -> str:
    """moto.sh, with the modules as they are in the checkout."""
    modules.need("aws")
    done = subprocess.run([tf.INFRA / "tests" / "moto.sh"], text=True, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=1800)
    if done.returncode == tf.NOT_THERE:
        raise Skipped(done.stdout.strip().removeprefix("SKIPPED: "))
    if done.returncode:
        raise tf.Failed(done.stdout[-1500:] + done.stderr[-1500:])
    return done.stdout.splitlines()[-1]
