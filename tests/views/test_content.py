"""The content of pages is what the store holds, and narrows without losing its references."""

import pytest

from graph.directory import AmbiguousAgencyError
from graph.model import InputError, Role
from graph.store.base import Store
from graph.views.content import Agency, Content
from graph.views.finding import AmbiguousTargetError, find_agency, find_zone
from graph.views.selection import select


def test_every_duty_of_the_store_is_in_the_content(store: Store, content: Content) -> None:
    for role, edge in (
        (Role.LEADS, "LEADS"),
        (Role.SUPPORTS, "SUPPORTS"),
        (Role.RESPONSIBLE, "RESPONSIBLE_FOR"),
    ):
        stored = store.run(f"MATCH (d:Department)-[:{edge}]->(m:Measure) RETURN d.key, m.key").rows
        held = [
            (content.agencies[duty.agency].key, content.clauses[duty.clause].key)
            for duty in content.duties
            if duty.role is role
        ]
        assert sorted(held) == sorted(stored)


def test_every_duty_is_marked_in_its_clause(store: Store, content: Content) -> None:
    evidence = {
        (key, department): text
        for key, department, text in store.run(
            "MATCH (d:Department)-[r:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure) RETURN m.key, d.key, r.evidence"
        ).rows
    }
    for duty in content.duties:
        clause = content.clauses[duty.clause]
        marked = "".join(piece.text for piece in clause.pieces if f"a{duty.agency}" in piece.marks)
        assert marked == evidence[clause.key, content.agencies[duty.agency].key]


def test_narrowing_keeps_clauses_as_they_are(content: Content) -> None:
    narrowed, centre = select(content, around="市科技局")
    assert narrowed.agencies[int(centre[1:])].name == "市科技局"
    assert [clause.heading for clause in narrowed.clauses] == [
        "建设创新平台",
        "完善科技金融",
        "壮大产业链条",
        "支持创新企业",
    ]
    whole = {clause.key: clause for clause in content.clauses}
    for number, clause in enumerate(narrowed.clauses):
        assert clause.text == whole[clause.key].text
        for duty in narrowed.duties_of_clause[number]:
            marked = "".join(piece.text for piece in clause.pieces if f"a{duty.agency}" in piece.marks)
            assert marked in (narrowed.agencies[duty.agency].name, *narrowed.agencies[duty.agency].aliases)


@pytest.mark.parametrize(
    ("asked", "headings"),
    [
        ({"chain": "工业互联网"}, ["壮大产业链条", "支持创新企业"]),
        ({"zone": "临港"}, ["壮大产业链条"]),
        ({"plans": ["营商环境"]}, ["简化企业开办", "降低用能成本", "支持创新企业"]),
        ({"chain": "工业互联网", "plans": ["营商环境"]}, ["支持创新企业"]),
    ],
)
def test_what_is_asked_for_is_kept(content: Content, asked: dict[str, str], headings: list[str]) -> None:
    assert [clause.heading for clause in select(content, **asked)[0].clauses] == headings


def test_roles_keep_clauses_and_drop_duties(content: Content) -> None:
    narrowed, _ = select(content, roles=[Role.LEADS])
    assert len(narrowed.clauses) == len(content.clauses)
    assert {duty.role for duty in narrowed.duties} == {Role.LEADS}


def test_agencies_of_one_name_are_told_apart_by_their_places() -> None:
    content = Content(
        agencies=[
            Agency(key="临江市/市财政局", name="市财政局", jurisdiction="临江市"),
            Agency(key="临江市/市科技局", name="市科技局", jurisdiction="临江市"),
            Agency(key="青岚市/市财政局", name="市财政局", jurisdiction="青岚市"),
        ]
    )
    assert content.names == ["市财政局（临江市）", "市科技局", "市财政局（青岚市）"]


def test_an_alias_a_part_and_a_key_find_an_agency(content: Content) -> None:
    for text in ("科学技术局", "科技", "临江市/市科技局"):
        assert content.agencies[find_agency(content, text)].name == "市科技局"


def test_a_name_of_several_lists_them(content: Content) -> None:
    with pytest.raises(AmbiguousAgencyError) as caught:
        find_agency(content, "市")
    assert "临江市/市商务局" in [candidate.key for candidate in caught.value.candidates]
    with pytest.raises(AmbiguousTargetError, match=r"临江市/临港经开区, 临江市/青岚高新区"):
        find_zone(content, "区")


def test_a_name_of_none_is_an_error(content: Content) -> None:
    with pytest.raises(InputError, match="市气象局"):
        select(content, around="市气象局")
