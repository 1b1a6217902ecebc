"""How long the analyses take, how that grows, and beside networkx's own.

Run with ``python benchmarks/analysis_scale.py``; ``--large`` adds 5,000 agencies with 1,000,000 duties, in a process
of its own whose memory is measured, and ``--json FILE`` writes the figures.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from graph.network import (
    Agencies,
    Chains,
    Duties,
    Incidence,
    Measures,
    Plans,
    Targets,
    incidence_of,
)

SIZES = ((100, 1_500, 6_250), (200, 3_000, 12_500), (400, 6_000, 25_000), (800, 12_000, 50_000))
LARGE = (5_000, 200_000, 1_000_000)
CITIES = 4


def synthetic(agencies: int, measures: int, duties: int, seed: int = 1) -> Incidence:
    """A graph in which a few agencies have many duties, as in real plans, and each plan belongs to one of few cities."""
    random = np.random.default_rng(seed)
    plans = max(measures // 60, 1)
    plan = np.sort(random.integers(plans, size=measures))
    city_of_plan = np.arange(plans) % CITIES
    city_of_agency = np.arange(agencies) % CITIES
    busy = 1 / (1 + np.arange(agencies) / 10) ** 0.7
    measure = np.sort(random.integers(measures, size=duties * 12 // 10))
    city = city_of_plan[plan[measure]]
    agency = np.empty(len(measure), dtype=np.int64)
    for number in range(CITIES):
        members = np.flatnonzero(city_of_agency == number)
        places = np.flatnonzero(city == number)
        agency[places] = random.choice(members, size=len(places), p=busy[members] / busy[members].sum())
    pairs = np.unique(agency * measures + measure)
    pairs = np.sort(random.choice(pairs, size=min(duties, len(pairs)), replace=False))
    role = random.choice(3, size=len(pairs), p=[0.2, 0.5, 0.3])
    names = np.array([f"市{number:05}局" for number in range(agencies)], dtype=np.object_)
    months = [(f"{2025 + number // 12}-{number % 12 + 1:02}-28",) for number in range(36)]
    due = np.empty(measures, dtype=np.object_)
    due[:] = [months[number] if number < 36 else () for number in random.integers(72, size=measures)]
    nothing = np.empty(measures, dtype=np.object_)
    nothing[:] = [()] * measures
    zeros = np.zeros(measures, dtype=np.int64)
    chains = 200
    chained = np.flatnonzero(random.random(measures) < 0.3)

    def same(text: str, size: int) -> Any:
        return np.full(size, text, dtype=np.object_)

    numbered = np.array([str(number) for number in range(max(measures, chains))], dtype=np.object_)
    return replace(
        incidence_of([]),
        agencies=Agencies(
            key=names,
            name=names,
            jurisdiction=np.array([f"{number}市" for number in city_of_agency], dtype=np.object_),
            level=same("city", agencies),
            kind=same("department", agencies),
            line=np.array([str(number % 60) for number in range(agencies)], dtype=np.object_),
            collective=np.zeros(agencies, dtype=np.bool_),
            aliases=np.array([None] * agencies, dtype=np.object_),
        ),
        plans=Plans(
            key=numbered[:plans],
            title=numbered[:plans],
            jurisdiction=np.array([f"{number}市" for number in city_of_plan], dtype=np.object_),
            issuer=same("", plans),
            document_number=same("", plans),
            date=same("", plans),
            diagnostics=np.zeros(plans, dtype=np.int64),
        ),
        measures=Measures(
            key=numbered[:measures],
            plan=plan,
            path=np.array([f"{number % 6}/{number}" for number in range(measures)], dtype=np.object_),
            heading=numbered[:measures],
            scope=same("measure", measures),
            text=numbered[:measures],
            start=zeros,
            duty=same("", measures),
            duty_start=zeros,
            duty_end=zeros,
            deadlines=nothing,
            due=due,
            persons=nothing,
        ),
        duties=Duties(
            agency=pairs // measures,
            measure=pairs % measures,
            role=role,
            basis=np.zeros(len(pairs), dtype=np.int64),
            position=np.ones(len(pairs), dtype=np.int64),
            open=np.zeros(len(pairs), dtype=np.bool_),
        ),
        chains=Chains(key=numbered[:chains], name=numbered[:chains]),
        chain_targets=Targets(measure=chained, target=random.integers(chains, size=len(chained))),
    )


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time, which other programs do not add to; all is computed on one core."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def measured(size: tuple[int, int, int]) -> dict[str, float]:
    """Seconds of each family on a graph of a size."""
    from graph.analysis.brokerage import brokerage
    from graph.analysis.centrality import centralisation, centrality
    from graph.analysis.communities import communities
    from graph.analysis.coordination import failures, lead_support
    from graph.analysis.overlap import overlap
    from graph.analysis.overload import overload
    from graph.analysis.projection import network

    incidence = synthetic(*size)
    figures: dict[str, float] = {
        "agencies": size[0],
        "measures": size[1],
        "duties": len(incidence.duties.agency),
    }
    figures["projection"], ties = seconds(lambda: network(incidence))
    figures["ties"] = ties.ties
    figures["centralities"], _ = seconds(lambda: centrality(ties))
    figures["centralisation"], _ = seconds(lambda: centralisation(ties))
    figures["brokerage"], _ = seconds(lambda: brokerage(incidence))
    figures["overlap"], _ = seconds(lambda: overlap(incidence))
    figures["overload"], _ = seconds(lambda: overload(incidence))
    figures["lead-support"], _ = seconds(lambda: lead_support(incidence))
    figures["communities"], _ = seconds(lambda: communities(ties))
    figures["failures"], _ = seconds(lambda: failures(incidence, ties))
    figures["together"] = sum(
        figures[name]
        for name in ("projection", "centralities", "centralisation", "brokerage", "overlap", "overload")
    )
    return figures


def beside_networkx(size: tuple[int, int, int]) -> dict[str, float]:
    """Seconds of the projection and of weighted betweenness, ours and networkx's, and their quotients."""
    import networkx as nx
    from networkx.algorithms import bipartite

    from graph.analysis.centrality import betweenness
    from graph.analysis.projection import network

    incidence = synthetic(*size)
    duties = incidence.duties
    graph = nx.Graph()
    graph.add_nodes_from(range(size[0]))
    graph.add_edges_from(zip(duties.agency.tolist(), (duties.measure + size[0]).tolist(), strict=True))
    ours_projection, ties = min(
        (seconds(lambda: network(incidence)) for _ in range(3)), key=lambda run: run[0]
    )
    theirs_projection, projected = seconds(lambda: bipartite.weighted_projected_graph(graph, range(size[0])))
    ours_betweenness, mine = seconds(lambda: betweenness(ties))
    for _, _, data in projected.edges(data=True):
        data["distance"] = 1 / data["weight"]
    theirs_betweenness, theirs = seconds(lambda: nx.betweenness_centrality(projected, weight="distance"))
    assert projected.number_of_edges() == ties.ties
    assert np.allclose(mine, [theirs[node] for node in range(size[0])], atol=1e-9)
    return {
        "projection": ours_projection,
        "projection by networkx": theirs_projection,
        "projection, times faster": theirs_projection / ours_projection,
        "betweenness": ours_betweenness,
        "betweenness by networkx": theirs_betweenness,
        "betweenness, times faster": theirs_betweenness / ours_betweenness,
    }


