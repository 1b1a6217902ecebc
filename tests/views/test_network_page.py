"""The network page in a browser: every way to a clause shows the clauses that the store has."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from facts import measure, plan
from views.accessibility import violations
from views.city import HOSTILE

from graph.model import Facts
from graph.network import Incidence, incidence_of
from graph.store.base import Store
from graph.views.clauses import clause
from graph.views.network_page import network_page
from graph.views.scene import coordination, knowledge, readable
from graph.words import words

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


@pytest.fixture
def page(opened: Open, incidence: Incidence) -> Any:
    """The city's coordination network."""
    return opened(network_page(incidence, coordination(incidence)))


def place_of(incidence: Incidence, name: str) -> int:
    return incidence.agencies.name.tolist().index(name)


def shown_clauses(page: Any, incidence: Incidence) -> list[str]:
    """Keys of the clauses in the panel, which must show their text as it is."""
    found = []
    for article in page.locator("#details article").all():
        measure = int(article.get_attribute("data-clause"))
        text = "".join(piece.text for piece in clause(incidence, measure))
        assert article.locator("blockquote").text_content() == text
        found.append(incidence.measures.key[measure])
    return found


def stored(store: Store, query: str, **parameters: Any) -> list[str]:
    return sorted(row[0] for row in store.run(query, parameters).rows)


def click_canvas(page: Any, where: str) -> None:
    """Click the point of the canvas that a script gives in the canvas' own pixels."""
    point = page.evaluate(where)
    assert point, "nothing to click"
    box = page.locator("#canvas").bounding_box()
    page.mouse.click(box["x"] + point["x"], box["y"] + point["y"])
    page.wait_for_timeout(350)


def node_point(node: str) -> str:
    return f"qiantou.network.canvasToDOM(qiantou.network.getPositions(['{node}'])['{node}'])"


def link_point(link: str) -> str:
    """A point where this link, and no other thing, is drawn."""
    return f"""(() => {{
      const network = qiantou.network;
      const [one, other] = network.getConnectedNodes('{link}').map((id) => network.getPositions([id])[id]);
      for (let part = 0.2; part < 0.8; part += 0.01) {{
        const point = network.canvasToDOM({{
          x: one.x + (other.x - one.x) * part, y: one.y + (other.y - one.y) * part }});
        if (network.getNodeAt(point) === undefined && network.getEdgeAt(point) === '{link}') return point;
      }}
    }})()"""


OF_AGENCY = (
    "MATCH (d:Department {name: $name})-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure) RETURN DISTINCT m.key"
)
OF_PAIR = (
    "MATCH (a:Department {name: $one})-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure)"
    "<-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]-(b:Department {name: $other}) RETURN DISTINCT m.key"
)


def test_a_click_on_a_node_shows_its_clauses(page: Any, store: Store, incidence: Incidence) -> None:
    click_canvas(page, node_point(f"a{place_of(incidence, '市科技局')}"))
    assert page.locator("#details h2").text_content() == "市科技局"
    assert sorted(shown_clauses(page, incidence)) == stored(store, OF_AGENCY, name="市科技局")
    assert set(page.locator("#details mark").all_text_contents()) == {"市科技局", "科学技术局"}


def test_a_click_on_a_link_shows_the_shared_clauses(page: Any, store: Store, incidence: Incidence) -> None:
    one, other = sorted((place_of(incidence, "市科技局"), place_of(incidence, "市财政局")))
    click_canvas(page, link_point(f"a{one}-a{other}"))
    assert sorted(shown_clauses(page, incidence)) == stored(store, OF_PAIR, one="市科技局", other="市财政局")
    assert "市科技局牵头、市财政局配合：2 项" in page.locator("#details").text_content()


def test_every_link_says_what_the_store_says(page: Any, store: Store, incidence: Incidence) -> None:
    names = incidence.agencies.name.tolist()
    for link in coordination(incidence).links:
        page.evaluate(f"qiantou.select({{link: '{link.source}-{link.target}'}})")
        pair = {"one": names[int(link.source[1:])], "other": names[int(link.target[1:])]}
        assert sorted(shown_clauses(page, incidence)) == stored(store, OF_PAIR, **pair)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("科技局", "市科技局"),
        ("科学技术", "市科技局"),
        ("财政", "市财政局"),
        ("临江市财政局", "市财政局"),
        ("临江财政局", "市财政局"),
    ],
)
def test_search_finds_chinese_names(page: Any, typed: str, found: str) -> None:
    page.fill("#search", typed)
    page.press("#search", "Enter")
    assert page.locator("#details h2").text_content() == found


