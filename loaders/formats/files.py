"""Find the files of plans and read each into documents, whatever its format."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath

from graph.model import InputError
from graph.model.mark import GENERATOR
from loaders.document import Document
from loaders.formats.dispatch import read_as
from loaders.formats.kinds import ENDINGS, Kind, kind_of
from loaders.formats.own import is_own
from loaders.formats.packages import Budget, Package, entry_name

OnError = Callable[[InputError], None]
OnSkip = Callable[[str], None]

MAX_FILE_BYTES = 256 * 2**20
MAX_ARCHIVE_BYTES = 512 * 2**20
MAX_ARCHIVE_RATIO = 20
MAX_ENTRY_BYTES = 128 * 2**20
MAX_ARCHIVE_DEPTH = 3
# Formats read by engines of native code, or page by page: what a file may cost is not known beforehand.
_GUARDED = frozenset({Kind.PDF, Kind.OFD, Kind.SHEETS})
_BY_ENDING = "no plan by its ending"
_ENDINGS_NOTE = f"plans end in {', '.join(sorted(ENDINGS))}"


def find_files(
    paths: Sequence[Path],
    *,
    on_error: OnError | None = None,
    on_skip: OnSkip | None = None,
) -> Iterator[Path]:
    """Yield the files of plans: files as given, folders walked in sorted order.

    Parameters
    ----------
    paths : sequence of Path
        Files of any name, and folders, searched for files of `ENDINGS`; hidden files are not seen.
    on_error : callable, optional
        Called with the error of a path that gives no file, so that the others are still found; without it the
        error is raised.
    on_skip : callable, optional
        Called with the name of each file of a folder that is left out, and why.

    Raises
    ------
    InputError
        A path does not exist, or a folder holds no plan.
    """
    for path in paths:
        try:
            if path.is_dir():
                yield from _walk(path, on_skip)
            elif path.exists():
                yield path
            else:
                raise InputError("no such file or folder", file=str(path))
        except InputError as error:
            if on_error is None:
                raise
            on_error(error)


def _walk(folder: Path, on_skip: OnSkip | None) -> Iterator[Path]:
    skip = on_skip or (lambda _: None)
    found = False
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _hidden(name))
        for name in sorted(names):
            path = Path(parent, name)
            if _hidden(name):
                continue
            if path.suffix.lower() not in ENDINGS:
                skip(f"{path}: {_BY_ENDING}")
            elif is_own(path):
                skip(f"{path}: written by {GENERATOR} itself")
            else:
                found = True
                yield path
    if not found:
        raise InputError(f"no plan in this folder; {_ENDINGS_NOTE}", file=str(folder))


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$", "__MACOSX"))


def read_documents(
    path: Path, *, on_error: OnError | None = None, on_skip: OnSkip | None = None
) -> Iterator[Document]:
    """Read a file into its documents: one a file, many an archive.

    Parameters
    ----------
    path : Path
        The file; its name stands in the documents' `source` as given.
    on_error : callable, optional
        Called with the error of each file of an archive, and of each page of a PDF, that cannot be read, so that
        the rest still is; without it the first such error is raised after the rest is given.
    on_skip : callable, optional
        Called with the name of each file of an archive that is left out, and why.

    Raises
    ------
    InputError
        The file itself cannot be read.
    """
    yield from read_bytes(_bytes(path), str(path), on_error=on_error, on_skip=on_skip)


def read_bytes(
    data: bytes, source: str, *, on_error: OnError | None = None, on_skip: OnSkip | None = None
) -> Iterator[Document]:
    """Read a file that is in memory; parameters and errors as for `read_documents`."""
    kind = kind_of(data, source)
    errors: list[InputError] = []
    report = on_error or errors.append
    if kind is Kind.ARCHIVE:
        budget = Budget(max(MAX_ARCHIVE_BYTES, MAX_ARCHIVE_RATIO * len(data)))
        yield from _read_archive(data, source, depth=1, budget=budget, on_error=report, on_skip=on_skip)
    else:
        yield _read(kind, data, source, report)
    if errors:
        raise errors[0]


def _read_archive(
    data: bytes, source: str, *, depth: int, budget: Budget, on_error: OnError, on_skip: OnSkip | None
) -> Iterator[Document]:
    if depth > MAX_ARCHIVE_DEPTH:
        raise InputError(f"archives nested deeper than {MAX_ARCHIVE_DEPTH}", file=source)
    package = Package(data, source, budget=budget)
    named = sorted((entry_name(entry), entry.filename) for entry in package.entries() if not entry.is_dir())
    found = False
    for name, stored in named:
        inner = f"{source}!/{name}"
        if any(_hidden(part) for part in PurePath(name).parts):
            continue
        if PurePath(name).suffix.lower() not in ENDINGS:
            if on_skip is not None:
                on_skip(f"{inner}: {_BY_ENDING}")
            continue
        found = True
        if package.size(stored) > budget.left:
            what = (
                f"it unpacks to more than {budget.size >> 20} MB in all; {name} and what follows is not read"
            )
            on_error(InputError(what, file=source))
            return
        try:
            content = package.read(stored, limit=MAX_ENTRY_BYTES)
            kind = kind_of(content, inner)
            if kind is Kind.ARCHIVE:
                yield from _read_archive(
                    content, inner, depth=depth + 1, budget=budget, on_error=on_error, on_skip=on_skip
                )
            else:
                yield _read(kind, content, inner, on_error)
        except InputError as error:
            # A new one: the error raised holds on to the whole file through its traceback.
            on_error(InputError(error.what, file=error.file or inner, line=error.line, column=error.column))
    if not found:
        raise InputError(f"no plan in this archive; {_ENDINGS_NOTE}", file=source)


def _read(kind: Kind, data: bytes, source: str, on_error: OnError) -> Document:
    if kind in _GUARDED:
        from loaders.formats.guard import read_guarded

        return read_guarded(kind, data, source, on_error)
    return read_as(kind, data, source, on_error)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=str(path)) from None
    if len(data) > MAX_FILE_BYTES:
        raise InputError(f"larger than {MAX_FILE_BYTES >> 20} MB; split it", file=str(path))
    return data
