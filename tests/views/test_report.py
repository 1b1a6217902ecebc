"""The report in a browser: every number opens the clauses that the store has; the command writes it whole."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from facts import measure, plan
from views.accessibility import violations
from views.city import HOSTILE, linjiang
from views.invented import invented

from graph.cli import main
from graph.model import Diagnostic, Severity
from graph.network import Incidence, incidence_of
from graph.store.base import Store
from graph.store.opening import open_store
from graph.views.clauses import clause
from graph.views.report import SECTIONS, report_page
from graph.words import words
from loaders.check import RULES

Open = Callable[..., Any]


@pytest.fixture
def page(opened: Open, incidence: Incidence) -> Any:
    """The city's report."""
    return opened(report_page(incidence))


def place_of(incidence: Incidence, name: str) -> int:
    return incidence.agencies.name.tolist().index(name)


def drawer(page: Any, incidence: Incidence) -> list[str]:
    """Keys of the clauses in the open drawer, which must show their text as it is; closes it."""
    found = []
    for article in page.locator("#drawer article").all():
        measure = int(article.get_attribute("data-clause"))
        text = "".join(piece.text for piece in clause(incidence, measure))
        assert article.locator("blockquote").text_content() == text
        found.append(incidence.measures.key[measure])
    page.keyboard.press("Escape")
    assert not page.locator("#drawer").is_visible()
    return sorted(found)


def stored(store: Store, query: str, **parameters: Any) -> list[str]:
    return sorted(row[0] for row in store.run(query, parameters).rows)


LED = (
    "MATCH (:Department {key: $lead})-[:LEADS]->(m:Measure)<-[:SUPPORTS]-(:Department {key: $support}) "
    "RETURN DISTINCT m.key"
)


@pytest.mark.browser
def test_every_cell_of_the_matrix_opens_the_clauses_of_lead_and_support(
    page: Any, store: Store, incidence: Incidence
) -> None:
    opened_cells = 0
    for cell in page.locator(".grid td.led button").all():
        row, column = (int(cell.get_attribute(f"data-{side}")) for side in ("row", "column"))
        cell.click()
        keys = {"lead": incidence.agencies.key[row], "support": incidence.agencies.key[column]}
        assert set(page.locator("#drawer mark").all_text_contents()) <= {
            *incidence.agencies.aliases[row],
            *incidence.agencies.aliases[column],
        }
        assert drawer(page, incidence) == stored(store, LED, **keys)
        opened_cells += 1
    table = store.run(
        "MATCH (a:Department)-[:LEADS]->(:Measure)<-[:SUPPORTS]-(b:Department) "
        "WHERE a.key <> b.key AND NOT a.collective AND NOT b.collective RETURN DISTINCT a.key, b.key"
    )
    assert opened_cells == len(table.rows)


@pytest.mark.browser
def test_on_a_phone_the_matrix_is_a_list_that_opens_the_same_clauses(
    opened: Open, store: Store, incidence: Incidence
) -> None:
    page = opened(report_page(incidence), 390, 844)
    assert not page.locator(".grid").is_visible()
    chip = page.locator(".narrow button[data-title='市科技局 → 市财政局']")
    expected = stored(store, LED, lead="临江市/市科技局", support="临江市/市财政局")
    assert chip.locator("b").text_content() == str(len(expected))
    chip.click()
    assert drawer(page, incidence) == expected


@pytest.mark.browser
def test_a_joint_cell_opens_what_both_answer_for(page: Any, store: Store, incidence: Incidence) -> None:
    row, column = place_of(incidence, "市发展改革委"), place_of(incidence, "国网临江供电公司")
    page.click(f".grid [data-row='{row}'][data-column='{column}']")
    query = (
        "MATCH (:Department {name: '市发展改革委'})-[:RESPONSIBLE_FOR]->(m:Measure)"
        "<-[:RESPONSIBLE_FOR]-(:Department {name: '国网临江供电公司'}) RETURN m.key"
    )
    assert drawer(page, incidence) == stored(store, query)


@pytest.mark.browser
def test_what_is_overdue_and_due_soon_opens_its_clauses(opened: Open, incidence: Incidence) -> None:
    days = sorted({day for days in incidence.measures.due for day in days})
    today = date.fromisoformat(days[0]) + timedelta(days=1)
    page = opened(report_page(incidence, today=today, within=3_650))
    late = sorted(
        key
        for key, days in zip(incidence.measures.key, incidence.measures.due, strict=True)
        if any(day < today.isoformat() for day in days)
    )
    page.click(".tiles.due .late button")
    assert drawer(page, incidence) == late
    dated = sum(bool(days) for days in incidence.measures.due)
    assert page.locator(".tiles.due .soon b").text_content() == str(dated - len(late))
    assert "tiles due" not in report_page(incidence)


