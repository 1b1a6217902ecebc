"""Loading: bad input never loses good input beside it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from city import innovation, manufacturing, plans, province
from facts import measure, plan
from msgspec.structs import replace

from graph.answers.duties import duties_of
from graph.loaded import summary
from graph.loading import load_plans
from graph.model import Diagnostic, Facts, InputError, QiantouError, Severity
from graph.model.lines import from_lines, to_lines
from graph.network import incidence_of, read_incidence
from graph.store import Store, open_store
from graph.store.batch import Batch
from graph.store.dump import dump_lines
from loaders.pipeline import read_text


def lines(*facts: Facts) -> list[bytes]:
    return [msgspec.json.encode(line) for one in facts for line in to_lines(one)]


def facts_file(path: Path, *facts: Facts) -> Path:
    path.write_bytes(b"".join(line + b"\n" for line in lines(*facts)))
    return path


@pytest.fixture
def memory() -> Iterator[Store]:
    with open_store(":memory:") as store:
        yield store


class Mistakes(list[QiantouError]):
    """Errors as they were told."""

    @property
    def told(self) -> list[str]:
        return [str(error) for error in self]


@pytest.fixture
def mistakes() -> Mistakes:
    return Mistakes()


def test_facts_are_loaded_as_they_were_written(memory: Store, tmp_path: Path) -> None:
    loaded = load_plans(memory, [facts_file(tmp_path / "facts.jsonl", *plans())])
    with open_store(":memory:") as other:
        other.replace_all(plans())
        assert list(dump_lines(memory)) == list(dump_lines(other))
    assert loaded.nodes["Plan"] == 3
    assert loaded.nodes["Measure"] == sum(len(facts.measures) for facts in plans())
    assert loaded.failures == 0
    assert loaded.repeated == {}


def test_what_is_read_and_what_is_not_is_counted(memory: Store, tmp_path: Path) -> None:
    unread = Diagnostic(
        code="unread-annotation",
        message="no agency",
        severity=Severity.WARNING,
        file="方案.txt",
        line=3,
        column=1,
        start=9,
        end=12,
        excerpt="(:)",
    )
    other = replace(unread, code="unknown-agency")
    facts = plan("临江市", "方案", measure("一"), measure("二"), measure("三"), diagnostics=[unread])
    facts = replace(facts, diagnostics=(unread, other))
    loaded = load_plans(memory, [facts_file(tmp_path / "facts.jsonl", facts)])
    assert (loaded.annotations, loaded.unread, loaded.diagnostics, loaded.coverage) == (4, 1, 2, 0.75)
    rows = {row[0]: row[1:] for row in summary(loaded, memory).rows}
    assert rows["annotations found"] == (4, None)
    assert rows["annotations read"] == (3, None)
    assert rows["coverage %"] == (75.0, None)
    assert rows["Measure"] == (3, 3)
    assert summary(loaded).columns == ("what", "loaded")


def test_a_plan_that_comes_twice_is_told(memory: Store, tmp_path: Path) -> None:
    first, last = innovation(), replace(innovation(), plan=replace(innovation().plan, source="last.docx"))
    loaded = load_plans(
        memory, [facts_file(tmp_path / "a.jsonl", first), facts_file(tmp_path / "b.jsonl", last)]
    )
    assert loaded.repeated == {first.plan.key: [first.plan.source, "last.docx"]}
    counts = {what: (given, held) for what, given, held in summary(loaded, memory).rows}
    assert all(counts[type][0] == counts[type][1] for type in ("LEADS", "SUPPORTS", "PART_OF"))
    assert memory.run("MATCH (p:Plan) RETURN p.source AS source").rows == [("last.docx",)]


BAD_LINES: list[Any] = [
    pytest.param(b"not json", ":{n}: not a line of JSON", id="no json"),
    pytest.param(b"[1]", ":{n}: a fact is a JSON object", id="no object"),
    pytest.param(b'{"plan": "x", "document": 1}', ":{n}: not a fact of qiantou", id="no fact"),
    pytest.param(b"\xff\xfe{}", ":{n}: not a line of JSON", id="no utf-8"),
]


@pytest.mark.parametrize(("line", "message"), BAD_LINES)
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_bad_line_between_plans_keeps_both(
    line: bytes, message: str, at: int, memory: Store, tmp_path: Path, mistakes: Mistakes
) -> None:
    parts = [lines(facts) for facts in plans()]
    parts.insert(at, [line])
    before = sum(len(part) for part in parts[:at])
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b"\n".join(line for part in parts for line in part))
    loaded = load_plans(memory, [path], on_error=mistakes.append)
    assert f"{path}{message.format(n=before + 1)}" in mistakes.told[0]
    left_out = [told for told in mistakes.told if "left out" in told]
    assert loaded.nodes["Plan"] == 3 - len(left_out)
    assert len(left_out) <= 1


def test_a_bad_line_in_a_plan_leaves_that_plan_out_whole(
    memory: Store, tmp_path: Path, mistakes: Mistakes
) -> None:
    all_lines = lines(*plans())
    all_lines[1] = b"{"
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b"\n".join(all_lines))
    load_plans(memory, [path], on_error=mistakes.append)
    assert len(mistakes) == 2
    assert mistakes.told[0].startswith(f"{path}:2: not a line of JSON")
    assert mistakes.told[1] == f"{path}:1: the plan 临江市科技创新行动方案 lacks a line and is left out"
    titles = memory.run("MATCH (p:Plan) RETURN p.title AS title ORDER BY title").rows
    assert titles == [("临江市先进制造业集群方案",), ("云岭省促进科技创新条例",)]


def test_a_plan_whose_first_line_is_bad_is_left_out(mistakes: Mistakes) -> None:
    first, second = lines(innovation()), lines(manufacturing())
    second[0] = b"{"
    read = list(from_lines([*first, *second], on_error=mistakes.append))
    assert read == [innovation()]
    assert "lacks a line" in mistakes.told[1]


def test_without_a_callback_the_first_error_is_raised(memory: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="2: not a line of JSON"):
        list(from_lines([*lines(province()), b"{"]))
    with pytest.raises(InputError, match="cannot be read: there is no such file"):
        load_plans(memory, [tmp_path / "none.jsonl"])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", ": holds no facts; write some with `qiantou extract`"),
        (b"\n \n", ": holds no facts"),
        (b"\x00\x01\xff\n" * 40, ":1: not a line of JSON"),
        (b"{}\n" * 3, ":1: not a fact of qiantou: the key 'plan' is missing"),
    ],
)
def test_a_file_without_facts_is_one_mistake(
    content: bytes, told: str, memory: Store, tmp_path: Path, mistakes: Mistakes
) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(content)
    good = facts_file(tmp_path / "good.jsonl", province())
    loaded = load_plans(memory, [path, good], on_error=mistakes.append)
    assert len(mistakes) == loaded.failures == 1
    assert mistakes.told[0].startswith(f"{path}{told}")
    assert loaded.nodes["Plan"] == 1


def test_a_plan_that_cannot_stand_does_not_keep_the_others_out(
    memory: Store, tmp_path: Path, mistakes: Mistakes
) -> None:
    twice = replace(innovation(), measures=innovation().measures * 2)
    path = facts_file(tmp_path / "facts.jsonl", province(), twice, manufacturing())
    loaded = load_plans(memory, [path], on_error=mistakes.append)
    assert mistakes.told == [
        "临江市科技创新行动方案.txt: two measures of the plan 临江市科技创新行动方案 are section 一 number 1; "
        "write its facts anew with `qiantou extract`"
    ]
    assert loaded.nodes["Plan"] == 2
    assert memory.run("MATCH (p:Plan) RETURN count(p) AS n").rows == [(2,)]


def test_plans_are_read_by_the_reader_of_the_entry_point_in_the_order_of_the_input(
    memory: Store, tmp_path: Path, mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[list[Path], dict[str, Any]]] = []
    judged: list[Path] = []

    def read(
        paths: Sequence[Path], *, on_error: Callable[[QiantouError], None], **options: Any
    ) -> Iterator[Facts]:
        asked.append((list(paths), options))
        for path in paths:
            if path.name == "bad.txt":
                on_error(InputError("the file is empty", file=str(path)))
            else:
                yield plan("临江市", "方案", measure("一"), source=path.name)

    def judge(facts: Iterable[Facts], decisions: Path) -> Iterator[Facts]:
        judged.append(decisions)
        yield from facts

    class Point:
        def __init__(self, loads: Callable[..., Iterator[Facts]]) -> None:
            self.loads = loads

        def load(self) -> Callable[..., Iterator[Facts]]:
            return self.loads

    points = {"qiantou.readers": Point(read), "qiantou.judges": Point(judge)}
    monkeypatch.setattr("graph.loading.entry_points", lambda group, **_: [points[group]])
    facts = facts_file(tmp_path / "facts.jsonl", plan("临江市", "方案", measure("一"), source="facts"))
    paths = [Path("a.txt"), Path("bad.txt"), facts, Path("b.txt")]
    loaded = load_plans(memory, paths, jobs=3, decisions=Path("d.toml"), on_error=mistakes.append)
    assert [paths for paths, _ in asked] == [[Path("a.txt"), Path("bad.txt")], [Path("b.txt")]]
    assert all(
        options == {"jobs": 3, "decisions": Path("d.toml"), "on_progress": None, "on_skip": None}
        for _, options in asked
    )
    assert judged == [Path("d.toml")]
    assert mistakes.told == ["bad.txt: the file is empty"]
    assert loaded.repeated == {"临江市/方案": ["a.txt", "facts", "b.txt"]}
    assert memory.run("MATCH (p:Plan) RETURN p.source AS source").rows == [("b.txt",)]


def test_many_plans_are_written_in_few_transactions(
    memory: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[int] = []
    write = memory.replace_batch

    def counted(batch: Batch) -> None:
        batches.append(len(batch.facts))
        write(batch)

    monkeypatch.setattr(memory, "replace_batch", counted)
    monkeypatch.setattr(type(memory), "measures_at_once", 2_000)
    many = [plan("临江市", f"方案{n}", *[measure(f"{m}") for m in range(50)]) for n in range(100)]
    load_plans(memory, [facts_file(tmp_path / "facts.jsonl", *many)])
    assert sum(batches) == 100
    assert len(batches) == 3


def test_one_plan_that_cannot_be_written_costs_few_more_transactions(
    memory: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mistakes: Mistakes
) -> None:
    batches: list[int] = []
    write = memory.replace_batch

    def counted(batch: Batch) -> None:
        batches.append(len(batch.facts))
        if any(one.plan.title == "方案7" for one in batch.facts):
            raise InputError("not this one")
        write(batch)

    monkeypatch.setattr(memory, "replace_batch", counted)
    many = [plan("临江市", f"方案{n}", measure("一")) for n in range(64)]
    loaded = load_plans(memory, [facts_file(tmp_path / "facts.jsonl", *many)], on_error=mistakes.append)
    assert mistakes.told == ["not this one"]
    assert loaded.nodes["Plan"] == 63
    assert memory.run("MATCH (p:Plan) RETURN count(p) AS n").rows == [(63,)]
    assert len(batches) == 1 + 2 * 6


STATED = """青岚市应急工作方案
一、任务
1.完善预案。（市应急局负责）
2.由市公安局负责维护秩序。
"""


def test_sentences_of_running_text_are_loaded_only_where_asked_for(memory: Store, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(STATED, "utf-8")
    loaded = load_plans(memory, [path])
    assert (loaded.nodes["Measure"], loaded.statements) == (1, 1)
    assert load_plans(memory, [path], inline=True).nodes["Measure"] == 2


def test_facts_with_sentences_are_loaded_without_them(memory: Store, tmp_path: Path) -> None:
    (facts,) = read_text(STATED, "plan.txt", inline=True)
    path = facts_file(tmp_path / "facts.jsonl", facts)
    assert load_plans(memory, [path]).nodes["Measure"] == 1
    assert load_plans(memory, [path], inline=True).nodes["Measure"] == 2


def test_sentences_count_in_no_analysis_and_are_answered_where_asked_for(
    memory: Store, tmp_path: Path
) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(STATED, "utf-8")
    load_plans(memory, [path], inline=True)
    incidence = read_incidence(memory)
    assert (len(incidence.measures.key), len(incidence.duties.agency)) == (1, 1)
    (facts,) = read_text(STATED, "plan.txt", inline=True)
    assert len(incidence_of([facts]).measures.key) == 1
    key = "青岚市/市公安局"
    assert duties_of(memory, key).rows == []
    [row] = duties_of(memory, key, inline=True).rows
    assert row[-1] == "行文"
