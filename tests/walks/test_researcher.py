"""A researcher: centralities, overlap with its p-values, brokers, and the exports in other programs."""

import io
import json
import sqlite3
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from commands.forking import Forked
from scipy.stats import hypergeom
from walks.terminal import Terminal, numbers

from graph.demo import PLANS


def test_a_researcher(forked: Forked, tmp_path: Path) -> None:
    at = Terminal(forked, tmp_path)
    for path in PLANS:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    at.shows(f"load {' '.join(path.name for path in PLANS)}")

    # The centralities are those of the network that is exported.
    central = pd.read_csv(io.StringIO(at.gives("centrality --format csv"))).set_index("key")
    at.shows("export --network coordination -o net.gexf")
    at.shows("export --network coordination -o net.graphml")
    for read, file in ((nx.read_gexf, "net.gexf"), (nx.read_graphml, "net.graphml")):
        network = nx.Graph(read(tmp_path / file))
        degrees = {str(node): degree for node, degree in network.degree()}
        assert {key: degrees[key] for key in central.index} == central["degree"].to_dict()
        # Agencies are the nearer the more they share.
        for *_, tie in network.edges(data=True):
            tie["distance"] = 1 / tie["weight"]
        shares = nx.betweenness_centrality(network, weight="distance")
        assert central["betweenness"].to_dict() == pytest.approx({key: shares[key] for key in central.index})
    shown = at.shows("centrality --top 5")
    assert {str(degree) for degree in central["degree"].head(5)} <= numbers(shown)

    # A p-value by hand: how likely two lists of so many measures share so many.
    pairs = pd.read_csv(io.StringIO(at.gives("overlap --format csv")))
    measures = 34  # Of 35 there is one that no single agency has a duty in.
    more = pairs[pairs["sign"] > 0].iloc[0]
    by_hand = hypergeom.sf(more["shared"] - 1, measures, more["first_size"], more["second_size"])
    assert more["p"] == pytest.approx(min(1.0, 2 * by_hand), rel=1e-6)
    assert ((pairs["q"] >= pairs["p"] - 1e-12) & (pairs["q"] <= 1)).all()
    assert pairs["shared"].is_monotonic_decreasing

    brokers = json.loads(at.gives("coordinate --show brokers --format json"))
    assert brokers
    assert brokers[0]["name"] in at.shows("coordinate --show brokers --top 3")

    # What is exported holds what the graph holds.
    at.shows("export -o city.sqlite")
    with sqlite3.connect(tmp_path / "city.sqlite") as database:
        assert database.execute("SELECT count(*) FROM Measure").fetchone() == (35,)
    at.shows("export --format parquet -o tables")
    assert len(pd.read_parquet(tmp_path / "tables" / "Measure.parquet")) == 35
