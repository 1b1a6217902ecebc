"""What each named query costs a Neo4j server: rows, seconds, database hits, memory, and where the most hits fall.

    python benchmarks/query_profiles.py [--plans 3334]

The plans are invented, 30 measures each, of 200 agencies in 40 lines and 40 cities: 3,334 of them are 10⁵ measures. A
server of its own, from the jars of Maven Central, is filled by `neo4j-admin database import`; each query is asked
twice, then once more with PROFILE. Values that a query needs are those of the plans.
"""

import argparse
import random
import shlex
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import neo4j
from facts import agency, measure, plan
from neo4j_server import ServerProcess

from graph.model import Facts
from graph.queries import named_queries
from graph.store import open_store
from graph.store.base import batches
from graph.store.import_files import write_import_files

AGENCIES = [agency(f"市第{number}局", line=f"第{number // 5}条线") for number in range(200)]
ASKED: dict[str, dict[str, Any]] = {
    "agency_path": {"from": "第3市/市第3局", "to": "第3市/市第9局", "limit": 5},
    "due_between": {"from": "2025-01-01", "to": "2025-03-31"},
    "duties_of_agency": {"agency": "市第3局"},
    "evidence_of_pair": {"first": "市第3局", "second": "市第9局"},
    "industry_leads": {"industry": "第3产业"},
    "line_comparison": {"line": ""},
    "measures_of_plan": {"plan": "第7号方案"},
    "measures_with_text": {"text": "培育企业"},
    "overdue": {"today": "2025-01-01"},
    "search": {"text": "第7号方案"},
    "who_answers": {"agency": "市第3局"},
    "who_leads": {"agency": "市第3局"},
    "who_supports": {"agency": "市第3局"},
}


def invented(number: int) -> Facts:
    """A plan of one of 40 cities; a third of its measures have a time limit."""
    chance = random.Random(number)
    return plan(
        f"第{number % 40}市",
        f"第{number}号方案",
        *[
            measure(
                f"{item // 10 + 1}/({item % 10 + 1})",
                leads=[chance.choice(AGENCIES)],
                supports=chance.sample(AGENCIES, 4),
                zones=[f"第{chance.randrange(50)}开发区"],
                chains=[f"第{chance.randrange(80)}产业"],
                deadlines=[("年底前", f"{chance.randrange(2024, 2030)}-12-31")] if item % 3 == 0 else [],
                goals=[("企业", "10", "家")] if item % 5 == 0 else [],
                text="加快培育企业,完善公共服务," * 4,
            )
            for item in range(30)
        ],
    )


def filled(server: ServerProcess, count: int) -> None:
    """Import the plans into a server that has not run yet, and start it."""
    server.prepare()
    with TemporaryDirectory() as folder:
        with open_store(Path(folder, "graph.lbug")) as store:
            for batch in batches(map(invented, range(count)), store.measures_at_once):
                store.replace_all(batch)
            files = Path(folder, "import")
            command, _ = write_import_files(store, files)
        server.admin(*shlex.split(command)[1:], folder=files)
        server.launch()
        server.run_script(files / "finish.cypher")


def parts(profile: Any) -> Iterator[Any]:
    """The steps of a profile."""
    yield profile
    for child in profile.get("children", ()):
        yield from parts(child)


def report(session: neo4j.Session) -> None:
    """Print one row a query."""
    print(f"{'query':28} {'rows':>8} {'seconds':>8} {'hits':>12} {'MB':>8}  most of them")
    for query in named_queries().values():
        cypher, values = query.text("neo4j"), query.bind(ASKED.get(query.name, {}))
        session.run(cypher, values).consume()
        begin = time.perf_counter()
        rows = sum(1 for _ in session.run(cypher, values))
        seconds = time.perf_counter() - begin
        profiled = session.run(f"PROFILE {cypher}", values)
        for _ in profiled:
            pass
        profile: Any = profiled.consume().profile
        steps = list(parts(profile))
        hits = sum(step.get("dbHits", 0) for step in steps)
        most = max(steps, key=lambda step: step.get("dbHits", 0))["operatorType"].partition("@")[0]
        memory = profile["args"].get("GlobalMemory", 0) / 1e6
        print(f"{query.name:28} {rows:>8,} {seconds:>8.2f} {hits:>12,} {memory:>8.1f}  {most}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plans", type=int, default=3334)
    server = ServerProcess()
    try:
        filled(server, parser.parse_args().plans)
        auth = (server.server.user, server.server.password)
        with (
            neo4j.GraphDatabase.driver(
                server.server.address, auth=auth, notifications_min_severity="OFF"
            ) as driver,
            driver.session() as session,
        ):
            report(session)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
