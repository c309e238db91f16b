"""Keeps the tables of variables and outputs in the modules' READMEs: `python3 -m ferrytf.readme` writes them, a check holds them."""

import re
from pathlib import Path

from . import terraform as tf
from .checks import check

BEGIN, END = "<!-- tables -->", "<!-- /tables -->"


def blocks(file: Path, kind: str) -> list[tuple[str, str]]:
    """Names and bodies of the file's blocks."""
    return re.findall(rf'^{kind} "(\w+)" \{{\n(.*?)^\}}', file.read_text(), re.MULTILINE | re.DOTALL)


def said(body: str, name: str) -> str:
    """The value of a top argument, on one line."""
    found = re.search(rf"^  {name}\s*= (.*?)(?=^  \w|\Z)", body, re.MULTILINE | re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def short(kind: str) -> str:
    """A type without what is in its objects."""
    return re.sub(r"object\(\{.*\}\)", "object", kind)


def cell(text: str) -> str:
    """Text in a table."""
    return text.replace("|", "\\|").replace("$$", "$").replace('\\"', '"')


def tables(folder: Path) -> str:
    """Both tables of a module."""
    lines = ["| variable | type | default | |", "|---|---|---|---|"]
    for name, body in blocks(folder / "variables.tf", "variable"):
        default = said(body, "default")
        lines.append(f"| `{name}` | {short(said(body, 'type'))} | {f'`{default}`' if default else 'must be given'} | {cell(said(body, 'description')[1:-1])} |")
    lines += ["", "| output | |", "|---|---|"]
    lines += [f"| `{name}` | {cell(said(body, 'description')[1:-1])} |" for name, body in blocks(folder / "outputs.tf", "output")]
    return "\n".join([BEGIN, *lines, END])


def folders() -> list[Path]:
    """Every module whose README has them."""
    return sorted(one.parent for one in tf.INFRA.glob("modules/**/README.md") if ".terraform" not in one.parts and BEGIN in one.read_text())


def filled(folder: Path) -> str:
    """Its README, with the tables as they should be."""
    text = (folder / "README.md").read_text()
    return re.sub(f"{BEGIN}.*{END}", lambda found: tables(folder), text, flags=re.DOTALL)


@check("tables of variables")
def tables_are_true() -> str:
    """What READMEs say of variables and outputs is what the modules have."""
    stale = [str(one.relative_to(tf.INFRA)) for one in folders() if filled(one) != (one / "README.md").read_text()]
    if stale:
        raise tf.Failed(f"write them again with python3 -m ferrytf.readme, in tests: {' '.join(stale)}")
    return ""


if __name__ == "__main__":
    for module in folders():
        (module / "README.md").write_text(filled(module))
