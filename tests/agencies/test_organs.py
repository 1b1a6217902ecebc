"""The tables of organs as data: names once each, dates in order, every example resolves to its row."""

import tomllib
from collections import defaultdict
from importlib.resources import files
from typing import Any

import pytest

from graph.model import DepartmentKind, Level
from loaders.agencies.resolver import Resolver
from loaders.lexicon.organs import ENDINGS, name_of_today, naming_year, tables
from loaders.places.divisions import NATIONAL, Jurisdiction


def read(name: str) -> dict[str, Any]:
    """A table as it is written."""
    return tomllib.loads(files("loaders").joinpath(f"data/{name}.toml").read_text("utf-8"))


LOCAL, CENTRAL = read("agencies"), read("central")
CITY = Jurisdiction(name="青岚市", level=Level.CITY, province="云岭省", city="青岚市")
PROVINCE = Jurisdiction(name="云岭省", level=Level.PROVINCE, province="云岭省")
REGION = Jurisdiction(name="云岭自治区", level=Level.PROVINCE, province="云岭自治区")
COUNTY = Jurisdiction(name="白石县", level=Level.COUNTY, province="云岭省", city="青岚市")
DISTRICT = Jurisdiction(name="城东区", level=Level.COUNTY, province="云岭省", city="青岚市")
NAMED = ("function", "organ", "branch")


def plan_of(example: str) -> Jurisdiction:
    """A plan in which the example's level is the plan's own."""
    if example.startswith("自治区"):
        return REGION
    return {"省": PROVINCE, "县": COUNTY, "区": DISTRICT}.get(example[0], CITY)


def examples(kind: str, table: dict[str, Any] = LOCAL) -> list[Any]:
    return [
        pytest.param(row, example, id=f"{row.get('name', row.get('kind', row.get('line')))}-{example}")
        for row in table[kind]
        for example in row["examples"]
    ]


@pytest.mark.parametrize(("row", "example"), examples("function"))
def test_a_function_is_found(row: dict[str, Any], example: str) -> None:
    department = Resolver(plan_of(example)).resolve(example)
    named = row["successor"] if row.get("renamed") else row["name"]
    assert (department.rule, department.line) == (f"function {named}", row["line"])
    assert department.kind == row.get("kind", "department")


@pytest.mark.parametrize(("row", "example"), examples("merger"))
def test_a_merger_takes_its_official_spelling(row: dict[str, Any], example: str) -> None:
    department = Resolver(plan_of(example)).resolve(example)
    assert department.name[1:].startswith(row["name"])
    assert department.rule == f"merged functions {'+'.join(row['of'])}"


@pytest.mark.parametrize(("row", "example"), examples("organ"))
def test_an_organ_is_found(row: dict[str, Any], example: str) -> None:
    department = Resolver(plan_of(example)).resolve(example)
    assert (department.rule, department.kind, department.line) == (
        f"organ {row['name']}",
        row["kind"],
        row["line"],
    )


@pytest.mark.parametrize(("row", "example"), examples("branch"))
def test_a_branch_is_found(row: dict[str, Any], example: str) -> None:
    department = Resolver(PROVINCE if "云岭" in example else CITY).resolve(example)
    assert (department.rule, department.line) == (f"branch {row['name']}", row["line"])


@pytest.mark.parametrize(("row", "example"), examples("enterprise"))
def test_a_company_has_its_line(row: dict[str, Any], example: str) -> None:
    department = Resolver(CITY).resolve(example)
    assert (department.kind, department.line) == (DepartmentKind.ENTERPRISE, row["line"])


@pytest.mark.parametrize(("row", "example"), examples("institution"))
def test_an_institution_has_its_line(row: dict[str, Any], example: str) -> None:
    department = Resolver(CITY).resolve(example)
    assert (department.kind, department.line) == (DepartmentKind.INSTITUTION, row["line"])


@pytest.mark.parametrize(("row", "example"), examples("ending"))
def test_an_ending_gives_the_kind(row: dict[str, Any], example: str) -> None:
    department = Resolver(CITY).resolve(example)
    assert (department.kind, department.rule.split()[0]) == (row["kind"], "ending")


@pytest.mark.parametrize(("row", "example"), examples("organ", CENTRAL))
def test_a_central_organ_is_found(row: dict[str, Any], example: str) -> None:
    department = Resolver(NATIONAL).resolve(example)
    named = row["successor"] if row.get("renamed") else row["name"]
    assert (department.name, department.jurisdiction, department.line) == (named, "全国", row["line"])


@pytest.mark.parametrize("kind", ["function", "organ", "branch"])
def test_no_alias_equals_its_name_nor_stands_in_two_rows(kind: str) -> None:
    bearers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in LOCAL[kind]:
        forms = row.get("forms", [])
        assert row["name"] not in forms, row["name"]
        assert len(set(forms)) == len(forms), row["name"]
        for form in (row["name"], *forms):
            for level in row.get("levels", ["any"]):
                bearers[level, form].append(row["name"])
    assert {form: rows for form, rows in bearers.items() if len(rows) > 1} == {}


