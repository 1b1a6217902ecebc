"""What the commands print in Chinese about the demo city holds no English but names of things."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from graph.cli import main
from graph.cli.fitting import fitted
from graph.demo import PLANS
from graph.model.language import speaking
from graph.model.language.entries import columns

KEPT = {
    "PageRank",
    "HHI",
    "z",
    "p",
    "q",
    "x",
    "sarif",
    "json",
    "csv",
    "GB",
    "T",
    "qiantou",
    "query",
    "lbug",
    "txt",
    "newman",
}
"""Names of measures, of files and of formats; what somebody types stays as it is typed."""
TYPED = re.compile(
    r"--?[a-z][a-z-]*|`[^`]*`|'[^']*'|\[[a-z-]+\]|[a-z]+_[a-z]+|agency|[A-Z_]{4,}|[\w./-]*\.(?:txt|lbug|html|gexf|xlsx)"
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    graph = folder / "city.lbug"
    done = CliRunner().invoke(main, ["load", *map(str, PLANS), "--graph", str(graph), "--language", "zh"])
    assert done.exit_code == 0, done.output
    assert not english(done.output)
    return graph


def english(printed: str) -> list[str]:
    return [word for word in re.findall(r"[A-Za-z]+", TYPED.sub(" ", printed)) if word not in KEPT]


@pytest.mark.parametrize(
    "line",
    [
        "who 市科技局 --evidence",
        "query zone_leads",
        "query due_between",
        "centrality --top 3",
        "centrality --summary",
        "centrality --brokerage line --top 3",
        "overlap --top 3",
        "overlap --of plans",
        "overlap --of measures --wide --top 3",
        "overload --top 3 --wide --samples 5",
        "overload --by month --top 3",
        "overload --by line --top 3",
        "overload --summary",
        "coordinate --top 3",
        "coordinate --show matrix --top 3",
        "coordinate --show communities --top 3",
        "coordinate --show failures",
        "coordinate --path 市商务局 市税务局",
        "compare --lines --top 3",
        "compare 开发区 营商环境",
        "compare 开发区 营商环境 --show summary",
        "compare 开发区 营商环境 --show agencies --top 3",
        "gaps",
        "due --today 2026-11-30 --within 60d",
        # what goes wrong
        "who 没有这个单位",
        "who 局",
        "who 市科技局 --plan 没有",
        "query who_leads",
        "gaps --jurisdiction 火星市",
        "overload --top 0",
        "coordinate --path 市商务局",
    ],
)
def test_a_command_answers_in_chinese(line: str, city: Path) -> None:
    done = CliRunner().invoke(main, [*line.split(), "--graph", str(city), "--language", "zh"])
    printed = "\n".join(
        text for text in done.output.splitlines() if not text.startswith(("用法", "错误：'", "用“"))
    )
    assert not english(printed), done.output


@pytest.mark.parametrize("format", ["json", "csv"])
def test_programs_read_english_if_they_do_not_ask(
    format: str, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["gaps", "--graph", str(city), "--format", format]
    english = CliRunner().invoke(main, command).stdout
    monkeypatch.setenv("QIANTOU_LANGUAGE", "zh")
    assert CliRunner().invoke(main, command).stdout == english
    asked = CliRunner().invoke(main, [*command, "--language", "zh"]).stdout
    assert "support-only" in english
    assert "只有配合" in asked
    assert "类型" in asked


def test_what_goes_wrong_has_one_status_in_both_languages(city: Path) -> None:
    for line in (
        "who 没有这个单位",
        "who 局",
        "query nope",
        "overload --top 0",
        "gaps --kind none",
        "nothing",
    ):
        statuses = {
            CliRunner().invoke(main, [*line.split(), "--graph", str(city), "--language", language]).exit_code
            for language in ("zh", "en")
        }
        assert len(statuses) == 1, line
        assert statuses <= {1, 2}


@pytest.mark.parametrize("width", [80, 120])
def test_chinese_heads_fit_the_terminal(width: int) -> None:
    names = list(columns().heads)
    with speaking("zh"):
        for start in range(0, len(names), 12):
            some = names[start : start + 12]
            rows = [["1234.5" if place % 2 else "市人力资源社会保障局" for place in range(len(some))]]
            numeric = [bool(place % 2) for place in range(len(some))]
            assert all(cell_len(line) <= width for line in fitted(some, rows, numeric, width))
