"""The JSON API: described in OpenAPI, read-only, the same rows as the store; tables and ledger to download."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import openpyxl
import pandas as pd
import pytest
from views.city import linjiang
from views.served import Client, serving

from graph.model.language import head, speaking
from graph.store import open_store

DRAFT = """\
临江市先进制造业行动方案
一、建设平台。建设创新平台，2026年底前完成。（配合单位：市科技局、市财政局）
二、培育企业。壮大产业链。（牵头单位：市工业和信息化局）
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented city's graph in a file."""
    path = tmp_path_factory.mktemp("api") / "city.lbug"
    with open_store(path) as store:
        store.replace_all(linjiang())
    return path


@pytest.fixture(scope="module")
def client(graph: Path) -> Iterator[Client]:
    with serving("--graph", str(graph), "--timeout", "3", "--rows", "2000", "--language", "en") as (
        _,
        address,
    ):
        yield Client(address)


@pytest.fixture(scope="module")
def described(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.get("/api/openapi.json").data)
    return found


# What each question is asked here, as the description names its parameters.
ASKED: dict[str, dict[str, str]] = {
    "who": {"agency": "市科技局", "role": "leads"},
    "evidence": {"agency": "市科技局", "other": "市财政局"},
    "overload": {"limit": "3"},
    "overlap": {"of": "agencies", "limit": "3"},
    "coordination": {"place": "临江市"},
    "gaps": {},
    "compare": {"before": "提升行动", "after": "营商环境"},
    "query": {"name": "who_leads", "parameters[agency]": "市科技局"},
    "queries": {},
    "plans": {"place": "临江市"},
    "measures": {"chain": "工业互联网"},
}