def test_search_finds_measures_zones_and_chains(page: Any) -> None:
    for typed, found in (
        ("青岚高新", "青岚高新区"),
        ("工业互联", "工业互联网"),
        ("科技金融", "一/(二) 完善科技金融"),
    ):
        page.fill("#search", typed)
        page.locator("#found [data-node]", has_text=found).last.click()
        assert page.locator("#details h2").text_content() == found


def test_search_for_nothing_there_says_so(page: Any) -> None:
    page.fill("#search", "市气象局")
    assert page.locator("#found").text_content() == words("zh")["no_match"]


def counts(page: Any) -> dict[str, list[int]]:
    """The table of agencies: leads, supports, responsible, all."""
    rows = page.locator("#details tbody tr").all()
    return {
        row.locator("button").text_content(): [
            int(text) for text in row.locator("td.number").all_text_contents()
        ]
        for row in rows
    }


def loads(store: Store, where: str, **parameters: Any) -> dict[str, list[int]]:
    """The same table from the store."""
    found: dict[str, list[int]] = {}
    measures: dict[str, set[str]] = {}
    for place, edge in enumerate(("LEADS", "SUPPORTS", "RESPONSIBLE_FOR")):
        query = f"MATCH (d:Department)-[:{edge}]->(m:Measure) {where} RETURN DISTINCT d.name, m.key"
        for name, key in store.run(query, parameters).rows:
            found.setdefault(name, [0, 0, 0])[place] += 1
            measures.setdefault(name, set()).add(key)
    return {name: [*numbers, len(measures[name])] for name, numbers in found.items()}


@pytest.mark.parametrize(
    ("name", "label", "where"),
    [
        ("plan", "临江市优化营商环境实施方案", "MATCH (m)-[:PART_OF]->(:Plan {title: $label})"),
        ("zone", "临港经开区", "MATCH (m)-[:TARGETS]->(:Zone {name: $label})"),
        ("chain", "工业互联网", "MATCH (m)-[:TARGETS]->(:IndustryChain {name: $label})"),
    ],
)
def test_a_filter_of_measures_counts_as_the_store_does(
    page: Any, store: Store, incidence: Incidence, name: str, label: str, where: str
) -> None:
    page.click("#filters summary")
    page.select_option(f"#filter-{name}", label=label)
    assert counts(page) == loads(store, where, label=label)
    visible = page.evaluate("[...qiantou.state().nodes]")
    assert {incidence.agencies.name[int(node[1:])] for node in visible} == set(counts(page))


def test_the_filter_by_role_leaves_duties_of_that_role(page: Any, store: Store) -> None:
    page.click("#filters summary")
    page.uncheck("input[name=role][value='1']")
    page.uncheck("input[name=role][value='2']")
    led = {name: [row[0], 0, 0, row[0]] for name, row in loads(store, "").items() if row[0]}
    assert counts(page) == led


def test_the_filter_by_line_leaves_the_line_and_its_links(
    page: Any, store: Store, incidence: Incidence
) -> None:
    page.click("#filters summary")
    page.select_option("#filter-line", "科技")
    assert list(counts(page)) == ["市科技局"]
    me = f"a{place_of(incidence, '市科技局')}"
    links = page.evaluate("[...qiantou.state().links.keys()]")
    partners = stored(
        store,
        "MATCH (a:Department {name: '市科技局'})-[:LEADS|SUPPORTS]->(m:Measure)"
        "<-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]-(b:Department) WHERE b.name <> '市科技局' RETURN DISTINCT b.name",
    )
    assert all(me in link.split("-") for link in links)
    assert len(links) == len(partners)


def test_the_minimum_hides_lighter_links(page: Any, incidence: Incidence) -> None:
    page.click("#filters summary")
    page.evaluate(
        "document.getElementById('filter-minimum').value = 2;"
        "document.getElementById('filter-minimum').dispatchEvent(new Event('input'))"
    )
    kept = {f"{link.source}-{link.target}" for link in coordination(incidence).links if link.weight >= 2}
    assert set(page.evaluate("[...qiantou.state().links.keys()]")) == kept
    page.click("#reset")
    assert len(page.evaluate("[...qiantou.state().links.keys()]")) == len(coordination(incidence).links)


def test_hovering_shows_counts(page: Any, incidence: Incidence) -> None:
    point = page.evaluate(node_point(f"a{place_of(incidence, '市科技局')}"))
    box = page.locator("#canvas").bounding_box()
    page.mouse.move(box["x"] + point["x"], box["y"] + point["y"])
    page.wait_for_selector("#tip:not([hidden])")
    assert page.locator("#tip").inner_text().splitlines() == [
        "市科技局",
        "牵头 2 · 配合 2 · 责任 0",
        "4 项措施",
    ]


