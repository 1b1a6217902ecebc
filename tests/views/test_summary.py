"""What the report counts is what the store holds."""

from itertools import pairwise

import pytest
from facts import measure, plan

from graph.analysis.coordination import lead_support
from graph.analysis.overload import Thresholds, overload
from graph.network import Incidence, incidence_of
from graph.store.base import Store
from graph.views.charts import columns, even_steps, scatter
from graph.views.findings import findings
from graph.views.matrix import communities_of, matrix
from graph.views.reasons import flags_in_words
from graph.views.summary import Load, burdens, by_class, chain_rows, dues, loads, pairs, zone_rows
from graph.words import words


def test_loads_count_measures_by_role(store: Store, incidence: Incidence) -> None:
    for load in loads(incidence):
        key = incidence.agencies.key[load.agency]
        for edge, clauses in (
            ("LEADS", load.leads),
            ("SUPPORTS", load.supports),
            ("RESPONSIBLE_FOR", load.responsible),
        ):
            rows = store.run(
                f"MATCH (:Department {{key: $key}})-[:{edge}]->(m:Measure) RETURN DISTINCT m.key",
                {"key": key},
            ).rows
            assert sorted(incidence.measures.key[clause] for clause in clauses) == sorted(
                row[0] for row in rows
            )


def test_the_parts_of_a_load_are_its_measures_each_once(incidence: Incidence) -> None:
    for load in loads(incidence):
        parts = [clause for clauses in load.parts.values() for clause in clauses]
        assert sorted(parts) == list(load.clauses)
    both = Load(agency=0, leads=(1,), responsible=(1, 2), supports=(2, 3), clauses=(1, 2, 3))
    assert both.parts == {"leads": (1,), "responsible": (2,), "supports": (3,)}


def test_the_busiest_come_first(incidence: Incidence) -> None:
    counts = [len(load.clauses) for load in loads(incidence)]
    assert counts == sorted(counts, reverse=True)


def test_breadth_counts_sections_and_partners(incidence: Incidence) -> None:
    (science,) = [row for row in burdens(incidence) if row["name"] == "市科技局"]
    # 一 and 二 of the first plan, 3 of the second; 财政局, 管委会, 金融办, 工信局, 商务局, 各县区政府.
    assert (science["sections"], science["partners"]) == (3, 6)


def test_pairs_know_who_leads_and_who_answers_together(incidence: Incidence) -> None:
    named = {
        (incidence.agencies.name[pair.lead], incidence.agencies.name[pair.support], pair.joint): [
            incidence.measures.heading[clause] for clause in pair.clauses
        ]
        for pair in pairs(incidence)
    }
    assert named["市科技局", "市财政局", False] == ["建设创新平台", "完善科技金融"]
    assert named["市财政局", "市科技局", False] == ["支持创新企业"]
    together = {frozenset(key[:2]): headings for key, headings in named.items() if key[2]}
    assert together == {
        frozenset({"市科技局", "青岚高新区管委会"}): ["完善科技金融"],
        frozenset({"市行政审批局", "各县区政府"}): ["优化审批流程"],
        frozenset({"市发展改革委", "国网临江供电公司"}): ["降低用能成本"],
    }


def test_the_burden_is_what_overload_says(incidence: Incidence) -> None:
    frame = overload(incidence.select(collectives=False))
    rows = [
        (incidence.agencies.key[row["agency"]], row["load"], row["rank"])
        for row in burdens(incidence, collectives=False)
    ]
    assert rows == list(zip(frame["key"], frame["load"], frame["rank"], strict=True))


def test_an_agency_is_flagged_in_words_as_overload_flags_it() -> None:
    lead = [
        measure(f"一/{n}", leads=["市科技局"], responsible=[f"市第{n}局"], deadlines=["2026年底前"])
        for n in range(30)
    ]
    carried = burdens(incidence_of([plan("临江市", "方案", *lead, measure("二", leads=["市教育局"]))]))
    mine = [flags_in_words(burden, Thresholds(), words()) for burden in carried]
    assert mine[0] == [
        "牵头30项，占全部牵头的97%（界限15%）",
        f"负荷为本地区单位平均的{carried[0]['load_ratio']:.1f}倍（界限3倍）",
        f"职责比随机分派重{carried[0]['z_load']:.1f}个标准差（界限3）",
        "2026-12有30项到期（界限5项）",
    ]
    assert [len(why) for why in mine] == [len(burden["flags"]) for burden in carried]
    assert mine[-1] == []


def test_pairs_are_those_of_coordinate(incidence: Incidence) -> None:
    frame = lead_support(incidence.select(collectives=False))
    mine = {
        (incidence.agencies.key[pair.lead], incidence.agencies.key[pair.support]): len(pair.clauses)
        for pair in pairs(incidence, collectives=False)
        if not pair.joint
    }
    assert mine == dict(
        zip(zip(frame["lead_key"], frame["support_key"], strict=True), frame["measures"], strict=True)
    )


