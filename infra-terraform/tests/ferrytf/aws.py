"""What is checked of AWS alone: a package that is too large, and the modules on moto."""

import shutil
import subprocess

from . import modules
from . import terraform as tf
from .checks import Skipped, check

@check("package of 50 MB", "aws")
def large_package() -> str:
    """What Lambda does not take directly is refused before it is sent."""
    modules.need("aws")
    folder = modules.COPY / "large" / "infra-terraform"
    shutil.copytree(tf.INFRA, folder, ignore=modules.LEFT_OUT)
    module = folder / "modules/aws/function"
    with (module / "large.zip").open("wb") as package:
        package.truncate(50_000_100)
    case = (module / "tests/refused.tftest.hcl").read_text().split("run ")[0]
    cases = 'run "direct" {\n command = plan\n expect_failures = [var.uploaded]\n}\nrun "uploaded" {\n command = plan\n variables {\n uploaded = { bucket = "b", key = "k" }\n }\n}\n'
    (module / "tests/large.tftest.hcl").write_text(case.replace('"versions.tf"', '"large.zip"') + cases)
    tf.init(module)
    done = tf.run(module, "test", "-no-color", "-filter=tests/large.tftest.hcl", check=False)
    if "2 passed, 0 failed" not in done.stdout:
        raise tf.Failed(done.stdout[-2000:])
    return "refused directly, taken from a bucket"


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