def test_labels_cover_no_label_as_drawn(page: Any) -> None:
    boxes = page.evaluate("[...qiantou.state().nodes].map((id) => qiantou.network.getBoundingBox(id))")
    for place, box in enumerate(boxes):
        for other in boxes[:place]:
            assert (
                box["right"] <= other["left"]
                or other["right"] <= box["left"]
                or box["bottom"] <= other["top"]
                or other["bottom"] <= box["top"]
            )


def test_everything_is_reachable_by_keyboard(page: Any, incidence: Incidence) -> None:
    page.focus("#search")
    page.keyboard.type("市财政局")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#details h2").text_content() == "市财政局"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.link || ''"):
            break
    page.keyboard.press("Enter")
    assert page.locator("#details h2").text_content().count("—") == 1
    assert shown_clauses(page, incidence)


def test_a_name_of_markup_is_text(page: Any, incidence: Incidence) -> None:
    page.evaluate(f"qiantou.select({{node: 'a{place_of(incidence, HOSTILE)}'}})")
    assert page.locator("#details h2").text_content() == HOSTILE
    assert page.locator("#details mark").all_text_contents() == [HOSTILE]
    assert page.locator("img").count() == 0


def test_pictures_are_saved(page: Any, tmp_path: Path) -> None:
    with page.expect_download() as download:
        page.click("#save-png")
    download.value.save_as(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as download:
        page.click("#save-svg")
    download.value.save_as(tmp_path / "picture.svg")
    root = ElementTree.parse(tmp_path / "picture.svg").getroot()
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "市科技局" in texts
    assert HOSTILE in texts


def test_the_knowledge_graph_shows_the_clauses_of_a_chain(
    opened: Open, store: Store, incidence: Incidence
) -> None:
    page = opened(network_page(incidence, knowledge(incidence)))
    chain = incidence.chains.name.tolist().index("新能源汽车")
    click_canvas(page, node_point(f"c{chain}"))
    query = "MATCH (m:Measure)-[:TARGETS]->(:IndustryChain {name: $name}) RETURN DISTINCT m.key"
    assert sorted(shown_clauses(page, incidence)) == stored(store, query, name="新能源汽车")
    assert "新能源汽车" in page.locator("#details mark").all_text_contents()


@pytest.fixture
def graph_page(opened: Open, incidence: Incidence) -> Any:
    """The city's knowledge graph."""
    return opened(network_page(incidence, knowledge(incidence)))


def visible(page: Any, incidence: Incidence) -> dict[str, set[str]]:
    """Names of the nodes that the filters leave, by their letter."""
    records = {"a": incidence.agencies, "m": incidence.measures, "z": incidence.zones, "c": incidence.chains}
    found: dict[str, set[str]] = {letter: set() for letter in records}
    for node in page.evaluate("[...qiantou.state().nodes]"):
        found[node[0]].add(records[node[0]].key[int(node[1:])])
    return found


def test_the_knowledge_graph_filtered_by_a_chain_keeps_what_its_measures_join(
    graph_page: Any, store: Store, incidence: Incidence
) -> None:
    graph_page.click("#filters summary")
    graph_page.select_option("#filter-chain", label="工业互联网")
    of_chain = "MATCH (m:Measure)-[:TARGETS]->(:IndustryChain {name: '工业互联网'}) "
    shown = visible(graph_page, incidence)
    assert sorted(shown["m"]) == stored(store, of_chain + "RETURN DISTINCT m.key")
    assert sorted(shown["a"]) == stored(
        store, of_chain + "MATCH (d:Department)-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m) RETURN DISTINCT d.key"
    )
    assert sorted(shown["z"]) == stored(
        store, of_chain + "MATCH (m)-[:TARGETS]->(z:Zone) RETURN DISTINCT z.key"
    )


def test_the_knowledge_graph_filtered_by_role_keeps_edges_of_that_role(
    graph_page: Any, store: Store, incidence: Incidence
) -> None:
    graph_page.click("#filters summary")
    graph_page.uncheck("input[name=role][value='1']")
    graph_page.uncheck("input[name=role][value='2']")
    links = graph_page.evaluate("[...qiantou.state().links.keys()]")
    led = {link for link in links if link.endswith("leads")}
    assert not any(link.endswith(("supports", "responsible")) for link in links)
    assert len(led) == len(store.run("MATCH (d:Department)-[:LEADS]->(m:Measure) RETURN d.key, m.key").rows)
    leads = stored(store, "MATCH (d:Department)-[:LEADS]->(:Measure) RETURN DISTINCT d.key")
    assert sorted(visible(graph_page, incidence)["a"]) == leads


def test_the_minimum_of_the_knowledge_graph_is_an_agencys_number_of_measures(
    graph_page: Any, store: Store, incidence: Incidence
) -> None:
    graph_page.click("#filters summary")
    graph_page.evaluate(
        "document.getElementById('filter-minimum').value = 3;"
        "document.getElementById('filter-minimum').dispatchEvent(new Event('input'))"
    )
    table = store.run(
        "MATCH (d:Department)-[:LEADS|SUPPORTS|RESPONSIBLE_FOR]->(m:Measure) RETURN d.key, count(DISTINCT m.key)"
    )
    assert visible(graph_page, incidence)["a"] == {key for key, count in table.rows if count >= 3}


def test_a_measure_opens_from_its_square(opened: Open, incidence: Incidence) -> None:
    page = opened(network_page(incidence, knowledge(incidence)))
    click_canvas(page, node_point("m3"))
    assert shown_clauses(page, incidence) == [incidence.measures.key[3]]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_no_sideways_scroll_and_no_serious_violation(
    opened: Open, incidence: Incidence, axe: str, language: str, width: int, height: int
) -> None:
    page = opened(network_page(incidence, coordination(incidence), language=language), width, height)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page, axe) == []
    page.evaluate("qiantou.select({node: 'a0'})")
    page.click("#filters summary")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page, axe) == []


