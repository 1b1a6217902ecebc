"""Which plan cites which: one candidate or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.citations import Citations, CitingPlan, citation_edges


def edges(citation: str, *others: tuple[str, str]) -> list[str]:
    """Titles of the plans that one plan with this citation cites."""
    citing = CitingPlan("0", "引用方案", "引〔2024〕1号", (citation,))
    plans = [CitingPlan(f"{n} {title}", title, number, ()) for n, (title, number) in enumerate(others, 1)]
    return [cited.split(" ")[1] for _, cited in citation_edges([citing, *plans])]


@pytest.mark.parametrize(
    ("citation", "others", "cited"),
    [
        pytest.param("《甲方案》", [("甲方案", "")], ["甲方案"], id="by title"),
        pytest.param(
            "《甲方案》", [("甲方案", ""), ("甲方案", "")], [], id="two of one title are two candidates"
        ),
        pytest.param("《甲方案》", [("甲方案细则", "")], [], id="a part of a title is no title"),
        pytest.param(
            "云政发〔2023〕5号", [("甲", "云政发[2023]5号")], ["甲"], id="by number in other brackets"
        ),
        pytest.param(
            "云政发〔2023〕5号", [("甲", "云政发〔2023〕 5号")], ["甲"], id="by number with a blank"
        ),
        pytest.param(
            "《甲》云政发〔2023〕5号", [("乙", "云政发〔2023〕5号"), ("甲", "")], ["乙"], id="number first"
        ),
        pytest.param(
            "《甲》云政发〔2023〕5号", [("甲", "")], ["甲"], id="by title where the number is unknown"
        ),
        pytest.param(
            "《甲》云政发〔2023〕5号", [("甲", "云政发〔2022〕9号")], [], id="the number contradicts"
        ),
        pytest.param(
            "《甲》云政发〔2023〕5号",
            [("甲", "云政发〔2022〕9号"), ("甲", "")],
            ["甲"],
            id="the number leaves one of two titles",
        ),
        pytest.param(
            "《关于〈甲〉的通知》", [("关于《甲》的通知", "")], ["关于《甲》的通知"], id="inner quotes"
        ),
        pytest.param("《引用方案》", [], [], id="no plan cites itself"),
        pytest.param("", [("", "")], [], id="nothing cites nothing"),
        pytest.param("《》", [("", "")], [], id="an empty title is no title"),
    ],
)
def test_citations(citation: str, others: list[tuple[str, str]], cited: list[str]) -> None:
    assert edges(citation, *others) == cited


some_plans = st.lists(
    st.builds(
        CitingPlan,
        st.text("abc", min_size=1, max_size=2),
        st.sampled_from(["甲", "乙", ""]),
        st.sampled_from(["1号", "2号", ""]),
        st.lists(st.sampled_from(["《甲》", "《乙》1号", "2号"]), max_size=2).map(tuple),
    ),
    max_size=6,
    unique_by=lambda plan: plan.key,
)


@given(plans=some_plans)
def test_the_order_of_the_plans_does_not_matter(plans: list[CitingPlan]) -> None:
    assert citation_edges(plans) == citation_edges(plans[::-1])
    assert all(citing != cited for citing, cited in citation_edges(plans))


@given(st.lists(st.tuples(some_plans, st.lists(st.integers(0, 9))), max_size=6))
def test_what_a_change_touches_is_enough(changes: list[tuple[list[CitingPlan], list[int]]]) -> None:
    """Edges brought up to date for the touched plans alone are those of a graph read as a whole."""
    citations = Citations()
    known: dict[str, CitingPlan] = {}
    held: dict[tuple[str, str], str] = {}
    for plans, places in changes:
        gone = [key for place, key in enumerate(sorted(known)) if place in places]
        new = list({plan.key: plan for plan in plans if plan.key not in gone}.values())
        touched = citations.change(new, gone)
        known = {key: plan for key, plan in known.items() if key not in gone}
        known |= {plan.key: plan for plan in new}
        held = {pair: said for pair, said in held.items() if pair[0] not in touched and pair[0] in known}
        held |= citations.edges(touched)
        assert held == citation_edges(known.values())
