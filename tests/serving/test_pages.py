"""The pages for browsing, comparing and checking, by requests and in a browser."""

import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from facts import measure, plan
from msgspec import UNSET
from msgspec.structs import replace
from openpyxl import load_workbook
from views.accessibility import violations
from views.city import HOSTILE, linjiang
from views.served import Client, serving

from graph.model import Diagnostic, Severity
from graph.serving import drafts
from graph.store import open_store
from graph.views.site import Site

DRAFT = """\
临江市优化营商环境实施方案
1.简化企业开办。压缩开办时间，2025年底前完成。（配合单位：市市场监管局）
2.做好<b>服务</b>。（牵头单位：市商务局）
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented city's graph, with a later version of one plan and a plan of another place."""
    path = tmp_path_factory.mktemp("pages") / "city.lbug"
    later = plan(
        "临江市",
        "临江市优化营商环境实施方案（修订）",
        measure(
            "1", "简化企业开办", leads=["市政务服务办"], supports=["市市场监管局"], deadlines=["2026年底前"]
        ),
    )
    other = plan(
        "云岭市", "云岭市行动方案", measure("1", "办好实事", leads=["市科技局"], zones=["云岭高新区"])
    )
    with open_store(path) as store:
        store.replace_all([*linjiang(), later, other])
    return path


@pytest.fixture(scope="module")
def client(graph: Path) -> Iterator[Client]:
    with serving("--graph", str(graph)) as (_, address):
        yield Client(address)


def test_places_lead_to_their_plans_agencies_and_zones(client: Client) -> None:
    assert all(f">{place}</a>" in client.get("/places").text for place in ("临江市", "云岭市"))
    html = client.get("/place", params={"key": "云岭市"}).text
    assert "云岭市行动方案</a>" in html
    assert "云岭高新区</a>" in html
    assert "市财政局" not in html
    assert "/ledger.xlsx" in html


def test_plans_zones_and_chains_are_listed_with_their_leads(client: Client) -> None:
    plans = client.get("/plans").text
    assert plans.count("/plan?key=") == 4
    zones = client.get("/zones").text
    row = next(part for part in zones.split("<tr>") if "云岭高新区" in part)
    assert "市科技局" in row
    assert "新能源汽车</a>" in client.get("/chains").text


def test_two_plans_are_compared(client: Client) -> None:
    html = client.get("/compare", params={"before": "提升行动", "after": "（修订）"}).text
    assert "市政务服务办" in html
    assert "/api/compare?format=xlsx" in html
    assert client.get("/compare", params={"before": "没有", "after": "也没有"}).status_code == 400


def form(**fields: str) -> tuple[dict[str, str], bytes]:
    """A form as a browser sends it; `file` is a file."""
    parts = []
    for name, value in fields.items():
        filename = '; filename="草案.txt"' if name == "file" else ""
        parts.append(f'--xx\r\nContent-Disposition: form-data; name="{name}"{filename}\r\n\r\n{value}\r\n')
    return {"content-type": "multipart/form-data; boundary=xx"}, "".join([*parts, "--xx--\r\n"]).encode()


@pytest.mark.parametrize("field", ["file", "text"])
def test_a_draft_is_checked_and_its_markup_is_text(field: str, client: Client, graph: Path) -> None:
    before = graph.read_bytes(), sorted(path.name for path in graph.parent.iterdir())
    headers, body = form(**{field: DRAFT})
    found = client.request("POST", "/check", headers=headers, body=body)
    assert found.status_code == 200
    assert "措施没有写明牵头单位" in found.text
    assert "<b>" not in found.text
    assert (graph.read_bytes(), sorted(path.name for path in graph.parent.iterdir())) == before


