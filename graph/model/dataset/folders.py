"""Folders of a data set: on this machine, or wherever fsspec reaches (s3://, hdfs://, gs://, memory:// …)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

from graph.model.errors import InputError
from graph.model.files import whole_file
from graph.model.names import is_url, shown
from graph.model.troubles import file_error

LOCAL = "file://"
"""How the URL of a file of this machine begins."""


class Folder(Protocol):
    """What a data set needs of the place it lies in; names are relative, with slashes."""

    name: str

    def read(self, name: str) -> bytes:
        """The bytes of a file.

        Raises
        ------
        InputError
            If it cannot be read.
        """

    def write(self, name: str, data: bytes) -> None:
        """Put a file in place, whole or not at all.

        Raises
        ------
        InputError
            If it cannot be written.
        """

    def exists(self, name: str) -> bool:
        """Whether there is a file or a folder of this name."""

    def folders(self, name: str) -> list[str]:
        """Names of the folders in one of its folders, sorted; none where that is missing."""

    def remove(self, name: str) -> None:
        """Remove a folder and what it holds."""

    def is_empty(self) -> bool:
        """Whether it holds nothing, or is not there yet."""


def open_folder(location: str | Path) -> Folder:
    """The folder at a path or a URL.

    Raises
    ------
    InputError
        If the URL cannot be reached by what is installed.
    """
    text = str(location)
    if text.startswith(LOCAL):
        return LocalFolder(Path(unquote(text[len(LOCAL) :])))
    return RemoteFolder(text) if is_url(text) else LocalFolder(Path(text))


class LocalFolder:
    """A folder of this machine, or of a disk that all machines share."""

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        self.name = shown(path)

    def read(self, name: str) -> bytes:
        """See `Folder`."""
        try:
            return (self._path / name).read_bytes()
        except OSError as error:
            raise file_error(error, self._path / name, doing="read") from None

    def write(self, name: str, data: bytes) -> None:
        """See `Folder`."""
        path = self._path / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise file_error(error, path.parent, doing="written") from None
        with whole_file(path) as scratch:
            scratch.write_bytes(data)

    def exists(self, name: str) -> bool:
        """See `Folder`."""
        return (self._path / name).exists()

    def folders(self, name: str) -> list[str]:
        """See `Folder`."""
        path = self._path / name
        return sorted(child.name for child in path.iterdir() if child.is_dir()) if path.is_dir() else []

    def remove(self, name: str) -> None:
        """See `Folder`."""
        import shutil

        try:
            shutil.rmtree(self._path / name)
        except OSError as error:
            raise file_error(error, self._path / name) from None

    def is_empty(self) -> bool:
        """See `Folder`."""
        try:
            return not self._path.exists() or not any(self._path.iterdir())
        except OSError as error:
            raise file_error(error, self._path, doing="written") from None


class RemoteFolder:
    """A folder of an object store or a cluster's file system; it is sent to workers with all they need to reach it."""

    def __init__(self, url: str) -> None:
        self._files, self._root = file_system_of(url)
        self.name = url

    def read(self, name: str) -> bytes:
        """See `Folder`."""
        with told(f"{self.name}/{name}"):
            data: bytes = self._files.cat_file(self._at(name))
            return data

    def write(self, name: str, data: bytes) -> None:
        """See `Folder`; an object store shows an object when it is there whole."""
        with told(f"{self.name}/{name}"):
            self._files.pipe_file(self._at(name), data)

    def exists(self, name: str) -> bool:
        """See `Folder`."""
        with told(f"{self.name}/{name}"):
            return bool(self._files.exists(self._at(name)))

    def folders(self, name: str) -> list[str]:
        """See `Folder`."""
        with told(f"{self.name}/{name}"):
            self._files.invalidate_cache()
            if not self._files.exists(self._at(name)):
                return []
            found = self._files.ls(self._at(name), detail=True)
        return sorted(
            one["name"].rstrip("/").rpartition("/")[2] for one in found if one["type"] == "directory"
        )

    def remove(self, name: str) -> None:
        """See `Folder`."""
        with told(f"{self.name}/{name}"):
            self._files.rm(self._at(name), recursive=True)

    def is_empty(self) -> bool:
        """See `Folder`."""
        with told(self.name):
            return not self._files.exists(self._root) or not self._files.ls(self._root)

    def _at(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}" if name else self._root


def file_system_of(url: str) -> tuple[Any, str]:
    """The file system that a URL leads to, and the path in it.

    Its options come from the configuration of fsspec: files in ~/.config/fsspec, or the environment
    (``FSSPEC_S3_ENDPOINT_URL``).

    Raises
    ------
    InputError
        If nothing that is installed speaks the URL.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise InputError(
            "a URL is read by fsspec, which is not installed: python -m pip install 'qiantou[dask]'", file=url
        ) from None
    try:
        files, path = url_to_fs(url)
    except (ImportError, ValueError, OSError) as error:
        raise InputError(f"nothing that is installed reads this: {error}", file=url) from None
    return files, str(path)


@contextmanager
def told(name: str) -> Iterator[None]:
    """Tell what goes wrong with a file of another machine in one line."""
    try:
        yield
    except InputError:
        raise
    except FileNotFoundError:
        raise InputError("there is no such file or folder", file=name) from None
    except Exception as error:
        # Each file system has errors of its own sort; all that may be hoped for is words.
        raise InputError(f"cannot be reached: {error or type(error).__name__}", file=name) from None
