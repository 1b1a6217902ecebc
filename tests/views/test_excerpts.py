"""Pages of a graph too large for them: counts stay those of the whole, and excerpts say that they are."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from facts import measure, plan
from views.city import linjiang
from views.invented import invented

from graph.cli import main
from graph.model import InputError
from graph.network import Incidence, incidence_of
from graph.store.opening import open_store
from graph.views import excerpts
from graph.views.network_page import network_page
from graph.views.report import report_page
from graph.views.scene import coordination, knowledge, readable, summary_of
from graph.words import words

Open = Callable[..., Any]


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Incidence:
    """A graph of 300 measures, where 100 are too many."""
    monkeypatch.setattr(excerpts, "WHOLE_UP_TO", 100)
    return invented(60, 300)


@pytest.fixture
def measures_of(large: Incidence) -> dict[str, int]:
    """Number of measures of each agency."""
    return {
        str(large.agencies.label[agency]): len({duty.measure for duty in duties})
        for agency, duties in enumerate(large.duties_of_agency)
    }


@pytest.mark.browser
def test_a_number_of_the_report_counts_all_and_opens_the_first(
    opened: Open, large: Incidence, measures_of: dict[str, int]
) -> None:
    page = opened(report_page(large))
    assert words("zh")["excerpts_only"] in page.locator("header").inner_text()
    row = page.locator(".loads tbody tr").first
    name = row.locator("td").first.inner_text()
    button = row.locator("button.link").last
    assert int(button.inner_text()) == measures_of[name] > 5
    button.click()
    assert page.locator("#drawer article").count() == 5
    count = page.locator("#drawer-count").inner_text()
    assert str(measures_of[name]) in count
    assert words("zh")["excerpts_shown"].format(count=5) in count
    assert all(name in text for text in page.locator("#drawer .roles").all_inner_texts())


def test_long_tables_of_the_report_say_what_is_left_out(
    large: Incidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.views.report._ROWS", 7)
    page = report_page(large)
    loads = re.search(r'<table class="sortable loads">.*?</table>', page, re.DOTALL)
    assert loads
    assert loads[0].count("<tr") == 1 + 7
    assert words("zh")["not_here"].format(count=len(large.agencies) - 7) in page


def test_a_long_list_of_overloaded_agencies_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excerpts, "WHOLE_UP_TO", 100)
    monkeypatch.setattr("graph.views.report._ROWS", 10)
    due = [
        measure(f"{agency}/{number}", leads=[f"市第{agency}局"], deadlines=[("年底前", "2026-12-31")])
        for agency in range(12)
        for number in range(10)
    ]
    page = report_page(incidence_of([plan("临江市", "方案", *due)]), sections=["findings"])
    first, rest = re.findall(r'<ol class="findings">.*?</ol>', page, re.DOTALL)
    assert first.count("10项到期（界限5项）。 <button") == 8
    assert rest.count("<li>") == 2
    assert words("zh")["more_overloaded"].format(count=4) in page
    assert words("zh")["not_here"].format(count=2) in page


@pytest.mark.browser
def test_the_network_counts_all_measures_of_an_agency_and_of_a_pair(
    opened: Open, large: Incidence, measures_of: dict[str, int]
) -> None:
    scene, level = readable(large, 0.05)
    page = opened(network_page(large, scene, level=level))
    page.locator("#filters summary").click()
    page.select_option("#filter-links", "all")
    assert page.locator("#filter-plan").count() == 0
    rows = page.locator("#details tbody tr").all()
    shown = {row.locator("td").first.inner_text(): int(row.locator("td").last.inner_text()) for row in rows}
    assert shown == measures_of
    rows[0].locator("button").click()
    assert f"{max(measures_of.values())}" in page.locator("#details h3").last.inner_text()
    assert page.locator("#details article").count() == 5
    chip = page.locator("#details .chips button").first
    shared = int(chip.locator("b").inner_text())
    chip.click()
    link = next(link for link in scene.links if link.weight == shared)
    assert words("zh")["shared_measures"].format(count=link.weight) in page.locator("#details").inner_text()


def test_a_summary_has_the_busiest_agencies_and_their_strongest_pairs(
    large: Incidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.views.scene.SUMMARY_AGENCIES", 10)
    monkeypatch.setattr("graph.views.scene.SUMMARY_LINKS", 12)
    whole, summary = coordination(large), summary_of(large)
    loads = sorted((node.load for node in whole.nodes), reverse=True)
    assert sorted((node.load for node in summary.nodes), reverse=True) == loads[:10]
    assert summary.agencies_left_out == len(whole.nodes) - 10
    there = {node.id for node in summary.nodes}
    among = sorted((link.weight for link in whole.links if {link.source, link.target} <= there), reverse=True)
    assert sorted((link.weight for link in summary.links), reverse=True) == among[:12]
    assert summary.left_out == len(whole.links) - 12
    assert set(summary.links) <= set(whole.links)


def test_measures_too_many_for_one_picture_are_refused(large: Incidence) -> None:
    with pytest.raises(InputError, match="300 measures are too many"):
        knowledge(large)


def test_the_command_draws_a_summary_whatever_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    graph = tmp_path / "city.lbug"
    with open_store(graph) as store:
        store.replace_all(linjiang())
    monkeypatch.setattr(excerpts, "WHOLE_UP_TO", 10)
    out = tmp_path / "network.html"
    for options in ([], ["--all"]):
        done = CliRunner().invoke(
            main, ["draw", "--graph", str(graph), "-o", str(out), "--language", "zh", *options]
        )
        assert done.exit_code == 0, done.output
        assert words("zh")["excerpts_only"] in out.read_text("utf-8")
