"""The named queries: their headers, and the same rows from every store."""

from datetime import date
from typing import Any

import pytest
from asked import ASKED
from city import plans

from graph.model import InputError
from graph.queries import Query, named_queries, named_query, parse_query, run_query
from graph.store import Store, open_store
from graph.table import Table
from loaders.pipeline import read_text

CASES = [
    pytest.param(name, values, id=f"{name}-{number}")
    for name in named_queries()
    for number, values in enumerate(ASKED.get(name, [{}]), 1)
]


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, int], Table]:
    """What a graph in memory answers to every case."""
    with open_store(":memory:") as store:
        store.replace_all(plans())
        return {
            (name, number): run_query(store, name, **values)
            for name in named_queries()
            for number, values in enumerate(ASKED.get(name, [{}]))
        }


def test_there_are_enough() -> None:
    assert len(named_queries()) >= 20


@pytest.mark.parametrize("query", named_queries().values(), ids=lambda query: query.name)
def test_a_header_says_all(query: Query) -> None:
    assert query.summary.endswith(".")
    assert query.columns
    assert len({name for name, _ in query.columns}) == len(query.columns)
    for text in query.texts.values():
        body = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
        for parameter in query.parameters:
            assert f"${parameter.name}" in body
        assert "ORDER BY" in body


@pytest.mark.parametrize("query", named_queries().values(), ids=lambda query: query.name)
def test_a_text_of_one_engine_has_no_header_of_its_own(query: Query) -> None:
    for engine, text in query.texts.items():
        assert not engine or "@" not in text


def test_every_store_answers_every_query_alike(
    any_store: Store, answers: dict[tuple[str, int], Table]
) -> None:
    any_store.replace_all(plans())
    for (name, number), expected in answers.items():
        values = ASKED.get(name, [{}])[number]
        assert run_query(any_store, name, **values) == expected, name


COUNTING = (
    "agency_deadlines_by_month",
    "agency_load",
    "chain_leads",
    "co_leads",
    "coordination_pairs",
    "cross_plan_leads",
    "deadlines_by_month",
    "goal_leads",
    "lead_support_pairs",
    "support_only_agencies",
    "zone_leads",
    "zones_without_lead",
)


def test_statements_of_running_text_count_in_no_query() -> None:
    text = (
        "青岚市示范工作方案\n一、任务\n1.建设平台。（市科技局牵头，市财政局配合）\n2.由市商务局牵头制定青岚高新区招商办法，"
        "市司法局配合，2026年底前完成，培育10家企业。\n"
    )
    rows = []
    for inline in (False, True):
        with open_store(":memory:") as store:
            store.replace_all(read_text(text, "甲.txt", inline=inline))
            assert len(run_query(store, "measures_of_plan", plan="青岚市").rows) == 1 + inline
            rows.append([run_query(store, name).rows for name in COUNTING])
    assert rows[0] == rows[1]


@pytest.mark.parametrize("name", named_queries())
def test_the_columns_are_those_of_the_header(name: str, answers: dict[tuple[str, int], Table]) -> None:
    assert answers[name, 0].columns == tuple(column for column, _ in named_query(name).columns)


@pytest.mark.parametrize("name", named_queries())
def test_some_case_has_rows_and_no_row_comes_twice(name: str, answers: dict[tuple[str, int], Table]) -> None:
    tables = [table for (asked, _), table in answers.items() if asked == name]
    assert any(table.rows for table in tables)
    for table in tables:
        assert len({str(row) for row in table.rows}) == len(table.rows)


def test_an_empty_graph_answers_every_query_with_no_rows(any_store: Store) -> None:
    for name in named_queries():
        assert run_query(any_store, name, **ASKED.get(name, [{}])[0]).rows == [], name


