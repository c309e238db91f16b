"""Providers that no registry need be asked for: put into a mirror in the cache, once.

Google's is a stand-in made of the published schema (tests/schema-provider). Azure's is the real one,
built from its module; that takes half an hour, so it is done only when asked: `tests/providers azure`.
"""

import fcntl
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import terraform as tf

AZURERM = "5.2.0"
AZURERM_MODULE = "github.com/hashicorp/terraform-provider-azurerm@v1.44.1-0.20260824201233-fae580791926"
"""The release as the module proxy calls it: its tags have no meaning there since version 2."""

STAND_IN = "6.99.0"
"""What the stand-in for Google's provider calls itself."""

WHY_NOT: dict[str, str] = {}
"""Why a provider is not there, by its name."""


def place(name: str, version: str) -> Path:
    """Where a mirror has a provider for this machine."""
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return tf.CACHE / "mirror" / "registry.terraform.io" / name / version / f"{platform.system().lower()}_{machine}"


@contextmanager
def alone(what: str) -> Iterator[None]:
    """One process at a time makes a thing."""
    tf.CACHE.mkdir(parents=True, exist_ok=True)
    with (tf.CACHE / f"{what}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def put(file: Path, text: str) -> None:
    """Writes a program so that it is there whole, or not."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}")
    half.write_text(text)
    half.chmod(0o755)
    half.rename(file)


def google() -> None:
    """The stand-in for Google's provider, where the real one is in no mirror."""
    name = "hashicorp/google"
    source = tf.INFRA / "tests" / "schema-provider"
    files = sorted(one for one in source.rglob("*") if one.is_file() and "node_modules" not in one.parts)
    print_of = hashlib.sha256(b"".join(one.read_bytes() for one in files)).hexdigest()[:16]
    folder, program = tf.CACHE / "stand-in" / print_of, place(name, STAND_IN) / f"terraform-provider-google_v{STAND_IN}"
    with alone("google"):
        others = [one for one in tf.mirrors() if (one / "registry.terraform.io" / name).is_dir() and one != tf.CACHE / "mirror"]
        if others or (program.is_file() and str(folder) in program.read_text() and folder.is_dir()):
            return
        node, npm = shutil.which("node"), shutil.which("npm")
        if not node or not npm:
            WHY_NOT[name] = "no provider of Google's here, and no node and npm for its stand-in"
            return
        print("making the stand-in for Google's provider, once", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        half = folder.with_name(f"{print_of}.half")
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(source, half, ignore=shutil.ignore_patterns("node_modules"))
        done = subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=half, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=600, check=False)
        if done.returncode:
            WHY_NOT[name] = f"the stand-in for Google's provider cannot be installed: {done.stdout[-300:].strip()}"
            return
        half.rename(folder)
        put(program, f'#!/bin/sh\nexec {json.dumps(node)} {json.dumps(str(folder / "provider.mjs"))} {json.dumps(str(folder / "google" / "schema.json"))} "$@" registry.terraform.io/{name}\n')


def azurerm(build: bool) -> None:
    """Azure's provider: what was built before, or, where that is asked for, built now."""
    name = "hashicorp/azurerm"
    program = place(name, AZURERM) / f"terraform-provider-azurerm_v{AZURERM}"
    if tf.has_provider(name):
        return
    if not build:
        WHY_NOT[name] = "no provider of Azure's here; build it once, in about half an hour, with infra-terraform/tests/providers azure"
        return
    go = shutil.which("go")
    if not go:
        WHY_NOT[name] = "no provider of Azure's here, and no go to build it"
        return
    with alone("azurerm"):
        if program.is_file():
            return
        print(f"building azurerm {AZURERM}, once", file=sys.stderr)
        built = tf.CACHE / "build"
        built.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "GOBIN": str(built), "GOFLAGS": os.environ.get("GOFLAGS", "-p=1")}
        done = subprocess.run([go, "install", "-ldflags=-s -w", AZURERM_MODULE], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False)
        if done.returncode:
            WHY_NOT[name] = f"azurerm cannot be built: {done.stdout[-300:].strip()}"
            return
        program.parent.mkdir(parents=True, exist_ok=True)
        (built / "terraform-provider-azurerm").rename(program)


def prepare() -> None:
    """What there can be without long work. The stand-in speaks no TLS on loopback."""
    os.environ["TF_DISABLE_PLUGIN_TLS"] = "1"
    google()
    azurerm(build=False)
