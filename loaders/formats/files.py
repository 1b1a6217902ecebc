"""Find the files of plans and read each into documents, whatever its format."""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from graph.model import InputError
from graph.model.mark import GENERATOR
from graph.model.names import shown
from graph.model.troubles import file_error
from loaders.document import Document
from loaders.formats.kinds import FILE_ENDINGS, IMAGE_ENDINGS, FileFormat, format_of
from loaders.formats.messages import Skipped
from loaders.formats.own import is_own
from loaders.formats.packages import Budget, Package, entry_name

OnError = Callable[[InputError], None]
OnSkip = Callable[[str], None]

STANDARD_INPUT = Path("-")
MAX_FILE_BYTES = 256 * 2**20
MAX_ARCHIVE_BYTES = 512 * 2**20
MAX_ARCHIVE_RATIO = 20
MAX_ENTRY_BYTES = 128 * 2**20
MAX_ARCHIVE_DEPTH = 3
BY_ENDING = "no plan by its ending"
_MIN_IMAGE_BYTES = 8 * 2**10
SMALL_IMAGE = "a picture too small for a page of a plan"
# Opening a pipe waits for its other end, unless told not to; and Windows would change the ends of lines.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
ENDINGS_NOTE = f"plans end in {', '.join(sorted(FILE_ENDINGS))}"


def find_files(
    paths: Sequence[Path],
    *,
    on_error: OnError | None = None,
    on_skip: OnSkip | None = None,
    images: bool = False,
) -> Iterator[Path]:
    """Yield the files of plans: files as given, folders walked in sorted order.

    Parameters
    ----------
    paths : sequence of Path
        Files of any name, standard input as -, and folders, searched for files of `FILE_ENDINGS`; hidden files are not seen.
    on_error : callable, optional
        Called with the error of a path that gives no file, so that the others are still found; without it the
        error is raised.
    on_skip : callable, optional
        Called with the name of each file of a folder that is left out, and why.
    images : bool
        Whether pictures in a folder are plans, too.

    Raises
    ------
    InputError
        A path does not exist, or a folder holds no plan.
    """
    for path in paths:
        try:
            if path == STANDARD_INPUT:
                yield path
            elif path.is_dir():
                yield from _walk(path, on_skip, images)
            elif path.is_file() and is_own(path):
                what = f"written by {GENERATOR} itself, no plan; give the plans that it was made from"
                raise InputError(what, file=shown(path))
            elif path.exists():
                yield path
            else:
                raise InputError("no such file or folder", file=shown(path))
        except (InputError, OSError) as error:
            told = error if isinstance(error, InputError) else file_error(error, path, doing="read")
            if on_error is None:
                raise told from None
            on_error(told)


def _walk(folder: Path, on_skip: OnSkip | None, images: bool) -> Iterator[Path]:
    skip = on_skip or (lambda _: None)
    found = False
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(names):
            path = Path(parent, name)
            if is_hidden(name):
                continue
            if not is_plan_by_ending(name, images):
                skip(f"{shown(path)}: {BY_ENDING}")
            elif is_small_image(name, path.stat().st_size):
                skip(f"{shown(path)}: {SMALL_IMAGE}")
            elif is_own(path):
                skip(f"{shown(path)}: written by {GENERATOR} itself")
            else:
                found = True
                yield path
    if not found:
        raise InputError(f"no plan in this folder; {ENDINGS_NOTE}", file=shown(folder))


def is_plan_by_ending(name: str, images: bool) -> bool:
    """Whether files of this ending are read: pictures only where they are asked for."""
    ending = PurePath(name).suffix.lower()
    return ending in FILE_ENDINGS or (images and ending in IMAGE_ENDINGS)


def is_small_image(name: str, size: int) -> bool:
    """Whether a picture is an icon or a blank, as they lie beside the pages that a browser saved."""
    return PurePath(name).suffix.lower() in IMAGE_ENDINGS and size < _MIN_IMAGE_BYTES


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is none that people see."""
    return name.startswith((".", "~$", "__MACOSX"))


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """One document's file: as given, or from an archive, then named ``archive.zip!/inner.docx``."""

    source: str
    kind: FileFormat
    data: bytes


