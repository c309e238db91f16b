"""Checks that every module and example has, whatever its cloud."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from . import providers, servers
from . import terraform as tf
from .checks import Skipped, add, check

COPY = Path(tempfile.mkdtemp(prefix="ferry-tf-"))
PROVIDERS = {"aws": "hashicorp/aws", "google": "hashicorp/google", "azure": "hashicorp/azurerm"}
LEFT_OUT = shutil.ignore_patterns(".terraform*", "*.tfstate*", "__pycache__", "node_modules")
_copying = threading.Lock()
_initialising: dict[Path, threading.Lock] = {}


def modules(cloud: str) -> list[Path]:
    """The modules of a cloud, its root first."""
    root = tf.INFRA / "modules" / cloud
    if not (root / "main.tf").is_file():
        return []
    return sorted(folder.parent for folder in root.glob("**/versions.tf") if ".terraform" not in folder.parts)


def examples(cloud: str) -> list[Path]:
    """The examples of a cloud."""
    names = {"aws": ["aws", "localstack"]}.get(cloud, [cloud])
    return [tf.INFRA / "examples" / name for name in names if (tf.INFRA / "examples" / name).is_dir()]


def need(cloud: str) -> None:
    """Skips where the provider would have to come from a registry that may not be there."""
    if tf.has_provider(PROVIDERS[cloud]):
        servers.serve(PROVIDERS[cloud])
    else:
        raise Skipped(providers.WHY_NOT.get(PROVIDERS[cloud]) or f"no mirror of {PROVIDERS[cloud]} here (FERRY_TERRAFORM_MIRRORS names folders of them)")


@check("fmt")
def formatted() -> str:
    """Every file is as `terraform fmt` writes it."""
    done = tf.run(tf.INFRA, "fmt", "-check", "-recursive", "-list=true", check=False)
    if done.returncode:
        raise tf.Failed("not formatted: " + " ".join(done.stdout.split()))
    return ""


@check("documented")
def documented() -> str:
    """Every module has main, variables, outputs, versions and README; every variable and output a description and a type."""
    missing = []
    clouds = [one for one in tf.INFRA.glob("modules/*") if (one / "main.tf").is_file()]
    for folder in sorted({one.parent for cloud in clouds for one in cloud.glob("**/versions.tf") if ".terraform" not in one.parts}):
        missing += [str(folder.relative_to(tf.INFRA) / name) for name in ("main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md") if not (folder / name).is_file()]
        for file, wanted in (("variables.tf", ["type", "description"]), ("outputs.tf", ["description"])):
            text = (folder / file).read_text() if (folder / file).is_file() else ""
            for block in re.findall(r'^(?:variable|output) "(\w+)" \{\n(.*?)^\}', text, re.MULTILINE | re.DOTALL):
                missing += [f"{folder.relative_to(tf.INFRA)}: {block[0]} has no {one}" for one in wanted if not re.search(rf"^  {one}\s*=", block[1], re.MULTILINE)]
    if missing:
        raise tf.Failed("; ".join(missing))
    return ""


@check("no-providers-in-modules")
def providers_in_examples_alone() -> str:
    """A module with a provider block could not be used with for_each."""
    found = [str(one.relative_to(tf.INFRA)) for one in tf.INFRA.glob("modules/**/*.tf") if ".terraform" not in one.parts and re.search(r'^provider "', one.read_text(), re.MULTILINE)]
    if found:
        raise tf.Failed(" ".join(found))
    return ""


def copied() -> Path:
    """A copy of the modules, examples and tests, to run in: nothing is left in the checkout."""
    copy = COPY / "infra-terraform"
    with _copying:
        if not copy.is_dir():
            shutil.copytree(tf.INFRA, copy, ignore=LEFT_OUT)
            (COPY / "functions").symlink_to(tf.CHECKOUT / "functions")
    return copy


def in_copy(folder: Path) -> Path:
    """The same folder of the copy, initialised."""
    there = copied() / folder.relative_to(tf.INFRA)
    with _copying:
        alone = _initialising.setdefault(there, threading.Lock())
    with alone:
        if not (there / ".terraform").is_dir():
            tf.init(there)
    return there


def validate(folder: Path) -> None:
    """`terraform validate`."""
    tf.run(in_copy(folder), "validate", "-no-color")


def mocked(folder: Path) -> str:
    """`terraform test`, with mocks."""
    done = tf.run(in_copy(folder), "test", "-no-color", check=False)
    counted = re.search(r"(\d+) passed, (\d+) failed", done.stdout)
    if done.returncode or not counted or counted[1] == "0":
        raise tf.Failed(done.stdout[-3000:])
    return f"{counted[1]} runs"


def mutated(cloud: str, folder: Path, mutations: list[dict]) -> str:
    """Takes grants and settings out of a copy, all at once: each one's own assertion has to fail.

    A failed run keeps those after it from being run, so what was found is put back and the rest tried again.
    """
    copy = COPY / f"mutants-{cloud}-{folder.name}" / "infra-terraform"
    shutil.copytree(tf.INFRA, copy, ignore=LEFT_OUT)
    there = copy / folder.relative_to(tf.INFRA)
    tf.init(there)
    unchanged = {name: (there / name).read_text() for name in {one["file"] for one in mutations}}
    left = list(mutations)
    while left:
        for name, text in unchanged.items():
            for one in left:
                if one["file"] == name:
                    if one["cut"] not in text:
                        raise tf.Failed(f"a mutation does not apply any more: {one['cut']!r} in {name}")
                    text = text.replace(one["cut"], one.get("put", ""))
            (there / name).write_text(text)
        files = sorted({f"-filter=tests/{one.get('tests', 'plan')}.tftest.hcl" for one in left})
        output = tf.run(there, "test", "-no-color", *files, check=False).stdout
        lines, told = {line.strip() for line in output.splitlines()}, " ".join(output.split())
        # A sentence may be on two lines.
        alive = [one for one in left if one["fails"] not in lines and not (" " in one["fails"] and one["fails"] in told)]
        if len(alive) == len(left):
            cuts = "; ".join(repr(one["cut"]) for one in alive)
            raise tf.Failed(f"nothing fails without {cuts}\n{output[-1500:]}")
        left = alive
    return f"{len(mutations)} mutants, each found by its own assertion"


def register(cloud: str) -> None:
    """The checks of one cloud's modules and examples."""
    def guarded(run):
        def checked():
            need(cloud)
            return run()
        return checked
    file = tf.INFRA / "tests" / "mutations" / f"{cloud}.json"
    mutations = json.loads(file.read_text()) if file.is_file() else []
    for folder in [*modules(cloud), *examples(cloud)]:
        name = str(folder.relative_to(tf.INFRA))
        add(f"validate {name}", cloud, guarded(lambda folder=folder: validate(folder)))
    for folder in modules(cloud):
        name = str(folder.relative_to(tf.INFRA))
        add(f"test {name}", cloud, guarded(lambda folder=folder: mocked(folder)))
        own = [one for one in mutations if one["module"] == str(folder.relative_to(tf.INFRA / "modules"))]
        if own:
            add(f"mutants {name}", cloud, guarded(lambda folder=folder, own=own: mutated(cloud, folder, own)), long=True)