def test_a_scanned_draft_shows_the_pictures_of_its_doubtful_lines(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubtful = Diagnostic(
        code="doubtful-line",
        message="recognised with a confidence of 0.50 only: 技; compare the picture",
        severity=Severity.WARNING,
        file="scan.png",
        line=2,
        column=1,
        start=8,
        end=12,
        excerpt="市科技局",
        picture="UE5H",
    )
    plain = replace(doubtful, code="no-lead", picture=UNSET)
    monkeypatch.setattr(drafts, "_drafts", lambda _: lambda _name, _data: ([doubtful, plain], []))
    found = drafts.check_draft("scan.png", b"")
    assert [row["picture"] for row in found.table.records()] == ["UE5H", ""]
    site = Site(lambda: open_store(graph, read_only=True), asking=None)  # type: ignore[arg-type]
    page = site.page(
        "check", site.graph(), "", name="scan.png", findings=found.table.records(), note="", error=""
    )
    html = bytes(page.body).decode()
    assert html.count('<img alt="" src="data:image/png;base64,UE5H">') == 1
    monkeypatch.setattr(drafts, "_drafts", lambda _: lambda _name, _data: ([plain], []))
    assert "picture" not in drafts.check_draft("scan.png", b"").table.columns


def test_a_draft_is_compared_with_a_plan(client: Client) -> None:
    headers, body = form(file=DRAFT, before="（修订）")
    found = client.request("POST", "/check", headers=headers, body=body)
    assert found.status_code == 200
    assert "市政务服务办" in found.text
    headers, body = form(file=DRAFT, before="（修订）", format="docx")
    table = client.request("POST", "/check", headers=headers, body=body)
    assert "市政务服务办" in text_of(table.data)


def text_of(document: bytes) -> str:
    cells = [cell for table in Document(BytesIO(document)).tables for row in table.rows for cell in row.cells]
    return "\n".join(cell.text for cell in cells)


def test_the_table_of_changes_is_downloaded(client: Client) -> None:
    plans = {"before": "提升行动", "after": "（修订）"}
    page = client.get("/compare", params=plans).text
    assert all(
        f"&amp;format={form}" in page or f"&format={form}" in page for form in ("docx", "xlsx", "html")
    )
    kept = {
        form: client.get("/changes", params={**plans, "format": form}) for form in ("docx", "xlsx", "html")
    }
    assert all(found.status_code == 200 for found in kept.values())
    assert "市政务服务办" in text_of(kept["docx"].data)
    assert "市政务服务办" in kept["html"].text
    assert load_workbook(BytesIO(kept["xlsx"].data)).sheetnames
    refused = client.get("/changes", params={**plans, "format": "pdf"})
    assert refused.status_code == 404
    assert "docx、xlsx、html" in refused.text


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"content-type": "multipart/form-data; boundary=xx"}, b"--xx\r\nbroken"),
        ({"content-type": "multipart/form-data"}, b""),
        form(text=""),
        form(file="%PDF-1.7 broken"),
        form(file=HOSTILE),
    ],
    ids=["broken", "no boundary", "empty", "no text", "no plan"],
)
def test_a_form_without_a_draft_is_said_so(headers: dict[str, str], body: bytes, client: Client) -> None:
    found = client.request("POST", "/check", headers=headers, body=body)
    assert found.status_code in (200, 400)
    assert 'role="alert"' in found.text
    assert "<img" not in found.text


@pytest.mark.browser
def test_the_pages_in_a_browser(graph: Path, browser: Any, axe: str, tmp_path: Path) -> None:
    draft = tmp_path / "草案.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    complaints: list[str] = []
    with serving("--graph", str(graph)) as (_, address):
        context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        page.click("nav a:text('检查草案')")
        page.set_input_files("input[type=file]", draft)
        page.click("main button")
        assert "措施没有写明牵头单位" in page.locator("main").inner_text()
        page.click("nav a:text('对比两份方案')")
        for name, number in (("before", 2), ("after", 3)):
            page.select_option(f"select[name={name}]", index=number)
        page.click("main button")
        assert page.locator("table.sides tbody tr").count() > 0
        page.click("nav a:text('地区')")
        page.click("main a:text('临江市')")
        with page.expect_download() as caught:
            page.click("main a[aria-label$='xlsx']")
        assert caught.value.suggested_filename.endswith(".xlsx")
        paths = ("", "places", "place?key=临江市", "plans", "zones", "chains", "compare", "check")
        compared = "compare?before=提升行动&after=（修订）"
        for path in (*paths, compared):
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(address + path)
                assert page.evaluate("document.documentElement.scrollWidth") == width, path
                assert violations(page, axe) == []
        context.close()
    assert complaints == []


def test_a_damaged_graph_costs_answers_and_no_server(graph: Path, tmp_path: Path) -> None:
    path, good = tmp_path / "city.lbug", graph.read_bytes()
    path.write_bytes(good)
    with serving("--graph", str(path)) as (process, address):
        client = Client(address)
        for number in (4, 11):
            chance, data = random.Random(number), bytearray(good)
            for _ in range(2**number // 16 + 1):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            (tmp_path / "new").write_bytes(data)
            (tmp_path / "new").replace(path)
            found = client.get("/")
            assert found.status_code in (200, 503)
            assert "Traceback" not in found.text
            assert process.poll() is None
        (tmp_path / "new").write_bytes(good)
        (tmp_path / "new").replace(path)
        assert client.get("/").status_code == 200
