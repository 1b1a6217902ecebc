"""The table of changes as a workbook: the measures side by side, and a sheet of duties and deadlines."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from graph.views.changes.marking import Mark, Pieces
from graph.views.changes.table import ChangeTable
from graph.views.workbooks import LONGEST_CELL, new_workbook, row_height

_LOOKS = {
    Mark.GONE: {"font_color": "#B01E1E", "font_strikeout": True},
    Mark.NEW: {"font_color": "#1F4E79", "underline": True},
}


def write_changes_workbook(table: ChangeTable, out: Path | IO[bytes]) -> None:
    """Write the table of changes as .xlsx; the same table gives the same bytes."""
    say = table.words
    with new_workbook(out, table.title) as book:
        frame: dict[str, Any] = {"border": 1, "text_wrap": True, "valign": "top"}
        formats: dict[str, Any] = {
            "title": book.add_format({"bold": True, "font_size": 16}),
            "head": book.add_format({**frame, "bold": True, "align": "center", "bg_color": "#D9E2EC"}),
            "text": book.add_format(frame),
            **{mark: book.add_format(look) for mark, look in _LOOKS.items()},
        }
        heads = (say["change"], say["changes_before"], say["changes_after"])
        sheet = _sheet(book, table, say["changes_pairs"], heads, (10, 60, 60), formats)
        for row, pair in enumerate(table.pairs, _HEAD + 1):
            sheet.write_string(row, 0, say[f"change_{pair.status}"], formats["text"])
            for column, pieces in enumerate((pair.before, pair.after), 1):
                _write_pieces(sheet, row, column, pieces or (), formats)
            sheet.set_row(row, row_height([(_plain(pair.before), 60), (_plain(pair.after), 60)]))
        heads = (say["path_of_measure"], say["measure"], say["change"])
        sheet = _sheet(book, table, say["changes_shifts"], heads, (14, 36, 80), formats)
        for row, shift in enumerate(table.shifts, _HEAD + 1):
            texts = (shift.path, shift.task, "\n".join(shift.what))
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text[:LONGEST_CELL], formats["text"])
            sheet.set_row(row, row_height(zip(texts, (14, 36, 80), strict=True)))


_HEAD = 4
"""The row of the heads, below title, both plans and the counts."""


def _sheet(
    book: Any,
    table: ChangeTable,
    name: str,
    heads: Sequence[str],
    widths: Sequence[int],
    formats: dict[str, Any],
) -> Any:
    say = table.words
    sheet = book.add_worksheet(name[:31])
    sheet.write_string(0, 0, table.title, formats["title"])
    sheet.write_string(1, 0, f"{say['changes_before']}：{table.before}")
    sheet.write_string(2, 0, f"{say['changes_after']}：{table.after}")
    sheet.write_string(3, 0, f"{'，'.join(table.summary) or say['compare_same']}。{say['changes_reading']}")
    for place, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(_HEAD, place, head, formats["head"])
    sheet.freeze_panes(_HEAD + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.set_footer("&C&P / &N")
    return sheet


def _write_pieces(sheet: Any, row: int, column: int, pieces: Pieces, formats: dict[str, Any]) -> None:
    text = _plain(pieces)
    if len(pieces) > 1 and len(text) <= LONGEST_CELL:
        parts: list[Any] = []
        for piece in pieces:
            parts += [formats[piece.mark], piece.text] if piece.mark in formats else [piece.text]
        sheet.write_rich_string(row, column, *parts, formats["text"])
    elif pieces and len(pieces) == 1 and pieces[0].mark in formats:
        # A rich text has two parts at least: a blank stands behind the one there is.
        sheet.write_rich_string(
            row, column, formats[pieces[0].mark], text[: LONGEST_CELL - 1], " ", formats["text"]
        )
    else:
        sheet.write_string(row, column, text[:LONGEST_CELL], formats["text"])


def _plain(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)
