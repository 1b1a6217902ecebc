"""The commands around the graph, as people call them: load, who, query, queries, export."""

import csv
import io
import json
import shutil
from pathlib import Path

import msgspec
import pytest
from city import plans
from click.testing import CliRunner, Result
from facts import measure, plan

from graph.cli import main
from graph.model.lines import to_lines
from graph.store import open_store
from graph.store.dump import dump_lines

TEXT = """\
临江市促进低空经济发展实施方案

一、建设基础设施
(一)布局起降点。在临江高新区布局起降点,2026年底前建成20个。(牵头单位:市发展改革委;配合单位:市财政局、市交通运输局)
(二)培育企业。壮大低空经济产业链。(市工业和信息化局牵头,市科技局配合)
"""


pytestmark = pytest.mark.usefixtures("born")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of the test's own, with nothing of the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("QIANTOU_GRAPH", "QIANTOU_USER", "QIANTOU_PASSWORD", "QIANTOU_DECISIONS", "QIANTOU_JOBS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the invented city, made once."""
    path = tmp_path_factory.mktemp("made") / "qiantou.lbug"
    with open_store(path) as store:
        store.replace_all(plans())
    return path


@pytest.fixture
def city(made: Path, folder: Path) -> Path:
    """A copy of the city's graph where commands look by default."""
    return Path(shutil.copy(made, folder))


def qiantou(*arguments: str, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, arguments, input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def facts_file(name: str = "facts.jsonl") -> str:
    lines = [msgspec.json.encode(line) for facts in plans() for line in to_lines(facts)]
    Path(name).write_bytes(b"\n".join(lines))
    return name


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    read: list[dict[str, object]] = json.loads(result.stdout)
    return read


@pytest.mark.smoke
def test_a_plan_is_loaded_and_answers() -> None:
    Path("plan.txt").write_text(TEXT, encoding="utf-8")
    loaded = qiantou("load", "plan.txt", "--format", "json")
    counts = {row["what"]: row["loaded"] for row in rows(loaded)}
    assert (counts["Plan"], counts["Measure"], counts["LEADS"], counts["SUPPORTS"]) == (1, 2, 2, 3)
    assert counts["coverage %"] == 100
    (duty,) = rows(qiantou("who", "市财政局", "--format", "json"))
    assert duty["role"] == "配合"
    assert duty["path"] == "一/(一)"
    assert duty["partners"] == ["市发展改革委(牵头)", "市交通运输局(配合)"]


@pytest.mark.parametrize("name", ["临政发〔2024〕1号", "科技创新行动", "临江市/临政发〔2024〕1号"])
def test_a_plan_is_removed_by_any_name(city: Path, name: str) -> None:
    removed = qiantou("remove", name)
    assert removed.stdout == "Removed: 临江市科技创新行动方案 (临江市/临政发〔2024〕1号), 3 measures\n"
    with open_store(city, read_only=True) as store, open_store(":memory:") as fresh:
        fresh.replace_all(plans()[1:])
        assert list(dump_lines(store)) == list(dump_lines(fresh))


@pytest.mark.parametrize(
    ("names", "status", "told"),
    [
        (["云岭省促进", "方案"], 2, "方案: 2 plans answer to this name"),
        (["云岭省促进", "教育"], 1, "教育: no plan has this name; list them with `qiantou query plans`"),
    ],
)
def test_no_plan_is_removed_where_one_is_not_known(
    city: Path, names: list[str], status: int, told: str
) -> None:
    before = city.read_bytes()
    result = qiantou("remove", *names)
    assert result.exit_code == status
    assert told in result.stderr
    assert city.read_bytes() == before


@pytest.mark.usefixtures("city")
def test_what_a_plan_deleted_by_hand_left_is_removed_by_its_key() -> None:
    qiantou("query", "-", "--write", stdin="MATCH (p:Plan {title: '临江市科技创新行动方案'}) DETACH DELETE p")
    assert qiantou("remove", "临江市/临政发〔2024〕1号").exit_code == 0
    assert "gone from the graph" not in qiantou("gaps").stderr


def test_nothing_is_removed_where_there_is_no_graph() -> None:
    result = qiantou("remove", "方案")
    assert result.exit_code == 1
    assert "there is no graph here" in result.stderr
    assert not Path("qiantou.lbug").exists()


@pytest.mark.smoke
def test_loading_twice_changes_nothing() -> None:
    facts_file()
    qiantou("load", "facts.jsonl")
    first = qiantou("export").stdout
    again = qiantou("load", "facts.jsonl")
    assert again.exit_code == 0
    assert qiantou("export").stdout == first
    assert again.stdout.splitlines()[0].split() == ["what", "loaded", "graph"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("binary.txt", bytes(range(256)) * 20, "text"),
        ("none.txt", None, "no such file or folder"),
        ("folder", None, "no plan in this folder"),
        ("none.jsonl", None, "cannot be read"),
        ("empty.jsonl", b"", "holds no facts"),
        ("wrong.jsonl", b'{"plan": "x"}\n', ":1: not a fact of qiantou"),
    ],
)
def test_bad_input_is_one_line_and_loses_nothing(name: str, content: bytes | None, told: str) -> None:
    if name == "folder":
        Path(name).mkdir()
    elif content is not None:
        Path(name).write_bytes(content)
    alone = qiantou("load", name)
    assert alone.exit_code == 1
    assert len(alone.stderr.splitlines()) == 1
    assert alone.stderr.startswith(f"Error: {name}")
    assert told in alone.stderr
    assert not Path("qiantou.lbug").exists()
    beside = qiantou("load", name, facts_file("good.jsonl"), "--format", "json")
    assert beside.exit_code == 1
    assert len(beside.stderr.splitlines()) == 1
    assert {row["what"]: row["graph"] for row in json.loads(beside.stdout)}["Plan"] == 3


