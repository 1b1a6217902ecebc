"""A typing error in a table is refused, with the file, the row and the field."""

import unicodedata
from pathlib import Path

import pytest

import graph
import loaders
from graph.model import InputError
from loaders.lexicon.agency_rows import Agencies, Central, FunctionRow, OrganRow, check_rows
from loaders.lexicon.tables import checked
from loaders.lexicon.wording import Bodies, Wording
from loaders.places.tables import SentenceRows, ZoneRows
from loaders.targets.tables import ChainRows, DeadlineRows, GoalRows

ROW = """
[[organ]]
name = "国务院"
line = "政府"

[[organ]]
name = "扶贫办"
line = "政府"
"""


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("untill = 2003", "unknown field `untill` in organ, row 2 (扶贫办)"),
        ("propper = true", "unknown field `propper` in organ, row 2 (扶贫办)"),
        ('until = "2003"', "Expected `int | null`, got `str` in organ, row 2 (扶贫办), until"),
        ('kind = "goverment"', "Invalid enum value 'goverment' in organ, row 2 (扶贫办), kind"),
        ('levels = ["town"]', "Invalid enum value 'town' in organ, row 2 (扶贫办), levels, row 1 (town)"),
        (
            "since = 2010\nuntil = 2003",
            "扶贫办 ends in 2003, before it begins in 2010 in organ, row 2 (扶贫办)",
        ),
        ("until = 2021\nrenamed = true", "扶贫办 is renamed, and lacks its successor"),
        ("since 2003", "Expected '=' after a key"),
    ],
)
def test_an_error_names_file_row_and_field(field: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        checked(ROW + field, Central, "central.toml")
    assert str(raised.value).startswith("loaders/data/central.toml: ")
    assert says in str(raised.value)


def test_a_missing_field_is_named() -> None:
    with pytest.raises(InputError, match=r"missing required field `line` in organ, row 1 \(国务院\)"):
        checked('[[organ]]\nname = "国务院"', Central, "central.toml")


def test_a_line_is_one_of_the_closed_list() -> None:
    rows = (OrganRow(name="教委", line="教肓"),)
    with pytest.raises(InputError, match=r"central\.toml: no line '教肓' in organ, row 1 \(教委\), line"):
        check_rows("central", "organ", rows, ("教育",))


def test_a_successor_is_a_row() -> None:
    rows = (FunctionRow(name="工商", line="市场监管", until=2018, successor="市场监菅"),)
    with pytest.raises(
        InputError, match=r"no row is named '市场监菅' in function, row 1 \(工商\), successor"
    ):
        check_rows("agencies", "function", rows, ("市场监管",))


@pytest.mark.parametrize(
    "kind", [Agencies, Wording, Bodies, SentenceRows, ZoneRows, ChainRows, DeadlineRows, GoalRows]
)
def test_a_table_has_no_table_that_nobody_reads(kind: type) -> None:
    with pytest.raises(InputError, match="field `surplus`"):
        checked("[surplus]", kind, "some.toml")


def test_a_misspelt_field_of_a_zone_is_named() -> None:
    text = '[[ending]]\nkind = "港区"\nnames = ["港区"]\nexamples = []\npropper = true'
    with pytest.raises(InputError, match=r"zones\.toml: .*unknown field `propper` in ending, row 1"):
        checked(text, ZoneRows, "zones.toml")


WIDTH = 110
TABLES = [
    path
    for package in (graph, loaders)
    for path in sorted(Path(package.__file__ or "").parent.rglob("*.t[os][mv]*"))
]


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def test_the_tables_are_found() -> None:
    assert {"words.toml", "dialects.toml", "agencies.toml", "divisions.tsv"} <= {path.name for path in TABLES}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_change_of_a_table_shows_its_word(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if columns(line) > WIDTH] == []
