"""Rules of the code as a whole: style, types, who may import whom, names, licences."""

import ast
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.checkout


def passes(*line: str) -> None:
    """Run a checker in the checkout; its report is the failure."""
    done = subprocess.run(line, cwd=CHECKOUT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, f"{' '.join(line)}\n{done.stdout}{done.stderr}"


def test_ruff_finds_nothing() -> None:
    passes(sys.executable, "-m", "ruff", "check", "--quiet", ".")


def test_the_format_is_ruffs() -> None:
    passes(sys.executable, "-m", "ruff", "format", "--check", "--quiet", ".")


def test_types_are_strict() -> None:
    passes(sys.executable, "-m", "mypy")


def test_imports_keep_their_direction() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or "lint-imports"
    passes(command)


def tracked(*endings: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return [CHECKOUT / name for name in listed if name.endswith(endings) and (CHECKOUT / name).is_file()]


def test_names_say_what_is_in_a_file() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert not [file for file in tracked("") if vague & {part.split(".")[0] for part in file.parts}]


def test_modules_and_functions_can_be_taken_in_at_a_look() -> None:
    """A module has at most 400 lines, a function 60 beside its docstring."""
    long = []
    for file in tracked(".py"):
        name = str(file.relative_to(CHECKOUT))
        text = file.read_text("utf-8")
        if name.startswith(("graph/", "loaders/")) and text.count("\n") > 400:
            long.append(name)
        if not name.startswith(("graph/", "loaders/")):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                about = ast.get_docstring(node, clean=False)
                lines = (node.end_lineno or 0) - node.lineno - (about.count("\n") + 1 if about else 0)
                if lines > 60:
                    long.append(f"{name}:{node.name}")
    assert not long


def test_no_path_of_a_machine_is_committed() -> None:
    pattern = re.compile(r"/(?:home|Users|root)/\w+")
    found = [
        f"{file.relative_to(CHECKOUT)}:{number}"
        for file in tracked(".py", ".md", ".toml", ".yaml", ".yml", ".ipynb", ".cypher", ".js", "run")
        if file != Path(__file__).resolve()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found


def test_no_dependency_binds_its_users() -> None:
    """Copyleft licences (GPL, AGPL) stay out of what an installation brings along."""
    pending, seen = ["qiantou"], set[str]()
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        for line in requires(name) or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                pending.append(requirement.name.lower())
    assert len(seen) > 20
    binding = {}
    for name in seen:
        try:
            about = metadata(name)
        except PackageNotFoundError:
            continue
        licence = " ".join(
            [
                about.get("License-Expression") or "",
                (about.get("License") or "")[:80],
                *[line for line in about.get_all("Classifier") or [] if line.startswith("License")],
            ]
        )
        if re.search(r"\bA?GPL|Affero|(?<!Lesser )General Public", licence):
            binding[name] = licence
    assert not binding
