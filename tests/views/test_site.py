"""The served pages show what the store holds, write nothing, and answer this computer alone."""

import re
import signal
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from views.accessibility import violations
from views.city import HOSTILE, linjiang
from views.served import Answer, Client, serving

from graph.network import Incidence
from graph.store.base import Store
from graph.store.opening import open_store
from graph.views import report
from graph.views.clauses import clause
from graph.views.site import Site


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented city's graph in a file."""
    path = tmp_path_factory.mktemp("site") / "city.lbug"
    with open_store(path) as store:
        for facts in linjiang():
            store.replace(facts)
    return path


@pytest.fixture(scope="module")
def client(graph: Path) -> Iterator[Client]:
    """Asks the site of the city."""
    with serving("--graph", str(graph)) as (_, address):
        yield Client(address)


def test_search_finds_agencies_by_name_and_alias(client: Client) -> None:
    for text in ("科技局", "科学技术"):
        html = client.get("/search", params={"q": text}).text
        assert "市科技局</a>" in html


def test_search_finds_the_words_of_a_clause(client: Client) -> None:
    html = client.get("/search", params={"q": "完善科技金融"}).text
    assert "一/(二) 完善科技金融" in html


def test_an_agency_lists_its_measures_by_role(client: Client, store: Store) -> None:
    html = client.get("/agency", params={"key": "临江市/市财政局"}).text
    for edge, word in (("LEADS", "牵头"), ("SUPPORTS", "配合")):
        rows = store.run(
            f"MATCH (:Department {{name: '市财政局'}})-[:{edge}]->(m:Measure) RETURN DISTINCT m.path, m.heading"
        ).rows
        part = html.split(f">{word}</span> <small>")[1].split("</table>")[0]
        assert part.startswith(f"{len(rows)} 项措施")
        for path, heading in rows:
            assert f"{path} {heading}</a>" in part


def test_a_measure_marks_every_span(client: Client, incidence: Incidence) -> None:
    place = incidence.measures.heading.tolist().index("建设创新平台")
    html = client.get("/measure", params={"key": incidence.measures.key[place]}).text
    text = re.search(r'<blockquote class="text">(.*?)</blockquote>', html, re.DOTALL)
    assert text
    marks = re.findall(r'<mark class="(\w+)">(.*?)</mark>', text[1])
    assert marks == [
        ("zone", "青岚高新区"),
        ("chain", "新能源汽车"),
        ("deadline", "2026年底前"),
        ("leads", "市科技局"),
        ("supports", "市财政局"),
        ("supports", "青岚高新区管委会"),
    ]
    assert re.sub(r"<[^>]+>", "", text[1]) == "".join(piece.text for piece in clause(incidence, place))


def test_a_plan_lists_its_measures_in_order(client: Client) -> None:
    html = client.get("/plan", params={"key": "临江市/临政发〔2025〕3号"}).text
    places = [html.index(f"{path} ") for path in ("一/(一)", "一/(二)", "一/(三)", "二/(一)")]
    assert places == sorted(places)


def test_a_zone_knows_its_committee_and_industry(client: Client) -> None:
    html = client.get("/zone", params={"key": "临江市/青岚高新区"}).text
    assert "青岚高新区管委会</a>" in html
    assert "首位产业" in html


def test_a_named_query_asks_for_its_parameters_and_answers(client: Client) -> None:
    asked = client.get("/query", params={"name": "who_leads"}).text
    assert 'name="p.agency"' in asked
    assert "<td>" not in asked
    answered = client.get("/query", params={"name": "who_leads", "p.agency": "市科技局"}).text
    assert "<td>建设创新平台</td>" in answered


def test_named_queries_are_called_and_answered_in_the_language_of_the_pages(client: Client) -> None:
    html = client.get("/query", params={"name": "who_leads", "p.agency": "市科技局"}).text
    assert "谁牵头" in html
    assert "单位的规范名称、别名或键" in html
    assert ">时限</th>" in html
    refused = client.get("/query", params={"name": "due_between", "p.from": "昨天"}).text
    assert re.search(r'role="alert">[^<]*[\u4e00-\u9fff]', refused)


