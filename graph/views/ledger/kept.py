"""What an office wrote into a ledger, read back so that a new one holds it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from graph.model import InputError
from graph.model.names import shown
from graph.model.troubles import file_error
from graph.views.ledger.columns import CHANGE, DONE, FILLED, GONE, KEY, NUMBER, PLANNED, ROLE, STATE, held
from graph.views.ledger.entries import LedgerEntry

Value = str | float | bool | date
Cells = Mapping[str, Value]
"""The cells of a row by their headings; empty ones are left out."""

OF_SHEET = "单位"
"""Heads the column of the sheet of measures that are gone which says from whose sheet a row is."""
BETWEEN = " | "
"""Stands on that sheet between the keys of agency and measure."""

_OURS = frozenset((OF_SHEET, *(column.heading for column in (NUMBER, ROLE, CHANGE, *PLANNED))))
_TASK, _TEXT, _PLAN = (
    next(at for at, column in enumerate(PLANNED) if column.heading == heading)
    for heading in ("工作任务", "具体内容", "所属方案")
)
_NUMBERS = "（()）.．、 \u30000123456789一二三四五六七八九十第条项"
_ALIKE_FROM = 60
_NO_LONGER = "\0"
"""Parts what the key of a measure that is gone is made of."""
_BLANKS = tuple(column.heading for column in FILLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The rows of a ledger: by the key of the agency of their sheet, "" for all measures, and of the measure.

    Rows of measures that were gone before have keys that no measure has. `added` are the headings of columns that the
    office added, in their order.
    """

    rows: dict[str, dict[str, Cells]] = field(default_factory=dict)
    added: tuple[str, ...] = ()

    def filled(self, agency: str, measure: str) -> Cells:
        """What was filled in for a measure on the sheet of an agency, or of all."""
        row = self.rows.get(agency, {}).get(measure, {})
        return {heading: value for heading, value in row.items() if heading not in _OURS}

    def state(self, measure: str) -> str:
        """The state of a measure on the sheet of all, else where one agency gave it one."""
        sheets = [self.rows.get("", {}), *(rows for agency, rows in sorted(self.rows.items()) if agency)]
        return next((str(row[STATE]) for rows in sheets if STATE in (row := rows.get(measure, {}))), "")

    def done(self) -> set[str]:
        """The measures whose state is that they are done."""
        keys = {key for rows in self.rows.values() for key in rows}
        return {key for key in keys if self.state(key) == DONE}

    def matched(self, listed: Iterable[LedgerEntry]) -> "Kept":
        """The same under the keys that measures have now.

        A key holds the measure's number, which another one may have today: what an office wrote must not pass to it.
        A measure is the one with the same text, if there is one; else the one with the same heading in its plan; else
        the one with the same key and much of the text. What is none of these is gone.
        """
        old = {key: _planned(cells) for rows in self.rows.values() for key, cells in rows.items()}
        now = {entry.key: tuple(map(held, entry.planned)) for entry in listed}
        to: dict[str, str] = {}
        for alike in (_text, _heading):
            _join(to, old, now, alike)
        taken = set(to.values())
        for key, planned in old.items():
            if key not in to and key in now and key not in taken and _is_one(planned, now[key]):
                to[key] = key
        return Kept(
            rows={
                agency: {to.get(key) or _no_longer(key, cells): cells for key, cells in rows.items()}
                for agency, rows in self.rows.items()
            },
            added=self.added,
        )

    def change(self, entry: LedgerEntry) -> str:
        """What the plans say otherwise than the ledger of before."""
        sheets = [rows[entry.key] for rows in self.rows.values() if entry.key in rows]
        if not sheets:
            return "新增"
        old = sheets[0]
        changed = [
            column.heading
            for column, cell in zip(PLANNED, entry.planned, strict=True)
            if _as_text(old.get(column.heading, "")) != held(cell)
        ]
        return f"有变动：{'、'.join(changed)}" if changed else ""

    def without(self, listed: Iterable[LedgerEntry]) -> Iterator[tuple[str, str, Cells]]:
        """The rows of measures that the plans no longer have: whose, the measure's key, and the cells."""
        present = {entry.key for entry in listed}
        for agency, rows in self.rows.items():
            for key, cells in rows.items():
                filled = any(heading not in _OURS for heading in cells) or key.endswith(_NO_LONGER)
                if key not in present and (filled or not agency):
                    yield agency, key.rpartition(_NO_LONGER)[2], cells


