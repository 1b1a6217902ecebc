"""The targets of a measure, quoted from the text as read."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from graph.model import Evidence, Place
from loaders.targets.reader import TargetReader, Targets
from loaders.text.condensed import Condensed

MEASURE = (
    "（一）做强产业链。支持青岚高新\n区发展新能源汽\n车、绿色食品等产业，2024 年6 月底前产值突\n破100亿元。"
)
ANNOTATION = "（市科技局负责，完成时限：2024年10月；东滩经开区管委会配合）"


def reader(text: str, year: int | None = 2024) -> TargetReader:
    return TargetReader(text, jurisdiction="青岚市", year=year)


def evidences(targets: Targets) -> list[Evidence]:
    return [one.evidence for field in fields(targets) for one in getattr(targets, field.name)]


def test_names_broken_over_lines_are_whole_and_quoted_as_printed() -> None:
    targets = reader(MEASURE).read(0, len(MEASURE))
    assert [zone.name for zone in targets.zones] == ["青岚高新区"]
    assert targets.zones[0].evidence.text == "青岚高新\n区"
    assert [chain.name for chain in targets.chains] == ["新能源汽车", "绿色食品"]
    assert [(limit.text, limit.date) for limit in targets.deadlines] == [("2024年6月底前", "2024-06-30")]
    assert targets.deadlines[0].evidence.text == "2024 年6 月底前"
    [goal] = targets.goals
    assert (goal.indicator, goal.comparator, goal.value, goal.unit) == ("产值", ">", "100", "亿元")
    assert goal.deadline == "2024年6月底前"


def test_an_annotation_gives_time_limits_alone() -> None:
    text = MEASURE + ANNOTATION
    targets = reader(text).read(0, len(MEASURE), annotation=(len(MEASURE), len(text)))
    assert [limit.text for limit in targets.deadlines] == ["2024年6月底前", "2024年10月"]
    assert [zone.name for zone in targets.zones] == ["青岚高新区"]


def test_a_time_limit_on_its_own_line_behind_the_annotation_is_read() -> None:
    text = "推进改革。\n责任单位：市科技局\n完成时限：2024年6月底前并长期坚持\n2.下一项2023年实现"
    at = text.index("责任"), text.index("\n完成")
    targets = reader(text).read(0, at[0], annotation=at)
    assert [limit.text for limit in targets.deadlines] == ["2024年6月底前", "长期坚持"]


def test_an_industry_in_a_zones_name_hides_none_behind_it() -> None:
    text = "依托青岚光伏产业园,壮大光伏产业"
    [chain] = reader(text).read(0, len(text)).chains
    assert (chain.name, chain.evidence.start) == ("光伏", text.index("光伏产业", 8))


def test_each_zone_has_its_leading_industries() -> None:
    text = "青岚经开区、东滩经开区以先进装备制造为首位产业，以新型建材、绿色食品为潜力产业；望溪经开区以石化为主导产业。"
    targets = reader(text).read(0, len(text))
    assert [(focus.zone.name, focus.chain.name, focus.manner) for focus in targets.focuses] == [
        ("青岚经开区", "先进装备制造", "首位产业"),
        ("东滩经开区", "先进装备制造", "首位产业"),
        ("青岚经开区", "新型建材", "潜力产业"),
        ("东滩经开区", "新型建材", "潜力产业"),
        ("青岚经开区", "绿色食品", "潜力产业"),
        ("东滩经开区", "绿色食品", "潜力产业"),
        ("望溪经开区", "石化", "主导产业"),
    ]


def test_an_industry_in_a_zones_name_is_no_chain() -> None:
    text = "推进青岚化工园区建设。"
    targets = reader(text).read(0, len(text))
    assert [zone.name for zone in targets.zones] == ["青岚化工园区"]
    assert not targets.chains


def test_the_zone_that_a_whole_plan_is_about_is_no_target_but_its_parts_are() -> None:
    text = "推进云岭自贸试验区改革，支持云岭自贸试验区青岚片区、东滩新区先行。"
    own = TargetReader(text, jurisdiction="云岭省", year=None, subject="中国（云岭）自由贸易试验区总体方案")
    assert [zone.name for zone in own.read(0, len(text)).zones] == ["云岭自贸试验区青岚片区", "东滩新区"]


def test_zones_of_one_document_in_two_forms_are_one() -> None:
    text = "青岚经济开发区扩区。支持青岚经开区调规。"
    first, second = reader(text).read(0, len(text)).zones
    assert first.name != second.name
    assert first.zone.key == second.zone.key


def test_a_document_in_its_condensed_form_gives_the_same() -> None:
    assert reader(MEASURE).read(0, len(MEASURE)) == TargetReader(
        Condensed(MEASURE), jurisdiction="青岚市", year=2024
    ).read(0, len(MEASURE))


def test_evidence_has_the_place_that_the_document_gives() -> None:
    def evidence(start: int, end: int) -> Evidence:
        return Evidence(text=MEASURE[start:end], start=start, end=end, place=Place(page=3))

    targets = TargetReader(MEASURE, jurisdiction="青岚市", year=None, evidence=evidence).read(0, len(MEASURE))
    assert {one.place for one in evidences(targets)} == {Place(page=3)}


def test_the_documents_of_a_preamble_are_read() -> None:
    text = "根据《青岚市开发区条例》制定本方案。"
    assert [one.title for one in reader(text).citations_outside([])] == ["青岚市开发区条例"]


@pytest.mark.parametrize(
    "part",
    [
        "1",
        "1号",
        "2023年",
        "第1季度前",
        "《",
        "(2023)1号",
        "青岚高新区、",
        "以新材料为主导产业",
        "达到5个",
        "之日起",
        "五",
        "等、",
        "区",
        "长期坚持,",
        "\n",
    ],
)
def test_a_long_text_of_one_part_is_read_in_time_that_grows_with_it(part: str) -> None:
    """A step that grows with the square would take minutes here."""
    text = part * (100_000 // len(part))
    reader(text).read(0, len(text), annotation=(0, len(text)))


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                *"支持青岚高新区、产业链等和以为首位（）《》“”：，。\n　 2024年底前10%家",
                "新能源汽车",
                "市开发区",
                "达到",
                "\u200b",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_every_evidence_is_what_stands_at_its_offsets(text: str) -> None:
    middle = len(text) // 2
    targets = reader(text).read(0, middle, annotation=(middle, len(text)))
    for one in evidences(targets):
        assert text[one.start : one.end] == one.text
        assert one.text


@pytest.mark.gold
def test_the_targets_of_real_plans_are_found(gold_folder: Path) -> None:
    """F1 over all plans, each measure cut out by its gold annotation."""
    counts = {kind: [0, 0, 0] for kind in ("zones", "chains", "deadlines")}
    for file in sorted((gold_folder / "gold").glob("*.json")):
        gold = json.loads(file.read_text("utf-8"))
        _compare(gold, (gold_folder / "plans" / f"{file.stem}.txt").read_text("utf-8"), counts)
    scores = {kind: 2 * c[0] / (2 * c[0] + c[1] + c[2]) for kind, c in counts.items()}
    assert scores["deadlines"] >= 0.99
    assert scores["zones"] >= 0.95
    assert scores["chains"] >= 0.88


def _compare(gold: dict[str, Any], text: str, counts: dict[str, list[int]]) -> None:
    condensed = Condensed(text)
    targets = TargetReader(condensed, jurisdiction=gold.get("jurisdiction", ""), year=None)
    end = 0
    for measure in gold["measures"]:
        duty, heading = Condensed(measure["duty"]).text, Condensed(measure["heading"]).text
        at = condensed.text.index(duty, end)
        start = max(end, condensed.text.find(heading[:12], end, at))
        found = targets.read(
            condensed.raw_offset(start),
            condensed.raw_offset(at),
            annotation=condensed.raw_span(at, at + len(duty)),
        )
        for kind, names in (
            ("zones", [one.name for one in found.zones]),
            ("chains", [one.name for one in found.chains]),
            ("deadlines", [one.text for one in found.deadlines]),
        ):
            wanted, got = set(map(_fold, measure.get(kind) or [])), set(map(_fold, names))
            counts[kind] = [
                count + more
                for count, more in zip(
                    counts[kind], (len(wanted & got), len(got - wanted), len(wanted - got)), strict=True
                )
            ]
        end = at + len(duty)


def _fold(name: str) -> str:
    return Condensed(re.sub(r"\s", "", name)).text
