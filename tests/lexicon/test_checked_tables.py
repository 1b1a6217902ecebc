"""A typing error in a table is refused, with the file, the row and the field."""

import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

import graph
import loaders
from graph import standards, words
from graph.model import InputError
from graph.model.language import entries
from graph.model.tables import checked, checked_lines
from graph.store import statements
from loaders.formats import tables as furniture
from loaders.formats.tables import FurnitureRows
from loaders.lexicon import agency_rows, confusables, script, wording
from loaders.lexicon.agency_rows import Agencies, Central, FunctionRow, OrganRow, check_rows
from loaders.lexicon.industry_rows import industry_rows
from loaders.lexicon.wording import Bodies, Wording
from loaders.places import divisions
from loaders.places import tables as places
from loaders.places.tables import SentenceRows, ZoneRows
from loaders.targets import industries
from loaders.targets import tables as targets
from loaders.targets.tables import ChainRows, DeadlineRows, GoalRows
from loaders.text import tables as titles
from loaders.text.tables import TitleRows

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
    assert str(raised.value).startswith("central.toml: ")
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
    "kind",
    [
        Agencies,
        Wording,
        Bodies,
        SentenceRows,
        ZoneRows,
        ChainRows,
        DeadlineRows,
        GoalRows,
        TitleRows,
        FurnitureRows,
    ],
)
def test_a_table_has_no_table_that_nobody_reads(kind: type) -> None:
    with pytest.raises(InputError, match="field `surplus`"):
        checked("[surplus]", kind, "some.toml")


def test_a_misspelt_field_of_a_zone_is_named() -> None:
    text = '[[ending]]\nkind = "港区"\nnames = ["港区"]\nexamples = []\npropper = true'
    with pytest.raises(InputError, match=r"zones\.toml: .*unknown field `propper` in ending, row 1"):
        checked(text, ZoneRows, "zones.toml")


TABLES = [
    path
    for package in (graph, loaders)
    for path in sorted(Path(package.__file__ or "").parent.rglob("*.t[os][mv]*"))
]


def _industries_read_again() -> object:
    industry_rows.cache_clear()
    try:
        return industries.industries.__wrapped__()
    finally:
        industry_rows.cache_clear()


TYPING_ERRORS: list[tuple[Callable[[], object], str, str, str, str]] = [
    (
        agency_rows.agencies,
        "loaders/data/agencies.toml",
        'line = "教育"',
        'line = "教肓"',
        "no line '教肓' in function, row ",
    ),
    (
        agency_rows.agencies,
        "loaders/data/agencies.toml",
        'of = ["文化", "广电", "旅游"]',
        'of = ["文化", "广申", "旅游"]',
        "no function is named '广申' in merger, row 1 (文化广电和旅游), of",
    ),
    (
        agency_rows.central,
        "loaders/data/central.toml",
        "until = 2018",
        "untill = 2018",
        "unknown field `untill` in organ, row ",
    ),
    (
        wording.wording,
        "loaders/data/wording.toml",
        'name = "leads"',
        'name = "leeds"',
        "Invalid enum value 'leeds' in role, row 1 (leeds), name",
    ),
    (
        wording.bodies,
        "loaders/data/bodies.toml",
        "[levels.not_before]\n",
        '[levels.not_before]\n"巿" = ["场"]\n',
        "no level is written '巿' in not_before in levels",
    ),
    (
        script._table,
        "loaders/data/traditional.tsv",
        "單\t单",
        "單\t单位",
        "length <= 1 in line 202 (單), simplified",
    ),
    (
        divisions.divisions,
        "loaders/data/divisions.tsv",
        "110101\t",
        "11O101\t",
        "matching regex '^\\\\d{6}$' in line 7 (11O101), code",
    ),
    (
        divisions.divisions,
        "loaders/data/divisions.tsv",
        "\t东城区\n",
        "\t东城\n",
        "in line 7 (110101), name",
    ),
    (
        divisions.divisions,
        "loaders/data/divisions.tsv",
        "110101\t",
        "110101 ",
        "1 fields where there are 2 in line 7 (110101 东城区)",
    ),
    (
        divisions.divisions,
        "loaders/data/divisions.tsv",
        "110102\t",
        "110101\t",
        "a second row of 110101 in 西城区, code",
    ),
    (
        divisions.divisions,
        "loaders/data/divisions.tsv",
        "110000\t",
        "110001\t",
        "no province of 110001 in 北京市, code",
    ),
    (
        divisions.place_conventions,
        "loaders/data/places.toml",
        '"黔" = ["贵州省"]',
        '"黔" = ["贵洲省"]',
        "no place is named '贵洲省' in provinces, 黔",
    ),
    (
        places.zone_words,
        "loaders/data/zones.toml",
        "\nproper = true",
        "\npropper = true",
        "unknown field `propper` in ending, row 1",
    ),
    (
        places.zone_words,
        "loaders/data/zones.toml",
        'kind = "港区"',
        'kind = "巷区"',
        "no kind '巷区' in ending, row ",
    ),
    (
        places.sentence_rows,
        "loaders/data/sentence.toml",
        "[adverbs]",
        "[adverb]",
        "unknown field `adverb`",
    ),
    (
        targets.chain_words,
        "loaders/data/chains.toml",
        "[standing.goods]",
        "[standing.good]",
        "Invalid enum value 'good' in standing",
    ),
    (
        targets.deadline_rows,
        "loaders/data/deadlines.toml",
        '"十二五" = 2015',
        '"十二五" = 20l5',
        "correct the table",
    ),
    (
        targets.deadline_rows,
        "loaders/data/deadlines.toml",
        '"十二五" = 2015',
        '"十二五" = 201',
        "Expected `int` >= 2000 in five_year_plans",
    ),
    (
        targets.deadline_rows,
        "loaders/data/deadlines.toml",
        "[lasting]",
        "[lastning]",
        "unknown field `lastning`",
    ),
    (
        titles.title_words,
        "loaders/data/titles.toml",
        "[rosters]\nwords",
        "[rosters]\nword",
        "unknown field `word` in rosters",
    ),
    (
        furniture.furniture_words,
        "loaders/data/furniture.toml",
        "[footer]\noperators",
        "[footer]\noperator",
        "unknown field `operator` in footer",
    ),
    (
        targets.goal_rows,
        "loaders/data/goals.toml",
        'sign = ">="',
        'sign = "=>"',
        "Invalid enum value '=>' in comparisons, sign",
    ),
    (
        industry_rows,
        "loaders/data/industries.tsv",
        "\testablished\t",
        "\testablishd\t",
        "Invalid enum value 'establishd' in line 2 (体育), standing",
    ),
    (
        _industries_read_again,
        "loaders/data/industries.tsv",
        "\t体育教育\t",
        "\t体育教肓\t",
        "no branch '体育教肓' in 体育, branch",
    ),
    (
        confusables.table,
        "loaders/data/confusables.toml",
        'meant = "〔"',
        'ment = "〔"',
        "unknown field `ment`",
    ),
    (
        industries.aliases,
        "loaders/data/industry_aliases.tsv",
        "\t医疗器械\t",
        "\t医疗器诫\t",
        "no industry '医疗器诫' in 医疗",
    ),
    (
        standards.classes,
        "graph/standards.tsv",
        "GB/T 4754-2017\t",
        "GB/T 4754-2007\t",
        "Invalid enum value 'GB/T 4754-2007' in line 7 (GB/T 4754-2007), standard",
    ),
    (
        lambda: entries.sentences.__wrapped__("messages"),
        "graph/model/language/messages.toml",
        "zh = ",
        "hz = ",
        "unknown field `hz` in sentence, row 1",
    ),
    (
        lambda: entries.sentences.__wrapped__("help"),
        "graph/model/language/help.toml",
        "[[sentence]]",
        "[[sentense]]",
        "unknown field `sentense`",
    ),
    (
        lambda: entries.sentences.__wrapped__("rules"),
        "graph/model/language/rules.toml",
        "zh = ",
        "hz = ",
        "unknown field `hz` in sentence, row 1",
    ),
    (
        entries.columns,
        "graph/model/language/columns.toml",
        "[sides]",
        "[sites]",
        "unknown field `sites`",
    ),
    (
        entries.values,
        "graph/model/language/values.toml",
        'leads = "',
        'leads = 1\nlead = "',
        "Expected `str`, got `int` in column, row 2 (role), words",
    ),
    (
        entries.queries,
        "graph/model/language/queries.toml",
        "answers = ",
        "anwsers = ",
        "unknown field `anwsers` in query, row 1 (agency_aliases)",
    ),
    (words._table, "graph/words.toml", "zh = ", "zn = ", "unknown field `zn`"),
    (
        words._table,
        "graph/words.toml",
        "（按{basis}）",
        "（按{bases}）",
        "zh and en have different values in {}",
    ),
    (
        lambda: statements.dialect.__wrapped__("ladybug"),
        "graph/store/dialects.toml",
        "closing = ",
        "closng = ",
        "unknown field `closng`",
    ),
]