@pytest.mark.usefixtures("city")
def test_a_graph_that_was_there_stays_when_nothing_is_loaded() -> None:
    before = qiantou("export").stdout
    assert qiantou("load", "none.txt").exit_code == 1
    assert qiantou("export").stdout == before


def test_a_plan_from_two_files_is_told() -> None:
    facts = plan("临江市", "方案", measure("一", leads=["市科技局"]), source="a.txt")
    other = plan("临江市", "方案", measure("一", leads=["市教育局"]), source="b.txt")
    lines = [msgspec.json.encode(line) for one in (facts, other) for line in to_lines(one)]
    Path("facts.jsonl").write_bytes(b"\n".join(lines))
    result = qiantou("load", "facts.jsonl")
    assert result.exit_code == 0
    assert result.stderr == "Note: 临江市/方案 came from a.txt, b.txt; the last one holds\n"


def test_one_number_over_two_titles_is_told() -> None:
    number = "临政发〔2024〕3号"
    facts = [
        plan("临江市", title, measure("一", leads=["市科技局"]), source=source, number=number)
        for title, source in (("甲方案", "a.txt"), ("乙方案", "b.txt"))
    ]
    lines = [msgspec.json.encode(line) for one in facts for line in to_lines(one)]
    Path("facts.jsonl").write_bytes(b"\n".join(lines))
    told = "came from a.txt, b.txt under the titles 乙方案, 甲方案; the last one holds"
    assert told in qiantou("load", "facts.jsonl").stderr


def test_the_plans_of_one_file_are_listed() -> None:
    Path("plans.txt").write_text(
        "1.临江市人民政府关于印发《临江市甲方案》的通知（2024年3月1日）\n临政发〔2024〕3号\n各县区人民政府：\n"
        "现将《临江市甲方案》印发给你们。\n一、甲。做好。（市水利局牵头）\n"
        "2.青岚市人民政府关于印发《青岚市乙方案》的通知（2024年4月1日）\n各县区人民政府：\n"
        "现将《青岚市乙方案》印发给你们。\n一、乙。做好。（市教育局牵头）\n",
        "utf-8",
    )
    result = qiantou("load", "plans.txt")
    assert result.stderr.splitlines() == [
        "plans.txt: 2 plans",
        "  1. 临江市甲方案 (临江市人民政府, 临政发〔2024〕3号, 2024-03-01, 临江市): 1 measure",
        "  2. 青岚市乙方案 (青岚市人民政府, 2024-04-01, 青岚市): 1 measure",
    ]


def test_a_folder_s_readme_and_what_was_written_into_it_are_no_plans() -> None:
    Path("plan.txt").write_text(TEXT, encoding="utf-8")
    Path("README.md").write_text("# 说明\n这里是各市的方案，由办公室整理。\n", "utf-8")
    qiantou("load", "plan.txt")
    qiantou("ledger", "-o", "ledger.xlsx")
    qiantou("report", "-o", "report.html")
    qiantou("who", "市财政局", "-o", "who.csv")
    qiantou("who", "市财政局", "-o", "who.xlsx")
    again = qiantou("load", ".", "--format", "json")
    assert {row["what"]: row["loaded"] for row in rows(again)}["Plan"] == 1
    assert again.stderr.splitlines() == [
        "Skipped: ledger.xlsx: written by qiantou itself",
        "Skipped: qiantou.lbug: no plan by its ending",
        "Skipped: report.html: written by qiantou itself",
        "Skipped: who.csv: written by qiantou itself",
        "Skipped: who.xlsx: written by qiantou itself",
        "Skipped: README.md: 说明: no plan: no duty stands in it, and its title is none of a plan",
    ]


