"""How fast plans become a graph: loading, loading again, replacing one, dumping, over growing numbers of plans.

    python benchmarks/loading.py [--plans 100 200 400 800] [--graph bolt://HOST]

The plans are invented, 30 measures each, of 200 agencies in 40 cities. Without --graph a file of the embedded store in
a temporary folder is written. User and password of a server are read as the command reads them.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from facts import measure, plan

from graph.cli.options import open_store
from graph.loading import batches
from graph.model import Facts
from graph.store.dump import dump_lines
from graph.store.opening import GraphLocation

AGENCIES = [f"市第{number}局" for number in range(200)]


def invented(number: int, chance: random.Random) -> Facts:
    """A plan of one of 40 cities."""
    return plan(
        f"第{number % 40}市",
        f"第{number}号方案",
        *[
            measure(
                f"{item // 10 + 1}/({item % 10 + 1})",
                leads=[chance.choice(AGENCIES)],
                supports=chance.sample(AGENCIES, 3),
                zones=[f"第{chance.randrange(50)}开发区"],
                chains=[f"第{chance.randrange(80)}产业"],
                deadlines=["2025年底前"],
                goals=[("企业", "10", "家")],
                text="加快培育企业,完善公共服务," * 8,
            )
            for item in range(30)
        ],
    )


def seconds(run: Callable[[], object]) -> float:
    """Time of one run."""
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plans", type=int, nargs="+", default=[100, 200, 400, 800])
    parser.add_argument("--graph")
    args = parser.parse_args()
    print(
        f"{'plans':>6} {'measures':>9} {'load s':>7} {'again s':>7} {'one s':>7} {'dump s':>7} {'peak MB':>8}"
    )
    for count in args.plans:
        chance = random.Random(count)
        with tempfile.TemporaryDirectory() as folder:
            location = GraphLocation.parse(args.graph or Path(folder, "graph.lbug"))
            report([invented(number, chance) for number in range(count)], location)


def report(plans: list[Facts], location: GraphLocation) -> None:
    """Print one row of figures; a load is all from opening the graph to having closed it."""

    def load() -> None:
        with open_store(location, read_only=False) as store:
            for batch in batches(plans, store.measures_at_once):
                store.replace_all(batch)

    def replace_one() -> None:
        with open_store(location, read_only=False) as store:
            store.replace(plans[len(plans) // 2])

    def dump() -> None:
        with open_store(location, read_only=True) as store:
            for _ in dump_lines(store):
                pass

    with open_store(location, read_only=False) as store:
        for label in ("Measure", "Goal", "Plan", "Zone", "IndustryChain", "Department"):
            store.run(f"MATCH (n:{label}) DETACH DELETE n", write=True)
    figures = [seconds(work) for work in (load, load, replace_one, dump)]
    peak = max(
        resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    measures = sum(len(facts.measures) for facts in plans)
    shown = " ".join(f"{figure:>7.2f}" for figure in figures)
    print(f"{len(plans):>6} {measures:>9} {shown} {peak / 1024:>8.0f}", flush=True)


if __name__ == "__main__":
    main()