@pytest.mark.parametrize(
    ("name", "values", "columns", "rows"),
    [
        pytest.param(
            "who_leads",
            {"agency": "市发改委"},
            ("agency", "path", "basis", "evidence"),
            [("市发展改革委", "一/(一)", "stated", "市发改委")],
            id="by an alias, under the canonical name",
        ),
        pytest.param(
            "measures_of_plan",
            {"plan": "临江市先进制造业集群方案"},
            ("number", "path", "leads", "supports", "responsible"),
            [
                (1, "一", ["市工信局", "市科技局"], ["市统计局", "市财政局"], []),
                (2, "二", ["市自然资源局"], [], ["市发展改革委", "市自然资源局"]),
                (3, "三", [], ["市税务局"], []),
                (4, "三", ["市工信局"], ["市税务局", "市财政局"], []),
            ],
            id="in the order of the text, with repeated numbers",
        ),
        pytest.param(
            "measures_without_lead",
            {},
            ("plan", "path", "supports", "responsible"),
            [("临江市/临政办发〔2024〕7号", "三", 1, 0)],
            id="a lead of the section over it counts",
        ),
        pytest.param(
            "chains_without_lead", {}, ("chain", "supports"), [("低空经济", 1)], id="a convention leads"
        ),
        pytest.param("zones_without_lead", {}, ("zone",), [("青岚港区",), ("青岚软件园",)], id="zones"),
        pytest.param(
            "agency_path",
            {"from": "市税务局", "to": "市统计局"},
            ("length", "way"),
            [
                (
                    2,
                    "临江市/市税务局 → 临江市/临政办发〔2024〕7号#measure:三.2 → 临江市/市工信局 → "
                    "临江市/临政办发〔2024〕7号#measure:一.1 → 临江市/市统计局",
                )
            ],
            id="over the agency that both meet",
        ),
        pytest.param(
            "convention_leads", {}, ("path", "lead"), [("二", "临江市/市自然资源局")], id="convention"
        ),
        pytest.param(
            "deadlines_by_month",
            {},
            ("month", "measures", "agencies"),
            [("2025-12", 2, 3), ("2026-06", 1, 2)],
            id="a measure in each of its months",
        ),
        pytest.param(
            "coordination_pairs",
            {"minimum": 2},
            ("first", "second", "measures", "plans"),
            [
                ("临江市/市工信局", "临江市/市财政局", 3, 2),
                ("临江市/市科技局", "临江市/市财政局", 2, 2),
            ],
            id="whatever the roles",
        ),
        pytest.param(
            "line_comparison",
            {"line": "科技"},
            ("jurisdiction", "agencies", "leads", "supports", "responsible"),
            [("临江市", 1, 3, 0, 0), ("云岭省", 1, 1, 0, 0)],
            id="line",
        ),
        pytest.param(
            "plan_citations",
            {},
            ("citing", "cited"),
            [
                ("临江市/临政发〔2024〕1号", "临江市/临政办发〔2024〕7号"),
                ("临江市/临政发〔2024〕1号", "云岭省/云政发〔2023〕5号"),
            ],
            id="by title, and by number in other brackets",
        ),
    ],
)
def test_worked_answers(
    name: str, values: dict[str, Any], columns: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> None:
    with open_store(":memory:") as store:
        store.replace_all(plans())
        answer = run_query(store, name, **values)
    places = [answer.columns.index(column) for column in columns]
    assert [tuple(row[place] for place in places) for row in answer.rows] == rows


HEADER = """\
// What it answers,
// in two lines.
// @param text string — words
// @param many strings = ["a", "b"] — several
// @param count integer = 3 — how many
// @param share number = 0.5 — a part
// @param all boolean = false — everything
// @param day date = "2025-12-31" — until
// @column n — a number
RETURN $text AS n // @param is no header here
"""


def test_a_header_is_read() -> None:
    query = parse_query("sample", {"": HEADER})
    assert query.summary == "What it answers, in two lines."
    assert [parameter.name for parameter in query.parameters] == [
        "text",
        "many",
        "count",
        "share",
        "all",
        "day",
    ]
    assert query.columns == (("n", "a number"),)
    assert query.bind({"text": "词"}) == {
        "text": "词",
        "many": ["a", "b"],
        "count": 3,
        "share": 0.5,
        "all": False,
        "day": "2025-12-31",
    }


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({"count": "12"}, 12),
        ({"share": "1e-3"}, 0.001),
        ({"all": "yes"}, True),
        ({"all": True}, True),
        ({"day": "2024-02-29"}, "2024-02-29"),
        ({"many": "甲,乙"}, ["甲", "乙"]),
        ({"many": ["甲"]}, ["甲"]),
    ],
)
def test_a_value_is_read_by_its_type(given: dict[str, Any], read: Any) -> None:
    (name,) = given
    assert parse_query("sample", {"": HEADER}).bind({"text": "", **given})[name] == read


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "the query sample needs text; give -p text=…"),
        ({"text": 3}, "text is a text, not 3"),
        ({"text": "", "count": "many"}, "count is a whole number, not 'many'"),
        ({"text": "", "count": 1.5}, "count is a whole number, not 1.5"),
        ({"text": "", "day": "soon"}, "day is a date as 2025-12-31, or today, not 'soon'"),
        ({"text": "", "all": "maybe"}, "all is true or false, not 'maybe'"),
        ({"text": "", "txet": ""}, "the query sample has no parameter txet; it takes text, many"),
    ],
)
def test_a_value_that_does_not_fit_is_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_query("sample", {"": HEADER}).bind(given)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("// @param text string", "q.cypher:1: neither"),
        ("// @param text letters — words", "q.cypher:1: a parameter is one of"),
        ("// @param n integer = three — number", "q.cypher:1: the default three is no JSON"),
        ('// @param n integer = "x" — number', "n is a whole number"),
        ("// @colum n — a number", "q.cypher:1: neither"),
    ],
)
def test_a_header_that_cannot_be_read_is_named(line: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_query("q", {"": line}, file="q.cypher")
    assert str(caught.value).startswith(message)


def test_a_name_that_is_none_is_answered_with_one_that_is() -> None:
    with pytest.raises(InputError, match="did you mean who_leads"):
        named_query("who_lead")
    with pytest.raises(InputError, match="see `qiantou queries`"):
        named_query("qqq")


def test_a_plan_is_asked_for_by_a_part_of_its_title_and_a_day_as_today() -> None:
    with open_store(":memory:") as store:
        store.replace_all(plans())
        whole = run_query(store, "measures_of_plan", plan="临江市科技创新行动方案")
        assert whole.rows
        assert run_query(store, "measures_of_plan", plan="科技创新行动") == whole
        overdue = run_query(store, "overdue")
        assert overdue == run_query(store, "overdue", today="today")
        assert overdue == run_query(store, "overdue", today=date.today().isoformat())
