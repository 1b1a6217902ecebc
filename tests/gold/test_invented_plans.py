"""Invented plans, each for one family of wordings, against facts written by hand."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graph.cli import main
from graph.demo import PLANS

pytestmark = pytest.mark.smoke

FOLDER = Path(__file__).resolve().parent
NAMES = sorted(file.stem for file in FOLDER.glob("*.json"))
ROLES = ("leads", "supports", "responsible")
BRACKETS = str.maketrans("（）〔〕［］【】〈〉[]，：；．", "(" + ")" + "()" * 4 + "()" + ",:;.")

Line = dict[str, Any]


def fold(text: str) -> str:
    """A text without white space, its brackets and marks of one width."""
    return re.sub(r"\s", "", text).translate(BRACKETS)


def expected(name: str) -> Line:
    facts: Line = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return facts


def file_of(name: str) -> Path:
    """The plan's text: beside its facts, or among the plans of the demo city."""
    return next((plan for plan in PLANS if plan.stem == name), FOLDER / f"{name}.txt")


@cache
def extracted(name: str) -> tuple[Line, ...]:
    result = CliRunner().invoke(main, ["extract", str(file_of(name))])
    assert result.exit_code == 0, result.output
    return tuple(json.loads(line) for line in result.stdout.splitlines())


def measures(name: str, scope: str = "measure") -> list[Line]:
    return [line for line in extracted(name) if line["scope"] == scope]


def duties(lines: list[Line]) -> list[Line]:
    """What the lines say of duties, ready to compare: a list for each role in the order of the text."""
    return [
        {
            "duty": fold(line["duty"]),
            **{role: [fold(name) for name in line[role]] for role in ROLES},
            "persons": line.get("persons", []),
        }
        for line in lines
    ]


@pytest.mark.parametrize("name", NAMES)
def test_each_agency_has_the_role_that_the_plan_gives(name: str) -> None:
    assert duties(measures(name)) == duties(expected(name)["measures"])


@pytest.mark.parametrize("name", NAMES)
def test_each_duty_in_a_heading_covers_its_section(name: str) -> None:
    found, wanted = measures(name, "section"), expected(name)["section_duties"]
    assert duties(found) == duties(wanted)
    assert [fold(line["path"]) for line in found] == [section["path"] for section in wanted]


@pytest.mark.parametrize("name", NAMES)
def test_each_measure_has_its_number_and_heading(name: str) -> None:
    found = [(line["document"], fold(line["path"]), fold(line["heading"])) for line in measures(name)]
    wanted = [
        (measure.get("document", 1), measure["path"], fold(measure["heading"]))
        for measure in expected(name)["measures"]
    ]
    assert found == wanted


@pytest.mark.parametrize("kind", ["zones", "chains", "deadlines"])
@pytest.mark.parametrize("name", NAMES)
def test_each_measure_has_its_targets(name: str, kind: str) -> None:
    """`may` holds industries that one reader would name and another would not."""
    for line, measure in zip(measures(name), expected(name)["measures"], strict=True):
        found, wanted = set(map(fold, line[kind])), set(map(fold, measure[kind]))
        assert found - set(measure.get("may", [])) == wanted, measure["duty"]


@pytest.mark.parametrize("name", NAMES)
def test_each_measure_has_its_numbers(name: str) -> None:
    """The numbers written down are found; where none is, there is none."""
    for line, measure in zip(measures(name), expected(name)["measures"], strict=True):
        found = {(goal["value"], goal["unit"]) for goal in line["indicators"]}
        wanted = {(goal["value"], goal["unit"]) for goal in measure["indicators"]}
        assert wanted <= found if wanted else not found, measure["duty"]


@pytest.mark.parametrize("name", NAMES)
def test_an_open_list_says_so(name: str) -> None:
    found = [
        sorted({duty["role"] for duty in line["duties"] if duty["open"]} & set(ROLES))
        for line in measures(name)
    ]
    assert found == [sorted(measure.get("open", [])) for measure in expected(name)["measures"]]


@pytest.mark.parametrize("name", NAMES)
def test_a_convention_is_recorded_and_adds_only_what_it_says(name: str) -> None:
    wanted = expected(name)
    stated = [
        (convention["rule"], fold(convention["evidence"]["text"]))
        for line in extracted(name)
        if "plan_facts" in line
        for convention in line["plan_facts"]["conventions"]
    ]
    assert [rule for rule, _ in stated] == [convention["rule"] for convention in wanted["conventions"]]
    for (_, quote), convention in zip(stated, wanted["conventions"], strict=True):
        assert quote in fold(convention["quote"]) or fold(convention["quote"]) in quote
    found = [
        [
            duty["agency"]
            for duty in line["duties"]
            if duty["basis"] == "convention" and duty["role"] == "leads"
        ]
        for line in measures(name)
    ]
    assert found == [measure.get("by_convention", []) for measure in wanted["measures"]]


@pytest.mark.parametrize("name", NAMES)
def test_every_evidence_stands_at_its_offsets(name: str) -> None:
    text = file_of(name).read_text("utf-8")
    for line in extracted(name):
        assert "".join(text[line["duty_start"] : line["duty_end"]].split()) == line["duty"]
        for evidence in evidences(line):
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]


def evidences(value: Any) -> Iterator[Line]:
    """Every evidence in a line of facts, however deep."""
    if isinstance(value, dict):
        if {"text", "start", "end"} == set(value) - {"place"}:
            yield value
        for inner in value.values():
            yield from evidences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from evidences(inner)


@pytest.mark.parametrize("name", [name for name in NAMES if expected(name).get("document_number")])
def test_the_plan_is_named(name: str) -> None:
    wanted = expected(name)
    keys = ("title", "jurisdiction", "issuer", "document_number")
    first = extracted(name)[0]
    assert {key: first[key] for key in keys} == {key: wanted[key] for key in keys}


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_quote_the_text(name: str) -> None:
    text = fold(file_of(name).read_text("utf-8"))
    wanted = expected(name)
    for measure in [*wanted["measures"], *wanted["section_duties"]]:
        assert measure["trap"]
        assert fold(measure["duty"]) in text
        for role in ROLES:
            assert len(measure[role]) == len(set(measure[role]))