def test_the_same_graph_gives_the_same_page(incidence: Incidence) -> None:
    once, again = (network_page(incidence, coordination(incidence)) for _ in range(2))
    assert once == again


def test_no_host_is_named_in_what_the_page_loads(incidence: Incidence) -> None:
    html = network_page(incidence, knowledge(incidence))
    assert not re.findall(r"<(?:link|script|img|iframe)[^>]+(?:src|href)=[\"']?https?:", html)
    assert html.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">')


def test_an_empty_graph_says_so(opened: Open) -> None:
    page = opened(network_page(incidence_of([]), coordination(incidence_of([]))))
    assert words("zh")["nothing"] in page.locator(".stage").text_content()


def choose(page: Any, menu: str, option: str) -> None:
    page.locator("#filters").evaluate("(filters) => { filters.open = true; }")
    page.select_option(menu, label=option)
    page.wait_for_timeout(200)


def drawn(page: Any) -> tuple[int, int]:
    nodes, links = re.findall(r"\d+", page.locator("#shown").text_content())
    return int(nodes), int(links)


def test_many_agencies_of_several_cities_can_be_looked_at(opened: Open) -> None:
    """Who leads is drawn at first, what a filter leaves in full, and what is not drawn is said."""
    whole = incidence_of(several_cities())
    scene, level = readable(whole, 0.05)
    assert level == 0.05
    page = opened(network_page(whole, scene, level=level))
    nodes = page.evaluate("[...qiantou.state().nodes]")
    leads = {
        f"a{duty.agency}" for duties in whole.duties_of_measure for duty in duties if duty.role == "leads"
    }
    assert leads <= set(nodes)
    assert len(nodes) < len(whole.agencies)

    absent = next(place for place in range(len(whole.agencies)) if f"a{place}" not in nodes)
    page.evaluate(f"qiantou.select({{ node: 'a{absent}' }})")
    assert page.locator("#not-drawn").is_visible()
    page.evaluate("qiantou.select(null)")

    for menu, label, kept in (
        ("#filter-plan", "青岚市方案", whole.select(plans=["青岚市方案"])),
        ("#filter-jurisdiction", "青岚市", whole.select(jurisdictions=["青岚市"])),
    ):
        choose(page, menu, label)
        assert drawn(page) == (len(kept.agencies), len(coordination(kept).links))
        page.click("#reset")
    choose(page, "#filter-links", words()["all"])
    assert drawn(page) == (len(whole.agencies), len(scene.links))

    choose(page, "#colour", words()["jurisdiction"])
    assert "青岚市" in page.locator(".legend").text_content()
    colours = page.evaluate(
        "data.nodes.map((node) => [data.agencies[Number(node.id.slice(1))].place, node.color.background])"
    )
    assert len({tuple(pair) for pair in colours}) == len({place for place, _ in colours}) == 3


def several_cities() -> list[Facts]:
    """Three cities with the same agencies."""
    return [
        plan(
            city,
            f"{city}方案",
            *(
                measure(
                    f"一/({number})",
                    leads=[f"市第{number}局"],
                    supports=[f"市第{(number * step) % 17 + 12}局" for step in (1, 2, 3, 5)],
                )
                for number in range(1, 12)
            ),
        )
        for city in ("临江市", "青岚市", "白石市")
    ]