def checkov() -> str | None:
    """The program: on the path, in the cache, or put there once from the package index; none where that fails."""
    cached = tf.CACHE / "checkov" / "bin" / "checkov"
    if shutil.which("checkov") or cached.is_file():
        return shutil.which("checkov") or str(cached)
    print("installing checkov, once", file=sys.stderr)
    for command in ([sys.executable, "-m", "venv", str(tf.CACHE / "checkov")], [str(cached.with_name("pip")), "install", "-q", "checkov==3.3.*"]):
        if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
            shutil.rmtree(tf.CACHE / "checkov", ignore_errors=True)
            return None
    return str(cached)


@check("test modules/topology")
def topology() -> str:
    """The module without a provider, on files of its own."""
    folder = tf.INFRA / "modules" / "topology"
    validate(folder)
    return mocked(folder)


@check("checkov")
def static() -> str:
    """checkov over all modules and examples; each exception has its reason beside the resource."""
    program = checkov()
    if program is None:
        raise Skipped("no checkov here; get it with: pip install 'checkov==3.3.*'")
    # An example alone, too deep for its modules to be found: they are looked at by themselves, once.
    looked_at, left_out = COPY / "checkov", shutil.ignore_patterns(".terraform*", "tests")
    shutil.copytree(tf.INFRA / "modules", looked_at / "modules", ignore=left_out)
    shutil.copytree(tf.INFRA / "examples", looked_at / "each" / "by" / "itself" / "examples", ignore=left_out)
    done = subprocess.run([program, "-d", str(looked_at), "--framework", "terraform", "--skip-download", "--quiet", "--compact", "-o", "json"],
                          text=True, capture_output=True, check=False, timeout=900)
    report = json.loads(done.stdout)
    report = report[0] if isinstance(report, list) else report
    failed = [f"{one['check_id']} {one['resource']} ({one['file_path']}): {one['check_name']}" for one in report.get("results", {}).get("failed_checks", [])]
    unexplained = [line.strip() for file in tf.INFRA.glob("**/*.tf") for line in file.read_text().splitlines() if "checkov:skip=" in line and not re.search(r"checkov:skip=\w+: \S.{7}", line)]
    if failed or unexplained:
        raise tf.Failed("\n  ".join(["", *sorted(set(failed)), *unexplained]))
    return f"{report['summary']['passed']} passed, {report['summary']['skipped']} excepted with a reason"
