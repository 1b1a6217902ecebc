"""What the report counts is what the store holds."""

from dataclasses import replace
from itertools import pairwise

import pytest
from views.invented import invented

from graph.analysis.coordination import lead_support
from graph.analysis.overload import Thresholds, overload
from graph.model import Role
from graph.network import read_incidence
from graph.store.base import Store
from graph.views.arrays import incidence_of
from graph.views.charts import columns, even_steps, scatter
from graph.views.content import Agency, Clause, Content, Duty, Plan
from graph.views.findings import findings
from graph.views.matrix import communities_of, matrix
from graph.views.report import reasons
from graph.views.summary import Load, burdens, chain_rows, dues, loads, pairs, zone_rows
from graph.views.words import words


def test_loads_count_measures_by_role(store: Store, content: Content) -> None:
    for load in loads(content):
        key = content.agencies[load.agency].key
        for edge, clauses in (
            ("LEADS", load.leads),
            ("SUPPORTS", load.supports),
            ("RESPONSIBLE_FOR", load.responsible),
        ):
            rows = store.run(
                f"MATCH (:Department {{key: $key}})-[:{edge}]->(m:Measure) RETURN DISTINCT m.key",
                {"key": key},
            ).rows
            assert sorted(content.clauses[clause].key for clause in clauses) == sorted(row[0] for row in rows)


def test_the_parts_of_a_load_are_its_measures_each_once(content: Content) -> None:
    for load in loads(content):
        parts = [clause for clauses in load.parts.values() for clause in clauses]
        assert sorted(parts) == list(load.clauses)
    both = Load(agency=0, leads=(1,), responsible=(1, 2), supports=(2, 3), clauses=(1, 2, 3))
    assert both.parts == {"leads": (1,), "responsible": (2,), "supports": (3,)}


def test_the_busiest_come_first(content: Content) -> None:
    counts = [len(load.clauses) for load in loads(content)]
    assert counts == sorted(counts, reverse=True)


def test_breadth_counts_sections_and_partners(content: Content) -> None:
    (science,) = [row for row in burdens(content) if content.agencies[row.agency].name == "市科技局"]
    # 一 and 二 of the first plan, 3 of the second; 财政局, 管委会, 金融办, 工信局, 商务局, 各县区政府.
    assert (science.sections, science.partners) == (3, 6)


def test_pairs_know_who_leads_and_who_answers_together(content: Content) -> None:
    named = {
        (content.agencies[pair.lead].name, content.agencies[pair.support].name, pair.joint): [
            content.clauses[clause].heading for clause in pair.clauses
        ]
        for pair in pairs(content)
    }
    assert named["市科技局", "市财政局", False] == ["建设创新平台", "完善科技金融"]
    assert named["市财政局", "市科技局", False] == ["支持创新企业"]
    together = {frozenset(key[:2]): headings for key, headings in named.items() if key[2]}
    assert together == {
        frozenset({"市科技局", "青岚高新区管委会"}): ["完善科技金融"],
        frozenset({"市行政审批局", "各县区政府"}): ["优化审批流程"],
        frozenset({"市发展改革委", "国网临江供电公司"}): ["降低用能成本"],
    }


def test_the_burden_is_what_overload_says(store: Store, content: Content) -> None:
    frame = overload(read_incidence(store).select(collectives=False))
    rows = [
        (content.agencies[row.agency].key, row.load, row.rank) for row in burdens(content, collectives=False)
    ]
    assert rows == list(zip(frame["key"], frame["load"], frame["rank"], strict=True))


def test_an_agency_is_flagged_as_overload_flags_it() -> None:
    busy = invented(30, 80, seed=2)
    lead = [
        replace(duty, agency=0) if duty.role is Role.LEADS and duty.clause % 2 else duty
        for duty in busy.duties
    ]
    due = [replace(clause, due=("2026-03-31",)) for clause in busy.clauses]
    content = replace(busy, duties=lead, clauses=due)
    flags = overload(incidence_of(content))["flags"]
    mine = [reasons(burden, Thresholds(), words("zh")) for burden in burdens(content)]
    assert [len(why) for why in mine] == [len(why) for why in flags]
    assert len(mine[0]) == 4
    assert {len(why) for why in mine} > {1}


def test_pairs_are_those_of_coordinate(store: Store, content: Content) -> None:
    frame = lead_support(read_incidence(store).select(collectives=False))
    mine = {
        (content.agencies[pair.lead].key, content.agencies[pair.support].key): len(pair.clauses)
        for pair in pairs(content, collectives=False)
        if not pair.joint
    }
    assert mine == dict(
        zip(zip(frame["lead_key"], frame["support_key"], strict=True), frame["measures"], strict=True)
    )


