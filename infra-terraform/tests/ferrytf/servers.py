"""Providers that are started once and serve every run of Terraform: a start takes longer than most runs.

They are started as their developers do it for a debugger (`-debug`), with a line on stdout that says where they listen.
"""

import atexit
import json
import re
import subprocess
import threading
from pathlib import Path

from . import terraform as tf

LONGEST_START_SECONDS = 120
_lock = threading.Lock()
_serving: dict[str, dict] = {}


def program(name: str) -> Path | None:
    """The newest program of provider NAMESPACE/TYPE in the first mirror that has it; None where there is none."""
    def version(file: Path) -> list[int]:
        return [int(one) for one in re.findall(r"\d+", file.parents[1].name)]
    for mirror in tf.mirrors():
        found = [one for one in (mirror / "registry.terraform.io" / name).glob(f"*/*/terraform-provider-{name.split('/')[1]}*") if one.is_file()]
        if found:
            return max(found, key=version)
    return None


def serve(name: str) -> None:
    """Starts a provider unless it serves already; from then on Terraform asks it. Blocks for seconds."""
    with _lock:
        if name in _serving:
            return
        path = program(name)
        if path is None:
            raise tf.Failed(f"no provider {name} in any mirror")
        process = subprocess.Popen([path, "-debuggable" if name == "hashicorp/azurerm" else "-debug"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        atexit.register(process.kill)
        silent = threading.Timer(LONGEST_START_SECONDS, process.kill)
        silent.daemon = True
        silent.start()
        heard = []
        for line in process.stdout or []:
            heard.append(line)
            told = re.search(r"TF_REATTACH_PROVIDERS='(.*)'", line)
            if told:
                silent.cancel()
                _serving.update({name: where for _, where in json.loads(told[1]).items()})
                tf.ALWAYS["TF_REATTACH_PROVIDERS"] = json.dumps({f"registry.terraform.io/{one}": where for one, where in _serving.items()})
                threading.Thread(target=lambda: [None for _ in process.stdout], daemon=True).start()
                return
        raise tf.Failed(f"{path.name} does not start: {''.join(heard)[-500:]}")
