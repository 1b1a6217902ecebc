"""The files to read, on this machine or wherever fsspec reaches, each with what tells its states apart."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from graph.model import InputError
from graph.model.dataset.folders import LOCAL, file_system_of, told
from graph.model.names import is_url, shown
from graph.model.troubles import file_error
from loaders.formats.files import (
    BY_ENDING,
    ENDINGS_NOTE,
    MAX_FILE_BYTES,
    STANDARD_INPUT,
    OnError,
    OnSkip,
    find_files,
    is_hidden,
    is_plan_by_ending,
    read_regular,
)

# What file systems call the mark of an object's state, the surest first.
_MARKS = ("ETag", "etag", "md5Hash", "checksum", "mtime", "LastModified", "last_modified", "modificationTime")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file: `name` is what facts and messages call it, `stamp` changes when its file system says that it did.

    `path` is where it lies on this machine, or in `system`, a file system of fsspec.
    """

    name: str
    stamp: str
    size: int
    path: str
    system: Any = None

    def read(self) -> bytes:
        """Its bytes.

        Raises
        ------
        InputError
            If it cannot be read or is too large.
        """
        if self.system is None:
            return read_regular(Path(self.path), self.name)
        if self.size > MAX_FILE_BYTES:
            raise InputError(f"larger than {MAX_FILE_BYTES >> 20} MB; split it", file=self.name)
        with told(self.name):
            data: bytes = self.system.cat_file(self.path)
        return data


def list_files(
    places: Sequence[str | Path], *, on_error: OnError, on_skip: OnSkip | None = None, images: bool = False
) -> list[Listed]:
    """List the files of plans: files and folders, by path or by URL; a file named twice is listed once.

    Parameters
    ----------
    places : sequence of str or Path
        URLs as texts, paths as either.
    on_error, on_skip, images
        See `loaders.formats.files.find_files`.

    Returns
    -------
    list of Listed
        In the order of their names.
    """
    found: dict[str, Listed] = {}
    for place in places:
        text = str(place)
        here = text[len(LOCAL) :] if text.startswith(LOCAL) else text
        try:
            files = (
                _remote(text, on_skip, images)
                if is_url(here)
                else _local(Path(here), on_error, on_skip, images)
            )
            found.update((listed.name, listed) for listed in files)
        except InputError as error:
            on_error(error)
    return [found[name] for name in sorted(found)]


def _local(path: Path, on_error: OnError, on_skip: OnSkip | None, images: bool) -> Iterator[Listed]:
    if path == STANDARD_INPUT:
        raise InputError("standard input is read by extract alone; a data set is of files", file="-")
    for file in find_files([path], on_error=on_error, on_skip=on_skip, images=images):
        try:
            state = file.stat()
        except OSError as error:
            on_error(file_error(error, file, doing="read"))
            continue
        stamp = f"{state.st_size}-{state.st_mtime_ns}"
        yield Listed(shown(file), stamp, state.st_size, os.fspath(file.absolute()))


def _remote(url: str, on_skip: OnSkip | None, images: bool) -> Iterator[Listed]:
    system, root = file_system_of(url)
    with told(url):
        files = {root: system.info(root)} if system.isfile(root) else system.find(root, detail=True)
    found = False
    for path in sorted(path for path in files if files[path]["type"] == "file"):
        name = system.unstrip_protocol(path)
        inner = PurePosixPath(path[len(root) :] if path != root else PurePosixPath(path).name)
        if any(map(is_hidden, inner.parts)):
            continue
        if not is_plan_by_ending(inner.name, images) and path != root:
            if on_skip is not None:
                on_skip(f"{name}: {BY_ENDING}")
            continue
        found = True
        size = files[path].get("size") or 0
        yield Listed(name, _stamp(files[path]), size, path, system)
    if not found:
        raise InputError(f"no plan in this folder; {ENDINGS_NOTE}", file=url)


def _stamp(state: dict[str, Any]) -> str:
    mark = next((state[name] for name in _MARKS if state.get(name)), "")
    return hashlib.sha256(f"{state.get('size')}|{mark}".encode()).hexdigest()[:24]