def test_cypher_is_answered(client: Client) -> None:
    html = client.get("/query", params={"cypher": "MATCH (p:Plan) RETURN count(p) AS plans"}).text
    assert "<td>2</td>" in html


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (:Zone {key: 'x'})",
        "MATCH (m:Measure) DETACH DELETE m",
        "MATCH (m:Measure) SET m.heading = 'x'",
        "COPY Zone FROM 'x.csv'",
        "RETURN",
    ],
)
def test_cypher_that_writes_or_is_none_is_refused(client: Client, store: Store, cypher: str) -> None:
    before = store.run("MATCH (m:Measure) RETURN m.key, m.heading ORDER BY m.key").rows
    response = client.get("/query", params={"cypher": cypher})
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert store.run("MATCH (m:Measure) RETURN m.key, m.heading ORDER BY m.key").rows == before


def test_the_report_is_made_once_and_before_somebody_asks(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(report, "report_page", lambda *_, **__: made.append("report") or "<p>report</p>")
    site = Site(lambda: open_store(graph, read_only=True), asking=None)  # type: ignore[arg-type]
    site.prepare()
    assert made == ["report"]
    asked = [site.report(None) for _ in range(2)]  # type: ignore[arg-type]
    assert [bytes(answer.body) for answer in asked] == [b"<p>report</p>"] * 2
    assert made == ["report"]


def test_the_report_and_the_network_are_there(client: Client) -> None:
    assert 'class="grid"' in client.get("/report").text
    assert '"network":"coordination"' in client.get("/network").text
    assert '"network":"knowledge"' in client.get("/network", params={"chain": "工业互联网"}).text
    around = client.get("/network", params={"around": "临江市/市财政局"})
    assert '"centre":"a' in around.text


@pytest.mark.parametrize("path", ["/agency?key=x", "/measure", "/nothing", "/network?around=市气象局"])
def test_what_is_not_there_is_404(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "无法显示" in response.text


def test_markup_in_names_and_searches_is_text(client: Client) -> None:
    for path, params in (
        ("/", {}),
        ("/search", {"q": HOSTILE}),
        ("/agency", {"key": f"临江市/{HOSTILE}"}),
        ("/agency", {"key": f"x{HOSTILE}"}),
        ("/query", {"cypher": HOSTILE}),
        ("/query", {"cypher": "MATCH (d:Department) RETURN d.name"}),
        ("/query", {"name": "who_leads", "p.agency": HOSTILE}),
    ):
        html = client.get(path, params=params).text
        assert "<img" not in html
        assert "<script" not in html


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.0.1:8765", ""])
def test_other_hosts_names_are_refused(client: Client, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_requests_of_other_sites_pages_are_refused(client: Client, headers: dict[str, str]) -> None:
    assert client.get("/query", headers=headers).status_code == 403


def test_only_reading_methods_are_answered(client: Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, "/query").status_code == 405
    assert client.request("HEAD", "/").status_code == 200


def test_every_answer_carries_the_security_headers(client: Client) -> None:
    for path in ("/", "/report", "/nothing", "/style.css"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert path == "/style.css" or "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in client.get("/").headers["content-security-policy"]


def test_a_load_in_between_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "growing.lbug"
    first, second = linjiang()
    with open_store(path) as store:
        store.replace(first)
    with serving("--graph", str(path)) as (_, address):
        client = Client(address)
        assert "临江市优化营商环境实施方案" not in client.get("/").text
        with open_store(path) as store:
            store.replace(second)
        assert "临江市优化营商环境实施方案" in client.get("/").text


def test_it_serves_on_this_computer_and_stops_cleanly(graph: Path) -> None:
    with serving("--graph", str(graph)) as (process, address):
        with urllib.request.urlopen(f"{address}query?name=agency_load") as answer:
            assert "市科技局" in answer.read().decode()
        port = int(address.rsplit(":", 1)[1].strip("/"))
        with socket.socket() as outside:
            outside.settimeout(2)
            assert outside.connect_ex((_outer_address(), port)) != 0
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=10)
        assert (process.returncode, output) == (0, "已停止。\n")


ENDLESS = "UNWIND range(1, 60000000) AS x RETURN count(DISTINCT x) AS n"


def test_heavy_queries_wait_for_each_other_and_no_page_waits_for_them(graph: Path) -> None:
    with serving("--graph", str(graph), "--timeout", "2") as (process, address):
        answers: list[Answer] = []

        def ask() -> None:
            answers.append(Client(address).get("/query", params={"cypher": ENDLESS}))

        waiting = [threading.Thread(target=ask) for _ in range(3)]
        for thread in waiting:
            thread.start()
        while any(thread.is_alive() for thread in waiting):
            assert Client(address).get("/search", params={"q": "科技局"}).status_code == 200
            time.sleep(0.2)
        assert [answer.status_code for answer in answers] == [400] * 3
        assert all("查询超过 2 秒" in answer.text for answer in answers)
        assert process.poll() is None


def test_a_query_that_ends_its_engine_is_one_line_and_the_site_lives(graph: Path) -> None:
    with serving("--graph", str(graph)) as (process, address):
        client = Client(address)
        for cypher in (
            "CALL READ_CSV_PARALLEL('/etc/passwd') RETURN *",
            f"RETURN {'(' * 3000}1{')' * 3000}",
            "UNWIND range(1, 400000000) AS x RETURN count(x) AS n",
            f"RETURN 1{' UNION ALL RETURN 1' * 3000}",
        ):
            assert 'class="error" role="alert"' in client.get("/query", params={"cypher": cypher}).text
        assert "市科技局" in client.get("/query", params={"name": "agency_load"}).text
        assert process.poll() is None


def test_it_stops_at_once_whatever_is_being_asked(graph: Path) -> None:
    with serving("--graph", str(graph)) as (process, address):
        asking = threading.Thread(target=Client(address).get, args=("/query", {"cypher": ENDLESS}))
        asking.start()
        time.sleep(2)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=20)
        assert (process.returncode, output) == (0, "已停止。\n")
        assert time.monotonic() - start < 5
        asking.join()


def _outer_address() -> str:
    """This computer's address on the network; another loopback address where it has none."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
    except OSError:
        return "127.0.0.2"


def test_a_missing_graph_and_a_taken_port_are_clear_errors(graph: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from graph.cli import main

    missing = CliRunner().invoke(main, ["serve", "--graph", str(tmp_path / "none.lbug")])
    assert missing.exit_code == 1
    assert "there is no graph here" in missing.output
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = CliRunner().invoke(main, ["serve", "--graph", str(graph), "--port", port])
    assert refused.exit_code == 1
    assert f"port {port} cannot be used" in refused.output


@pytest.mark.browser
def test_the_pages_in_a_browser(graph: Path, browser: Any, axe: str) -> None:
    complaints: list[str] = []
    with serving("--graph", str(graph)) as (_, address):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: request.url.startswith((address, "data:")) or complaints.append(request.url),
        )
        page.goto(address)
        page.fill("#q", "科技局")
        page.keyboard.press("Enter")
        page.click("main a:text('市科技局')")
        assert page.locator("h1").text_content() == "市科技局"
        page.click("main a:text('建设创新平台')")
        assert page.locator("blockquote mark.leads").all_text_contents() == ["市科技局"]
        for path in (
            "",
            "search?q=科技",
            "query?name=agency_load",
            "plan?key=临江市/临政发〔2025〕3号",
        ):
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(address + path)
                assert page.evaluate("document.documentElement.scrollWidth") == width, path
                assert violations(page, axe) == []
        context.close()
    assert complaints == []
