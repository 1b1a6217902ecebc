"""What takes a file of n takes four of it some four times as long, whatever it is made of and in every format."""

import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from formats import invented
from formats.inked import InkedPage, inked
from formats.printed import Page, printed
from hostile.bombs import workbook
from hostile.documents import TEXTS

from graph.model import InputError
from loaders.formats.files import read_bytes
from loaders.pipeline import read_document

# The square of the length would take sixteen times as long.
_GROWTH = 9
_MEASURABLE = 0.03
# The clock of a process may not have moved yet.
_TICK = 0.001
_PAIR = "<tr><td>做好工作<td>市财政局"


def _row(*texts: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{invented.paragraph(text)}</w:tc>" for text in texts) + "</w:tr>"


def _sheet(count: int) -> bytes:
    cell = '<c r="{0}{1}" t="inlineStr"><is><t>{2}</t></is></c>'
    rows = [("任务", "牵头单位"), *[("做好工作", "市财政局")] * count]
    return workbook(
        "".join(
            f'<row r="{row}">{cell.format("A", row, task)}{cell.format("B", row, lead)}</row>'
            for row, (task, lead) in enumerate(rows, 1)
        )
    )


FILES: dict[str, tuple[str, Callable[[int], str | bytes]]] = {
    # What it is made of: the file's name, and the file, the longer the greater the number.
    **{
        f"text of {name}": (
            "a.txt",
            lambda count, sign=sign: f"工作方案\n一、做好工作。{sign * count}（市财政局负责）\n",
        )
        for name, (sign, _) in TEXTS.items()
    },
    "page of paragraphs": ("a.html", lambda count: "<html><p>做好工作。（市财政局负责）" * count),
    "page of rows": ("a.html", lambda count: f"<html><table><tr><td>任务<td>牵头单位{_PAIR * count}</table>"),
    "page of columns": ("a.html", lambda count: "<html><table><tr>" + "<td>任务<td>牵头单位" * count + "<tr>" + "<td>工作<td>市财政局" * count),
    "page of tables": ("a.html", lambda count: "<html>" + f"<table><tr><td>任务<td>牵头单位{_PAIR}</table>" * count),
    "page of spans in spans": ("a.html", lambda count: "<html><table>" + "<tr><td rowspan=60000>a" * count + "</table>"),
    "page of one tag's attributes": ("a.html", lambda count: "<html><p " + " ".join(f"a{n}=''" for n in range(count)) + ">局"),
    "page of items": ("a.html", lambda count: "<html><ol>" + "<li>做好工作" * count + "</ol>"),
    "page of links": ("a.html", lambda count: "<html><p>局<div>" + "<a href=x>做好工作。</a>" * count),
    "Word document of paragraphs": ("a.docx", lambda count: invented.docx_of(invented.paragraph("做好。（市财政局负责）") * count)),
    "Word document of rows": ("a.docx", lambda count: invented.docx_of(f"<w:tbl>{_row('任务', '牵头单位')}{_row('做好工作', '市财政局') * count}</w:tbl>")),
    "Word document of columns": ("a.docx", lambda count: invented.docx_of(f"<w:tbl>{_row(*['任务', '牵头单位'] * count)}{_row(*['工作', '市财政局'] * count)}</w:tbl>")),
    "Word document of tables": ("a.docx", lambda count: invented.docx_of(f"<w:tbl>{_row('任务', '牵头单位')}{_row('工作', '市财政局')}</w:tbl>" * count)),
    "csv of rows": ("a.csv", lambda count: "任务,牵头单位\n" + "做好工作,市财政局\n" * count),
    "csv of columns": ("a.csv", lambda count: "任务,牵头单位," * count + "\n" + "做好工作,市财政局," * count + "\n"),
    "csv of lines in a cell": ("a.csv", lambda count: '任务,牵头单位\n做好工作,"' + "市财政局\n" * count + '"\n'),
    "Markdown of links": ("a.md", lambda count: "[市财政局](http://a)" * count),
    "Markdown of rows": ("a.md", lambda count: "|任务|牵头单位|\n|-|-|\n" + "|做好工作|市财政局|\n" * count),
    "workbook of rows": ("a.xlsx", _sheet),
    "PDF of pages": ("a.pdf", lambda count: printed(*[Page().lines("一、总体要求", "（市科技局负责）")] * count)),
    "OFD of pages": ("a.ofd", lambda count: inked(*[InkedPage().text(72, 700, "做好工作。（市科技局负责）")] * count)),
    "archive of plans": ("a.zip", lambda count: invented.package({f"{n}.txt": "一、做好。（市财政局负责）" for n in range(count)})),
}  # fmt: skip


def _seconds(name: str, file: str | bytes) -> float:
    data = file if isinstance(file, bytes) else file.encode()
    started = time.process_time()
    # What is refused for its size, or because it holds no text, is refused in as little time.
    with suppress(InputError):
        for document in read_bytes(data, name, on_error=lambda _: None):
            for _ in read_document(document, inline=True):
                pass
    return time.process_time() - started


@pytest.mark.parametrize("made_of", FILES)
def test_time_grows_with_the_length(made_of: str) -> None:
    name, build = FILES[made_of]
    count = 100
    _seconds(name, build(count))
    while (short := _seconds(name, build(count))) < _MEASURABLE and count < 200_000:
        # What takes time in proportion is long enough at once, and nothing gets much longer than it has to be.
        count = round(count * min(8, max(1.5, 1.2 * _MEASURABLE / max(short, _TICK))))
    # A process that is disturbed is measured again.
    for _ in range(3):
        long = _seconds(name, build(4 * count))
        if long < _GROWTH * max(short, _MEASURABLE):
            return
        short = max(short, _seconds(name, build(count)))
    assert long < _GROWTH * max(short, _MEASURABLE), count
