"""How fast plans become a graph: loading, loading again, replacing one, dumping, over growing numbers of plans.

    python benchmarks/loading.py [--plans 100 200 400 800] [--graph bolt://HOST]
    python benchmarks/loading.py --facts FOLDER

The plans are invented, 30 measures each, of 200 agencies in 40 cities. Without --graph a file of the embedded store in
a temporary folder is written. User and password of a server are read as the command reads them. With --by-hand the same
rows are also merged by the official driver with nothing around it: five thousand rows a statement and transaction,
nodes by key, then edges, under the same constraints and indexes. With --facts a data set is loaded, first and
again, beside the engine's bare COPY: a process of its own that makes the schema and copies the same rows and columns,
which stand ready in a Parquet file a table, in one transaction with one checkpoint.
"""

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from facts import measure, plan
from province import timed

from graph.cli.options import open_store
from graph.loading import batches_of_facts, laid_out_ahead
from graph.model import Facts
from graph.schema import NODES
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
    parser.add_argument("--by-hand", action="store_true")
    parser.add_argument("--facts", type=Path)
    args = parser.parse_args()
    if args.facts:
        beside_bare_copies(args.facts)
        return
    print(
        f"{'plans':>6} {'measures':>9} {'load s':>7} {'again s':>7} {'one s':>7} {'dump s':>7} {'peak MB':>8}"
    )
    for count in args.plans:
        chance = random.Random(count)
        with tempfile.TemporaryDirectory() as folder:
            location = GraphLocation.parse(args.graph or Path(folder, "graph.lbug"))
            plans = [invented(number, chance) for number in range(count)]
            report(plans, location)
            if args.by_hand:
                print(f"{'':>6} {'by hand':>9} {seconds(by_hand(plans, location)):>7.2f}", flush=True)


def beside_bare_copies(facts: Path) -> None:
    """Print what a load of a data set takes, first and again, and what the engine takes for the rows alone."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["load", str(facts), "--graph", str(Path(folder, "graph.lbug"))]
        first, again = (timed(command) for _ in range(2))
        context = multiprocessing.get_context("spawn")
        with context.Pool(1) as pool:
            statements = pool.apply(write_final_tables, (facts, Path(folder)))
        begin = time.perf_counter()
        with context.Pool(1) as pool:
            processor = pool.apply(bare_copy, (statements, Path(folder, "bare.lbug")))
        clock = time.perf_counter() - begin
    print(f"{'':12}{'first':>10}{'again':>10}{'bare COPY':>10}{'first/bare':>12}{'again/first':>12}")
    for name, bare in (("processor", processor), ("seconds", clock)):
        one, other = float(first[name]), float(again[name])
        print(f"{name:12}{one:>10.1f}{other:>10.1f}{bare:>10.1f}{one / bare:>12.2f}{other / one:>12.2f}")


def write_final_tables(facts: Path, folder: Path) -> list[str]:
    """Write the rows that a load of a data set ends in, a Parquet file a table; give the statements that copy them."""
    import pyarrow.parquet as pq

    from graph.model.dataset.folders import open_folder
    from graph.model.dataset.reading import read_tables
    from graph.store.columns import graph_columns

    columns = graph_columns(read_tables(open_folder(facts)))
    tables = [(label, rows, "") for label, rows in columns.nodes.items()]
    tables += [
        (join.type, rows, f" (from='{join.start}', to='{join.end}')")
        for join, rows in columns.edges.items()
        if rows.num_rows
    ]
    statements = []
    for number, (table, rows, options) in enumerate(tables):
        file = folder / f"{number}.parquet"
        pq.write_table(rows, file)
        statements.append(f"COPY {table} FROM '{file}'{options}")
    return statements


def bare_copy(statements: list[str], file: Path) -> float:
    """Processor time of a process of its own that copies finished files into the engine, from its start to the closed file."""
    from graph.store.engine import Engine

    engine = Engine(file)
    with engine._transaction("BEGIN TRANSACTION") as transaction:
        for statement in statements:
            transaction.execute(statement)
    engine._checkpoint()
    engine.close()
    return time.process_time()


def by_hand(plans: list[Facts], location: GraphLocation) -> Callable[[], object]:
    """A load of the same rows without this project; the rows are made before."""
    import neo4j

    from graph.cli.options import with_credentials
    from graph.store.batch import Batch
    from graph.store.indexes import READY, SCHEMA
    from graph.store.rows import JOINS

    empty(location)
    properties = {node.label: node.properties for node in NODES}
    place = with_credentials(location)
    rows = Batch.of(plans).rows
    statements: list[tuple[str, list[Any]]] = []
    for label, nodes in rows.nodes.items():
        made = {"date": "date(row.{0})", "dates": "[day IN row.{0} | date(day)]"}
        dates = "".join(
            f", n.{name} = {made[type].format(name)}"
            for name, type in properties[label].items()
            if type in made
        )
        text = f"UNWIND $rows AS row MERGE (n:{label} {{key: row.key}}) SET n += row{dates}"
        statements.append((text, list(nodes.values())))
    for join, edges in rows.edges.items():
        names = ", ".join(f"`{name}`: row[{at}]" for at, name in enumerate(JOINS[join], 2))
        text = (
            f"UNWIND $rows AS row MATCH (a:{join.start} {{key: row[0]}}) MATCH (b:{join.end} {{key: row[1]}}) "
            f"MERGE (a)-[r:{join.type} {{{names}}}]->(b)"
        )
        statements.append((text, [list(edge) for edge in edges]))

    def load() -> None:
        auth = (place.user or "neo4j", place.password)
        with neo4j.GraphDatabase.driver(place.address, auth=auth) as driver, driver.session() as session:
            for statement in (*SCHEMA, READY):
                session.run(statement).consume()
            for text, all_rows in statements:
                for start in range(0, len(all_rows), 5_000):
                    batch = all_rows[start : start + 5_000]
                    session.execute_write(
                        lambda tx, text=text, batch=batch: tx.run(text, rows=batch).consume()
                    )

    return load


def empty(location: GraphLocation) -> None:
    """Take out what an earlier run left."""
    with open_store(location, read_only=False) as store:
        for label in ("Measure", "Goal", "Plan", "Zone", "IndustryChain", "Department"):
            store.run(f"MATCH (n:{label}) DETACH DELETE n", write=True)


def report(plans: list[Facts], location: GraphLocation) -> None:
    """Print one row of figures; a load is all from opening the graph to having closed it."""

    def load() -> None:
        with open_store(location, read_only=False) as store:
            for batch in laid_out_ahead(batches_of_facts(plans, store.measures_at_once)):
                store.replace_batch(batch)

    def replace_one() -> None:
        with open_store(location, read_only=False) as store:
            store.replace(plans[len(plans) // 2])

    def dump() -> None:
        with open_store(location, read_only=True) as store:
            for _ in dump_lines(store):
                pass

    empty(location)
    figures = [seconds(work) for work in (load, load, replace_one, dump)]
    peak = max(
        resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    measures = sum(len(facts.measures) for facts in plans)
    shown = " ".join(f"{figure:>7.2f}" for figure in figures)
    print(f"{len(plans):>6} {measures:>9} {shown} {peak / 1024:>8.0f}", flush=True)


if __name__ == "__main__":
    main()
