"""The server of tools, asked by the SDK's own client over standard input and output."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from city import plans
from mcp import Client, StdioServerParameters

from graph.store import open_store

TOOLS = {
    "who", "evidence", "overload", "overlap", "coordination", "gaps", "compare", "check", "query", "queries",
    "plans", "measures",
}  # fmt: skip
DRAFT = """\
临江市先进制造业行动方案
一、建设平台。建设创新平台，2026年2月30日前完成。（配合单位：市科技局、市财政局）
二、培育企业。壮大产业链。（牵头单位：市工业和信息化局、市商务局）
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the invented city."""
    path = tmp_path_factory.mktemp("tools") / "city.lbug"
    with open_store(path) as store:
        store.replace_all(plans())
    return path


Calls = Callable[[Client], Awaitable[Any]]


def asked(graph: Path, calls: Calls, *options: str) -> Any:
    """What came of calls to a server of its own."""
    code = "from graph.cli import main; main(prog_name='qiantou')"
    command = StdioServerParameters(
        command=sys.executable, args=["-c", code, "mcp", "--graph", str(graph), *options], cwd=graph.parent
    )

    async def run() -> Any:
        async with Client(command, read_timeout_seconds=120) as client:
            return await calls(client)

    # A browser of other tests may keep a loop running in this thread.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(run())).result()


async def call(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    text = "".join(part.text for part in result.content if part.type == "text")
    if result.is_error:
        return {"error": text}
    found: dict[str, Any] = json.loads(text)
    return found


def test_it_offers_tools_that_say_what_they_take_and_only_read(made: Path) -> None:
    async def calls(client: Client) -> Any:
        return client.server_info, await client.list_tools()

    info, listed = asked(made, calls)
    assert (info.name, info.version) == ("qiantou", version("qiantou"))
    tools = {tool.name: tool for tool in listed.tools}
    assert set(tools) == TOOLS
    assert all(tool.annotations.read_only_hint for tool in tools.values())
    assert all(len(tool.description) > 20 for tool in tools.values())
    who = tools["who"].input_schema
    assert who["required"] == ["agency"]
    assert who["properties"]["role"]["enum"] == ["", "leads", "supports", "responsible"]


def test_every_answer_comes_from_the_graph_with_its_clause(made: Path) -> None:
    async def calls(client: Client) -> Any:
        who = await call(client, "who", agency="市科技局", role="leads")
        measure = who["rows"][0]["measure"]
        return [
            who,
            await call(client, "evidence", measure=measure),
            await call(client, "evidence", agency="市科技局", other="市财政局"),
            await call(client, "overlap", limit=3),
            await call(client, "overload", limit=2),
            await call(client, "query", name="who_leads", parameters={"agency": "市科技局"}),
            await call(client, "query", cypher="MATCH (p:Plan) RETURN count(p) AS plans"),
            await call(client, "compare", before="临江市先进制造业集群方案", after="临江市科技创新行动方案"),
            await call(client, "check", text=DRAFT),
        ]

    who, evidence, shared, overlap, overload, named, free, compared, checked = asked(made, calls)
    with open_store(made) as store:
        texts = dict(store.run("MATCH (m:Measure) RETURN m.key, m.duty").rows)
        led = store.run(
            "MATCH (:Department {key: '临江市/市科技局'})-[:LEADS]->(m) RETURN DISTINCT m.key"
        ).rows
    assert {row["measure"] for row in who["rows"]} == {key for (key,) in led}
    for answer in (who, evidence, shared):
        assert answer["rows"]
        for row in answer["rows"]:
            assert "".join(texts[row["measure"]].split()) in "".join(row["clause"].split())
    assert any("市财政局" in duty for duty in shared["rows"][0]["duties"])
    assert overlap["rows"][0]["clauses"]
    assert overlap["total"] > len(overlap["rows"]) == 3
    assert {"key", "place", "load", "flags"} <= set(overload["columns"])
    assert named["rows"]
    assert free["rows"] == [{"plans": len(plans())}]
    assert {"before_clause", "after_clause", "status"} <= set(compared["columns"])
    assert {row["code"] for row in checked["rows"]} >= {"no-lead"}


def test_what_cannot_be_answered_is_an_error_in_words_and_the_server_lives(made: Path) -> None:
    async def calls(client: Client) -> Any:
        return [
            await call(client, "who", agency="市气象局"),
            await call(client, "query", cypher="MATCH (m:Measure) DETACH DELETE m"),
            await call(
                client, "query", cypher="UNWIND range(1, 60000000) AS x RETURN count(DISTINCT x) AS n"
            ),
            await call(client, "query", cypher="UNWIND range(1, 500) AS x RETURN x"),
            await call(client, "query", name="who_leads", cypher="RETURN 1"),
            await call(client, "query", cypher="LOAD FROM '/etc/passwd' RETURN *"),
            await call(client, "evidence"),
            await call(client, "plans"),
        ]

    *errors, alive = asked(made, calls, "--timeout", "2", "--rows", "100")
    words = [
        "no agency has this name", "", "more than 2 s", "more than 100 rows", "the name of a query, or Cypher", "",
        "name a measure",
    ]  # fmt: skip
    for found, word in zip(errors, words, strict=True):
        assert set(found) == {"error"}, found
        assert word in found["error"]
        assert "Traceback" not in found["error"]
    assert alive["total"] == len(plans())


def test_a_missing_graph_is_one_line(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from graph.cli import main

    result = CliRunner().invoke(main, ["mcp", "--graph", str(tmp_path / "none.lbug")])
    assert result.exit_code == 1
    assert "there is no graph here" in result.output
