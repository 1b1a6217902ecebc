"""Human decisions on industries: they win over the table, read at once or applied to facts."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from facts import measure, plan

from graph.model import Facts, IndustryChain
from graph.model.lines import to_lines
from loaders.agencies.decisions import Decisions
from loaders.cli.chains import chains
from loaders.judging import judge
from loaders.near_industries import near_industries
from loaders.pipeline import read_text

TEXT = "青岚市行动方案\n一、发展医疗设备产业，壮大医养结合产业。（牵头单位：市科技局）"


def decisions(tmp_path: Path, *lines: str) -> Decisions:
    file = tmp_path / "decisions.csv"
    file.write_text("\n".join(["decision,jurisdiction,name,other", *lines]), encoding="utf-8")
    return Decisions.read(file)


def industries(facts: list[Facts]) -> list[IndustryChain]:
    return [named.chain for one in facts for each in one.measures for named in each.chains]


def test_the_table_makes_one_of_two_names() -> None:
    (named, *_) = read_text(TEXT)[0].measures[0].chains
    assert (named.name, named.chain.name) == ("医疗设备", "医疗器械")


@pytest.mark.parametrize(
    ("line", "name", "why"),
    [
        ("different,产业链,医疗设备,医疗器械", "医疗设备", "kept apart whatever the table says"),
        (
            "same,产业链,医疗设备,医疗器械",
            "医疗设备",
            "called by the first name, though the table has it the other way",
        ),
        ("alias,产业链,医疗设备,生物医药", "生物医药", "another name of the second"),
        ("alias,青岚市,医疗设备,生物医药", "医疗器械", "a decision on agencies of a place"),
    ],
)
def test_a_decision_wins(line: str, name: str, why: str, tmp_path: Path) -> None:
    human = decisions(tmp_path, line)
    at_once = industries(list(read_text(TEXT, decisions=human)))
    later = industries(list(judge(read_text(TEXT), human)))
    assert at_once == later
    assert at_once[0].name == name, why
    assert name not in at_once[0].aliases


def test_a_decided_name_is_an_alias_with_the_classes_of_its_industry(tmp_path: Path) -> None:
    human = decisions(tmp_path, "alias,产业链,医疗设备,生物医药")
    chain = industries(list(read_text(TEXT, decisions=human)))[0]
    assert chain == IndustryChain(name="生物医药", aliases=("医疗设备",), gb=("C27",), sei=("4.1",))


def test_pairs_are_alike_and_not_told_apart_by_their_classes() -> None:
    facts = [
        plan(
            "临江市",
            "方案",
            measure("一", chains=["新能源汽车", "新能源货车", "新型建材"]),
            measure("二", chains=["新能源汽车", "集成电路"]),
        )
    ]
    (pair,) = near_industries(facts)
    assert (pair.name, pair.other, pair.name_count, pair.other_count) == ("新能源汽车", "新能源货车", 2, 1)


def test_what_was_judged_is_not_asked_again(tmp_path: Path) -> None:
    facts = tmp_path / "facts.jsonl"
    one = plan("临江市", "方案", measure("一", chains=["新能源汽车", "新能源货车"]))
    facts.write_bytes(b"\n".join(msgspec.json.encode(line) for line in to_lines(one)))
    out = tmp_path / "decisions.csv"
    done = CliRunner().invoke(chains, ["review", str(facts), "-o", str(out)])
    assert done.exit_code == 0, done.output
    header, line = out.read_text("utf-8-sig").splitlines()
    assert line.startswith(",产业链,新能源汽车,新能源货车,")
    out.write_text(f"{header}\ndifferent{line}\n", encoding="utf-8")
    done = CliRunner().invoke(chains, ["review", str(facts), "-o", str(out)])
    assert out.read_text("utf-8-sig").splitlines() == [header, f"different{line}"]