def test_months_without_deadlines_are_there(incidence: Incidence) -> None:
    rows = dues(incidence)
    assert [row.label for row in rows][:: len(rows) - 1] == ["2025-12", "2026-12"]
    assert [len(row.clauses) for row in rows] == [1, *[0] * 11, 1]


def test_long_spans_are_counted_by_year() -> None:
    measures = [measure(str(year), deadlines=[("届时", f"{year}-06-30")]) for year in (2024, 2030)]
    rows = dues(incidence_of([plan("临江市", "方案", *measures)]))
    assert [row.label for row in rows] == [str(year) for year in range(2024, 2031)]


def test_targets_list_who_leads(incidence: Incidence) -> None:
    names = incidence.agencies.name.tolist()
    chains = {
        incidence.chains.name[row.place]: [(names[agency], count) for agency, count in row.leads]
        for row in chain_rows(incidence)
    }
    assert sorted(chains["新能源汽车"]) == [("市工业和信息化局", 1), ("市科技局", 1)]
    zones = {incidence.zones.name[row.place]: len(row.clauses) for row in zone_rows(incidence)}
    assert zones == {"青岚高新区": 2, "临港经开区": 1}


def test_chains_stand_by_their_division_and_those_of_no_class_last() -> None:
    """The division with most clauses first: 新能源汽车 (小类 C3612) and 智能网联汽车 (大类 C36) stand together."""
    graph = incidence_of(
        [
            plan(
                "临江市",
                "方案",
                measure("一", chains=["家政", "新能源汽车"]),
                measure("二", chains=["家政", "智能网联汽车"]),
                measure("三", chains=["家政", "北斗"]),
            )
        ]
    )
    listed = by_class(graph, chain_rows(graph), "未归类")
    assert [(name, graph.chains.name[row.place]) for name, row in listed] == [
        ("C36 汽车制造业", "新能源汽车"),
        ("C36 汽车制造业", "智能网联汽车"),
        ("2 高端装备制造产业", "北斗"),
        ("未归类", "家政"),
    ]


def test_a_chain_that_nobody_leads_is_told_from_one_that_another_plan_leads() -> None:
    found = {
        finding.rule: finding.names
        for finding in findings(
            incidence_of(
                [
                    plan("临江市", "甲方案", measure("一", supports=["市财政局"], chains=["无人机", "家政"])),
                    plan("临江市", "乙方案", measure("一", leads=["市商务局"], chains=["家政"])),
                    plan("临江市", "丙方案", measure("一", supports=["市财政局"], chains=["无人机"])),
                ]
            )
        )
    }
    assert found["gap_chain"] == ("无人机",)
    assert found["gap_chain_here"] == ("家政",)


def test_findings_name_their_clauses(incidence: Incidence) -> None:
    found = {finding.rule: finding for finding in findings(incidence)}
    headings = {
        rule: [incidence.measures.heading[clause] for clause in finding.clauses]
        for rule, finding in found.items()
    }
    assert headings["shared_without_lead"] == ["优化审批流程", "降低用能成本"]
    assert headings["several_leads"] == ["完善科技金融"]
    assert "市商务局" in found["agencies_only_support"].names
    assert found["without_deadline"].count == 5
    assert "due_before_plan" not in found


def test_nothing_to_count_counts_nothing() -> None:
    empty = incidence_of([])
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


def cliques() -> Incidence:
    """Two groups of three agencies that work on nothing together, and one measure that joins them."""
    groups = [(0, 1, 2)] * 4 + [(3, 4, 5)] * 4 + [(2, 3)]
    measures = [
        measure(str(number), leads=[f"机构{group[0]}"], supports=[f"机构{other}" for other in group[1:]])
        for number, group in enumerate(groups)
    ]
    return incidence_of([plan("临江市", "方案", *measures)])


def test_agencies_that_work_together_stand_together() -> None:
    incidence = cliques()
    assert {frozenset(group) for group in communities_of(incidence)} == {
        frozenset({0, 1, 2}),
        frozenset({3, 4, 5}),
    }
    ordered = matrix(incidence, pairs(incidence), most=6)
    assert ordered.rows == (2, 0, 3)
    assert len(ordered.row_starts) == len(ordered.column_starts) == 1
    assert len(ordered.cells[0, 1].clauses) == 4
    assert (1, 0) not in ordered.cells


def test_a_small_matrix_keeps_the_busiest() -> None:
    incidence = cliques()
    kept = matrix(incidence, pairs(incidence), most=2)
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