def entries(
    data: bytes, source: str, *, images: bool = False
) -> Iterator[DocumentFile | Skipped | InputError]:
    """What a file holds: one document, or an archive's, with what cannot be read of it as errors.

    Of an archive pictures are taken only with `images`.

    Raises
    ------
    InputError
        The file itself cannot be read.
    """
    kind = format_of(data, source)
    if kind is FileFormat.ARCHIVE:
        budget = Budget(max(MAX_ARCHIVE_BYTES, MAX_ARCHIVE_RATIO * len(data)))
        yield from _archived(data, source, depth=1, budget=budget, images=images)
    else:
        yield DocumentFile(source, kind, data)


def read_documents(
    path: Path, *, on_error: OnError | None = None, on_skip: OnSkip | None = None
) -> Iterator[Document]:
    """Read a file into its documents, as `read_bytes` does, in this process and without its limits."""
    source = shown(path)
    yield from read_bytes(read_regular(path, source), source, on_error=on_error, on_skip=on_skip)


def read_bytes(
    data: bytes, source: str, *, on_error: OnError | None = None, on_skip: OnSkip | None = None
) -> Iterator[Document]:
    """Read a file that is in memory into its documents: one a file, many an archive.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, which stands in the documents' `source` as given.
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
    # Whoever only looks for files need not load what reads them.
    from loaders.formats.dispatch import read_as

    errors: list[InputError] = []
    report = on_error or errors.append
    for entry in entries(data, source):
        if isinstance(entry, Skipped):
            if on_skip is not None:
                on_skip(entry.what)
        elif isinstance(entry, InputError):
            report(entry)
        elif entry.source == source:
            yield read_as(entry.kind, entry.data, source, report)
        else:
            try:
                yield read_as(entry.kind, entry.data, entry.source, report)
            except InputError as error:
                report(_detached(error, entry.source))
    if errors:
        raise errors[0]


def _archived(
    data: bytes, source: str, *, depth: int, budget: Budget, images: bool
) -> Iterator[DocumentFile | Skipped | InputError]:
    if depth > MAX_ARCHIVE_DEPTH:
        raise InputError(f"archives nested deeper than {MAX_ARCHIVE_DEPTH}", file=source)
    package = Package(data, source, budget=budget)
    named = sorted((entry_name(entry), entry.filename) for entry in package.entries() if not entry.is_dir())
    found = False
    for name, stored in named:
        inner = f"{source}!/{name}"
        if any(is_hidden(part) for part in PurePath(name).parts):
            continue
        if not is_plan_by_ending(name, images):
            yield Skipped(f"{inner}: {BY_ENDING}")
            continue
        if is_small_image(name, package.size(stored)):
            yield Skipped(f"{inner}: {SMALL_IMAGE}")
            continue
        found = True
        if package.size(stored) > budget.left:
            what = (
                f"it unpacks to more than {budget.size >> 20} MB in all; {name} and what follows is not read"
            )
            yield InputError(what, file=source)
            return
        try:
            content = package.read(stored, limit=MAX_ENTRY_BYTES)
            kind = format_of(content, inner)
            if kind is FileFormat.ARCHIVE:
                yield from _archived(content, inner, depth=depth + 1, budget=budget, images=images)
            else:
                yield DocumentFile(inner, kind, content)
        except InputError as error:
            yield _detached(error, inner)
    if not found:
        raise InputError(f"no plan in this archive; {ENDINGS_NOTE}", file=source)


def _detached(error: InputError, source: str) -> InputError:
    """A new error: one that was raised holds on to the whole file through its traceback."""
    return InputError(error.what, file=error.file or source, line=error.line, column=error.column)


def read_regular(path: Path, source: str) -> bytes:
    """The bytes of a file, or of one that a link leads to.

    Raises
    ------
    InputError
        It cannot be read, is too large, or is no regular file: a pipe may never end.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | _AT_ONCE), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise InputError(
                    "cannot be read: not a regular file; give a pipe to standard input, named -", file=source
                )
            return _read_all(file, source)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=source) from None


def read_standard_input() -> bytes:
    """The bytes of standard input.

    Raises
    ------
    InputError
        They are too many.
    """
    return _read_all(sys.stdin.buffer, str(STANDARD_INPUT))


def _read_all(file: BinaryIO, source: str) -> bytes:
    data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise InputError(f"larger than {MAX_FILE_BYTES >> 20} MB; split it", file=source)
    return data
