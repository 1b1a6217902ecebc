"""One run: what is to be read, by whom, and what the data set holds in the end."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from graph.model import InputError, Ocr
from graph.model.dataset.folders import Folder, open_folder
from graph.model.dataset.manifest import FileRead, Manifest, is_begun, read_manifest
from graph.model.dataset.writing import unnamed_parts, write_manifest
from loaders.batch.groups import Done, FileGroup, failed, grouped
from loaders.batch.listing import list_files
from loaders.formats.files import OnError, OnSkip
from loaders.formats.recognised.installed import is_installed
from loaders.reading import Settings

OnProgress = Callable[[int, int], None]


class ReadingEngine(Protocol):
    """Who reads groups of files."""

    def read(self, groups: Iterable[FileGroup]) -> Iterator[tuple[FileGroup, Done | InputError]]:
        """Give each group and what came of it, as they come to their end.

        What cannot be read even when it is tried alone comes as an error, with a group of one file.

        Raises
        ------
        InputError
            If nothing more can be read at all.
        """


@dataclass(frozen=True, slots=True)
class Read:
    """What a run did: files that the data set holds, those that were read for it, and those that were as before."""

    manifest: Manifest
    read: int
    kept: int

    @property
    def plans(self) -> int:
        """Plans in the data set."""
        return sum(entry.plans for entry in self.manifest.files.values())

    @property
    def measures(self) -> int:
        """Measures in the data set."""
        return sum(entry.measures for entry in self.manifest.files.values())

    @property
    def statements(self) -> int:
        """Sentences of running text in it that give a body a task."""
        return sum(entry.statements for entry in self.manifest.files.values())


def read_into(
    out: str | Path,
    places: Sequence[str | Path],
    engine: ReadingEngine,
    *,
    settings: Settings | None = None,
    ocr: Ocr | str = Ocr.AUTO,
    on_error: OnError,
    on_skip: OnSkip | None = None,
    on_progress: OnProgress | None = None,
) -> Read:
    """Read the plans of files and folders into a data set, which afterwards holds these files and no others.

    A file that was read before, in the same way and by the same version, is not read again: neither if a run was
    stopped, nor if it was not.

    Parameters
    ----------
    out : str or Path
        The data set: a folder, or the URL of one.
    places : sequence of str or Path
        Files, archives and folders, by path or by URL.
    engine : Engine
        Who reads.
    settings : Settings, optional
        How plans are read.
    ocr : Ocr or str
        Of which pages characters are recognised, see `loaders.reading.read_plans`.
    on_error, on_skip : callable
        Called with what cannot be read and what is no plan, of all files of the data set, in the order of their names.
    on_progress : callable, optional
        Called with the number of files done and of all files.

    Raises
    ------
    InputError
        If the data set cannot be written, or nothing can be read.
    """
    chosen = settings or Settings()
    packed, ocr = chosen.packed(), Ocr(ocr)
    run = hashlib.sha256(f"{version('qiantou')} {ocr} ".encode() + packed).hexdigest()
    folder = _own_folder(out)
    images = ocr is not Ocr.NEVER and is_installed()
    files = list_files(places, on_error=on_error, on_skip=on_skip, images=images)
    if not files:
        raise InputError("nothing to read", file=", ".join(map(str, places)))
    known = _known(folder, run)
    held = {
        file.name: known[file.name]
        for file in files
        if file.name in known and known[file.name][0].stamp == file.stamp
    }
    kept = len(held)
    changed = [file for file in files if file.name not in held]
    before = {name: entry for name, (entry, _) in known.items()}
    done = kept
    for group, what in engine.read(grouped(changed, before, FileGroup((), {}, folder, packed, run, ocr))):
        held.update(_held(group, what, known))
        done += len(group.files)
        if on_progress is not None:
            on_progress(min(done, len(files)), len(files))
    manifest = Manifest.of(run, held.values())
    write_manifest(folder, manifest)
    for entry in manifest.files.values():
        for finding in entry.errors:
            on_error(finding.error())
        if on_skip is not None:
            for skipped in entry.skipped:
                on_skip(skipped)
    return Read(manifest, len(changed), kept)


def _own_folder(out: str | Path) -> Folder:
    folder = open_folder(out)
    if not is_begun(folder) and not folder.is_empty():
        raise InputError("this is no data set of facts, and not empty: name another folder", file=str(out))
    return folder


def _known(folder: Folder, run: str) -> dict[str, tuple[FileRead, str]]:
    """What was read in the same way before: by a run that came to its end, and since then by one that did not."""
    try:
        manifest = read_manifest(folder)
    except InputError:
        # It is written anew, from parts that say themselves what they are.
        manifest = None
    held: dict[str, tuple[FileRead, str]] = {}
    if manifest is not None and manifest.settings == run:
        held = {name: (entry, manifest.parts[name]) for name, entry in manifest.files.items()}
    for part in unnamed_parts(folder, manifest):
        if part.settings == run:
            held.update((entry.file, (entry, part.id)) for entry in part.files)
    return {name: one for name, one in held.items() if one[0].sha256}


def _held(
    group: FileGroup, what: Done | InputError, known: dict[str, tuple[FileRead, str]]
) -> Iterator[tuple[str, tuple[FileRead, str]]]:
    if isinstance(what, InputError):
        for file in group.files:
            yield file.name, (failed(file, what), "")
        return
    for entry in what.unchanged:
        yield entry.file, (entry, known[entry.file][1])
    if what.part is not None:
        for entry in what.part.files:
            yield entry.file, (entry, what.part.id)
