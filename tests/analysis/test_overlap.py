"""Overlap against its definition, and against graphs in which every meeting is chance."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from analysis.networks import duties
from facts import measure, plan
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite
from scipy import sparse, stats

from graph.analysis.list_lengths import chance_meetings, list_effect, meeting_probability, tie_probabilities
from graph.analysis.overlap import backbone, overlap, overlap_pairs
from graph.analysis.projection import Matrix, as_csr, network
from graph.analysis.reshuffling import reshuffled
from graph.network import incidence_of

MATRICES = st.integers(1, 6).flatmap(
    lambda columns: st.lists(
        st.lists(st.booleans(), min_size=columns, max_size=columns), min_size=1, max_size=7
    )
)


@given(MATRICES)
def test_every_pair_is_what_the_definition_says(cells: list[list[bool]]) -> None:
    sets = [{place for place, there in enumerate(row) if there} for row in cells]
    total = len(set().union(*sets))
    tested = [(a, b) for a, b in combinations(range(len(sets)), 2) if sets[a] and sets[b]]
    p = []
    for a, b in tested:
        law = stats.hypergeom(total, len(sets[a]), len(sets[b]))
        shared = len(sets[a] & sets[b])
        p.append(min(1.0, 2 * min(law.cdf(shared), law.sf(shared - 1))))
    q = stats.false_discovery_control(p) if p else []
    expected = {pair: (probability, rate) for pair, probability, rate in zip(tested, p, q, strict=True)}

    pairs = overlap_pairs(as_csr(sparse.csr_array(np.array(cells, dtype=float))), apart_below=2)
    found = {}
    for place, (a, b) in enumerate(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)):
        found[a, b] = (pytest.approx(pairs.p[place], abs=1e-9), pytest.approx(pairs.q[place], abs=1e-9))
        shared = len(sets[a] & sets[b])
        assert pairs.shared[place] == shared
        assert pairs.jaccard[place] == pytest.approx(shared / len(sets[a] | sets[b]))
        assert pairs.coefficient[place] == pytest.approx(shared / min(len(sets[a]), len(sets[b])))
        assert pairs.expected[place] == pytest.approx(len(sets[a]) * len(sets[b]) / total)
        assert pairs.sign[place] == np.sign(shared - pairs.expected[place])
    assert found == expected


def test_pairs_that_share_nothing_are_listed_only_where_unlikely() -> None:
    rows = np.zeros((3, 40))
    rows[0, :20] = rows[1, 20:] = 1
    rows[2, 0] = 1
    pairs = overlap_pairs(as_csr(sparse.csr_array(rows)), apart_below=0.05)
    assert list(zip(pairs.first.tolist(), pairs.second.tolist(), pairs.sign.tolist(), strict=True)) == [
        (0, 1, -1),
        (0, 2, 1),
    ]


@pytest.mark.parametrize("seed", range(5))
def test_chance_meetings_are_not_significant(seed: int) -> None:
    """60 agencies with 5 to 60 of 300 measures each, drawn without regard to each other."""
    random = np.random.default_rng(seed)
    rows = np.zeros((60, 300))
    for agency in rows:
        agency[random.choice(300, size=random.integers(5, 60), replace=False)] = 1
    pairs = overlap_pairs(as_csr(sparse.csr_array(rows)))
    assert (pairs.q < 0.05).sum() <= 0.05 * 60 * 59 / 2


def uneven_lists(seed: int) -> Matrix:
    """60 agencies in 300 measures, most with lists of two, one in twelve with a list of thirty."""
    random = np.random.default_rng(seed)
    lengths = np.where(random.random(300) < 0.08, 30, 2)
    measure = np.repeat(np.arange(300), lengths)
    agency = np.concatenate([random.choice(60, size=length, replace=False) for length in lengths])
    (dealt,) = reshuffled(agency, measure, 1, seed)
    return as_csr(sparse.csr_array((np.ones(len(dealt)), (dealt, measure)), shape=(60, 300)))


@pytest.mark.parametrize("seed", range(5))
def test_chance_meetings_in_long_lists_are_not_significant_either(seed: int) -> None:
    """With random sets as the null far more than one pair in twenty is: long lists bring everybody together."""
    rows = uneven_lists(seed)
    assert (overlap_pairs(rows).q < 0.05).sum() > 0.05 * 60 * 59 / 2
    assert (overlap_pairs(rows, null="lists").q < 0.05).sum() <= 0.05 * 60 * 59 / 2
    assert list_effect(rows) > 2


def test_those_who_seek_each_other_stand_out_among_long_lists() -> None:
    rows = uneven_lists(0).toarray()
    rows[[3, 4], :] = 0
    rows[3, :20] = rows[4, :18] = 1
    pairs = overlap_pairs(as_csr(rows), null="lists")
    likeliest = int(pairs.q.argmin())
    assert (pairs.first[likeliest], pairs.second[likeliest], pairs.sign[likeliest]) == (3, 4, 1)
    assert pairs.q[likeliest] < 1e-6


@given(MATRICES)
def test_lengths_and_sizes_are_kept_on_average(cells: list[list[bool]]) -> None:
    rows = np.array(cells)
    size, rows_of = np.unique(rows.sum(axis=1)[rows.any(axis=1)], return_counts=True)
    length, columns_of = np.unique(rows.sum(axis=0)[rows.any(axis=0)], return_counts=True)
    if not len(size):
        return
    probability = tie_probabilities(size, rows_of, length, columns_of)
    np.testing.assert_allclose((probability * columns_of).sum(axis=1), size, rtol=0.02)
    np.testing.assert_allclose((probability.T * rows_of).sum(axis=1), length, rtol=0.02)


def test_with_lists_of_one_length_mean_and_variance_are_those_of_random_sets() -> None:
    """Forty rows of 12 in 100 columns of about equal length: hypergeometric, but for the rows themselves."""
    random = np.random.default_rng(0)
    places = np.concatenate([random.permutation(480) % 100])
    rows = np.zeros((40, 100))
    for number, place in enumerate(places):
        rows[number // 12, place] = 1
    present = as_csr(rows)
    kinds, kind = np.unique(
        np.stack([np.zeros(40), present.sum(axis=1)], axis=1).astype(int), axis=0, return_inverse=True
    )
    chances = chance_meetings(present, np.zeros(40, dtype=np.int64), kinds, kind.reshape(-1))
    size = kinds[:, 1]
    law = stats.hypergeom(100, size[0], size[-1])
    assert chances.mean[0, -1] == pytest.approx(law.mean(), rel=0.05)
    assert chances.variance[0, -1] == pytest.approx(law.var(), rel=0.05)


def test_equal_chances_meet_as_a_binomial() -> None:
    """Ten chances of 0.3 each: mean 3, variance 2.1."""
    shared = np.arange(11)
    p = meeting_probability(shared, np.full(11, 10), np.full(11, 3.0), np.full(11, 2.1))
    law = stats.binom(10, 0.3)
    expected = np.minimum(1, 2 * np.minimum(law.cdf(shared), law.sf(shared - 1)))
    np.testing.assert_allclose(p, expected, atol=1e-12)


def test_a_projection_counts_as_networkx_does() -> None:
    lists = [["市科技局", "市财政局", "市商务局"], ["市科技局", "市财政局"], ["市商务局"]]
    graph = nx.Graph((f"临江市/{name}", number) for number, names in enumerate(lists) for name in names)
    agencies = [node for node in graph if isinstance(node, str)]
    count = bipartite.weighted_projected_graph(graph, agencies)
    newman = bipartite.collaboration_weighted_projected_graph(graph, agencies)
    for weight, expected in (("count", count), ("newman", newman)):
        ours = network(duties(*lists), weight=weight).to_networkx()  # type: ignore[arg-type]
        assert {frozenset(edge): value for *edge, value in ours.edges(data="weight")} == {
            frozenset(edge): value for *edge, value in expected.edges(data="weight")
        }


def test_role_weights_multiply() -> None:
    ours = network(duties(["市科技局", "市财政局", "市商务局"]), weight="roles").to_networkx()
    assert {frozenset(edge): value for *edge, value in ours.edges(data="weight")} == {
        frozenset(["临江市/市科技局", "临江市/市财政局"]): 3,
        frozenset(["临江市/市科技局", "临江市/市商务局"]): 3,
        frozenset(["临江市/市财政局", "临江市/市商务局"]): 1,
    }


def test_the_pairs_that_share_most_come_first() -> None:
    frame = overlap(duties(["市科技局", "市财政局"], ["市科技局", "市财政局"], ["市科技局", "市商务局"]))
    assert frame[["first", "second", "shared"]].to_numpy().tolist() == [
        ["市科技局", "市财政局", 2],
        ["市商务局", "市科技局", 1],
    ]


def test_plans_overlap_in_their_agencies() -> None:
    facts = [
        plan("临江市", "甲方案", measure("一", leads=["市科技局", "市财政局"])),
        plan(
            "临江市",
            "乙方案",
            measure("一", leads=["市科技局"]),
            measure("二", leads=["市科技局", "市商务局"]),
        ),
    ]
    frame = overlap(incidence_of(facts), "plans")
    assert frame[["first", "second", "shared", "first_size", "jaccard"]].to_numpy().tolist() == [
        ["乙方案", "甲方案", 1, 2, pytest.approx(1 / 3)]
    ]


def test_agencies_of_cities_that_never_meet_are_no_question_of_chance() -> None:
    """Two plans of other cities with many measures change nothing about a city's pairs."""
    own = plan(
        "临江市",
        "甲",
        measure("一", leads=["市科技局", "市财政局"]),
        measure("二", leads=["市商务局", "市财政局"]),
    )
    other = plan("青岚市", "乙", *(measure(f"一/{number}", leads=["市科技局"]) for number in range(40)))
    alone, together = (
        overlap(incidence_of(facts)).drop(columns=["first", "second"]) for facts in ([own], [own, other])
    )
    assert together[together["first_key"].str.startswith("临江市")].equals(alone)
    assert len(together) == len(alone)


def test_the_backbone_keeps_pairs_that_seek_each_other() -> None:
    lists = [["市科技局", "市财政局"]] * 12 + [[f"市{number:02}局"] for number in range(30)]
    lists[0] = ["市科技局", "市财政局", "市商务局"]
    lists[20] = ["市05局", "市商务局"]
    incidence = duties(*lists)
    ties = network(incidence)
    kept = backbone(ties, incidence).to_networkx()
    assert [set(edge) for edge in kept.edges] == [{"临江市/市科技局", "临江市/市财政局"}]


@pytest.mark.parametrize(
    "lists", [[], [["市科技局"]], [["市科技局"], ["市科技局"]], [["市科技局"], ["市财政局"]]]
)
def test_degenerate_graphs_have_no_pairs(lists: list[list[str]]) -> None:
    for of in ("agencies", "plans"):
        assert overlap(duties(*lists), of).empty  # type: ignore[arg-type]
