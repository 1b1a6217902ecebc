"""The command as a newcomer meets it: help, speed, documentation, errors."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from commands.forking import Came, Forked

from graph.cli import main
from graph.demo import PLANS

HEAVY = frozenset(
    {"ladybug", "lxml", "neo4j", "networkit", "networkx", "numpy", "pandas", "plotly", "py2neo"}
    | {"pyarrow", "pypdfium2", "pyvis", "scipy", "spacy", "starlette", "uvicorn", "xlsxwriter"}
)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name, those of groups included."""

    def walk(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
        if isinstance(command, click.Group):
            context = click.Context(command)
            for inner in command.list_commands(context):
                found = command.get_command(context, inner)
                assert found is not None
                yield from walk(f"{name} {inner}".strip(), found)
        else:
            yield name, command

    return walk("", main)


@pytest.fixture(scope="module")
def loaded(forked: Forked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo city's facts and graph."""
    folder = tmp_path_factory.mktemp("loaded")
    for arguments in (["extract", *PLANS, "-o", "facts.jsonl"], ["load", "facts.jsonl"]):
        done = forked.run(*arguments, folder=folder)
        assert done.status == 0, done.errors
    return folder


def test_help_takes_at_most_twice_the_time_of_its_own_imports() -> None:
    def seconds(*arguments: str) -> float:
        before = os.times()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        return sum(os.times()[2:4]) - sum(before[2:4])

    bare = "import click, importlib.metadata"
    ours = "from graph.cli import main; main()"
    base, mine = [], []
    for _ in range(20):  # the least of each is what it takes; a busy machine needs more tries to show it
        base.append(seconds("-c", bare))
        mine.append(seconds("-c", ours, "--help"))
        if len(base) >= 5 and min(mine) <= 2 * min(base):
            break
    assert min(mine) <= 2 * min(base)


def heavy_modules(folder: Path, *lines: str) -> set[str]:
    """The heavy libraries that these commands have imported, run one after another."""
    code = (
        "import json, sys\n"
        "from graph.cli import main\n"
        "try:\n"
        "    for line in sys.argv[1:]:\n"
        "        main(line.split(), standalone_mode=False)\n"
        "finally:\n"
        "    print(json.dumps(sorted(set(sys.modules))), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *lines],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return HEAVY & set(json.loads(done.stderr.splitlines()[-1]))


# What each command may import on the embedded store; whatever is not named here it must do without.
STORE = {"ladybug", "numpy", "pandas", "pyarrow"}
NEEDS = {
    "--help": set[str](),
    f"extract {PLANS[1]}": {"numpy", "spacy"},
    "load facts.jsonl": STORE,
    "who 市科技局": STORE,
    "query agency_load": STORE,
    "queries": set[str](),
    "export -o exported.jsonl": STORE,
    "gaps": STORE | {"scipy"},
    "ledger -o ledger.xlsx": STORE | {"xlsxwriter"},
    "overlap": STORE | {"scipy"},
    "overload": STORE | {"scipy"},
    "centrality": STORE | {"networkit", "networkx", "scipy"},
    "coordinate": STORE | {"networkit", "networkx", "scipy"},
    "draw -o page.html": STORE | {"networkit", "networkx", "pyvis", "scipy"},
}


@pytest.mark.parametrize("line", NEEDS)
def test_a_command_imports_only_what_it_needs(line: str, loaded: Path) -> None:
    assert heavy_modules(loaded, line) <= NEEDS[line]


def test_asking_for_a_commands_help_imports_nothing_heavy(tmp_path: Path) -> None:
    assert not heavy_modules(tmp_path, *(f"{name} --help" for name, _ in commands()))


@pytest.mark.parametrize(("name", "command"), [pytest.param(*pair, id=pair[0]) for pair in commands()])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    assert command.help, name
    assert command.get_short_help_str(200).rstrip(".").count(" ") >= 2
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]}"
            assert parameter.opts[0].startswith("-")
    assert CliRunner().invoke(main, [*name.split(), "--help"]).exit_code == 0


def test_the_same_option_means_the_same_everywhere() -> None:
    helps: dict[str, dict[str, str]] = {}
    for name, command in commands():
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name in {"location", "driver", "plans"}:
                helps.setdefault(parameter.name, {})[name] = str(parameter.help)
    for option, texts in helps.items():
        assert len(set(texts.values())) == 1, (option, texts)


def test_version_is_the_installed_one() -> None:
    from importlib.metadata import version

    result = CliRunner().invoke(main, ["--version"])
    assert result.exit_code == 0
    assert version("qiantou") in result.output


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("wat", "No such command"),
        ("extract", "Missing argument"),
        ("load", "Missing argument"),
        ("who", "Missing argument"),
        ("who 市科技局 --no-such-option", "No such option"),
        ("draw", "-o"),
        ("overlap --format pdf", "pdf"),
        ("centrality --top none", "none"),
        ("query agency_load -p agency", "agency"),
    ],
)
def test_wrong_usage_exits_2_and_says_what(forked: Forked, line: str, says: str, loaded: Path) -> None:
    done = forked.run(*line.split(), folder=loaded)
    assert done.status == 2, done.errors
    assert says in done.errors
    assert "Traceback" not in done.errors