@pytest.mark.browser
def test_the_load_table_opens_the_clauses_of_a_role(page: Any, store: Store, incidence: Incidence) -> None:
    row = page.locator(".loads tbody tr", has_text="市财政局")
    for place, edge in ((2, "LEADS"), (3, "RESPONSIBLE_FOR"), (4, "SUPPORTS")):
        query = f"MATCH (:Department {{name: '市财政局'}})-[:{edge}]->(m:Measure) RETURN DISTINCT m.key"
        expected = stored(store, query)
        number = row.locator("td").nth(place)
        assert number.text_content() == str(len(expected))
        if expected:
            number.locator("button").click()
            assert drawer(page, incidence) == expected


@pytest.mark.browser
def test_a_dot_a_column_and_a_bar_open_their_clauses(page: Any, store: Store, incidence: Incidence) -> None:
    page.locator(".breadth circle[data-title='市科技局']").focus()
    page.keyboard.press("Enter")
    mine = "MATCH (:Department {name: '市科技局'})-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure) RETURN DISTINCT m.key"
    assert drawer(page, incidence) == stored(store, mine)
    page.locator(".deadlines rect[data-title='2026-12']").click()
    due = "MATCH (m:Measure) WHERE date('2026-12-31') IN m.due RETURN m.key"
    assert drawer(page, incidence) == stored(store, due)
    page.locator(".loads rect[data-title='市科技局 · 牵头']").click()
    led = "MATCH (:Department {name: '市科技局'})-[:LEADS]->(m:Measure) RETURN DISTINCT m.key"
    assert drawer(page, incidence) == stored(store, led)


@pytest.mark.browser
def test_a_chain_and_a_zone_open_their_clauses(page: Any, store: Store, incidence: Incidence) -> None:
    for label, name in (("IndustryChain", "新能源汽车"), ("Zone", "青岚高新区")):
        page.locator(f".targets button[data-title='{name}']").click()
        assert set(page.locator("#drawer mark").all_text_contents()) == {name}
        query = f"MATCH (m:Measure)-[:TARGETS]->(:{label} {{name: $name}}) RETURN DISTINCT m.key"
        assert drawer(page, incidence) == stored(store, query, name=name)


@pytest.mark.browser
def test_a_finding_opens_its_clauses(page: Any, store: Store, incidence: Incidence) -> None:
    page.locator(".findings li", has_text="多家单位共同负责").locator("button").click()
    without = (
        "MATCH (:Department)-[:RESPONSIBLE_FOR]->(m:Measure)<-[:RESPONSIBLE_FOR]-(b:Department) "
        "WHERE NOT EXISTS { MATCH (:Department)-[:LEADS]->(m) } RETURN DISTINCT m.key"
    )
    assert drawer(page, incidence) == stored(store, without)


@pytest.mark.browser
def test_tables_sort_by_their_headings(page: Any) -> None:
    numbers = page.locator(".loads tbody tr td:nth-child(5)")
    page.locator(".loads .sort", has_text="配合").click()
    shown = [int(text) for text in numbers.all_text_contents()]
    assert shown == sorted(shown, reverse=True)
    page.locator(".loads .sort", has_text="配合").click()
    assert [int(text) for text in numbers.all_text_contents()] == sorted(shown)
    page.locator(".loads .sort", has_text="机构").click()
    assert page.locator(".loads th[aria-sort]").all_text_contents() == ["机构"]


@pytest.mark.browser
def test_long_tables_show_the_rest_on_demand_and_the_most_after_sorting(opened: Open) -> None:
    page = opened(report_page(invented(60, 100)))
    rows = page.locator(".loads tbody tr")
    assert rows.count() == 60
    assert page.locator(".loads tbody tr:visible").count() == 25
    page.locator(".loads .sort", has_text="配合").click()
    most = sorted(
        (int(text) for text in page.locator(".loads td:nth-child(5)").all_text_contents()), reverse=True
    )
    shown = page.locator(".loads tbody tr:visible td:nth-child(5)").all_text_contents()
    assert [int(text) for text in shown] == most[:25]
    page.click(".loads + .more")
    assert page.locator(".loads tbody tr:visible").count() == 60
    assert page.locator(".loads + .more").count() == 0


