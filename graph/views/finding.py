"""Finding what a person means by a name: exact where there is one, else the only one that holds it."""

from collections.abc import Sequence

from graph.model import InputError
from graph.views.content import Agency, Content, Target


class AmbiguousNameError(InputError):
    """A name that several records answer to; `candidates` are their keys."""

    def __init__(self, what: str, text: str, candidates: Sequence[str]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(
            f"“{text}” may be any of these {what}: {_listed(self.candidates)}; give one of them in full"
        )


def find_agency(content: Content, text: str) -> int:
    """The place of the agency with this key, name or alias, or of the only one whose name holds it.

    Raises
    ------
    InputError
        If none does.
    AmbiguousNameError
        If several do.
    """
    return _find("agencies", content.agencies, text)


def find_zone(content: Content, text: str) -> int:
    """The place of the zone; see `find_agency`."""
    return _find("zones", content.zones, text)


def find_chain(content: Content, text: str) -> int:
    """The place of the industry chain; see `find_agency`."""
    return _find("chains", content.chains, text)


def _find(what: str, records: Sequence[Agency | Target], text: str) -> int:
    wanted = text.strip()
    exact = [
        place
        for place, record in enumerate(records)
        if wanted in (record.key, record.name) or wanted in getattr(record, "aliases", ())
    ]
    found = exact or [place for place, record in enumerate(records) if wanted and wanted in record.name]
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousNameError(what, text, [records[place].key for place in found])
    raise InputError(f"no {what} of the graph have “{text}” in their name")


def _listed(names: Sequence[str], most: int = 12) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
