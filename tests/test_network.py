"""The arrays behind every analysis: the same from facts and from every store."""

import dataclasses
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pytest
from facts import agency, measure, plan

from graph.analysis.centrality import centrality
from graph.analysis.communities import communities, community_table
from graph.analysis.coordination import failures, lead_support
from graph.analysis.gaps import gaps
from graph.analysis.overlap import overlap
from graph.analysis.overload import overload
from graph.analysis.projection import network
from graph.answers.duties import duties_of
from graph.answers.names import agency_names
from graph.model import Basis, Facts, InputError, Role, Scope, StoreError
from graph.model.dataset.folders import open_folder
from graph.model.dataset.manifest import FileRead, Manifest
from graph.model.dataset.mark import PARTS
from graph.model.dataset.tables import tables_of_facts
from graph.model.dataset.writing import write_manifest, write_tables
from graph.network import (
    BASES,
    ROLES,
    Incidence,
    duty_lists,
    incidence_of,
    incidence_of_dataset,
    read_incidence,
    reading,
)
from graph.network.texts import LongTexts
from graph.store import Store, open_store
from graph.views.ledger import entries
from graph.views.network_page import network_page
from graph.views.report import report_page
from graph.views.scene import knowledge


def city() -> list[Facts]:
    return [
        plan(
            "临江市",
            "乙方案",
            measure("一/2", leads=["市科技局"], supports=["市财政局", "市科技局"], chains=["光伏", "光伏"]),
            measure(
                "一/1",
                responsible=["市财政局", "各县区政府"],
                convention_lead="市财政局",
                deadlines=["2026年底前", "2025年底前", "长期坚持"],
            ),
            measure(
                "二",
                leads=[agency("市委科技委", canonical="市科技局")],
                scope=Scope.SECTION,
                persons=["林知远"],
            ),
            date="2025-04-21",
        ),
        plan(
            "临江市",
            "甲方案",
            measure(
                "三",
                leads=["市商务局"],
                zones=["临江高新区"],
                goals=[("企业", "3", "家"), ("企业", "5", "家")],
            ),
            measure("四"),
        ),
        plan("青岚市", "空白方案"),
    ]


def same(one: Any, other: Any) -> bool:
    """Whether two incidences, or parts of them, hold the same arrays."""
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.tolist() == other.tolist()
    if isinstance(one, tuple):
        return one == other
    if isinstance(one, LongTexts):
        return one.tolist() == other.tolist()
    if isinstance(one, Incidence) and not same(one.mentions, other.mentions):
        return False
    return all(
        same(getattr(one, field.name), getattr(other, field.name))
        for field in dataclasses.fields(one)
        if field.name != "read_mentions"
    )


def duties(incidence: Incidence) -> list[tuple[str, str, Role, Basis]]:
    found = incidence.duties
    return [
        (incidence.agencies.name[a], incidence.measures.path[m], ROLES[role], BASES[basis])
        for a, m, role, basis in zip(found.agency, found.measure, found.role, found.basis, strict=True)
    ]


def test_agencies_and_measures_stand_in_order_and_duties_once() -> None:
    incidence = incidence_of(city())
    assert incidence.plans.title.tolist() == ["乙方案", "甲方案", "空白方案"]
    assert incidence.measures.path.tolist() == ["一/2", "一/1", "二", "三", "四"]
    assert incidence.agencies.name.tolist() == ["各县区政府", "市商务局", "市科技局", "市财政局"]
    assert incidence.agencies.collective.tolist() == [True, False, False, False]
    assert duties(incidence) == [
        ("各县区政府", "一/1", Role.RESPONSIBLE, Basis.STATED),
        ("市商务局", "三", Role.LEADS, Basis.STATED),
        ("市科技局", "一/2", Role.LEADS, Basis.STATED),
        ("市科技局", "一/2", Role.SUPPORTS, Basis.STATED),
        ("市科技局", "二", Role.LEADS, Basis.SECTION),
        ("市财政局", "一/2", Role.SUPPORTS, Basis.STATED),
        ("市财政局", "一/1", Role.LEADS, Basis.CONVENTION),
        ("市财政局", "一/1", Role.RESPONSIBLE, Basis.STATED),
    ]


