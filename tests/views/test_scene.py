"""A scene has the right nodes and links, and its layout covers no label up to 60 nodes."""

from dataclasses import replace

import pytest
from views.invented import invented

from graph.network import Incidence, incidence_of
from graph.views.layout import FONT_SIZE, label_width, positions, radius
from graph.views.scene import SIGNIFICANT, STRONGEST, Scene, coordination, knowledge


def test_a_pair_counts_shared_measures_and_who_leads(incidence: Incidence) -> None:
    names = incidence.agencies.name.tolist()
    scene = coordination(incidence)
    links = {
        (names[int(link.source[1:])], names[int(link.target[1:])]): (link.weight, link.forward, link.backward)
        for link in scene.links
    }
    pair = tuple(sorted(("市科技局", "市财政局"), key=names.index))
    weight, forward, backward = links[pair]
    leads, follows = (forward, backward) if pair[0] == "市科技局" else (backward, forward)
    assert (weight, leads, follows) == (3, 2, 1)


def test_every_pair_is_there_and_ranked_by_why_it_is_drawn(incidence: Incidence) -> None:
    everything = coordination(incidence)
    first = everything.links[0]
    pair = (int(first.source[1:]), int(first.target[1:]))
    scene = coordination(incidence, significant={pair})
    assert [replace(link, rank=0) for link in scene.links] == list(everything.links)
    assert scene.links[0].rank == SIGNIFICANT
    leading = {
        f"a{duty.agency}" for duties in incidence.duties_of_measure for duty in duties if duty.role == "leads"
    }
    drawn = [link for link in scene.links if link.rank <= STRONGEST]
    assert leading <= {end for link in drawn for end in (link.source, link.target)}
    assert 1 < len(drawn) < len(scene.links)
    assert scene.asked_for == len(scene.links) - len(drawn)


def test_pairs_that_would_make_a_page_slow_are_left_out_and_counted(incidence: Incidence) -> None:
    everything = coordination(incidence, significant=set())
    few = coordination(incidence, significant=set(), most=3)
    assert [link.rank for link in few.links] == [STRONGEST] * len(few.links)
    assert few.left_out == everything.asked_for
    assert few.nodes == everything.nodes


def test_the_knowledge_graph_has_every_node_and_edge(incidence: Incidence) -> None:
    scene = knowledge(incidence)
    assert len(scene.nodes) == sum(
        len(part) for part in (incidence.agencies, incidence.measures, incidence.zones, incidence.chains)
    )
    targets = len(incidence.zone_targets) + len(incidence.chain_targets)
    assert len(scene.links) == len(incidence.duties) + targets + len(incidence.committees) + len(
        incidence.focuses
    )


def boxes(scene: Scene) -> list[tuple[float, float, float, float]]:
    heaviest = max(node.load for node in scene.nodes)
    place = positions(scene)
    found = []
    for node in scene.nodes:
        x, y = place[node.id]
        size = radius(node.load, heaviest)
        half = max(label_width(node.label) / 2, size)
        found.append((x - half, x + half, y - size, y + size + 1.2 * FONT_SIZE))
    return found


@pytest.mark.parametrize(("agencies", "measures"), [(1, 1), (2, 1), (12, 10), (30, 60), (60, 20), (60, 400)])
def test_no_label_covers_another_up_to_sixty_nodes(agencies: int, measures: int) -> None:
    laid = boxes(coordination(invented(agencies, measures, seed=agencies)))
    for place, (left, right, top, bottom) in enumerate(laid):
        for other_left, other_right, other_top, other_bottom in laid[:place]:
            assert right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top


@pytest.mark.parametrize(("agencies", "measures"), [(40, 60), (700, 1_500)])
def test_the_same_scene_gives_the_same_places(agencies: int, measures: int) -> None:
    scene = coordination(invented(agencies, measures))
    assert positions(scene) == positions(scene)


def test_nothing_has_no_places() -> None:
    assert positions(coordination(incidence_of([]))) == {}
