"""No command writes over what it reads."""

from pathlib import Path

import pytest
from city import plans
from click.testing import CliRunner, Result

from graph.cli import main
from graph.store import open_store

TEXT = "临江市工作方案\n\n一、建设中心\n(一)建设。建设服务中心。(牵头单位:市科技局)\n"


pytestmark = pytest.mark.usefixtures("born")


def qiantou(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a plan, a folder of plans, and files that commands read beside them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QIANTOU_GRAPH", raising=False)
    Path("plan.txt").write_text(TEXT, encoding="utf-8")
    Path("plans").mkdir()
    Path("plans/plan.txt").write_text(TEXT, encoding="utf-8")
    Path("plans/table.csv").write_text("任务,牵头单位\n建设服务中心,市科技局\n", encoding="utf-8")
    # Named as what the commands write: another ending is refused before anything is looked at.
    Path("mine.csv").write_text("MATCH (p:Plan) RETURN p.title AS title\n", encoding="utf-8")
    Path("findings.html").write_text("[]", encoding="utf-8")
    Path("decisions.csv").write_text("decision,jurisdiction,name,other\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "kept", "told"),
    [
        ("extract plan.txt -o plan.txt", "plan.txt", "plan.txt: this file is read"),
        ("extract plan.txt -o ./plan.txt", "plan.txt", "plan.txt: this file is read"),
        ("extract plans plan.txt -oplan.txt", "plan.txt", "plan.txt: this file is read"),
        (
            "extract plans --format csv --output=plans/table.csv",
            "plans/table.csv",
            "lies in plans, which is read",
        ),
        ("extract plan.txt --decisions decisions.csv -o decisions.csv", "decisions.csv", "this file is read"),
        ("query mine.csv -o mine.csv", "mine.csv", "mine.csv: this file is read"),
        ("compare plan.txt plans/plan.txt -o plan.txt", "plan.txt", "plan.txt: this file is read"),
        ("report --check findings.html -o findings.html", "findings.html", "this file is read"),
    ],
)
def test_what_is_read_is_kept(command: str, kept: str, told: str, folder: Path) -> None:
    before = (folder / kept).read_bytes()
    result = qiantou(*command.split())
    assert result.exit_code == 1
    assert result.stdout == ""
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert (folder / kept).read_bytes() == before


def test_a_link_to_what_is_read_is_no_other_file(folder: Path) -> None:
    (folder / "link.txt").symlink_to("plan.txt")
    assert qiantou("extract", "plan.txt", "-o", "link.txt").exit_code == 1
    assert (folder / "plan.txt").read_text("utf-8") == TEXT


@pytest.mark.usefixtures("folder")
def test_facts_may_be_written_into_the_folder_of_plans_again() -> None:
    for _ in range(2):
        assert qiantou("extract", "plans/plan.txt", "plans", "-o", "plans/facts.jsonl").exit_code == 0
    assert Path("plans/facts.jsonl").read_text("utf-8").count("\n") >= 2


@pytest.mark.parametrize(
    ("command", "name", "refused"),
    [
        ("report", "city.html", 2),
        ("draw", "city.html", 2),
        ("export", "city.jsonl", 2),
        ("query plans", "city.csv", 2),
        ("overload", "city.xlsx", 2),
        ("query plans --format json", "city.json", 2),
    ],
)
def test_the_graph_is_kept(command: str, name: str, refused: int, folder: Path) -> None:
    """A graph may bear any name; one that names no format is refused before anything is looked at."""
    graph = folder / name
    with open_store(graph) as store:
        store.replace_all(plans())
    before = graph.read_bytes()
    result = qiantou(*command.split(), "--graph", name, "-o", name)
    assert result.exit_code == 1
    assert f"{name}: this is a graph and stays one; name another file" in result.stderr
    assert graph.read_bytes() == before
    graph.rename(folder / "qiantou.lbug")
    assert qiantou(*command.split(), "-o", "qiantou.lbug").exit_code == refused
    assert (folder / "qiantou.lbug").read_bytes() == before
