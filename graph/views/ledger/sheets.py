"""The sheets of the ledger: rows as high as their text, A4 across, what is late in red."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from graph.views.ledger.columns import (
    CHANGE,
    DONE,
    DUE,
    FILLED,
    INDEX,
    KEY,
    NUMBER,
    OVERDUE,
    PLANNED,
    ROLE,
    STATE,
    STATES,
    LedgerColumn,
    held,
)
from graph.views.ledger.entries import LedgerEntry
from graph.views.ledger.kept import OF_SHEET, Cells, Kept, Value
from graph.views.workbooks import row_height

_EARLIEST = date(1900, 3, 1)
_A4 = 9
_RED = {"bg_color": "#F8CBCB", "font_color": "#9C0006"}
_AMBER = {"bg_color": "#FFE7A3", "font_color": "#7A4B00"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """Writes the sheets of one workbook, as of a day; `kept` is what an office wrote before."""

    book: Any
    today: date
    within: int
    kept: Kept | None
    linked: bool
    formats: dict[str, Any]

    @classmethod
    def of(cls, book: Any, today: date, within: int, kept: Kept | None, *, linked: bool) -> "Sheets":
        """The sheets of a workbook that is empty; `linked` where each leads back to the index."""
        frame: dict[str, Any] = {"border": 1, "valign": "top"}
        head = {**frame, "bold": True, "text_wrap": True, "valign": "vcenter", "align": "center"}
        formats = {
            "title": {"bold": True, "font_size": 16},
            "head": {**head, "bg_color": "#D9E2EC"},
            "link_head": {**head, "bg_color": "#D9E2EC", "font_color": "#1F4E79", "underline": 1},
            "text": {**frame, "text_wrap": True},
            "date": {**frame, "num_format": "yyyy-mm-dd"},
            "link": {**frame, "font_color": "#1F4E79", "underline": 1},
            "red": _RED,
            "amber": _AMBER,
        }
        made = {name: book.add_format(look) for name, look in formats.items()}
        return cls(book=book, today=today, within=within, kept=kept, linked=linked, formats=made)

    def measures(
        self, name: str, listed: Sequence[LedgerEntry], agency: str = "", place: int | None = None
    ) -> None:
        """Write the sheet of all measures, or of those of an agency: its key, and its place in the graph."""
        added = self.kept.added if self.kept else ()
        columns = (
            NUMBER,
            *((ROLE,) if place is not None else ()),
            *PLANNED,
            *((CHANGE,) if self.kept else ()),
            *FILLED,
            *(LedgerColumn(heading=heading, width=14, blank=True) for heading in added),
        )
        sheet = self.book.add_worksheet(name)
        self._heads(sheet, columns, f"{KEY} {agency}".strip())
        for number, entry in enumerate(listed, 1):
            filled = self.kept.filled(agency, entry.key) if self.kept else {}
            cells: dict[str, Value] = {
                NUMBER.heading: float(number),
                **{column.heading: cell for column, cell in zip(PLANNED, entry.planned, strict=True)},
                **filled,
            }
            if place is not None:
                cells[ROLE.heading] = entry.agencies[place]
            if self.kept:
                cells[CHANGE.heading] = self.kept.change(entry)
            self._row(sheet, number, columns, cells, entry.key)
        self._finish(sheet, name, columns, len(listed))
        self._mark(sheet, [column.heading for column in columns], len(listed))

    def gone(self, name: str, rows: Sequence[tuple[str, str, Cells]]) -> None:
        """Write the sheet of measures that the plans no longer have, with what was filled in."""
        added = self.kept.added if self.kept else ()
        columns = (
            NUMBER,
            LedgerColumn(heading=OF_SHEET, width=18),
            *PLANNED,
            *FILLED,
            *(LedgerColumn(heading=heading, width=14, blank=True) for heading in added),
        )
        sheet = self.book.add_worksheet(name)
        self._heads(sheet, columns, KEY)
        for number, (whose, key, cells) in enumerate(rows, 1):
            self._row(sheet, number, columns, {**cells, NUMBER.heading: float(number), OF_SHEET: whose}, key)
        self._finish(sheet, name, columns, len(rows))

    def index(self, rows: Sequence[tuple[str, str, Sequence[int]]], heads: Sequence[str]) -> None:
        """Write the sheet of links: what each leads to, where, and its numbers, the last two overdue and due soon."""
        sheet = self.book.add_worksheet(INDEX)
        sheet.write_string(0, 0, "督查台账", self.formats["title"])
        sheet.write_string(
            1, 0, f"截至{self.today.isoformat()}；红色为已逾期，黄色为{self.within}天内到期，均不含{DONE}的"
        )
        for place, head in enumerate(heads):
            sheet.set_column(place, place, 34 if place == 0 else 12)
            sheet.write_string(3, place, head, self.formats["head"])
        for number, (label, link, counts) in enumerate(rows, 4):
            sheet.write_url(number, 0, link, self.formats["link"], label)
            for place, count in enumerate(counts, 1):
                sheet.write_number(number, place, count, self.formats["text"])
        last = len(heads) - 1
        for place, colour in ((last - 1, "red"), (last, "amber")):
            rule = {"type": "cell", "criteria": ">", "value": 0, "format": self.formats[colour]}
            sheet.conditional_format(4, place, max(len(rows), 1) + 3, place, rule)
        sheet.freeze_panes(4, 1)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
        sheet.set_footer("&C第 &P 页，共 &N 页")

    def _heads(self, sheet: Any, columns: Sequence[LedgerColumn], key: str) -> None:
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.heading, self.formats["head"])
        if self.linked:
            sheet.write_url(0, 0, f"internal:'{INDEX}'!A1", self.formats["link_head"], NUMBER.heading)
        sheet.set_column(len(columns), len(columns), 12, None, {"hidden": True})
        sheet.write_string(0, len(columns), key)

    def _row(self, sheet: Any, number: int, columns: Sequence[LedgerColumn], cells: Cells, key: str) -> None:
        # LibreOffice does not fit the height of rows that it opens.
        texts = ((cells.get(column.heading, ""), column.width) for column in columns[1:])
        sheet.set_row(number, row_height((text, width) for text, width in texts if isinstance(text, str)))
        for place, column in enumerate(columns):
            self._cell(sheet, number, place, cells.get(column.heading, ""), column)
        sheet.write_string(number, len(columns), key)

    def _cell(self, sheet: Any, row: int, place: int, value: Value, column: LedgerColumn) -> None:
        day = _day(value) if column.is_date or not isinstance(value, str) else None
        if day is not None:
            sheet.write_datetime(row, place, datetime(day.year, day.month, day.day), self.formats["date"])
        elif value == "":
            sheet.write_blank(row, place, None, self.formats["date" if column.is_date else "text"])
        elif isinstance(value, bool):
            sheet.write_boolean(row, place, value, self.formats["text"])
        elif isinstance(value, int | float):
            sheet.write_number(row, place, value, self.formats["text"])
        else:
            sheet.write_string(row, place, held(str(value)), self.formats["text"])

    def _finish(self, sheet: Any, name: str, columns: Sequence[LedgerColumn], count: int) -> None:
        headings = [column.heading for column in columns]
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        if count:
            state = headings.index(STATE)
            sheet.data_validation(1, state, count, state, {"validate": "list", "source": list(STATES)})
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header(f"&L{name.replace('&', '&&')}&R截至{self.today.isoformat()}")
        sheet.set_footer("&C第 &P 页，共 &N 页")

    def _mark(self, sheet: Any, headings: list[str], count: int) -> None:
        """What is late in red and what is soon due in amber, unless it is done; it changes with what is filled in."""
        if not count:
            return
        from xlsxwriter.utility import xl_col_to_name

        due, state = (xl_col_to_name(headings.index(heading)) for heading in (DUE, STATE))
        until = self.today + timedelta(days=self.within)
        now, then = (f"DATE({day.year},{day.month},{day.day})" for day in (self.today, until))
        # A date that no workbook knows stands as text, which is greater than every number.
        open_ = f'ISNUMBER(${due}2),${state}2<>"{DONE}"'
        for rule, colour in (
            (f'=OR(${state}2="{OVERDUE}",AND({open_},${due}2<{now}))', "red"),
            (f"=AND({open_},${due}2>={now},${due}2<={then})", "amber"),
        ):
            for heading in (DUE, STATE):
                place = headings.index(heading)
                looks = {"type": "formula", "criteria": rule, "format": self.formats[colour]}
                sheet.conditional_format(1, place, count, place, looks)


def _day(value: Value) -> date | None:
    """A date that a workbook can hold as one."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        value = value.date()
    return value if isinstance(value, date) and value >= _EARLIEST else None