def test_months_without_deadlines_are_there(content: Content) -> None:
    rows = dues(content)
    assert [row.label for row in rows][:: len(rows) - 1] == ["2025-12", "2026-12"]
    assert [len(row.clauses) for row in rows] == [1, *[0] * 11, 1]


def test_long_spans_are_counted_by_year() -> None:
    clauses = [
        Clause(key=str(year), plan=0, path="一", heading="", pieces=(), due=(f"{year}-06-30",))
        for year in (2024, 2030)
    ]
    rows = dues(Content(plans=[Plan(key="p", title="方案")], clauses=clauses))
    assert [row.label for row in rows] == [str(year) for year in range(2024, 2031)]


def test_targets_list_who_leads(content: Content) -> None:
    names = [agency.name for agency in content.agencies]
    chains = {
        content.chains[row.place].name: [(names[agency], count) for agency, count in row.leads]
        for row in chain_rows(content)
    }
    assert sorted(chains["新能源汽车"]) == [("市工业和信息化局", 1), ("市科技局", 1)]
    zones = {content.zones[row.place].name: len(row.clauses) for row in zone_rows(content)}
    assert zones == {"青岚高新区": 2, "临港经开区": 1}


def test_findings_name_their_clauses(content: Content) -> None:
    found = {finding.rule: finding for finding in findings(content)}
    headings = {
        rule: [content.clauses[clause].heading for clause in finding.clauses]
        for rule, finding in found.items()
    }
    assert headings["shared_without_lead"] == ["降低用能成本", "优化审批流程"]
    assert headings["several_leads"] == ["完善科技金融"]
    assert "市商务局" in found["agencies_only_support"].names
    assert found["without_deadline"].count == 5
    assert "due_before_plan" not in found


def test_nothing_to_count_counts_nothing() -> None:
    empty = Content()
    assert (loads(empty), pairs(empty), dues(empty), findings(empty), communities_of(empty)) == (
        [],
        [],
        [],
        [],
        [],
    )
    assert matrix(empty, [], most=10).rows == ()
    assert scatter([]).points == ()
    assert columns([]).columns == ()


def cliques() -> Content:
    """Two groups of three agencies that work on nothing together, and one measure that joins them."""
    groups = [(0, 1, 2)] * 4 + [(3, 4, 5)] * 4 + [(2, 3)]
    return Content(
        plans=[Plan(key="p", title="方案")],
        agencies=[Agency(key=str(number), name=f"机构{number}") for number in range(6)],
        clauses=[Clause(key=str(n), plan=0, path="一", heading="", pieces=()) for n in range(len(groups))],
        duties=[
            Duty(clause, Role.LEADS if place == 0 else Role.SUPPORTS, place, agency)
            for clause, group in enumerate(groups)
            for place, agency in enumerate(group)
        ],
    )


def test_agencies_that_work_together_stand_together() -> None:
    content = cliques()
    assert {frozenset(group) for group in communities_of(content)} == {
        frozenset({0, 1, 2}),
        frozenset({3, 4, 5}),
    }
    ordered = matrix(content, pairs(content), most=6)
    assert ordered.rows == (2, 0, 3)
    assert len(ordered.row_starts) == len(ordered.column_starts) == 1
    assert len(ordered.cells[0, 1].clauses) == 4
    assert (1, 0) not in ordered.cells


def test_a_small_matrix_keeps_the_busiest() -> None:
    content = cliques()
    kept = matrix(content, pairs(content), most=2)
    assert (kept.rows, kept.columns) == ((2,), (3,))
    assert kept.left_out == 4
    assert set(kept.cells) == {(2, 3)}


@pytest.mark.parametrize("highest", [0, 0.3, 1, 7, 13, 99, 1001])
def test_axes_reach_the_highest_value_in_even_steps(highest: float) -> None:
    steps = even_steps(highest)
    assert steps[0] == 0
    assert steps[-1] >= highest
    assert len(steps) <= 8
    assert len({round(later - earlier, 9) for earlier, later in pairwise(steps)}) == 1


def test_labels_of_a_scatter_cover_each_other_nowhere() -> None:
    chart = scatter([(number % 5, number % 7, number, f"市第{number}局") for number in range(60)])
    boxes = []
    for point in chart.points:
        if point.text_at:
            x, y, anchor = point.text_at
            width = 12 * len(point.label)
            boxes.append((x - width * (anchor == "end"), x + width * (anchor == "start"), y))
    assert len(boxes) > 5
    for place, (left, right, y) in enumerate(boxes):
        for other_left, other_right, other_y in boxes[:place]:
            assert right <= other_left or other_right <= left or abs(y - other_y) >= 12
