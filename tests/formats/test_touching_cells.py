"""Tables without ruled lines whose cells nearly touch: read where their columns are known, and never lost in silence."""

import numpy as np
import pytest
from formats.printed import Page, printed

from graph.model import Facts
from loaders.document import Document
from loaders.formats.paged.pdf import read_pdf
from loaders.formats.recognised.lone import is_number, lone_numbers
from loaders.pipeline import read_document

HEADS = ((60, "序号"), (130, "重点任务"), (276, "牵头单位"), (400, "配合单位"))
XS = (65, 96, 254, 370)
ROWS = (
    ("1", "扩建货运站场", "县交通运输局", "县财政局"),
    ("2", "开通冷链专线", "县商务局", "县供销社"),
    ("3", "设立企业专窗推行一次办", "县行政审批局", "县税务局"),
    # Thirteen characters of twelve points end two points before the next column begins.
    ("4", "引导银行对小微企业发放信贷", "县住房城乡建设局", "县审计局"),
    ("5", "清理拖欠企业账款", "县工信局", "县司法局"),
)
FACTS = [(role, row[column]) for row in ROWS for column, role in ((2, "leads"), (3, "supports"))]


def _read(rows: tuple[tuple[str, ...], ...] = ROWS, *, centred: bool = False) -> Document:
    """The rows on a page, the agencies at the left edge of their columns or in their middle."""
    page = Page().text(180, 740, "白石县优化营商环境任务分工表", size=18)
    for x, head in HEADS:
        page.text(x, 700, head)
    for number, row in enumerate(rows):
        for column, (x, cell) in enumerate(zip(XS, row, strict=True)):
            page.text(x + (6 * (8 - len(cell)) if centred and column > 1 else 0), 675 - 22 * number, cell)
    return read_pdf(printed(page), "plan.pdf")


def _facts(document: Document) -> tuple[list[tuple[str, str]], Facts]:
    [facts] = read_document(document)
    return [(str(duty.role), duty.agency) for one in facts.measures for duty in one.duties], facts


def test_cells_that_nearly_touch_are_parted_where_their_columns_begin_and_told_of() -> None:
    found, facts = _facts(_read())
    assert found == FACTS
    [told] = [one for one in facts.diagnostics if one.code == "touching-cells"]
    assert told.excerpt.startswith("4")
    assert told.place is not None
    assert told.place.page == 1


def test_cells_that_stand_apart_are_not_told_of() -> None:
    found, facts = _facts(_read(ROWS[:3]))
    assert found == FACTS[:6]
    assert not [one for one in facts.diagnostics if one.code in ("touching-cells", "unread-annotation")]


def test_rows_whose_cells_cannot_be_told_apart_are_named() -> None:
    found, facts = _facts(_read(centred=True))
    assert found == FACTS[:6]
    [lost] = [one for one in facts.diagnostics if one.code == "unread-annotation"]
    assert lost.excerpt.startswith("4引导银行")
    assert "5清理" in lost.excerpt
    assert lost.place is not None
    assert lost.place.page == 1


def test_running_text_below_a_table_is_none_of_its_rows() -> None:
    page = Page()
    for x, head in HEADS:
        page.text(x, 700, head)
    for number, row in enumerate(ROWS[:3]):
        for x, cell in zip(XS, row, strict=True):
            page.text(x, 675 - 22 * number, cell)
    page.lines("二、加强统筹协调。各有关单位要按照任务分工抓好落实，每季度报告。", x=65, top=600)
    found, facts = _facts(read_pdf(printed(page), "plan.pdf"))
    assert found == FACTS[:6]
    assert not [one for one in facts.diagnostics if one.code in ("touching-cells", "unread-annotation")]


@pytest.mark.parametrize(
    ("top", "tall", "expected"),
    [(102, 16, 1), (160, 16, 0), (108, 3, 0)],
    ids=["level with a line", "below all lines", "a speck"],
)
def test_ink_that_no_line_covers_may_be_a_number_level_with_one(top: int, tall: int, expected: int) -> None:
    picture = np.full((200, 400, 3), 255, np.uint8)
    picture[102:118, 100:300:4] = 0
    picture[top : top + tall, 40:44] = 0
    line = np.asarray([(96, 98), (304, 98), (304, 122), (96, 122)], np.float32)
    found = lone_numbers(picture, [line], 0.0)
    assert len(found) == expected
    assert all(quad[0][0] < 40 and quad[1][0] > 44 for quad in found)


def test_a_lone_number_is_one_that_is_sure() -> None:
    assert is_number([("1", 0.95, 0.4), ("2", 0.99, 0.6)])
    for doubtful in ([("1", 0.5, 0.5)], [("一", 0.99, 0.5)], [("1", 0.95, 0.4), (".", 0.99, 0.6)], []):
        assert not is_number(doubtful)
