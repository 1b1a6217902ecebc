"""The agencies of a graph by the names that people use for them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph.model.errors import InputError
from graph.store.base import Store


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A department as the directory lists it."""

    key: str
    name: str
    jurisdiction: str
    aliases: tuple[str, ...]


class UnknownAgencyError(InputError):
    """No agency of the graph has this name."""


class AmbiguousAgencyError(InputError):
    """Several agencies answer to this name; `candidates` are they."""

    def __init__(self, what: str, candidates: Sequence[Entry]) -> None:
        super().__init__(what)
        self.candidates = tuple(candidates)


def directory(store: Store) -> list[Entry]:
    """List every department of the graph, sorted by key."""
    found = store.run("MATCH (d:Department) RETURN d.key, d.name, d.jurisdiction, d.aliases")
    return sorted(Entry(key, name, place, tuple(aliases)) for key, name, place, aliases in found.rows)


def find_agency(entries: Iterable[Entry], text: str, jurisdictions: Sequence[str] = ()) -> Entry:
    """Find the one agency that a text names: by its key, its name, an alias, or a part that only one has.

    Parameters
    ----------
    entries : iterable of Entry
        The directory.
    text : str
        What somebody typed.
    jurisdictions : sequence of str
        If given, only agencies of these places count.

    Raises
    ------
    AmbiguousAgencyError
        If several agencies answer to the text in the same way.
    UnknownAgencyError
        If none does; the message offers names that are close.
    """
    entries = [entry for entry in entries if not jurisdictions or entry.jurisdiction in jurisdictions]
    ways: tuple[Callable[[Entry], bool], ...] = (
        lambda entry: entry.key == text,
        lambda entry: entry.name == text,
        lambda entry: text in entry.aliases,
        lambda entry: any(text in name for name in (entry.name, *entry.aliases)),
    )
    for answers in ways if text else ():
        found = [entry for entry in entries if answers(entry)]
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousAgencyError(f"{text}: {len(found)} agencies answer to this name", found)
    raise UnknownAgencyError(f"{text or '(nothing)'}: no agency has this name{_hint(entries, text)}")


def _hint(entries: Sequence[Entry], text: str) -> str:
    from rapidfuzz.process import extract

    if not entries:
        return "; the graph holds no agency" + (" of this place" if text else "")
    names = sorted({name for entry in entries for name in (entry.name, *entry.aliases)})
    close = [name for name, _, _ in extract(text, names, limit=3, score_cutoff=50)]
    return (
        f"; did you mean {' or '.join(close)}?"
        if close
        else "; list them with `qiantou query agency_aliases`"
    )