@pytest.mark.parametrize(
    ("read", "file", "right", "wrong", "says"), TYPING_ERRORS, ids=[row[3].strip() for row in TYPING_ERRORS]
)
def test_a_typing_error_in_a_table_is_named(
    monkeypatch: pytest.MonkeyPatch,
    read: Callable[[], object],
    file: str,
    right: str,
    wrong: str,
    says: str,
) -> None:
    plain = Path.read_text

    def mistyped(path: Path, *args: str, **options: str) -> str:
        text = plain(path, *args, **options)
        if not path.as_posix().endswith(file):
            return text
        assert right in text
        return text.replace(right, wrong, 1)

    monkeypatch.setattr(Path, "read_text", mistyped)
    with pytest.raises(InputError) as raised:
        getattr(read, "__wrapped__", read)()
    assert str(raised.value).startswith(f"{file}: ")
    assert says in str(raised.value)


def test_every_table_has_its_typing_error() -> None:
    assert {path.name for path in TABLES} == {row[1].rpartition("/")[2] for row in TYPING_ERRORS}


def test_a_table_of_lines_names_its_fields() -> None:
    with pytest.raises(InputError, match=r"some\.tsv: .*unknown field `nmae` in line 3 \(国务院\)"):
        checked_lines("# 名单\nnmae\tline\n国务院\t政府\n", OrganRow, "some.tsv")


WIDTH = 110


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def test_the_tables_are_found() -> None:
    assert {"words.toml", "dialects.toml", "agencies.toml", "divisions.tsv"} <= {path.name for path in TABLES}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_change_of_a_table_shows_its_word(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if columns(line) > WIDTH] == []


@pytest.mark.parametrize(
    "path", [path for path in TABLES if path.suffix == ".toml"], ids=lambda path: path.name
)
def test_a_word_stands_once_in_a_list_and_without_white_space_around_it(path: Path) -> None:
    table = tomllib.loads(path.read_text("utf-8"))
    for place, listed in _lists(table, ""):
        assert len(set(listed)) == len(listed), place
        assert [word for word in listed if not word or word != word.strip()] == [], place


def _lists(table: object, place: str) -> list[tuple[str, list[str]]]:
    """Every list of words in a table, with its place."""
    if isinstance(table, list) and all(isinstance(word, str) for word in table):
        return [(place, table)]
    rows = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    return [found for name, row in rows for found in _lists(row, f"{place}/{name}")]