def test_every_path_of_the_description_is_asked_here(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    methods = {path: set(operations) for path, operations in described["paths"].items()}
    assert methods.pop("/api/check") == {"post"}
    assert methods == {f"/api/{name}": {"get"} for name in ASKED}
    for operations in described["paths"].values():
        for operation in operations.values():
            assert operation["summary"].endswith(".")
            assert all(parameter["description"] for parameter in operation["parameters"])


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_is_what_the_description_says(name: str, client: Client, described: dict[str, Any]) -> None:
    found = client.get(f"/api/{name}", params=ASKED[name])
    assert found.status_code == 200, found.text
    answer = json.loads(found.data)
    content = described["paths"][f"/api/{name}"]["get"]["responses"]["200"]["content"]
    jsonschema.validate(answer, content["application/json"]["schema"])
    assert all(list(row) == answer["columns"] for row in answer["rows"])
    assert answer["total"] == len(answer["rows"]) or ASKED[name].get("limit") == str(len(answer["rows"]))
    assert answer["rows"] or name == "gaps"
    with speaking("zh"):
        # Its workbook has a head for each column, but where the field has none either.
        assert {column for column in answer["columns"] if head(column) == column} <= {"p", "q"}


def test_who_answers_what_the_store_holds_with_its_clause(client: Client, graph: Path) -> None:
    rows = json.loads(client.get("/api/who", params=ASKED["who"]).data)["rows"]
    with open_store(graph) as store:
        led = store.run(
            "MATCH (:Department {key: '临江市/市科技局'})-[:LEADS]->(m) RETURN m.key, m.duty"
        ).rows
    assert {row["measure"] for row in rows} == {key for key, _ in led}
    duties = dict(led)
    assert all(duties[row["measure"]] in row["clause"] for row in rows)


def test_tables_are_downloaded_as_csv_and_workbooks(client: Client) -> None:
    rows = json.loads(client.get("/api/coordination").data)["rows"]
    csv = client.get("/api/coordination", params={"format": "csv"})
    assert csv.data.startswith(b"\xef\xbb\xbf")
    assert csv.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    frame = pd.read_csv(io.BytesIO(csv.data))
    assert frame["lead"].tolist() == [row["lead"] for row in rows]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/api/coordination", params={"format": "xlsx"}).data))
    assert [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == [
        row["lead_key"] for row in rows
    ]


def test_the_ledger_is_downloaded_of_all_or_of_a_plan(client: Client) -> None:
    def measures(**asked: str) -> int:
        found = client.get("/ledger.xlsx", params=asked)
        assert found.status_code == 200
        sheet = openpyxl.load_workbook(io.BytesIO(found.data)).worksheets[0]
        return sum(bool(row[1]) for row in sheet.iter_rows(min_row=2, values_only=True))

    every, of_plan = measures(), measures(plan="营商环境")
    assert every > of_plan > 0
    assert client.get("/ledger.xlsx", params={"plan": "没有"}).status_code == 404


def test_a_draft_is_checked_and_kept_nowhere(client: Client, graph: Path) -> None:
    before = graph.read_bytes(), sorted(path.name for path in graph.parent.iterdir())
    found = client.request("POST", "/api/check", {"name": "草案.txt"}, body=DRAFT.encode())
    assert found.status_code == 200
    answer = json.loads(found.data)
    assert answer["title"] == "草案.txt"
    assert "no-lead" in {row["code"] for row in answer["rows"]}
    assert (graph.read_bytes(), sorted(path.name for path in graph.parent.iterdir())) == before


@pytest.mark.parametrize(
    ("path", "params", "status", "what"),
    [
        ("/api/who", {}, 400, "give agency"),
        ("/api/who", {"agency": "市气象局"}, 400, "no agency has this name"),
        ("/api/who", {"agency": "市科技局", "role": "boss"}, 400, "one of leads"),
        ("/api/who", {"agency": "市科技局", "limit": "-1"}, 400, "whole number"),
        ("/api/who", {"agency": "市科技局", "page": "2"}, 400, "page is no parameter"),
        ("/api/plans", {"format": "pdf"}, 400, "json, csv, xlsx"),
        ("/api/query", {"cypher": "MATCH (m:Measure) DETACH DELETE m"}, 503, ""),
        ("/api/query", {"cypher": "UNWIND range(1, 60000000) AS x RETURN count(DISTINCT x)"}, 503, "3 s"),
        ("/api/query", {"cypher": "UNWIND range(1, 3000) AS x RETURN x"}, 503, "more than 2,000 rows"),
        ("/api/compare", {"before": "没有这份", "after": "营商环境"}, 400, "没有这份"),
    ],
)
def test_what_cannot_be_answered_is_an_error_in_words(
    path: str, params: dict[str, str], status: int, what: str, client: Client
) -> None:
    found = client.get(path, params=params)
    assert found.status_code == status, found.text
    assert what in json.loads(found.data)["error"]


def test_json_holds_so_many_rows_and_says_how_many_there_are(client: Client) -> None:
    asked = {"cypher": "UNWIND range(1, 1500) AS x RETURN x"}
    answer = json.loads(client.get("/api/query", params=asked).data)
    assert (len(answer["rows"]), answer["total"]) == (1000, 1500)
    csv = client.get("/api/query", params={**asked, "format": "csv"})
    assert len(pd.read_csv(io.BytesIO(csv.data))) == 1500


def test_a_draft_that_is_too_large_or_empty_is_refused(client: Client) -> None:
    for body in (b"", b"x" * (21 << 20)):
        assert client.request("POST", "/api/check", body=body).status_code in (400, 404)


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_another_sites_page_may_neither_ask_nor_send(headers: dict[str, str], client: Client) -> None:
    assert client.get("/api/plans", headers=headers).status_code == 403
    assert client.request("POST", "/api/check", headers=headers, body=DRAFT.encode()).status_code == 403


def test_no_method_but_reading_ones_is_answered(client: Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, "/api/plans").status_code == 405
    assert client.request("DELETE", "/api/check").status_code == 405


def test_a_query_is_downloaded_from_its_page(client: Client) -> None:
    html = client.get("/query", params={"name": "who_leads", "p.agency": "市科技局"}).text
    link = f"/api/query?format=csv&{urlencode({'name': 'who_leads', 'parameters[agency]': '市科技局'})}"
    assert link.replace("&", "&amp;") in html or link in html
    assert "建设创新平台" in client.get(link).text