def large() -> dict[str, float]:
    """Seconds of overload and overlap of the large graph, and the most memory that the process took, in MB."""
    from graph.analysis.overlap import overlap
    from graph.analysis.overload import overload

    incidence = synthetic(*LARGE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    overload_seconds, _ = seconds(lambda: overload(incidence))
    overlap_seconds, pairs = seconds(lambda: overlap(incidence))
    return {
        "duties": len(incidence.duties.agency),
        "pairs": len(pairs),
        "overload": overload_seconds,
        "overlap": overlap_seconds,
        "MB before": before,
        "MB at most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--large", action="store_true", help="also 5,000 agencies with 1,000,000 duties")
    parser.add_argument("--only-large", action="store_true", help="nothing but these, as JSON")
    parser.add_argument("--json", type=Path, help="write the figures here")
    given = parser.parse_args()
    if given.only_large:
        print(json.dumps(large()))
        return
    measured(SIZES[0])  # The first run pays for imports.
    figures: dict[str, Any] = {"growth": [measured(size) for size in SIZES]}
    show("Growth, seconds", figures["growth"])
    figures["beside networkx"] = beside_networkx(SIZES[-1])
    show("Beside networkx, seconds", [figures["beside networkx"]])
    if given.large:
        done = subprocess.run(
            [sys.executable, __file__, "--only-large"], capture_output=True, text=True, check=True
        )
        figures["large"] = json.loads(done.stdout)
        show("Large, seconds and megabytes", [figures["large"]])
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def show(title: str, rows: list[dict[str, float]]) -> None:
    print(f"\n{title}")
    for name in rows[0]:
        print(f"  {name:26}" + "".join(f"{row[name]:12.3f}" for row in rows))


if __name__ == "__main__":
    main()
