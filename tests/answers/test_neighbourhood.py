"""What is around an agency, a chain or a zone: its measures, with everybody in them."""

import pytest
from views.city import linjiang

from graph.answers.neighbourhood import neighbourhood
from graph.model import AmbiguousNameError, Role, UnknownNameError
from graph.network import Incidence, incidence_of
from graph.views.clauses import clause


@pytest.fixture(scope="module")
def graph() -> Incidence:
    return incidence_of(linjiang())


def test_an_agency_keeps_its_measures_and_their_clauses(graph: Incidence) -> None:
    kept, centre = neighbourhood(graph, agency="科学技术局")
    assert kept.agencies.name[int(centre[1:])] == "市科技局"
    assert kept.measures.heading.tolist() == ["建设创新平台", "完善科技金融", "壮大产业链条", "支持创新企业"]
    for measure, key in enumerate(kept.measures.key):
        pieces, whole = clause(kept, measure), clause(graph, graph.measures.place[key])
        assert [piece.text for piece in pieces] == [piece.text for piece in whole]
        for duty in kept.duties_of_measure[measure]:
            marked = "".join(piece.text for piece in pieces if f"a{duty.agency}" in piece.marks)
            assert marked in kept.agencies.aliases[duty.agency]


@pytest.mark.parametrize(
    ("asked", "headings", "centre"),
    [
        ({"chain": "工业互联网"}, ["壮大产业链条", "支持创新企业"], "c"),
        ({"zone": "临港"}, ["壮大产业链条"], "z"),
        ({"chain": "工业互联网", "agency": "市商务局"}, ["壮大产业链条"], "a"),
        ({"zone": "临港", "agency": "市行政审批局"}, [], ""),
        ({}, None, ""),
    ],
)
def test_what_is_asked_for_is_kept(
    graph: Incidence, asked: dict[str, str], headings: list[str] | None, centre: str
) -> None:
    kept, found = neighbourhood(graph, **asked)
    assert kept.measures.heading.tolist() == (
        graph.measures.heading.tolist() if headings is None else headings
    )
    assert found[:1] == centre


def test_what_a_selection_leaves_out_is_cut_and_not_marked(graph: Incidence) -> None:
    """A page of supports alone shows the same text, cut at the same places, without a mark on who leads."""
    leads = graph.select(roles=[Role.SUPPORTS])
    measure = leads.measures.heading.tolist().index("简化企业开办")
    whole, part = clause(graph, measure), clause(leads, measure)
    assert [piece.text for piece in part] == [piece.text for piece in whole]
    marked = {piece.text for piece in part if piece.marks}
    assert {piece.text for piece in whole if piece.marks} - marked == {"市行政审批局"}


def test_a_name_of_several_or_of_none_is_told(graph: Incidence) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        neighbourhood(graph, agency="市")
    assert "临江市/市商务局" in caught.value.candidates
    with pytest.raises(UnknownNameError, match="市气象局"):
        neighbourhood(graph, agency="市气象局")
