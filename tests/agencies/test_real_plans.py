"""Places and identities in the real plans."""

import json
from pathlib import Path
from typing import Any

import pytest

from graph.model import DepartmentKind
from loaders.agencies.resolver import Resolver
from loaders.pipeline import read_text
from loaders.places.divisions import Jurisdiction
from loaders.places.jurisdictions import by_name, find_jurisdiction

pytestmark = pytest.mark.gold
_WHOLE_STATE = {"国家": "全国"}


def plans(folder: Path) -> list[tuple[dict[str, Any], str]]:
    """The gold facts of each plan with its text."""
    found = []
    for file in sorted((folder / "gold").glob("*.json")):
        text = (folder / "plans" / f"{file.stem}.txt").read_text(encoding="utf-8")
        found.append((json.loads(file.read_text(encoding="utf-8")), text))
    return found


def place_of(gold: dict[str, Any], text: str) -> Jurisdiction:
    return find_jurisdiction(
        gold.get("title") or "", gold.get("issuer") or "", gold.get("document_number") or "", text
    )


def agencies_of(gold: dict[str, Any]) -> set[str]:
    return {
        name
        for measure in [*gold["measures"], *gold.get("section_duties", [])]
        for role in ("leads", "supports", "responsible")
        for name in measure[role]
    }


def test_every_plan_is_of_its_place(gold_folder: Path) -> None:
    stated = [(gold, text) for gold, text in plans(gold_folder) if "jurisdiction" in gold]
    assert stated
    for gold, text in stated:
        place = _WHOLE_STATE.get(gold["jurisdiction"], gold["jurisdiction"])
        assert place_of(gold, text).name == place, gold["plan"]
        assert [facts.plan.jurisdiction for facts in read_text(text)] == [place], gold["plan"]


def test_two_names_of_one_agency_are_one_department(gold_folder: Path) -> None:
    pairs = 0
    for gold, text in plans(gold_folder):
        names = agencies_of(gold)
        resolver = Resolver(place_of(gold, text))
        for short, full in gold["aliases"].items():
            if names & {short, full}:
                assert resolver.resolve(short).key == resolver.resolve(full).key, (gold["plan"], short)
                pairs += 1
    assert pairs >= 5


def test_two_names_of_a_plan_are_one_department_only_where_the_gold_says_so(gold_folder: Path) -> None:
    """But for names that differ in brackets alone, or by the second name plate in them."""
    for gold, text in plans(gold_folder):
        resolver = Resolver(place_of(gold, text))
        for document in {measure.get("document", 1) for measure in gold["measures"]}:
            of_one = [measure for measure in gold["measures"] if measure.get("document", 1) == document]
            meanings: dict[str, set[str]] = {}
            for name in agencies_of({"measures": of_one}):
                one = gold["aliases"].get(name, name).split("(")[0]
                meanings.setdefault(resolver.resolve(name).key, set()).add(one)
            assert {key: names for key, names in meanings.items() if len(names) > 1} == {}, gold["plan"]


def test_every_agency_is_of_a_known_kind(gold_folder: Path) -> None:
    for gold, text in plans(gold_folder):
        resolver = Resolver(place_of(gold, text))
        unknown = {
            name for name in agencies_of(gold) if resolver.resolve(name).kind is DepartmentKind.UNKNOWN
        }
        assert unknown == set(), gold["plan"]


def test_a_department_is_the_same_by_its_canonical_name(gold_folder: Path) -> None:
    for gold, text in plans(gold_folder):
        resolver = Resolver(place_of(gold, text))
        for name in agencies_of(gold):
            department = resolver.resolve(name)
            again = Resolver(by_name(department.jurisdiction)).resolve(department.name)
            assert again.key == department.key, (gold["plan"], name)