@pytest.mark.parametrize("at_once", [1, 4, 100])
def test_duties_are_listed_by_their_nodes_however_many_are_made_at_once(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duty_lists, "_AT_ONCE", at_once)
    incidence = incidence_of(city())
    of = incidence.duties_of_measure
    assert [[(duty.role, duty.position) for duty in duties] for duties in of] == [
        [(Role.LEADS, 1), (Role.SUPPORTS, 1), (Role.SUPPORTS, 2)],
        [(Role.LEADS, 1), (Role.RESPONSIBLE, 1), (Role.RESPONSIBLE, 2)],
        [(Role.LEADS, 1)],
        [(Role.LEADS, 1)],
        [],
    ]
    assert [of[place] for place in range(len(of))] == of[:] == list(of)
    for place, duties in enumerate(incidence.duties_of_agency):
        assert {duty.agency for duty in duties} == {place}
        assert [duty.measure for duty in duties] == sorted(duty.measure for duty in duties)
    with pytest.raises(IndexError):
        of[len(of)]


def test_what_else_a_measure_says() -> None:
    incidence = incidence_of(city())
    measures = incidence.measures
    assert measures.deadlines[1] == ("2026年底前", "2025年底前", "长期坚持")
    assert measures.due[1] == ("2025-12-31", "2026-12-31")
    assert measures.persons[2] == ("林知远",)
    assert incidence.agencies.aliases[2] == ("市委科技委", "市科技局")
    assert incidence.section.tolist() == [0, 0, 1, 2, 3]
    assert list(zip(incidence.chain_targets.measure, incidence.chain_targets.target, strict=True)) == [(0, 0)]
    assert incidence.goal_targets.measure.tolist() == [3, 3]


