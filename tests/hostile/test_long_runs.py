"""A long run of one sign takes time in proportion to its length, in every reader and in all that follows."""

import time

import pytest
from formats import invented

from loaders.formats.files import read_bytes
from loaders.pipeline import read_document
from loaders.tasks.tables import task_tables

LENGTH = 20_000
# Of the processor; what grew with the square of the length took an hour.
SECONDS = 4

SIGNS = (
    *(" ", "\t", "\n", "\n\t", "\r", "\u3000", "\u200b", "(", "（", "[", "【", "“", "《", "|", "| ", ".", "…", "- ", "—", "*", "# "),
    *("，", "、", "。", "a", "1", "1.", "一、", "（一）", "打印 ", "大", "市财政局、", "（市财政局", "牵头单位：", "负责", "等", "新区", "2025年", "50%"),
)  # fmt: skip


@pytest.mark.parametrize("name", ["plan.txt", "plan.html", "plan.csv", "plan.docx"])
def test_long_runs_are_read_in_linear_time(name: str) -> None:
    for sign in SIGNS:
        run = sign * (LENGTH // len(sign))
        data = {
            "plan.txt": f"一、总体要求\n{run}市财政局负责\n",
            "plan.html": f"<html><meta charset=utf-8><p>{run}</p><table><tr><td>{run}<td>乙<tr><td>丙<td>丁</table>",
            "plan.csv": f'任务,牵头单位\n"{run}",市财政局\n',
            "plan.docx": "",
        }[name].encode()
        if name == "plan.docx":
            data = invented.docx_of(invented.paragraph(run.replace("\r", " ")) + invented.docx_table())
        started = time.process_time()
        for document in read_bytes(data, name):
            task_tables(document)
            list(read_document(document))
        assert time.process_time() - started < SECONDS, repr(sign)
