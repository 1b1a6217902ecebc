"""Cards: tables whose heads stand at the left of what they head."""

from pathlib import Path

import docx
import pytest
from duties.said import Who, answer, of

from graph.model import Role
from loaders import read_file

CARD = [
    ("任务名称", "垃圾分类行动"),
    ("工作目标", "建成示范小区20个"),
    ("牵头部门", "城管科"),
    ("配合部门", "宣传办、物业中心"),
    ("落实单位", "各社区、柳湾技工学校"),
    ("完成时限", "2031年10月"),
]
SECOND = [("任务名称", "加装电梯行动"), ("牵头部门", "住建科"), ("完成时限", "2031年12月")]
OF_FIRST: Who = (["城管科"], ["宣传办", "物业中心"], ["各社区", "柳湾技工学校"])
OF_SECOND: Who = (["住建科"], [], [])


def said(folder: Path, *tables: list[tuple[str, ...]]) -> list[tuple[str, Who, list[str | None]]]:
    document = docx.Document()
    document.add_paragraph("望江街道办事处2031年任务卡")
    for rows in tables:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
        document.add_paragraph("")
    document.save(folder / "plan.docx")
    [facts] = read_file(folder / "plan.docx")
    return [
        (
            measure.heading,
            (of(measure, Role.LEADS), of(measure, Role.SUPPORTS), of(measure, Role.RESPONSIBLE)),
            [deadline.date for deadline in measure.deadlines],
        )
        for measure in facts.measures
    ]


CARDS = {
    "each in a table of its own": (CARD, SECOND),
    "both in one table": ([*CARD, *SECOND],),
}


@pytest.mark.parametrize("tables", CARDS.values(), ids=CARDS)
def test_each_card_is_a_measure(tmp_path: Path, tables: tuple[list[tuple[str, ...]], ...]) -> None:
    assert said(tmp_path, *tables) == [
        ("垃圾分类行动", OF_FIRST, ["2031-10-31"]),
        ("加装电梯行动", OF_SECOND, ["2031-12-31"]),
    ]


def test_two_heads_may_stand_in_a_row(tmp_path: Path) -> None:
    rows = [("任务", "办好夜校", "时限", "2031年6月"), ("责任科室", "团委", "备注", "续办")]
    assert said(tmp_path, rows) == [("办好夜校", answer("团委"), ["2031-06-30"])]


def test_a_table_of_two_columns_with_its_heads_above_is_no_card(tmp_path: Path) -> None:
    rows = [("任务", "责任科室"), ("办好夜校", "团委"), ("修好围墙", "总务处")]
    assert [(heading, who) for heading, who, _ in said(tmp_path, rows)] == [
        ("办好夜校", answer("团委")),
        ("修好围墙", answer("总务处")),
    ]


def test_a_column_for_each_task(tmp_path: Path) -> None:
    rows = [
        ("任务", "办好夜校", "修好围墙"),
        ("责任科室", "团委", "总务处"),
        ("时限", "2031年6月", "2031年8月"),
    ]
    assert said(tmp_path, rows) == [
        ("办好夜校", answer("团委"), ["2031-06-30"]),
        ("修好围墙", answer("总务处"), ["2031-08-31"]),
    ]