@pytest.mark.browser
def test_the_matrix_is_one_tab_stop_and_arrows_move_in_it(page: Any) -> None:
    assert page.locator(".grid button[tabindex='0']").count() == 1
    page.locator(".grid button[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") != first
    assert page.locator(".grid button[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    assert page.locator("#drawer article").count() > 0


@pytest.mark.browser
def test_a_name_of_markup_is_text(page: Any) -> None:
    assert page.locator("img").count() == 0
    assert HOSTILE in page.locator(".loads").text_content()
    page.locator(".loads tbody tr", has_text="onerror").locator("button").last.click()
    assert HOSTILE in page.locator("#drawer mark").all_text_contents()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_no_sideways_scroll_and_no_serious_violation(
    opened: Open, incidence: Incidence, axe: str, language: str, width: int, height: int
) -> None:
    page = opened(report_page(incidence, language=language), width, height)
    for details in page.locator("details summary").all():
        details.click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page, axe) == []
    page.locator(".sayings button").first.click()
    assert violations(page, axe) == []


@pytest.mark.browser
def test_it_prints_on_a4(page: Any) -> None:
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})
    assert page.evaluate("document.documentElement.scrollWidth") <= 703
    assert not page.locator("nav").is_visible()
    assert page.locator(".grid").is_visible()


@pytest.mark.browser
def test_an_empty_graph_says_so(opened: Open) -> None:
    page = opened(report_page(incidence_of([])))
    for word in ("matrix_empty", "no_targets", "findings_none"):
        assert words("zh")[word] in page.locator("main").text_content()


def test_the_same_graph_gives_the_same_page(incidence: Incidence) -> None:
    assert report_page(incidence) == report_page(incidence)


def test_the_share_of_the_first_is_of_all_duties_that_are_counted() -> None:
    single = [measure(f"一/({number})", leads=[f"市{name}局"]) for number, name in enumerate("税务商林水体")]
    together = [measure(f"二/({number})", responsible=["各县区政府"]) for number in range(4)]
    page = report_page(incidence_of([plan("临江市", "临江市方案", *single, *together)]))
    # Five of the ten duties; four are of a collective actor.
    assert "前 5 家机构承担了全部职责的 50%" in page


def test_sections_keep_their_order(incidence: Incidence) -> None:
    html = report_page(incidence, sections=["load", "matrix"])
    assert 0 < html.index('<section id="matrix"') < html.index('<section id="load"')
    assert html.count("<section id=") == 2


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    graph = tmp_path / "city.lbug"
    with open_store(graph) as store:
        for facts in linjiang():
            store.replace(facts)
    pages = []
    for name in ("one.html", "other.html"):
        out = tmp_path / name
        result = CliRunner().invoke(
            main,
            [
                "report",
                "--graph",
                str(graph),
                "-o",
                str(out),
                "--title",
                "临江市<工作>",
                "--plan",
                "营商环境",
            ],
        )
        assert result.exit_code == 0, result.output
        assert result.output == f"{out}: 1 plan, 3 measures\n"
        pages.append(out.read_bytes())
    assert pages[0] == pages[1]
    text = pages[0].decode()
    assert "<h1>临江市&lt;工作&gt;</h1>" in text
    assert all(f'<section id="{section}"' in text for section in SECTIONS)


def test_the_findings_of_check_are_listed_under_their_words(tmp_path: Path, incidence: Incidence) -> None:
    found = [
        Diagnostic(
            code=code,
            message="…",
            severity=severity,
            file="plans/draft.txt",
            line=3,
            column=5,
            start=40,
            end=44,
            excerpt=excerpt,
        )
        for code, severity, excerpt in (
            ("two-leads", Severity.INFO, "(市科技局、市财政局牵头)"),
            ("late-plan", Severity.ERROR, "<2020年底前>"),
            ("not-yet-known", Severity.WARNING, "某处"),
        )
    ]
    html = report_page(incidence, checked=found)
    part = html.split(words("zh")["checked"])[1].split("</section>")[0]
    summaries = re.findall(r"<summary><span class=\"badge\">(.+?)</span>(.+?) <b>1</b></summary>", part)
    assert summaries == [
        ("错误", words("zh")["check_late-plan"]),
        ("提醒", "not-yet-known"),
        ("提示", words("zh")["check_two-leads"]),
    ]
    assert "<td>draft.txt:3:5</td><td>&lt;2020年底前&gt;</td>" in part
    for name, text in (("wrong.json", '[{"code": 1}]'), ("binary.json", "\x00")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        graph = tmp_path / "city.lbug"
        with open_store(graph) as store:
            store.replace(linjiang()[0])
        arguments = [
            "report",
            "--graph",
            str(graph),
            "-o",
            str(tmp_path / "r.html"),
            "--check",
            str(tmp_path / name),
        ]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 1
        assert f"{name}: not the findings" in result.output


def test_every_rule_of_check_has_its_words() -> None:
    assert {f"check_{code}" for code in RULES} <= set(words("en"))


def test_a_section_that_is_none_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["report", "-o", str(tmp_path / "page.html"), "--section", "weather"])
    assert result.exit_code == 2
    assert "weather" in result.output