BAD_INPUT = {
    "an empty file": ("empty.txt", b""),
    "a binary file": ("binary.txt", bytes(range(256)) * 40),
    "a line that is no fact": ("wrong.jsonl", b'{"measure": 1}\n'),
    "a line that is no JSON": ("wrong.jsonl", b"not json\n"),
    "a graph file of another program": ("other.lbug", b"SQLite format 3\0" * 100),
}


@pytest.mark.parametrize("what", BAD_INPUT)
def test_bad_input_is_named_in_one_line_and_leaves_nothing(forked: Forked, what: str, tmp_path: Path) -> None:
    name, content = BAD_INPUT[what]
    (tmp_path / name).write_bytes(content)
    line = ["--graph", name, PLANS[1]] if name.endswith(".lbug") else [name]
    refused(forked.run("load", *line, folder=tmp_path), name)
    assert (tmp_path / name).read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("command", ["extract", "load"])
def test_a_missing_file_and_a_folder_without_plans_are_named(
    forked: Forked, command: str, tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    refused(forked.run(command, "missing.txt", folder=tmp_path), "missing.txt")
    refused(forked.run(command, "photos", folder=tmp_path), "photos")
    assert [file.name for file in tmp_path.iterdir()] == ["photos"]


def test_a_server_that_does_not_answer_is_named(forked: Forked, tmp_path: Path) -> None:
    place = "bolt://127.0.0.1:9"
    refused(forked.run("who", "市科技局", "--graph", place, folder=tmp_path), "127.0.0.1:9")


def test_a_graph_that_is_not_there_is_named_and_not_made(forked: Forked, tmp_path: Path) -> None:
    refused(forked.run("who", "市科技局", folder=tmp_path), "qiantou.lbug")
    assert not list(tmp_path.iterdir())


def test_bad_input_does_not_take_good_input_with_it(forked: Forked, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = forked.run("load", "empty.txt", PLANS[1], "missing.txt", folder=tmp_path)
    assert done.status == 1
    assert "empty.txt" in done.errors
    assert "missing.txt" in done.errors
    found = forked.run("who", "市数据局", folder=tmp_path)
    assert found.status == 0, found.errors
    assert "推动数据共享" in found.output


def refused(done: Came, name: str) -> None:
    """One line that names the culprit, on standard error, and exit status 1."""
    lines = done.errors.strip().splitlines()
    assert done.status == 1, done.errors
    assert len(lines) == 1, done.errors
    assert name in lines[0]
    assert not done.output


@pytest.mark.parametrize(
    "command",
    [
        ("extract", "missing.txt"),
        ("agencies", "review", "missing.txt"),
        ("extract", "--decisions", "missing.csv", "plan.txt"),
        ("load", "--decisions", "missing.csv", "plan.txt"),
        ("due", "--ledger", "missing.xlsx"),
        ("ledger", "--update", "missing.xlsx", "-o", "new.xlsx"),
        ("report", "--check", "missing.json", "-o", "new.html"),
    ],
    ids=" ".join,
)
def test_a_file_that_is_not_there_is_no_wrong_usage(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named as a plan or by an option: one line with its name, and status 1."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: missing.")
    assert "no such file" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_is_no_file_of_decisions(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["extract", "--decisions", str(tmp_path), "plan.txt"])
    assert (result.exit_code, result.stderr) == (1, f"Error: {tmp_path}: it is a folder; name a file\n")
