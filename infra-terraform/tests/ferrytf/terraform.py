"""Runs Terraform, with providers from mirrors on this machine where there are any."""

import atexit
import json
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

INFRA = Path(__file__).resolve().parents[2]
CHECKOUT = INFRA.parent

CACHE = Path(os.environ.get("FERRY_CACHE") or Path.home() / ".cache" / "ferry") / "terraform-providers"
"""What is built or fetched once: `mirror/` is a mirror of providers."""

NOT_THERE = 69
"""The exit code of a test that cannot run here."""


class Failed(Exception):
    """What was to hold does not; the message says what."""


def terraform() -> str | None:
    """The program; None where it is not installed."""
    return shutil.which(os.environ.get("TERRAFORM", "terraform"))


def mirrors() -> list[Path]:
    """Folders that hold providers as HOST/NAMESPACE/TYPE/VERSION/PLATFORM."""
    said = os.environ.get("FERRY_TERRAFORM_MIRRORS", "")
    candidates = [Path(one) for one in said.split(os.pathsep) if one]
    candidates += [CACHE / "mirror", Path("/opt/tf-plugins"), Path("/usr/share/terraform/plugins"), Path("/usr/local/share/terraform/plugins")]
    return [one for one in candidates if (one / "registry.terraform.io").is_dir()]


def has_provider(name: str) -> bool:
    """Whether a mirror has provider NAMESPACE/TYPE."""
    return any((one / "registry.terraform.io" / name).is_dir() for one in mirrors())


def configuration() -> str:
    """A configuration of the command line: each provider from the mirror that has it, others from their registry."""
    blocks, mirrored = [], []
    for mirror in mirrors():
        names = [f"registry.terraform.io/{one.parent.name}/{one.name}" for one in sorted((mirror / "registry.terraform.io").glob("*/*")) if one.is_dir()]
        names = [name for name in names if name not in mirrored]
        mirrored += names
        if names:
            blocks.append(f"  filesystem_mirror {{\n    path = {json.dumps(str(mirror))}\n    include = {json.dumps(names)}\n  }}")
    direct = "  direct {\n    exclude = %s\n  }" % json.dumps(mirrored)
    return "disable_checkpoint = true\nprovider_installation {\n%s\n}\n" % "\n".join([*blocks, direct])


ALWAYS: dict[str, str] = {}
"""Variables of every run of Terraform."""

ALONE = {"TF_REATTACH_PROVIDERS": ""}
"""Variables of a run whose providers are its own: one that serves several runs can be configured once only."""

_file = None
_writing = threading.Lock()


def environment(**more: str) -> dict[str, str]:
    """The environment of each run of Terraform."""
    global _file
    with _writing:
        if _file is None:
            handle, name = tempfile.mkstemp(prefix="ferry-", suffix=".tfrc")
            with os.fdopen(handle, "w") as out:
                out.write(configuration())
            atexit.register(Path(name).unlink)
            _file = name
    return {**os.environ, "TF_CLI_CONFIG_FILE": _file, "TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1", **ALWAYS, **more}


def run(folder: Path, *arguments: str, check: bool = True, timeout: int = 1800, **more: str) -> subprocess.CompletedProcess:
    """Runs Terraform in a folder; stdout and stderr as one text."""
    done = subprocess.run([terraform() or "terraform", f"-chdir={folder}", *arguments], env=environment(**more), text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=timeout, check=False)
    if check and done.returncode != 0:
        raise Failed(f"terraform {' '.join(arguments[:2])} in {folder.name} ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return done


def init(folder: Path, **more: str) -> None:
    """Fetches providers and modules."""
    run(folder, "init", "-backend=false", "-input=false", "-no-color", **more)