@pytest.mark.usefixtures("city")
def test_who_by_an_alias_a_role_and_a_plan() -> None:
    found = rows(qiantou("who", "市发改委", "--role", "leads", "--format", "json"))
    assert [row["path"] for row in found] == ["一/(一)"]
    assert rows(qiantou("who", "市发改委", "--plan", "制造业", "--role", "leads", "--format", "json")) == []


@pytest.mark.smoke
@pytest.mark.usefixtures("city")
def test_who_with_evidence() -> None:
    (row,) = rows(qiantou("who", "省科技厅", "--evidence", "--format", "json"))
    assert row["duty"] == "(牵头单位:省科技厅;配合单位:省财政厅;责任单位:各市人民政府;)"
    assert str(row["text"]).startswith("一 统筹创新资源")


@pytest.mark.usefixtures("city")
def test_several_agencies_are_listed_to_choose_from() -> None:
    result = qiantou("who", "财政")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "Error: 财政: 2 agencies answer to this name; name one of:",
        "  临江市/市财政局",
        "  云岭省/省财政厅",
    ]
    assert rows(qiantou("who", "财政", "--jurisdiction", "云岭省", "--format", "json"))
    assert qiantou("who", "临江市/市财政局").exit_code == 0


@pytest.mark.usefixtures("city")
def test_no_agency_is_answered_with_names_that_are_close() -> None:
    result = qiantou("who", "市财正局")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: 市财正局: no agency has this name; did you mean 市财政局")


@pytest.mark.smoke
@pytest.mark.usefixtures("city")
def test_a_named_query_with_parameters() -> None:
    found = rows(qiantou("query", "coordination_pairs", "-p", "minimum=3", "--format", "json"))
    assert found == [{"first": "临江市/市工信局", "second": "临江市/市财政局", "measures": 3, "plans": 2}]


@pytest.mark.usefixtures("city")
def test_a_query_of_a_file_and_of_standard_input() -> None:
    Path("mine.cypher").write_text(
        "// @param n integer = 2 — how many\nMATCH (p:Plan) RETURN p.title AS title ORDER BY title LIMIT $n\n",
        encoding="utf-8",
    )
    assert len(rows(qiantou("query", "mine.cypher", "--format", "json"))) == 2
    assert len(rows(qiantou("query", "mine.cypher", "-p", "n=1", "--format", "json"))) == 1
    text = "MATCH (p:Plan) WHERE p.title CONTAINS $part AND p.measures > $least RETURN p.title AS title"
    piped = qiantou("query", "-", "-p", "part=制造", "-p", "least=3", "--format", "csv", stdin=text)
    assert piped.stdout == "title\n临江市先进制造业集群方案\n"


@pytest.mark.usefixtures("city")
def test_a_query_writes_only_with_leave() -> None:
    before = qiantou("export").stdout
    text = "MATCH (z:Zone) SET z.kind = 'x'"
    refused = qiantou("query", "-", stdin=text)
    assert refused.exit_code == 1
    assert len(refused.stderr.splitlines()) == 1
    assert qiantou("export").stdout == before
    allowed = qiantou("query", "-", "--write", stdin=text)
    assert (allowed.exit_code, allowed.output) == (0, "")
    assert qiantou("export").stdout != before


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["query", "who_lead"], 1, "there is no query who_lead; did you mean who_leads?"),
        (["query", "none.cypher"], 1, "none.cypher: there is no such file"),
        (["query", "who_leads"], 1, "the query who_leads needs agency; give -p agency=…"),
        (["query", "who_leads", "-p", "agency"], 2, "'agency' is not KEY=VALUE"),
        (["query", "plans", "--format", "xlsx"], 2, "a workbook needs a file"),
        (["query", "plans", "--graph", "none.lbug"], 1, "none.lbug: there is no graph here"),
        (["query", "plans", "--graph", "http://localhost"], 1, "no store speaks this"),
        (["query", "plans", "--graph", "bolt://127.0.0.1:9"], 1, "no Neo4j server answers"),
        (
            ["query", "plans", "--graph", "bolt://127.0.0.1:9", "--driver", "py2neo"],
            1,
            "no Neo4j server answers",
        ),
        (["query", "plans", "-o", "none/plans.csv"], 1, "none/plans.csv: cannot be written"),
        (["who"], 2, "Missing argument 'AGENCY'"),
        (["load"], 2, "Missing argument 'PLAN...'"),
        (["load", "x.txt", "--jobs", "0"], 2, "--jobs"),
        (["export", "--format", "neo4j-csv"], 2, "neo4j-csv needs a new folder"),
        (["export", "--format", "neo4j-csv", "-o", "."], 1, "exists already"),
        (["queries", "who_lead"], 1, "did you mean who_leads?"),
    ],
)
@pytest.mark.usefixtures("city")
def test_a_mistake_is_told_in_one_line(arguments: list[str], code: int, told: str) -> None:
    result = qiantou(*arguments)
    assert result.exit_code == code
    assert result.stdout == ""
    assert told in result.stderr.splitlines()[-1]
    assert code == 2 or len(result.stderr.splitlines()) == 1


