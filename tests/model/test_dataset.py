"""Facts as tables and back, and answers that come from a data set without a store."""

from itertools import chain
from pathlib import Path

import pytest
from batch.plans import write_plans
from click.testing import CliRunner

from graph.cli import main
from graph.model import InputError
from graph.model.dataset.folders import open_folder
from graph.model.dataset.manifest import FileRead, Manifest
from graph.model.dataset.mark import MANIFEST
from graph.model.dataset.reading import _groups, read_dataset, read_tables
from graph.model.dataset.tables import SCHEMAS, facts_of_tables, tables_of_facts
from loaders import read_text
from loaders.batch import read_into
from loaders.batch.here import Here

_PLAN = """青岚市开发区行动方案
青政发〔2027〕3号
各区人民政府：
一、总体要求。以下各项任务中，排在第一位的为牵头单位。
二、培育产业。青岚高新区以生物医药为首位产业。到2027年底产值达到500亿元以上。按照《云岭省促进条例》（云政发〔2026〕1号）执行。（责任单位：市科技局、市财政局等）
三、招商引资。由市商务局牵头制定清单。
四、推进建设。（责任单位：按职责分工负责推进）
"""


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    plans = write_plans(tmp_path / "plans", 4)
    (plans / "zones.txt").write_text(_PLAN, encoding="utf-8")
    read_into(tmp_path / "facts", [plans], Here(1), on_error=pytest.fail)
    return tmp_path / "facts"


def test_tables_give_back_every_fact() -> None:
    plans = read_text(_PLAN, source="包.zip!/方案.txt", inline=True)
    (one,) = plans
    assert one.diagnostics
    assert one.plan.conventions
    assert any(measure.focuses and measure.goals and measure.citations for measure in one.measures)
    tables = tables_of_facts([("包.zip", one)])
    assert list(facts_of_tables(tables)) == [("包.zip", one)]
    assert list(facts_of_tables(tables, ["other.zip"])) == []


def test_half_a_character_is_an_error_that_names_the_plan() -> None:
    (one,) = read_text(_PLAN.replace("财政", "财\ud800政"), source="a.txt")
    with pytest.raises(InputError, match=r"a\.txt: the facts of the plan .* hold half a character"):
        tables_of_facts([("a.txt", one)])


def test_the_tables_of_a_data_set_are_in_the_order_of_its_files(facts: Path) -> None:
    tables = read_tables(open_folder(facts))
    assert {name: table.schema for name, table in tables.items()} == SCHEMAS
    files = tables["plans"]["file"].to_pylist()
    assert files == sorted(files)
    assert [found for _, found in facts_of_tables(tables)] == list(read_dataset(open_folder(facts)))


@pytest.mark.parametrize("command", ["export", "overload", "gaps", "centrality", "overlap"])
def test_answers_are_the_same_from_facts_as_from_a_store(command: str, facts: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    graph = str(tmp_path / "city.lbug")
    assert runner.invoke(main, ["load", str(facts), "--graph", graph]).exit_code == 0
    of_store, of_facts = (runner.invoke(main, [command, "--graph", place]) for place in (graph, str(facts)))
    assert of_store.stdout
    assert (of_facts.stdout, of_facts.exit_code) == (of_store.stdout, of_store.exit_code)


def test_facts_are_no_place_to_load_into(facts: Path) -> None:
    done = CliRunner().invoke(main, ["load", str(facts), "--graph", str(facts)])
    assert (done.exit_code, "is a data set of facts" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("{", "damaged"),
        ("[]", "not a data set of facts"),
        ('{"format": "qiantou facts", "version": 99}', "of version 99; this qiantou reads version 2"),
        ('{"format": "qiantou facts", "version": 2}', "damaged"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_one_line(facts: Path, manifest: str, said: str) -> None:
    (facts / MANIFEST).write_text(manifest, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        list(read_dataset(open_folder(facts)))


def test_parts_are_left_whole_where_they_can() -> None:
    def groups(parts: str) -> list[str]:
        entries = (
            FileRead(file=str(number), stamp="", sha256="", measures=5) for number in range(len(parts))
        )
        manifest = Manifest.of("", zip(entries, parts, strict=True))
        return ["".join(sorted(chain(*group.values()))) for group in _groups(manifest, 10)]

    assert groups("aaabbb") == ["012", "345"]
    # Parts whose files lie between each other's are read some files at a time all the same.
    assert groups("abababab") == ["0123", "4567"]
    assert groups("aab") == ["01", "2"]
