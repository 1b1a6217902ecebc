"""Find the files of plans and read each into documents, whatever its format."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from graph.model import InputError
from loaders.document import Document
from loaders.formats.text import read_text

OnError = Callable[[InputError], None]

ENDINGS = frozenset({".txt", ".text", ".md", ".markdown"})
"""Endings of the files that a folder is searched for."""

MAX_FILE_BYTES = 256 * 2**20


def find_files(
    paths: Sequence[Path],
    *,
    on_error: OnError | None = None,
    on_skip: Callable[[Path], None] | None = None,
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
        Called with each file of a folder that is left out for its ending.

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


def _walk(folder: Path, on_skip: Callable[[Path], None] | None) -> Iterator[Path]:
    found = False
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _hidden(name))
        for name in sorted(names):
            path = Path(parent, name)
            if _hidden(name):
                continue
            if path.suffix.lower() in ENDINGS:
                found = True
                yield path
            elif on_skip is not None:
                on_skip(path)
    if not found:
        raise InputError(
            f"no plan in this folder; plans end in {', '.join(sorted(ENDINGS))}", file=str(folder)
        )


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$", "__MACOSX"))


def read_documents(path: Path, *, on_error: OnError | None = None) -> Iterator[Document]:
    """Read a file into its documents: one a file, many an archive.

    Parameters
    ----------
    path : Path
        The file; its name stands in the documents' `source` as given.
    on_error : callable, optional
        Called with the error of each file of an archive that cannot be read, so that its siblings still are;
        without it the first such error is raised after the readable siblings are given.

    Raises
    ------
    InputError
        The file itself cannot be read.
    """
    del on_error
    yield read_text(_bytes(path), str(path))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=str(path)) from None
    if len(data) > MAX_FILE_BYTES:
        raise InputError(f"larger than {MAX_FILE_BYTES >> 20} MB; split it", file=str(path))
    return data