def read_kept(paths: Sequence[Path]) -> Kept:
    """Read ledgers that were filled in.

    Parameters
    ----------
    paths : sequence of Path
        Workbooks, or folders of them, as `write_ledger` and `write_split` make them; a later one goes before.

    Raises
    ------
    InputError
        If one cannot be read, or is no ledger.
    """
    rows: dict[str, dict[str, Cells]] = {}
    added: dict[str, None] = {}
    for path in _workbooks(paths):
        found = False
        for name, table in _sheets(path):
            heads = [str(cell).strip() for cell in table[0]] if table else []
            place = next((at for at, head in enumerate(heads) if head.startswith(KEY)), None)
            if place is None:
                continue
            found = True
            agency = heads[place].removeprefix(KEY).strip()
            added |= dict.fromkeys(
                head
                for head in heads
                if head and head not in _OURS and head not in _BLANKS and not head.startswith(KEY)
            )
            for line in table[1:]:
                key = str(line[place]) if place < len(line) else ""
                cells = {
                    head: value
                    for at, (head, value) in enumerate(zip(heads, line, strict=False))
                    if at != place and head and value not in ("", None)
                }
                if not key and set(cells) <= {NUMBER.heading}:
                    continue
                if not key:
                    # The office added the row.
                    rows.setdefault(agency, {})[_no_longer(key, cells)] = cells
                elif name == GONE:
                    whose, _, key = key.rpartition(BETWEEN)
                    rows.setdefault(whose, {})[_no_longer(key, cells)] = cells
                else:
                    rows.setdefault(agency, {})[key] = cells
        if not found:
            raise InputError(
                f"no ledger that can be gone on with: no sheet has the hidden column {KEY}", file=shown(path)
            )
    return Kept(
        rows=rows,
        added=tuple(added),
    )


def _workbooks(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(one for one in path.glob("*.xlsx") if not one.name.startswith(("~$", ".")))
        if not inside:
            raise InputError("holds no workbook", file=shown(path))
        yield from inside


def _sheets(path: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except OSError as error:
        raise file_error(error, path, doing="read") from None
    except (python_calamine.CalamineError, ValueError) as error:
        raise InputError(f"cannot be read as a workbook: {error}", file=shown(path)) from None


def _as_text(value: Value) -> str:
    """A cell as the plans' columns hold it: dates as ISO, whole numbers without a fraction."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _planned(cells: Cells) -> tuple[str, ...]:
    return tuple(_as_text(cells.get(column.heading, "")) for column in PLANNED)


def _no_longer(key: str, cells: Cells) -> str:
    """A key for a measure that is gone: its own may be that of another one today."""
    return f"{_NO_LONGER}{_planned(cells)[_TEXT]}{_NO_LONGER}{key.rpartition(_NO_LONGER)[2]}"


def _text(planned: tuple[str, ...]) -> str:
    """A measure's text without the number before it."""
    return planned[_TEXT].lstrip(_NUMBERS)


def _heading(planned: tuple[str, ...]) -> str:
    """A measure's heading with its plan."""
    return f"{planned[_TASK]}{_NO_LONGER}{planned[_PLAN]}" if planned[_TASK] else ""


def _join(
    to: dict[str, str],
    old: Mapping[str, tuple[str, ...]],
    now: Mapping[str, tuple[str, ...]],
    alike: Callable[[tuple[str, ...]], str],
) -> None:
    """Join what is alike and neither joined yet nor like a third."""
    taken = set(to.values())
    before, after = defaultdict(list), defaultdict(list)
    for key, planned in old.items():
        if key not in to:
            before[alike(planned)].append(key)
    for key, planned in now.items():
        if key not in taken:
            after[alike(planned)].append(key)
    for text, keys in before.items():
        if text and len(keys) == 1 and len(after.get(text, ())) == 1:
            to[keys[0]] = after[text][0]


def _is_one(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Whether a row and a measure of one key are one: by much of the text."""
    from rapidfuzz import fuzz

    return fuzz.ratio(old[_TEXT], new[_TEXT]) >= _ALIKE_FROM
