"""Documents that a plan names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.targets.citations import find_citations
from loaders.text.condensed import Condensed

FOUND = [
    (
        "根据《关于促进开发区发展的意见》（云政发〔2022〕15号）",
        [("关于促进开发区发展的意见", "云政发〔2022〕15号")],
        "title and number",
    ),
    (
        "根据《关于促进开发区发展的意见》(云政发[2022]15号)",
        [("关于促进开发区发展的意见", "云政发[2022]15号")],
        "half-width brackets",
    ),
    ("按照国发〔20__〕7号要求", [("", "国发〔20__〕7号")], "a masked number by itself"),
    ("任务分工方案的通知\n望政办发〔2025〕3号", [("", "望政办发〔2025〕3号")], "a number below a title"),
    ("贯彻《云岭省数字经济促进条例》", [("云岭省数字经济促进条例", "")], "a title by itself"),
    (
        "落实《云岭省实施〈优化营商环境条例〉办法》",
        [("云岭省实施〈优化营商环境条例〉办法", "")],
        "a title in a title",
    ),
    (
        "《条例一则》《办法两则》和《规划三则》",
        [("条例一则", ""), ("办法两则", ""), ("规划三则", "")],
        "several titles",
    ),
]

NO_DOCUMENT = [
    ("核发《建设工程规划许可证》和《不动产权证(土地)》", "certificates"),
    ("填写《全体投资人承诺书》", "a form"),
    ("青岚大道12号", "a house number"),
]


def citations(printed: str) -> list[tuple[str, str]]:
    condensed = Condensed(printed)
    return [(one.title, one.number) for one in find_citations(condensed.text, condensed.plain)]


@pytest.mark.parametrize(("text", "rows", "why"), FOUND, ids=[row[2] for row in FOUND])
def test_a_document_is_found_by_title_and_number(text: str, rows: list[tuple[str, str]], why: str) -> None:
    assert citations(text) == rows, why


@pytest.mark.parametrize(("text", "why"), NO_DOCUMENT, ids=[row[1] for row in NO_DOCUMENT])
def test_certificates_and_forms_are_no_documents(text: str, why: str) -> None:
    assert citations(text) == [], why


@given(st.text(alphabet="《》〈〉(〔20_22〕)号国发第", max_size=60))
def test_citations_stand_in_the_text(text: str) -> None:
    condensed = Condensed(text)
    for one in find_citations(condensed.text, condensed.plain):
        assert 0 <= one.start < one.end <= len(condensed.text)
        assert one.title or one.number
