"""Tables in a terminal: no line too wide, no number broken, no text lost."""

import re
from pathlib import Path

import pytest
from city import manufacturing
from commands.forking import Forked
from facts import measure, plan
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from graph.cli.fitting import fitted, wrapped
from graph.store import open_store

_TEXT = st.text(st.sampled_from("市科技局财政，。（）《ab2026 "), max_size=60)
_NUMBER = st.integers(0, 10**9).map(str)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]], list[bool]]:
    numeric = draw(st.lists(st.booleans(), min_size=1, max_size=12))
    columns = [f"{'n' if number else 't'}_{place}" for place, number in enumerate(numeric)]
    rows = draw(st.lists(st.tuples(*(_NUMBER if number else _TEXT for number in numeric)), max_size=6))
    return columns, [list(row) for row in rows], numeric


@settings(max_examples=150, deadline=None)
@given(tables(), st.integers(40, 130))
def test_a_table_fits_and_loses_no_text(
    table: tuple[list[str], list[list[str]], list[bool]], width: int
) -> None:
    columns, rows, numeric = table
    lines = fitted(columns, rows, numeric, width)
    assert max(map(cell_len, lines)) <= width
    shown = "\n".join(lines)
    left_out = re.findall(r"n_\d+", shown.partition("Without")[2])
    for row in rows:
        for column, text, number in zip(columns, row, numeric, strict=True):
            if number:
                assert column in left_out or re.search(rf"(?<!\d){text}(?!\d)", shown)
            else:
                assert not set(text.replace(" ", "")) - set(shown)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("完成12345户，2026年底前", 10, ["完成12345", "户，2026年", "底前"]),
        ("市科技局（玉林市）", 10, ["市科技局", "（玉林市）"]),
        ("lead_share", 6, ["lead_", "share"]),
        ("一\n二", 10, ["一", "二"]),
        ("", 10, [""]),
    ],
)
def test_a_text_is_cut_between_words_numbers_and_characters(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def in_a_terminal(forked: Forked, graph: Path, columns: int, *command: str) -> str:
    """What a command prints in a terminal so wide."""
    came = forked.run(*command, "--graph", graph, folder=graph.parent, columns=columns)
    assert came.status == 0, came.output
    return came.output


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two cities with long names of plans and measures that are much alike."""
    path = tmp_path_factory.mktemp("cities") / "qiantou.lbug"
    names = ["市发展改革委", "市工业和信息化局", "市自然资源和规划局", "市住房城乡建设局", "市市场监管局"]
    with open_store(path) as store:
        store.replace(manufacturing())
        for place in ("青岚市", "白石自治州"):
            sketches = [
                measure(
                    f"一/({number})",
                    "健全重点产业链供应链协同保障机制",
                    leads=[lead],
                    supports=[name for name in names if name != lead],
                    deadlines=["2026年12月底前"],
                    chains=["新能源汽车"],
                )
                for number, lead in enumerate(names)
            ]
            store.replace(plan(place, f"{place}推动重点产业高质量发展三年行动方案（2025—2027年）", *sketches))
    return path


@pytest.mark.parametrize(
    ("command", "columns"),
    [
        ("who 青岚市发改委", 80),
        ("overload", 80),
        ("overlap", 80),
        ("overlap --of measures", 120),
        ("gaps", 80),
        ("due --today 2027-01-01", 80),
        ("due --today 2027-01-01 --by agency", 120),
        ("query duties_of_agency -p agency=市发展改革委", 120),
    ],
)
def test_a_command_fits_the_terminal(forked: Forked, cities: Path, command: str, columns: int) -> None:
    shown = in_a_terminal(forked, cities, columns, *command.split())
    table = [line for line in shown.split("\n") if not line.startswith("Note:")]
    assert max(map(cell_len, table)) <= columns
    assert len(re.findall(r"^ .$", shown, re.MULTILINE)) == 0
    assert "市发展改革委" in shown.replace("\n", "") or "青岚" in shown or "临江" in shown


def test_a_wide_table_keeps_its_columns(forked: Forked, cities: Path) -> None:
    shown = in_a_terminal(forked, cities, 80, "overlap", "--wide")
    assert "jaccard" in shown
    assert "Without" not in shown
