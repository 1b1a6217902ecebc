"""Names of labels and indexes in a shared database."""

import pytest

from graph.model import StoreError
from graph.store.indexes import SCHEMA
from graph.store.labels import Labels

PAIRS = [
    pytest.param("MATCH (p:Plan) RETURN p.title", "MATCH (p:QtPlan) RETURN p.title", id="a label"),
    pytest.param(
        "MATCH (n:Plan|Zone)-[:LEADS|CITES]->(:Other)",
        "MATCH (n:QtPlan|QtZone)-[:LEADS|CITES]->(:Other)",
        id="labels side by side, edges and labels of others",
    ),
    pytest.param(
        "WHERE n:Measure AND n.Plan = 'Plan'", "WHERE n:QtMeasure AND n.Plan = 'Plan'", id="no label"
    ),
    pytest.param("MATCH (Plan : Plan)", "MATCH (Plan : QtPlan)", id="a variable of the same name"),
    pytest.param(
        "CALL db.index.fulltext.queryNodes('qiantou_words', $text)",
        "CALL db.index.fulltext.queryNodes('qiantou_qt_words', $text)",
        id="the full-text index",
    ),
]


@pytest.mark.parametrize(("query", "renamed"), PAIRS)
def test_labels_of_a_query_are_renamed(query: str, renamed: str) -> None:
    assert Labels("Qt").in_query(query) == renamed
    assert Labels().in_query(query) == query


def test_two_prefixes_have_no_name_in_common() -> None:
    made = [{Labels(prefix).in_query(statement) for statement in SCHEMA} for prefix in ("", "A", "B")]
    names = [{statement.split()[2 + (statement.split()[2] == "INDEX")] for statement in one} for one in made]
    assert not names[0] & names[1]
    assert not names[1] & names[2]
    assert not names[0] & names[2]


@pytest.mark.parametrize("prefix", ["Qt-", "1", "计划", "a`", "x" * 40])
def test_a_prefix_that_is_none_is_refused(prefix: str) -> None:
    with pytest.raises(StoreError, match="a label prefix is made of"):
        Labels(prefix)


def test_what_is_not_ours_keeps_its_name() -> None:
    assert Labels("Qt").plain(["QtPlan", "Drawing", "Plan"]) == ["Drawing", "Plan", "Plan"]
