"""Task tables pasted as text in which a name goes on in the line below."""

import pytest

from loaders.formats.text import read_plain_text
from loaders.pipeline import read_document

TABLES = {
    "a name and a bracket over two lines": (
        "序号 任务 牵头单位 责任单位\n1 修渠 市水利局 市财政局、市住\n建局\n2 修路 市交通局 各县（市、\n区）人民政府\n",
        [["市水利局", "市财政局", "市住建局"], ["市交通局", "各县（市、区）人民政府"]],
    ),
    "a mark at the line's end, and a part of a name that ends like a body": (
        "序号  任务  牵头单位  配合单位\n1  修渠  市水利局  市财政局、\n市住建局\n"
        "2  修桥  市住建局  市财政局、市人力资源社会\n保障局、市公安局\n",
        [["市水利局", "市财政局", "市住建局"], ["市住建局", "市财政局", "市人力资源社会保障局", "市公安局"]],
    ),
    "tabs": (
        "序号\t任务\t责任单位\n1\t修渠\t市水利局、市财政\n局\n2\t修路\t市交通局\n",
        [["市水利局", "市财政局"], ["市交通局"]],
    ),
    "a division's last character": (
        "序号 重点任务 责任科室\n1 病历质控 医务科、质控\n科、护理部\n2 院感防控 院感科\n",
        [["医务科", "质控科", "护理部"], ["院感科"]],
    ),
    "each cell on a line": (
        "序号\n任务\n责任单位\n完成时限\n1\n修渠\n市水利局、市财政\n局\n6月\n2\n修路\n市交通局\n9月\n",
        [["市水利局", "市财政局"], ["市交通局"]],
    ),
    "names on lines of their own stay two": (
        "序号\n任务\n责任单位\n1\n修渠\n市水利局\n市财政局\n2\n修路\n市交通局\n",
        [["市水利局", "市财政局"], ["市交通局"]],
    ),
    "a page's break between two cells": (
        "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 修渠 | 市水利局<br>市财政局 |\n",
        [["市水利局", "市财政局"]],
    ),
}


@pytest.mark.parametrize(("table", "rows"), TABLES.values(), ids=TABLES)
def test_a_name_that_goes_on_in_the_line_below(table: str, rows: list[list[str]]) -> None:
    text = f"青岚市重点任务分工方案\n{table}"
    [facts] = read_document(read_plain_text(text.encode(), "plan.txt"))
    assert [[duty.agency for duty in one.duties] for one in facts.measures] == rows


def test_a_wrap_in_the_middle_of_a_row_is_said() -> None:
    text = "青岚市分工方案\n序号 任务 责任单位 时限\n1 修渠 市水利局、市财\n政局 6月\n2 修路 市交通局 9月\n3 修桥 市住建局 9月\n"
    [facts] = read_document(read_plain_text(text.encode(), "plan.txt"))
    named = {duty.agency for one in facts.measures for duty in one.duties}
    assert named == {"市交通局", "市住建局"}
    assert "unread-annotation" in {found.code for found in facts.diagnostics}
