"""Groups of files, each read by one worker into one part of a data set."""

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.model import Facts, InputError, Ocr
from graph.model.dataset.folders import Folder
from graph.model.dataset.manifest import FileRead, Finding, Part
from graph.model.dataset.writing import write_part
from graph.model.mark import GENERATOR
from loaders.batch.listing import Listed
from loaders.formats.guard import Readers, Source, Work
from loaders.formats.messages import Skipped
from loaders.formats.own import bears_mark

_FILES = 64
_BYTES = 4 * 2**20


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files to be read by one worker, and where their facts go.

    Parameters
    ----------
    files : tuple of Listed
        In the order of their names.
    known : dict
        What is known of files whose stamp has changed: with the same content they are not read again.
    out : Folder
        The data set.
    settings : bytes
        How they are read, packed.
    run : str
        What stands for the settings and for this version in the data set.
    ocr : Ocr
        Of which pages characters are recognised.
    """

    files: tuple[Listed, ...]
    known: Mapping[str, FileRead]
    out: Folder
    settings: bytes
    run: str
    ocr: Ocr = Ocr.AUTO

    def alone(self) -> "Iterator[FileGroup]":
        """Each of the files as a group of its own."""
        for file in self.files:
            yield replace(self, files=(file,))


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a group: the part that was written, and the files that had changed in nothing but their stamp."""

    part: Part | None
    unchanged: tuple[FileRead, ...]


def grouped(files: Sequence[Listed], known: Mapping[str, FileRead], like: FileGroup) -> Iterator[FileGroup]:
    """Part files into groups that are worth a task each: some tens of files, some megabytes; else `like` this one."""
    group: list[Listed] = []
    size = 0

    def made() -> FileGroup:
        before = {file.name: known[file.name] for file in group if file.name in known}
        return replace(like, files=tuple(group), known=before)

    for file in files:
        if group and (len(group) >= _FILES or size + file.size > _BYTES):
            yield made()
            group, size = [], 0
        group.append(file)
        size += file.size
    if group:
        yield made()


def read_group(group: FileGroup, stopped: Callable[[], bool] = lambda: False) -> Done:
    """Read the files of a group and write their part of the data set: what a worker does.

    Each file is read in a process with limits, as everywhere; a file that cannot be read costs itself.

    Raises
    ------
    InputError
        If the part cannot be written.
    """
    reading = _Reading(group)
    with Readers(Work("loaders.pipeline:facts_of", Facts, group.settings), ocr=group.ocr) as readers:
        for file in group.files:
            if stopped():
                return Done(None, ())
            reading.read(file, readers)
    part = write_part(group.out, group.run, reading.entries, reading.plans) if reading.entries else None
    return Done(part, tuple(reading.unchanged))


@dataclass
class _Reading:
    group: FileGroup
    entries: list[FileRead] = field(default_factory=list)
    plans: list[tuple[str, Facts]] = field(default_factory=list)
    unchanged: list[FileRead] = field(default_factory=list)

    def read(self, file: Listed, readers: "Readers[Facts]") -> None:
        try:
            data = file.read()
        except InputError as error:
            self.entries.append(failed(file, error))
            return
        content = hashlib.sha256(data).hexdigest()
        before = self.group.known.get(file.name)
        if before is not None and before.sha256 == content:
            self.unchanged.append(before.with_stamp(file.stamp))
            return
        errors: list[Finding] = []
        skipped: list[str] = []
        plans: list[Facts] = []
        # On a disk those that list the files look into them; in a bucket who reads them does.
        own = file.system is not None and bears_mark(file.path, io.BytesIO(data))
        if own:
            skipped.append(f"{file.name}: written by {GENERATOR} itself")
        for found in () if own else readers.read(Source(file.name, data=data)):
            if isinstance(found, InputError):
                errors.append(Finding.of(found, file.name))
            elif isinstance(found, Skipped):
                skipped.append(found.what)
            else:
                plans.append(found)
        self.plans += [(file.name, facts) for facts in plans]
        self.entries.append(
            FileRead(
                file=file.name,
                stamp=file.stamp,
                sha256=content,
                plans=len(plans),
                measures=sum(len(facts.measures) for facts in plans),
                statements=sum(facts.statements for facts in plans),
                errors=tuple(errors),
                skipped=tuple(skipped),
            )
        )


def failed(file: Listed, error: InputError) -> FileRead:
    """A file of which nothing is known but why it was not read: the next run tries it again."""
    return FileRead(file=file.name, stamp=file.stamp, sha256="", errors=(Finding.of(error, file.name),))