def test_no_central_alias_equals_its_name_nor_stands_in_two_rows() -> None:
    bearers: dict[str, list[str]] = defaultdict(list)
    for row in CENTRAL["organ"]:
        for form in (row["name"], *row.get("forms", [])):
            bearers[form].append(row["name"])
    assert {form: rows for form, rows in bearers.items() if len(rows) > 1} == {}


def test_no_part_stands_for_two_functions() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in LOCAL["function"]:
        several = [form for form in row.get("forms", []) if len(form) > 1]
        for form in (row["name"], *row.get("parts", []), *several):
            bearers[form].add(row["name"])
    assert {form: rows for form, rows in bearers.items() if len(rows) > 1} == {}


def test_organs_hide_no_function_but_those_of_party_committees() -> None:
    """市人才办 and 市农办 are offices of the party committee, 市监察委 is the supervisory commission of 2018."""
    functions = tables().functions
    hidden = {
        form
        for row in LOCAL["organ"]
        for form in (row["name"], *row.get("forms", []))
        for ending in ENDINGS
        if form.endswith(ending) and form[: -len(ending)] in functions
    }
    assert hidden == {"人才办", "农办", "监察委", "监察委员会"}


@pytest.mark.parametrize("table", [LOCAL, CENTRAL], ids=["local", "central"])
def test_dates_are_in_order_and_successors_exist(table: dict[str, Any]) -> None:
    for kind in set(NAMED) & set(table):
        names = {row["name"] for row in table[kind]}
        for row in table[kind]:
            assert row.get("since", 1949) < row.get("until", 2100), row["name"]
            assert row.get("successor", row["name"]) in names, row["name"]
            assert not row.get("renamed") or row.get("successor"), row["name"]


@pytest.mark.parametrize("table", [LOCAL, CENTRAL], ids=["local", "central"])
def test_every_row_has_an_example(table: dict[str, Any]) -> None:
    assert [
        row
        for kind, rows in table.items()
        if isinstance(rows, list) and kind not in ("abbreviation", "lines")
        for row in rows
        if not row["examples"]
    ] == []


def test_mergers_are_made_of_functions() -> None:
    functions = tables().functions
    assert [row["name"] for row in LOCAL["merger"] for name in row["of"] if name not in functions] == []


@pytest.mark.parametrize("example", LOCAL["collective"]["examples"])
def test_a_collective_actor_is_told(example: str) -> None:
    assert Resolver(CITY).resolve(example).kind is DepartmentKind.COLLECTIVE


@pytest.mark.parametrize("other", LOCAL["collective"]["others"])
def test_an_agency_is_no_collective_actor(other: str) -> None:
    assert Resolver(CITY).resolve(other).kind is not DepartmentKind.COLLECTIVE


def test_a_plan_older_than_a_renaming_has_the_office_of_its_day() -> None:
    named = {
        year: Resolver(NATIONAL, year=year).resolve("国务院扶贫办").name for year in (2015, 2021, 2022, None)
    }
    assert named == {
        2015: "国务院扶贫办",
        2021: "国务院扶贫办",
        2022: "国家乡村振兴局",
        None: "国家乡村振兴局",
    }


@pytest.mark.parametrize(
    ("name", "place", "date", "says"),
    [
        pytest.param("市工商局", CITY, "", (2018, "市场监管"), id="no date: about to be issued"),
        pytest.param("市工商局", CITY, "2020-01-01", (2018, "市场监管"), id="after the reform"),
        pytest.param("市工商局", CITY, "2019-12-31", None, id="a reform takes a year to arrive"),
        pytest.param("市工商局（知识产权局）", CITY, "", (2018, "市场监管"), id="with a bracket behind it"),
        pytest.param("市卫生局", CITY, "2024-01-01", (2013, "卫生健康"), id="two reforms later"),
        pytest.param("市卫生局", CITY, "2016-01-01", (2013, "卫生计生"), id="one reform later"),
        pytest.param("青岚银保监分局", CITY, "2025-01-01", (2023, ""), id="no row says what took over"),
        pytest.param("国务院扶贫办", NATIONAL, "2023-01-01", (2021, "国家乡村振兴局"), id="a new name only"),
        pytest.param("国务院扶贫办", NATIONAL, "", (2021, "农业农村部"), id="a new name, and another body"),
        pytest.param("国务院扶贫办", NATIONAL, "2020-01-01", None, id="the name of its day"),
        pytest.param("国家乡村振兴局", NATIONAL, "2022-01-01", None, id="the new name of its day"),
        pytest.param("市市场监管局", CITY, "", None, id="the name of today"),
        pytest.param("市瑞和办", CITY, "", None, id="a name of no row"),
    ],
)
def test_a_former_name_says_since_when_and_what_it_is(
    name: str, place: Jurisdiction, date: str, says: tuple[int, str] | None
) -> None:
    rule = Resolver(place, year=naming_year(date)).resolve(name).rule
    assert name_of_today(name, rule, int(date[:4]) if date else None) == says
