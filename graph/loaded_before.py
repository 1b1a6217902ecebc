"""What the last load said, kept in the graph's file: the same data sets once more change nothing, and are told from it."""

import hashlib
import os
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from graph.loaded import Loaded
from graph.loading import has_tables
from graph.model import InputError, Plan
from graph.model.dataset.folders import open_folder
from graph.model.dataset.mark import MANIFEST
from graph.store.base import Store
from graph.store.embedded import EmbeddedStore
from graph.store.opening import GraphLocation
from graph.store.recovery import is_unfinished
from graph.store.rows import held_hash
from graph.store.seal import note_of
from graph.table import Table


class _Note(msgspec.Struct, frozen=True, kw_only=True):
    """`what` was loaded, and what was told of it: the summary, the files of several plans, the plans of several files."""

    what: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    sources: dict[str, list[str]]
    plans: dict[str, list[tuple[Plan, int]]]
    doubts: list[str]


def fingerprint(paths: Sequence[Path | str], *, inline: bool) -> str:
    """What tells whether data sets are the same as before, and are loaded in the same way; empty of anything else.

    A manifest names every file by the hash of its content, and how it was read.
    """
    if not all(map(has_tables, paths)):
        return ""
    parts = [version("qiantou"), held_hash(""), str(inline)]
    try:
        parts += [hashlib.sha256(open_folder(path).read(MANIFEST)).hexdigest() for path in paths]
    except (InputError, OSError):
        # The load will say what is wrong.
        return ""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def keep_told(store: Store, what: str, loaded: Loaded, table: Table) -> None:
    """Keep with a graph what is told of a load of this fingerprint that read everything."""
    if not what or loaded.failures or not isinstance(store, EmbeddedStore):
        return
    repeated = loaded.repeated
    note = _Note(
        what=what,
        columns=table.columns,
        rows=list(table.rows),
        sources=repeated,
        plans={
            source: plans
            for source, plans in loaded.plans.items()
            if len(plans) > 1 or any(plan.key in repeated for plan, _ in plans)
        },
        doubts=loaded.doubts,
    )
    store.keep(msgspec.msgpack.encode(note))


def told_before(graph: GraphLocation, what: str) -> tuple[Loaded, Table] | None:
    """What was told when the graph's last change was a load of this fingerprint; None where it was not."""
    file = Path(os.path.realpath(graph.address))
    if not what or graph.is_server or not file.is_file() or is_unfinished(file):
        return None
    try:
        note = msgspec.msgpack.decode(note_of(file), type=_Note)
    except msgspec.DecodeError:
        return None
    if note.what != what:
        return None
    loaded = Loaded(doubts=note.doubts)
    loaded.sources.update(note.sources)
    loaded.plans.update(note.plans)
    return loaded, Table(note.columns, note.rows)
