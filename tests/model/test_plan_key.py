"""What makes a plan the same plan."""

import pytest

from graph.model import Plan


def _plan(**said: str | int) -> Plan:
    return Plan(
        **{"source": "a.txt", "document": 1, "title": "工作要点", "jurisdiction": "青岚市", **said}  # type: ignore[arg-type]
    )


SAME = [
    (
        "a number in other brackets",
        {"document_number": "青政办发〔2024〕3号"},
        {"document_number": "青政办发[2024] 3 号"},
    ),
    (
        "one number, a title with a mark more",
        {"document_number": "青政办发〔2024〕3号", "title": "关于改革 创新的意见"},
        {"document_number": "青政办发〔2024〕3号", "title": "关于改革_创新的意见", "date": "2024-03-01"},
    ),
    ("no number, a title in other marks", {"title": "要点（2024年）"}, {"title": "要点(2024年)"}),
    ("a copy without the government's notice", {"issuer": "青岚市人民政府办公室"}, {"issuer": ""}),
    ("another file", {"source": "a.txt"}, {"source": "b.docx", "document": 7}),
]
OTHER = [
    ("two years of one title", {"date": "2023-03-01"}, {"date": "2024-03-01"}),
    ("two numbers of one title", {"document_number": "青政发〔2023〕1号"}, {"document_number": "青政发〔2024〕1号"}),
    ("one number of two places", {"document_number": "玉政发〔2024〕1号"}, {"document_number": "玉政发〔2024〕1号", "jurisdiction": "玉溪市"}),
    ("two enclosures of one notice", {"document_number": "青政发〔2024〕1号"}, {"document_number": "青政发〔2024〕1号", "part": 2}),
    ("one title of two bureaus", {"issuer": "青岚市教育局"}, {"issuer": "青岚市水利局"}),
    ("a number with a gap is none", {"document_number": "国发〔20__〕7号"}, {"document_number": "国发〔20__〕7号", "title": "通知"}),
    ("every ministry has a 2024年第3号", {"document_number": "2024年第3号"}, {"document_number": "2024年第3号", "title": "公告"}),
    ("one number of places unknown", {"jurisdiction": "", "document_number": "玉政发〔2024〕1号"}, {"jurisdiction": "", "document_number": "玉政发〔2024〕1号", "title": "方案"}),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "one", "other"), SAME, ids=[reason for reason, _, _ in SAME])
def test_one_plan(reason: str, one: dict[str, str | int], other: dict[str, str | int]) -> None:
    assert _plan(**one).key == _plan(**other).key, reason


@pytest.mark.parametrize(("reason", "one", "other"), OTHER, ids=[reason for reason, _, _ in OTHER])
def test_two_plans(reason: str, one: dict[str, str | int], other: dict[str, str | int]) -> None:
    assert _plan(**one).key != _plan(**other).key, reason