def test_a_data_set_gives_the_same_arrays_however_it_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plans of one agency in several batches, and one plan twice: the last one holds."""
    first, *others = city()
    older = msgspec.structs.replace(first, measures=first.measures[1:])
    plans = [older, *others, *two_cities(), first]
    folder = open_folder(tmp_path / "facts")
    entries = []
    for number, one in enumerate(plans):
        file = f"{number}.txt"
        write_tables(folder, f"{PARTS}/{number}", tables_of_facts([(file, one)]))
        entries.append((FileRead(file=file, stamp="", sha256=file, measures=len(one.measures)), str(number)))
    write_manifest(folder, Manifest.of("by hand", entries))
    reference = incidence_of(plans)
    assert len(reference.plans) < len(plans)
    for measures in (1, 3, 100):
        monkeypatch.setattr(reading, "_AT_ONCE", measures)
        assert same(incidence_of_dataset(folder), reference)


def test_every_store_gives_the_same_arrays(any_store: Store) -> None:
    any_store.replace_all(city())
    assert same(read_incidence(any_store), incidence_of(city()))


def test_every_store_gives_the_same_numbers(any_store: Store) -> None:
    """Bit for bit: the frames are compared without any tolerance."""
    any_store.replace_all(city())
    stored, direct = read_incidence(any_store), incidence_of(city())
    for mine, other in zip(answers(stored), answers(direct), strict=True):
        assert mine == other


@pytest.mark.gold
def test_real_plans_give_the_same_numbers_from_every_store(any_store: Store, gold_folder: Path) -> None:
    from graph.loading import load_plans

    texts = sorted((gold_folder / "plans").glob("*.txt"))
    load_plans(any_store, [text for text in texts if text.name != "README.md"], jobs=1)
    reference = real_plans(gold_folder)
    stored = read_incidence(any_store)
    assert len(stored.duties.agency) > 1_000
    assert same(stored, reference)
    for mine, other in zip(answers(stored), answers(reference), strict=True):
        assert mine == other


def real_plans(folder: Path) -> Incidence:
    from loaders.reading import read_plans

    errors: list[Exception] = []
    facts = list(read_plans(sorted((folder / "plans").glob("*.txt")), jobs=1, on_error=errors.append))
    assert not errors
    return incidence_of(facts)


def answers(incidence: Incidence) -> list[Any]:
    """The main table of every family, as exact text."""
    ties = network(incidence.select(collectives=False))
    frames = [
        centrality(ties),
        centrality(network(incidence, kind="lead-support")),
        overlap(incidence),
        overlap(incidence, "plans"),
        overload(incidence, samples=20),
        lead_support(incidence),
        failures(incidence, ties),
        community_table(ties, communities(ties, seeds=3)),
        gaps(incidence),
    ]
    return [[tuple(map(repr, row)) for row in frame.itertuples(index=False)] for frame in frames]


def test_the_order_of_the_facts_does_not_matter() -> None:
    assert same(incidence_of(reversed(city())), incidence_of(city()))


def test_a_plan_is_chosen_by_its_key_or_a_part_of_its_title() -> None:
    incidence = incidence_of(city())
    for text in ("临江市/甲方案", "甲"):
        chosen = incidence.select(plans=[text])
        assert chosen.plans.title.tolist() == ["甲方案"]
        assert chosen.measures.path.tolist() == ["三", "四"]
        assert chosen.agencies.name.tolist() == ["市商务局"]
        assert chosen.zones.name.tolist() == ["临江高新区"]
        assert chosen.chains.name.tolist() == []
        assert chosen.goals.value.tolist() == ["3", "5"]
    assert incidence.select(plans=["甲", "乙"]).plans.title.tolist() == ["乙方案", "甲方案"]


def test_roles_places_and_collectives_are_chosen() -> None:
    incidence = incidence_of(city())
    assert incidence.select(roles=[Role.SUPPORTS]).agencies.name.tolist() == ["市科技局", "市财政局"]
    assert incidence.select(collectives=False).agencies.name.tolist() == ["市商务局", "市科技局", "市财政局"]
    assert len(incidence.select(jurisdictions=["临江市"]).duties.agency) == 8
    assert incidence.select(roles=[Role.SUPPORTS]).measures.path.tolist() == incidence.measures.path.tolist()
    assert same(incidence.select(), incidence)


def two_cities() -> list[Facts]:
    """临江市 leads a measure of 青岚市's plan, and 云岭省 one of 临江市's."""
    guest = agency("市科技局", jurisdiction="临江市")
    province = agency("省财政厅", jurisdiction="云岭省")
    return [
        plan("临江市", "甲方案", measure("一", leads=["市科技局"]), measure("二", leads=[province])),
        plan(
            "青岚市",
            "乙方案",
            measure("一", leads=["市科技局"], supports=[guest]),
            measure("二", leads=["市科技局"]),
        ),
    ]


def test_a_place_keeps_the_measures_of_its_plans_and_those_it_has_a_duty_in() -> None:
    chosen = incidence_of(two_cities()).select(jurisdictions=["临江市"])
    plans = chosen.plans.title[chosen.measures.plan].tolist()
    assert list(zip(plans, chosen.measures.path, strict=True)) == [
        ("甲方案", "一"),
        ("甲方案", "二"),
        ("乙方案", "一"),
    ]
    assert chosen.agencies.key.tolist() == ["临江市/市科技局", "云岭省/省财政厅", "青岚市/市科技局"]
    assert len(chosen.duties) == 4
    only = incidence_of(two_cities()).select(jurisdictions=["云岭省"])
    assert (only.plans.title.tolist(), only.measures.path.tolist()) == (["甲方案"], ["二"])


def test_agencies_of_several_cities_stand_with_their_places() -> None:
    whole = incidence_of(two_cities())
    assert whole.agencies.label.tolist() == ["市科技局（临江市）", "省财政厅", "市科技局（青岚市）"]
    alone = whole.keep_duties(whole.agencies.jurisdiction[whole.duties.agency] == "临江市")
    assert alone.agencies.label.tolist() == ["市科技局"]


def test_what_is_not_there_is_named_with_what_is() -> None:
    incidence = incidence_of(city())
    with pytest.raises(
        InputError, match="no plan of the graph has “丙” in its title; it holds 乙方案, 甲方案, 空白方案"
    ):
        incidence.select(plans=["丙"])
    with pytest.raises(
        InputError, match="no plan and no agency of the graph is of “白石县”; it holds 临江市"
    ):
        incidence.select(jurisdictions=["白石县"])
    with pytest.raises(InputError, match="it holds none"):
        incidence_of([]).select(plans=["甲"])


def test_an_empty_graph_is_empty_arrays(any_store: Store) -> None:
    incidence = read_incidence(any_store)
    assert same(incidence, incidence_of([]))
    assert incidence.section.tolist() == []
    assert len(incidence.duties.agency) == 0


CHANGES = {
    "a plan is gone": "MATCH (p:Plan {title: '乙方案'}) DETACH DELETE p",
    "a plan has no title": "MATCH (p:Plan) SET p.title = NULL, p.jurisdiction = NULL, p.date = NULL",
    "an agency has a key alone": "MATCH (d:Department) SET d.name = NULL, d.jurisdiction = NULL, "
    "d.collective = NULL, d.aliases = NULL, d.line = NULL",
    "a measure is empty": "MATCH (m:Measure) SET m.heading = NULL, m.text = NULL, m.duty = NULL, m.due = NULL, "
    "m.deadlines = NULL, m.position = NULL, m.start = NULL, m.duty_start = NULL, m.scope = NULL",
    "a date is gone": "MATCH (m:Measure) SET m.due = [NULL, date('2026-12-01')], m.first_due = NULL",
    "a duty by hand": "MATCH (d:Department {name: '市商务局'}), (m:Measure {path: '四'}) CREATE (d)-[:LEADS]->(m)",
    "an agency by hand": "CREATE (d:Department {key: '临江市/市新局'})",
    "a zone is gone": "MATCH (z:Zone) DETACH DELETE z",
    "a measure is gone": "MATCH (m:Measure {path: '一/1'}) DETACH DELETE m",
    "a goal is empty": "MATCH (g:Goal) SET g.indicator = NULL, g.value = NULL",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_graph_that_somebody_changed_is_read_and_answers(change: str) -> None:
    with open_store(":memory:") as store:
        store.replace_all(city())
        store.run(change, write=True)
        incidence = read_incidence(store)
        names = agency_names(store)
        for one in names:
            duties_of(store, one.key, evidence=True)
    answers(incidence)
    entries(incidence, "deadline")
    assert "</html>" in report_page(incidence)
    assert "</html>" in network_page(incidence, knowledge(incidence))
    assert [one.key for one in names] == incidence.agencies.key.tolist() or incidence.strays


def test_the_measures_of_a_plan_that_is_gone_do_not_count() -> None:
    with open_store(":memory:") as store:
        store.replace_all(city())
        store.run(CHANGES["a plan is gone"], write=True)
        incidence = read_incidence(store)
    assert incidence.strays == ("临江市/乙方案/2025-04-21",)
    assert incidence.plans.title.tolist() == ["甲方案"]
    assert incidence.agencies.name.tolist() == ["市商务局"]


def test_a_value_of_another_sort_is_named() -> None:
    texts = {name: ["甲"] for name in ("key", "jurisdiction", "level", "kind", "line")}
    table = pa.table(
        {**texts, "name": [["a", "list"]], "collective": [False], "aliases": [["甲"]], "place": [0]}
    )

    class Changed:
        engine = "ladybug"

        def arrow(self, cypher: str) -> pa.Table:  # noqa: ARG002
            return table

    with pytest.raises(StoreError, match="Department has values of `name` that are no string"):
        read_incidence(Changed())  # type: ignore[arg-type]
