"""The README says what is true: its tour is run and its output compared, in both languages.

Run as a program it writes the outputs of this moment into both files.
"""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import click
import pytest
from commands.forking import Forked

import graph.demo
from graph.cli import main

CHECKOUT = Path(__file__).resolve().parent.parent
READMES = {"README.md": "en", "README.zh.md": "zh"}
"""Each with the language that its commands speak."""
TOUR = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
SHELL = re.compile(r"^```(?:bash|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DEMO = Path(graph.demo.__file__).parent

pytestmark = pytest.mark.checkout


def read(name: str) -> str:
    return (CHECKOUT / name).read_text("utf-8")


def commands(text: str) -> list[str]:
    """The commands of the tour, in order."""
    return [line[2:] for block in TOUR.findall(text) for line in block.splitlines() if line.startswith("$ ")]


def outputs(lines: list[str], language: str, forked: Forked) -> list[str]:
    """What each command prints, all of them run one after another in one folder that was empty."""
    variables = {"PYTHONUTF8": "1", "QIANTOU_LANGUAGE": language}
    printed = []
    with tempfile.TemporaryDirectory() as folder:
        for line in lines:
            program, *arguments = shlex.split(line)
            if program == "export":
                variables.update(argument.split("=") for argument in arguments)
                printed.append("")
            elif program == "qiantou" and "|" not in line:
                came = forked.run(*arguments, folder=Path(folder), stdout="both", environment=variables)
                assert came.status == 0, came.output
                printed.append(came.output)
            else:
                printed.append(by_shell(line, folder, variables))
    return ["\n".join(line.rstrip() for line in text.strip("\n").splitlines()) for text in printed]


def by_shell(line: str, folder: str, variables: dict[str, str]) -> str:
    """What a line prints, run by a shell that finds `qiantou`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QIANTOU_")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", line],
        cwd=folder,
        env=environment | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


def with_outputs(text: str, language: str, forked: Forked) -> str:
    """The README with what its commands print now."""
    printed = iter(outputs(commands(text), language, forked))

    def block(match: re.Match[str]) -> str:
        lines = []
        for line in match[1].splitlines():
            if line.startswith("$ "):
                output = next(printed)
                lines += [line, *([output] if output else [])]
        return "\n".join(lines) + "\n"

    return TOUR.sub(block, text)


@pytest.mark.parametrize("name", READMES)
def test_the_tour_prints_what_the_readme_shows(name: str, forked: Forked) -> None:
    text = read(name)
    assert len(commands(text)) > 5
    assert text == with_outputs(text, READMES[name], forked)


def test_both_languages_take_the_same_tour() -> None:
    english, chinese = (read(name) for name in READMES)
    assert commands(english) == commands(chinese)
    assert SHELL.findall(english) == SHELL.findall(chinese)
    assert english.count("\n## ") == chinese.count("\n## ")
    assert english.count("\n|") == chinese.count("\n|")


@pytest.mark.parametrize("name", READMES)
def test_every_command_stands_in_the_table_of_commands(name: str) -> None:
    context = click.Context(main)
    listed = re.findall(r"^\| `qiantou ([a-z]+)", read(name), re.MULTILINE)
    assert sorted(set(listed)) == sorted(main.list_commands(context))


@pytest.mark.parametrize("name", READMES)
def test_every_option_that_is_named_exists(name: str) -> None:
    context = click.Context(main)
    known = {"--help", "--version"}
    for command in main.list_commands(context):
        found = main.get_command(context, command)
        inner = found.commands.values() if isinstance(found, click.Group) else [found]
        for one in inner:
            assert one is not None
            known |= {option for parameter in one.params for option in parameter.opts}
    named = set(
        re.findall(r"(?<![\w-])--[a-z][a-z-]+", " ".join(re.findall(r"qiantou [^`\n|]+", read(name))))
    )
    assert named <= known


@pytest.mark.parametrize("name", READMES)
def test_the_commands_for_installing_and_testing_are_those_that_ci_runs(name: str) -> None:
    shell = "\n".join(SHELL.findall(read(name)))
    ci = (CHECKOUT / ".ci" / "run").read_text("utf-8")
    for command in (
        "python -m pip install . && qiantou demo",
        "python -m pip install -e '.[test]' && python -m pytest",
    ):
        assert command in shell
        assert re.sub(r"install (?!-q)", "install -q ", command) in ci


@pytest.mark.parametrize("name", READMES)
def test_the_lines_of_python_give_what_the_readme_shows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lines,) = PYTHON.findall(read(name))
    shutil.copytree(DEMO, tmp_path / "demo")
    monkeypatch.chdir(tmp_path)
    example = doctest.DocTestParser().get_doctest(lines, {}, name, name, 0)
    assert len(example.examples) == 9
    assert doctest.DocTestRunner().run(example).failed == 0


@pytest.mark.parametrize("name", READMES)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", read(name)):
        assert target.startswith("https://") or (CHECKOUT / target).exists(), target


def test_the_picture_is_small_enough() -> None:
    (picture,) = set(re.findall(r"!\[[^]]*\]\(([^)]+)\)", read("README.md")))
    assert (CHECKOUT / picture).stat().st_size < 300_000


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert re.search(rf"^## {re.escape(version)}\b", read("CHANGELOG.md"), re.MULTILINE)


if __name__ == "__main__":
    running = Forked()
    for readme, language in READMES.items():
        (CHECKOUT / readme).write_text(with_outputs(read(readme), language, running), "utf-8")
    running.close()
