"""Compilations of ten plans in eight layouts: each measure stands under its own plan, with that plan's own place."""

from collections.abc import Callable, Sequence

import pytest
from text import compiled
from text.compiled import LAYOUTS, WITHOUT_ISSUERS, WITHOUT_NUMBERS, Paper

from graph.model import Facts, Role
from loaders.pipeline import is_plan, read_text


def _plans(text: str) -> list[Facts]:
    """What was read, without the laws between the plans."""
    return [
        facts
        for facts in read_text(text, "汇编.txt")
        if is_plan(facts) and not facts.plan.title.endswith("条例")
    ]


def _bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_plan_is_found_with_its_own_head(layout: Callable[[Sequence[Paper]], str]) -> None:
    papers = compiled.papers()
    found = _plans(layout(papers))
    assert [facts.plan.title for facts in found] == [paper.name for paper in papers]
    assert [facts.plan.jurisdiction for facts in found] == [paper.place for paper in papers]
    if layout.__name__ != "crawled":
        assert [facts.plan.date for facts in found] == [paper.date for paper in papers]
    if layout.__name__ not in WITHOUT_ISSUERS:
        assert [facts.plan.issuer for facts in found] == [paper.issuer for paper in papers]
    if layout.__name__ not in WITHOUT_NUMBERS:
        numbers = [paper.number for paper in papers]
        translated = str.maketrans("[]（）", "〔〕〔〕")
        assert [facts.plan.document_number.translate(translated) for facts in found] == numbers


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_measure_stands_under_its_own_plan(layout: Callable[[Sequence[Paper]], str]) -> None:
    papers = compiled.papers()
    for facts, paper in zip(_plans(layout(papers)), papers, strict=True):
        assert tuple(_bare(measure.duty) for measure in facts.measures) == paper.duties
        numbers = "一二三四五"[: len(paper.duties)]
        paths = ["二/(一)".replace("一", n) for n in numbers] if paper.numbering == "chinese" else None
        if paths is not None:
            assert [measure.path for measure in facts.measures] == [f"二/({n})" for n in numbers]
        else:
            assert [measure.path for measure in facts.measures] == [
                str(n + 1) for n in range(len(paper.duties))
            ]
        departments = {duty.department.jurisdiction for measure in facts.measures for duty in measure.duties}
        assert departments == {paper.place}
        assert all(
            measure.agencies(Role.LEADS) or measure.agencies(Role.RESPONSIBLE) for measure in facts.measures
        )