def test_no_password_is_shown() -> None:
    for driver in ("neo4j", "py2neo"):
        address = "bolt://somebody:se%40cret@127.0.0.1:9"
        result = qiantou("query", "plans", "--graph", address, "--driver", driver)
        assert result.exit_code == 1
        assert "se@cret" not in result.output
        assert "se%40cret" not in result.output
        assert "127.0.0.1:9" in result.output


@pytest.mark.smoke
def test_queries_are_listed_and_shown() -> None:
    listed = rows(qiantou("queries", "--format", "json"))
    assert len(listed) >= 20
    assert {"name": "who_leads", "parameters": ["agency"]}.items() <= {row["name"]: row for row in listed}[
        "who_leads"
    ].items()
    shown = qiantou("queries", "agency_path").stdout
    assert "// @param from string" in shown
    assert "// on ladybug\n" in shown


@pytest.mark.smoke
@pytest.mark.usefixtures("city")
def test_a_table_is_written_in_every_format() -> None:
    for ending in ("csv", "json", "xlsx", "txt"):
        assert qiantou("query", "plans", "-o", f"plans.{ending}").output == ""
    assert Path("plans.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with Path("plans.csv").open(encoding="utf-8-sig", newline="") as file:
        from_csv = list(csv.DictReader(file))
    from_json = json.loads(Path("plans.json").read_text("utf-8"))
    assert [row["title"] for row in from_csv] == [row["title"] for row in from_json]
    from openpyxl import load_workbook

    sheet = load_workbook(Path("plans.xlsx")).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(from_json[0])
    assert sheet.max_row == 4
    assert "临江市科技创新行动方案" in Path("plans.txt").read_text("utf-8")
    assert sorted(path.name for path in Path.cwd().iterdir() if path.name.startswith(".")) == []


@pytest.mark.usefixtures("city")
def test_a_csv_on_standard_output_is_csv() -> None:
    text = qiantou("query", "agency_aliases", "--format", "csv").stdout
    read = list(csv.DictReader(io.StringIO(text)))
    assert {row["agency"]: row["aliases"] for row in read}["市发展改革委"] == "市发展改革委、市发改委"


@pytest.mark.smoke
def test_an_export_is_every_node_and_edge(city: Path) -> None:
    with open_store(city, read_only=True) as store:
        expected = [f"{line}\n" for line in dump_lines(store)]
    assert qiantou("export").stdout == "".join(expected)
    qiantou("export", "-o", "graph.jsonl")
    assert Path("graph.jsonl").read_text("utf-8") == "".join(expected)


@pytest.mark.smoke
@pytest.mark.usefixtures("city")
def test_an_export_for_neo4j_names_the_commands() -> None:
    result = qiantou("export", "--format", "neo4j-csv", "-o", "import")
    command, finish = result.stdout.splitlines()
    assert command.startswith("neo4j-admin database import full --nodes=Department=./nodes-Department.csv")
    assert finish == "cypher-shell --file finish.cypher"
    assert Path("import/nodes-Department.csv").is_file()


@pytest.mark.server
@pytest.mark.parametrize("driver", ["neo4j", "py2neo"])
@pytest.mark.usefixtures("city")
def test_a_server_holds_what_a_file_holds(
    driver: str, neo4j_server: "object", monkeypatch: pytest.MonkeyPatch
) -> None:
    from neo4j_server import Neo4jServer

    assert isinstance(neo4j_server, Neo4jServer)
    with open_store(neo4j_server.uri) as store:
        store.run("MATCH (n) DETACH DELETE n", write=True)
    monkeypatch.setenv("QIANTOU_USER", neo4j_server.user)
    monkeypatch.setenv("QIANTOU_PASSWORD", neo4j_server.password)
    where = ("--graph", neo4j_server.address, "--driver", driver)
    assert qiantou("load", facts_file(), *where).exit_code == 0
    assert qiantou("export", *where).stdout == qiantou("export").stdout
    assert qiantou("who", "市发改委", *where).stdout == qiantou("who", "市发改委").stdout
    monkeypatch.setenv("QIANTOU_PASSWORD", "wrong-password")
    refused = qiantou("who", "市发改委", *where)
    assert refused.exit_code == 1
    assert refused.stderr.splitlines() == [
        f"Error: {neo4j_server.address}: the server refuses the user neo4j or the password; "
        "give them in QIANTOU_USER and QIANTOU_PASSWORD"
    ]
    monkeypatch.delenv("QIANTOU_PASSWORD")
    asked = qiantou("who", "市发改委", *where)
    assert asked.exit_code == 1
    assert "the server asks for a password; give it in QIANTOU_PASSWORD" in asked.stderr
