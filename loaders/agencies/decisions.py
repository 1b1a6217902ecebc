"""Human decisions on the identity of agencies: a CSV file that always wins over the tables.

Columns `decision`, `jurisdiction`, `name`, `other`, in any order; further columns are notes. `same` makes the two names one
department, called by the first; `alias` makes `name` another name of `other`; `different` keeps the two apart
whatever the tables say. A line without a decision is still open, one whose decision begins with # is a remark. An
empty jurisdiction means any.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.model import InputError
from graph.model.csv_rows import bare, row_writer
from graph.model.names import shown
from graph.model.troubles import file_error

COLUMNS = ("decision", "jurisdiction", "name", "other")
VERDICTS = ("same", "different", "alias")

_BRACKETS = str.maketrans("（〔〈[【〖）〕〉]】〗", "((((((" + "))))))")


def plain_name(name: str) -> str:
    """The name without white space and with every bracket as ( or ), as names are compared."""
    return "".join(name.split()).translate(_BRACKETS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One judgement, and the line of the file it stands in."""

    verdict: str
    jurisdiction: str
    name: str
    other: str
    line: int


@dataclass(frozen=True, slots=True)
class Decisions:
    """All judgements of a file, ready to be asked."""

    source: str = ""
    all: tuple[Decision, ...] = ()
    _target: dict[tuple[str, str], Decision] = field(default_factory=dict)
    _apart: dict[tuple[str, str], Decision] = field(default_factory=dict)
    _pairs: dict[tuple[str, frozenset[str]], Decision] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Decisions":
        """Read a decisions file.

        Raises
        ------
        InputError
            Naming the line that cannot be used, or the two lines that contradict each other.
        """
        return cls.of(_decisions(decisions_text(path), shown(path)), source=shown(path))

    @classmethod
    def of(cls, decisions: list[Decision], *, source: str = "") -> "Decisions":
        """Check that the judgements do not contradict each other and make them ready to be asked."""
        target: dict[tuple[str, str], Decision] = {}
        apart: dict[tuple[str, str], Decision] = {}
        pairs: dict[tuple[str, frozenset[str]], Decision] = {}
        for decision in decisions:
            pair = (decision.jurisdiction, frozenset((decision.name, decision.other)))
            before = pairs.setdefault(pair, decision)
            if (before.verdict == "different") != (decision.verdict == "different"):
                raise InputError(
                    f"{decision.name} and {decision.other} are {decision.verdict} here but {before.verdict} in line "
                    f"{before.line}; keep one of the two",
                    file=source,
                    line=decision.line,
                )
            if decision.verdict == "different":
                apart[decision.jurisdiction, decision.name] = decision
                apart[decision.jurisdiction, decision.other] = decision
                continue
            name = decision.other if decision.verdict == "same" else decision.name
            other = target.setdefault((decision.jurisdiction, name), decision)
            if _canonical(other) != _canonical(decision):
                raise InputError(
                    f"{name} is {_canonical(decision)} here but {_canonical(other)} in line {other.line}; keep one",
                    file=source,
                    line=decision.line,
                )
        result = cls(source=source, all=tuple(decisions), _target=target, _apart=apart, _pairs=pairs)
        result._refuse_circles()
        return result

    def canonical(self, name: str, jurisdiction: str) -> tuple[str, Decision] | None:
        """The name that the judgements give a department, with the judgement; None where they give no other."""
        last: Decision | None = None
        while decision := self._target.get((jurisdiction, name)) or self._target.get(("", name)):
            last, name = decision, _canonical(decision)
        return (name, last) if last else None

    def kept_apart(self, name: str, jurisdiction: str) -> Decision | None:
        """The judgement that the name is a department of its own, if there is one."""
        return self._apart.get((jurisdiction, name)) or self._apart.get(("", name))

    def judged(self, name: str, other: str, jurisdiction: str) -> bool:
        """Whether the pair was judged, in either order."""
        pair = frozenset((name, other))
        return (jurisdiction, pair) in self._pairs or ("", pair) in self._pairs

    def _refuse_circles(self) -> None:
        for (jurisdiction, start), decision in self._target.items():
            seen, name = {start}, start
            while step := self._target.get((jurisdiction, name)) or self._target.get(("", name)):
                name = _canonical(step)
                if name in seen:
                    raise InputError(
                        f"{start} leads back to itself through line {step.line}; remove one of the lines",
                        file=self.source,
                        line=decision.line,
                    )
                seen.add(name)


def _canonical(decision: Decision) -> str:
    return decision.name if decision.verdict == "same" else decision.other


def decisions_text(path: Path) -> str:
    """The text of a decisions file.

    Raises
    ------
    InputError
        The file cannot be read or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"not UTF-8 text ({error.reason}); save it as CSV in UTF-8", file=shown(path)
        ) from None
    except OSError as error:
        raise file_error(error, path, doing="read") from None


def rewritten(text: str, added: Iterable[Mapping[str, str]], *, source: str) -> str:
    """A decisions file with lines added: decisions and remarks stay as they are, lines still open are left out.

    Parameters
    ----------
    text : str
        The file as it is; empty for a new one.
    added : iterable of mapping
        The lines to add, by column; columns that the file lacks are added to it.
    source : str
        The file's name, for errors.
    """
    added = list(added)
    header, rows = _table(text, source) if text.strip() else (list(COLUMNS), [])
    columns = list(dict.fromkeys([*header, *(column for line in added for column in line)]))
    out = io.StringIO(newline="")
    write = row_writer(out)
    write(columns)
    decision = header.index("decision")
    for _, row in rows:
        if row[decision].strip():
            write([*row, *[""] * (len(columns) - len(row))])
    for line in added:
        write([line.get(column, "") for column in columns])
    return out.getvalue()


def _table(text: str, source: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header, and the rows with the numbers of their lines, each filled up to the header's length."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [bare(column.strip()) for column in next(reader, [])]
        rows = [
            (reader.line_num, [*map(bare, row), *[""] * (len(header) - len(row))])
            for row in reader
            if any(row)
        ]
    except csv.Error as error:
        raise InputError(f"not CSV: {error}", file=source, line=reader.line_num) from None
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise InputError(
            f"the first line must name the columns {', '.join(COLUMNS)}; {', '.join(missing)} is missing",
            file=source,
            line=1,
        )
    return header, rows


def _decisions(text: str, source: str) -> list[Decision]:
    header, rows = _table(text, source)
    at = [header.index(column) for column in COLUMNS]
    decisions = []
    for line, row in rows:
        verdict, jurisdiction, name, other = (row[column] for column in at)
        verdict = verdict.strip().lower()
        if not verdict or verdict.startswith("#"):
            continue
        if verdict not in VERDICTS:
            raise InputError(
                f"“{verdict}” is no decision; write same, different or alias, or leave it empty",
                file=source,
                line=line,
            )
        name, other = plain_name(name), plain_name(other)
        if not name or not other:
            raise InputError("name and other must both be given", file=source, line=line)
        if name == other:
            raise InputError(f"{name} stands on both sides; remove the line", file=source, line=line)
        decisions.append(
            Decision(
                verdict=verdict, jurisdiction=plain_name(jurisdiction), name=name, other=other, line=line
            )
        )
    return decisions
