"""Every validation and precondition of a module is shown to refuse: by a negative case in which it is the only one that does."""

import json
import re
import shutil
from pathlib import Path

from . import modules
from . import terraform as tf

RULE = re.compile(r"^ *(validation|precondition) \{$")
CHECKED_BY = re.compile(r"checked by the validation rule at (\S+?):(\d+),")

ELSEWHERE = {("aws/function", "The package has more than 50 MB"): "such a file is not kept here: the check `package of 50 MB` makes one"}
"""Rules that no case of their module shows, (module, beginning of what they say), and why."""


def rules(folder: Path) -> dict[tuple[str, int], str]:
    """What each rule of a module says, by file and line."""
    found = {}
    for file in sorted(folder.glob("*.tf")):
        lines = file.read_text().splitlines()
        for number, line in enumerate(lines):
            if RULE.match(line):
                said = next(one for one in lines[number:] if one.strip().startswith("error_message"))
                found[file.name, number + 1] = said.split("=", 1)[1].strip().strip('"')
    return found


def split(folder: Path) -> int:
    """Puts each negative case of a module into a file of its own, where it fails instead of expecting to; how many there are."""
    count = 0
    for file in sorted((folder / "tests").glob("*.tftest.hcl")):
        head, *cases = re.split(r'(?m)^(?=run ")', file.read_text())
        file.unlink()
        for case in cases:
            if "expect_failures" in case:
                file.with_name(f"case{count}.tftest.hcl").write_text(head + re.sub(r"(?m)^ *expect_failures .*\n", "", case))
                count += 1
    return count


def refused(folder: Path) -> dict[str, set[tuple[str, int]]]:
    """By case, the rules that refuse it: file and line of each."""
    found: dict[str, set[tuple[str, int]]] = {}
    for line in tf.run(folder, "test", "-json", check=False).stdout.splitlines():
        told = json.loads(line) if line.startswith("{") else {}
        said = told.get("diagnostic", {})
        if told.get("type") != "diagnostic" or said["severity"] != "error":
            continue
        rule = CHECKED_BY.search(said.get("detail", ""))
        at = said.get("range", {})
        found.setdefault(told.get("@testrun", ""), set()).add((rule[1], int(rule[2])) if rule else (at.get("filename", ""), at.get("start", {}).get("line", 0) - 1))
    return found


def hold(cloud: str, folder: Path) -> str:
    """Each rule alone refuses some case; without it, that case would not be refused."""
    wanted = rules(folder)
    copy = modules.COPY / f"refusals-{cloud}-{folder.name}" / "infra-terraform"
    shutil.copytree(tf.INFRA, copy, ignore=modules.LEFT_OUT)
    there = copy / folder.relative_to(tf.INFRA)
    cases = split(there)
    tf.init(there)
    found = refused(there)
    alone = {next(iter(by)) for by in found.values() if len(by) == 1}
    module = str(folder.relative_to(tf.INFRA / "modules"))
    missing = [f"{file}:{line}: {said}" for (file, line), said in wanted.items() if (file, line) not in alone and not any(module == where and said.startswith(begin) for where, begin in ELSEWHERE)]
    if missing:
        raise tf.Failed("no case is refused by this alone: " + "; ".join(missing))
    return f"{len(wanted)} rules, each the only one that refuses one of {cases} cases"
