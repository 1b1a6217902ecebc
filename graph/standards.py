"""The official classifications that industries are placed in: GB/T 4754-2017 and the strategic emerging industries."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from graph.model.tables import CheckedRow, checked_lines

GBT = "GB/T 4754-2017"
EMERGING = "战略性新兴产业分类（2018）"


class IndustryClass(NamedTuple):
    """A class of a standard; `level` counts from 1 at the top: 门类, 大类, 中类, 小类 of GB/T 4754."""

    standard: str
    code: str
    name: str

    @property
    def key(self) -> str:
        """Standard and code."""
        return class_key(self.standard, self.code)

    @property
    def level(self) -> int:
        """How far below the top the class stands, from 1 on."""
        return len(list(_above(self.standard, self.code))) + 1


class _ClassRow(CheckedRow, frozen=True, kw_only=True):
    standard: Literal["GB/T 4754-2017", "战略性新兴产业分类（2018）"]
    code: str
    name: str


def class_key(standard: str, code: str) -> str:
    """The key of a class in every store.

    >>> class_key(GBT, "C36")
    'GB/T 4754-2017 C36'
    """
    return f"{standard} {code}"


@cache
def classes() -> Mapping[str, IndustryClass]:
    """Every class of the standards by its key, in their order; read once."""
    text = files("graph").joinpath("standards.tsv").read_text("utf-8")
    rows = checked_lines(text, _ClassRow, "graph/standards.tsv")
    return {one.key: one for one in (IndustryClass(row.standard, row.code, row.name) for row in rows)}


def classes_above(one: IndustryClass) -> tuple[IndustryClass, ...]:
    """The classes that a class belongs to, the nearest first; none for one at the top.

    >>> [above.name for above in classes_above(classes()["GB/T 4754-2017 C361"])]
    ['汽车制造业', '制造业']
    """
    codes = _above(one.standard, one.code)
    return tuple(classes()[class_key(one.standard, code)] for code in codes)


def _above(standard: str, code: str) -> Iterator[str]:
    """Yield the codes above a code, the nearest first: C361, C36 and C above C3612; 1 above 1.2."""
    if standard == GBT:
        yield from (code[:length] for length in (4, 3, 1) if length < len(code))
    else:
        parts = code.split(".")
        yield from (".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
