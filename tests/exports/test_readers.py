"""Every export, opened by a reader that is not ours: it says what the store says."""

import json
import re
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import igraph
import networkx as nx
import pandas as pd
import pyarrow.parquet as pq
import pytest
import rdflib
from city import plans
from click.testing import CliRunner, Result
from facts import agency, measure, plan
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, SKOS

from graph.analysis.centrality import centrality
from graph.analysis.projection import network
from graph.cli import main
from graph.exports.attributes import agency_attributes
from graph.exports.formats import FORMATS
from graph.network import Incidence, read_incidence
from graph.schema import NODES
from graph.store import open_store

HARD = "市“一网通办”\x0b办'公\\室\"=1,2"
ATTRIBUTES = {"place", "level", "line", "kind", "load", "community", "degree", "betweenness", "closeness"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the invented city, and of another with agencies of the same names and one that is hard to write."""
    path = tmp_path_factory.mktemp("exports") / "city.lbug"
    other = plan(
        "云岭市",
        "云岭市科技行动方案",
        measure("1", "办好“三件事”", leads=["市科技局"], supports=["市财政局", agency(HARD)]),
        measure("2", "=办两件事", responsible=["市科技局"], convention_lead="市科技局"),
    )
    with open_store(path) as store:
        store.replace_all([*plans(), other])
    return path


@pytest.fixture(scope="module")
def incidence(made: Path) -> Incidence:
    with open_store(made) as store:
        return read_incidence(store)


def export(made: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["export", "--graph", str(made), *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def written(made: Path, out: Path, *arguments: str) -> Path:
    # The incidence that is compared has collective actors, too.
    result = export(made, "-o", str(out), "--collectives", *arguments)
    assert result.exit_code == 0, result.output
    return out


def legible(key: str) -> str:
    """A key as XML can hold it."""
    return key.replace("\x0b", "�")


@pytest.fixture(scope="module")
def counts(made: Path) -> Counter[str]:
    """How many nodes of each label and edges of each type the graph has."""
    lines = [json.loads(line) for line in export(made).stdout.splitlines()]
    return Counter(line.get("node") or line["edge"] for line in lines)


@pytest.mark.parametrize(
    ("ending", "read"),
    [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)],
    ids=["graphml", "gexf"],
)
def test_networkx_reads_the_whole_graph(
    ending: str, read: object, made: Path, counts: Counter[str], tmp_path: Path
) -> None:
    assert callable(read)
    graph = read(written(made, tmp_path / f"g.{ending}"))
    found = Counter(kind for _, kind in graph.nodes(data="node"))
    found.update(kind for *_, kind in graph.edges(data="edge"))
    assert found == counts
    bureau = graph.nodes["Department:云岭市/市科技局"]
    assert (bureau["label"], bureau["place"], bureau["level"], bureau["leads"]) == (
        "市科技局",
        "云岭市",
        "city",
        2,
    )
    assert set(bureau) >= ATTRIBUTES
    assert any("网通办" in label and "�" in label for _, label in graph.nodes(data="label"))


@pytest.mark.parametrize("ending", ["graphml", "gexf", "net", "dl", "paj", "sqlite", "ttl"])
def test_the_same_graph_gives_the_same_bytes(ending: str, made: Path, tmp_path: Path) -> None:
    first = written(made, tmp_path / f"g.{ending}").read_bytes()
    assert written(made, tmp_path / f"g.{ending}").read_bytes() == first


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_a_network_read_back_is_the_network(
    ending: str, made: Path, incidence: Incidence, tmp_path: Path
) -> None:
    path = written(made, tmp_path / f"g.{ending}", "--network", "coordination")
    graph = nx.read_graphml(path) if ending == "graphml" else nx.read_gexf(path)
    expected = network(incidence).to_networkx()
    assert {frozenset(pair): weight for *pair, weight in graph.edges(data="weight")} == {
        frozenset(map(legible, pair)): weight for *pair, weight in expected.edges(data="weight")
    }
    frame = centrality(network(incidence)).set_index("key").rename(index=legible)
    for key, values in graph.nodes(data=True):
        assert values["betweenness"] == pytest.approx(frame.loc[key, "betweenness"])
        assert set(values) >= ATTRIBUTES


def test_a_network_has_no_collective_actors_unless_they_are_asked_for(made: Path, tmp_path: Path) -> None:
    assert export(made, "-o", str(tmp_path / "g.gexf"), "--network", "coordination").exit_code == 0
    graph = nx.read_gexf(tmp_path / "g.gexf")
    assert len(graph)
    assert not any(values["collective"] for _, values in graph.nodes(data=True))
    degrees = dict(graph.degree())
    assert all(values["degree"] == degrees[key] for key, values in graph.nodes(data=True))
    assert export(made, "-o", str(tmp_path / "whole.gexf")).exit_code == 0
    whole = [
        values
        for _, values in nx.read_gexf(tmp_path / "whole.gexf").nodes(data=True)
        if values["node"] == "Department"
    ]
    assert {"degree" in values for values in whole if values["collective"]} == {False}
    assert {"degree" in values for values in whole if not values["collective"]} == {True}


def test_igraph_reads_graphml(made: Path, incidence: Incidence, tmp_path: Path) -> None:
    graph = igraph.Graph.Read_GraphML(str(written(made, tmp_path / "g.graphml", "--network", "coordination")))
    assert (graph.vcount(), graph.ecount()) == (len(incidence.agencies), network(incidence).ties)
    attributes = agency_attributes(incidence, collectives=True)
    assert dict(zip(graph.vs["id"], graph.vs["load"], strict=True)) == {
        legible(key): known["load"] for key, known in attributes.items()
    }


def test_pajek_keeps_two_agencies_of_one_name_apart(made: Path, incidence: Incidence, tmp_path: Path) -> None:
    graph = nx.read_pajek(written(made, tmp_path / "g.net"))
    assert (len(graph), graph.number_of_edges()) == (len(incidence.agencies), network(incidence).ties)
    bureau = next(
        values for label, values in graph.nodes(data=True) if "市科技局" in label and "云岭" in label
    )
    assert set(bureau) >= ATTRIBUTES - {"line"}
    assert float(bureau["load"]) == agency_attributes(incidence, collectives=True)["云岭市/市科技局"]["load"]
    arcs = written(made, tmp_path / "p.net", "--network", "lead-support")
    assert nx.read_pajek(arcs).is_directed()
    ties = igraph.Graph.Read_Pajek(str(arcs))
    assert ties.ecount() == network(incidence, kind="lead-support").ties


def test_a_pajek_project_has_a_partition_or_a_vector_an_attribute(
    made: Path, incidence: Incidence, tmp_path: Path
) -> None:
    project = written(made, tmp_path / "g.paj").read_text("utf-8")
    blocks = re.findall(r"^\*(Partition|Vector) (\w+).*\n\*Vertices (\d+)\n((?:[\d.e-]+\n)*)", project, re.M)
    assert {int(size) for *_, size, _ in blocks} == {len(incidence.agencies)}
    values = {(sort, name): [float(line) for line in lines.split()] for sort, name, _, lines in blocks}
    known = agency_attributes(incidence, collectives=True).values()
    assert values["Vector", "load"] == [one["load"] for one in known]
    community = values["Partition", "community"]
    assert len(set(community)) == len({one["community"] for one in known})
    assert {name for _, name in values} >= ATTRIBUTES


@pytest.mark.parametrize("kind", ["coordination", "lead-support"])
def test_igraph_reads_dl(kind: str, made: Path, incidence: Incidence, tmp_path: Path) -> None:
    expected = network(incidence, kind="lead-support" if kind == "lead-support" else "coordination")
    path = written(made, tmp_path / "g.dl", "--network", kind)
    graph = igraph.Graph.Read_DL(str(path), directed=expected.directed)
    ties = expected.ties if expected.directed else 2 * expected.ties
    assert (graph.vcount(), graph.ecount()) == (expected.size, ties)
    assert sorted(graph.es["weight"]) == sorted(expected.adjacency.data)
    attributes = pd.read_csv(tmp_path / "g.attributes.csv")
    assert set(attributes) >= ATTRIBUTES
    assert len(attributes) == expected.size


def test_dl_in_two_modes_has_agencies_in_rows_and_measures_in_columns(
    made: Path, incidence: Incidence, tmp_path: Path
) -> None:
    text = written(made, tmp_path / "g.dl", "--network", "duties").read_text("utf-8")
    head, _, data = text.partition("data:\n")
    assert head.startswith(
        f"DL nr={len(incidence.agencies)}, nc={len(incidence.measures)}\nformat = edgelist2"
    )
    ties = [line.split() for line in data.splitlines()]
    assert len(ties) == network(incidence, kind="duties").ties
    assert max(int(row) for row, *_ in ties) <= len(incidence.agencies)


def test_pandas_and_networkx_read_the_lists(made: Path, counts: Counter[str], tmp_path: Path) -> None:
    folder = written(made, tmp_path / "lists", "--format", "csv")
    nodes, edges = (pd.read_csv(folder / name, low_memory=False) for name in ("nodes.csv", "edges.csv"))
    assert [*nodes][:2] == ["Id", "Label"]
    assert [*edges][:6] == ["Source", "Target", "Type", "Id", "Label", "Weight"]
    assert Counter([*nodes["node"], *edges["edge"]]) == counts
    assert {*edges["Source"], *edges["Target"]} <= {*nodes["Id"]}
    assert "'=办两件事" in set(nodes["Label"])
    raw = written(made, tmp_path / "raw", "--format", "csv", "--raw")
    assert "=办两件事" in set(pd.read_csv(raw / "nodes.csv", low_memory=False)["Label"])


def test_pandas_and_pyarrow_read_parquet(made: Path, counts: Counter[str], tmp_path: Path) -> None:
    folder = written(made, tmp_path / "tables", "--format", "parquet")
    for node in NODES:
        table = pq.read_table(folder / f"{node.label}.parquet")
        assert table.num_rows == counts[node.label]
        assert set(table.column_names) >= set(node.properties)
    agencies = pd.read_parquet(folder / "Department.parquet").set_index("key")
    leads = pd.read_parquet(folder / "LEADS.parquet")
    assert set(agencies) >= ATTRIBUTES
    assert agencies["leads"].sum() == len(leads.drop_duplicates(["source", "target"]))


def test_sqlite_answers(made: Path, counts: Counter[str], tmp_path: Path) -> None:
    path = written(made, tmp_path / "g.sqlite")
    with closing(sqlite3.connect(path)) as database:
        for node in NODES:
            assert (
                database.execute(f'SELECT count(*) FROM "{node.label}"').fetchone()[0] == counts[node.label]
            )
        assert not database.execute("PRAGMA foreign_key_check").fetchall()
        rows = database.execute(
            "SELECT agency, role, basis FROM duty WHERE place = '云岭市' AND heading = '=办两件事' ORDER BY role"
        ).fetchall()
        assert rows == [("市科技局", "leads", "convention"), ("市科技局", "responsible", "stated")]
        aliases = database.execute("SELECT aliases FROM Department").fetchall()
    assert all(isinstance(json.loads(text), list) for (text,) in aliases)


def test_rdflib_reads_organisations_attributions_and_quotations(
    made: Path, counts: Counter[str], tmp_path: Path
) -> None:
    graph = rdflib.Graph().parse(written(made, tmp_path / "g.ttl"))
    assert len(set(graph.subjects(RDF.type, ORG.Organization))) == counts["Department"]
    assert len(set(graph.subjects(RDF.type, PROV.Plan))) == counts["Plan"]
    duties = sum(counts[type] for type in ("LEADS", "SUPPORTS", "RESPONSIBLE_FOR"))
    assert len(set(graph.subjects(RDF.type, PROV.Attribution))) == duties
    rows = graph.query(
        "SELECT ?agency ?evidence WHERE { ?measure dcterms:title '=办两件事' ; prov:wasQuotedFrom ?plan ; "
        "prov:qualifiedAttribution ?duty . ?duty prov:agent/skos:prefLabel ?agency ; prov:value ?evidence ; "
        "prov:hadRole <urn:qiantou:role:responsible> . ?plan dcterms:title ?title }",
        initNs={"dcterms": DCTERMS, "prov": PROV, "skos": SKOS},
    )
    assert [tuple(map(str, row)) for row in rows] == [("市科技局", "市科技局")]


def test_a_part_holds_that_part_alone(made: Path, tmp_path: Path) -> None:
    graph = nx.read_graphml(
        written(made, tmp_path / "g.graphml", "--jurisdiction", "云岭市", "--role", "leads")
    )
    kinds = Counter(kind for _, kind in graph.nodes(data="node"))
    assert kinds == {"Department": 1, "Measure": 2, "Plan": 1}
    assert {kind for *_, kind in graph.edges(data="edge")} == {"LEADS", "PART_OF"}


@pytest.mark.parametrize(
    ("arguments", "status", "what"),
    [
        (["-o", "g.foo"], 2, ".graphml"),
        (["-o", "nodes.csv"], 2, "--format with neo4j-csv, csv, parquet for a new folder"),
        (["-o", "g.gexf", "--format", "graphml"], 2, "two things"),
        (["--format", "gexf"], 2, "needs a file"),
        (["--format", "csv"], 2, "needs a new folder"),
        (["--format", "parquet", "-o", "."], 1, "exists already"),
        (["-o", "g.ttl", "--network", "duties"], 2, "every node and edge"),
        (["-o", "g.jsonl", "--plan", "科技"], 2, "holds the whole graph"),
    ],
)
def test_what_cannot_be_written_is_refused(
    arguments: list[str], status: int, what: str, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = export(made, *arguments)
    assert (result.exit_code, what in result.output) == (status, True), result.output
    assert not list(tmp_path.iterdir())


def test_an_empty_graph_is_written_in_every_format(tmp_path: Path) -> None:
    graph = tmp_path / "empty.lbug"
    with open_store(graph) as store:
        store.replace_all(plans())
        store.run("MATCH (n) DETACH DELETE n", write=True)
    for format in FORMATS:
        out = tmp_path / f"{format.name}{format.endings[0] if format.endings else ''}"
        written(graph, out, "--format", format.name)
