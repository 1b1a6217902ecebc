"""What a data set holds: each file that was read, what it was by content, and the part in which its facts are."""

from collections.abc import Iterable
from typing import Any

import msgspec

from graph.model.dataset.folders import Folder
from graph.model.dataset.mark import FORMAT, MANIFEST, PARTS, VERSION
from graph.model.errors import InputError


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What could not be read of a file."""

    what: str
    file: str = ""
    line: int | None = None
    column: int | None = None

    @classmethod
    def of(cls, error: InputError, name: str) -> "Finding":
        """The error, of the file of that name where it names none."""
        return cls(what=error.what, file=error.file or name, line=error.line, column=error.column)

    def error(self) -> InputError:
        """The error that it was."""
        return InputError(self.what, file=self.file, line=self.line, column=self.column)


class FileRead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file that was read: `file` its name, `stamp` what its file system says of its state, `sha256` the hash of its content."""

    file: str
    stamp: str
    sha256: str
    plans: int = 0
    measures: int = 0
    statements: int = 0
    errors: tuple[Finding, ...] = ()
    skipped: tuple[str, ...] = ()

    def with_stamp(self, stamp: str) -> "FileRead":
        """The same content in another state."""
        return msgspec.structs.replace(self, stamp=stamp)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A group of files that were read together; `settings` says how, `id` follows from that and their content."""

    id: str
    settings: str
    files: tuple[FileRead, ...]
    format: str = FORMAT
    version: int = VERSION


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a data set in the order of their names, and the part of each (none where a file
    could not be read); what is not named does not count."""

    settings: str
    files: dict[str, FileRead]
    parts: dict[str, str]
    format: str = FORMAT
    version: int = VERSION

    @property
    def by_part(self) -> dict[str, list[str]]:
        """The files of each part that count, sorted."""
        found: dict[str, list[str]] = {}
        for file, part in self.parts.items():
            if part:
                found.setdefault(part, []).append(file)
        return found

    @classmethod
    def of(cls, settings: str, held: Iterable[tuple[FileRead, str]]) -> "Manifest":
        """A manifest of files, each with the part that it is in."""
        chosen = sorted(held, key=lambda one: one[0].file)
        return cls(
            settings=settings,
            files={entry.file: entry for entry, _ in chosen},
            parts={entry.file: part for entry, part in chosen},
        )


def is_begun(folder: Folder) -> bool:
    """Whether a folder is a data set of facts, or the beginning of one."""
    return folder.exists(MANIFEST) or folder.exists(PARTS)


def decode(data: bytes, kind: type[Any], file: str) -> Any:
    """Read what says what a data set, or a part of it, holds.

    Raises
    ------
    InputError
        If it is none, or of another version.
    """
    try:
        head = msgspec.json.decode(data)
        if not isinstance(head, dict) or head.get("format") != FORMAT:
            raise InputError("not a data set of facts; write one with `qiantou extract`", file=file)
        if head.get("version") != VERSION:
            raise InputError(
                f"a data set of version {head.get('version')}; this qiantou reads version {VERSION}: "
                "write it anew with `qiantou extract`",
                file=file,
            )
        return msgspec.convert(head, kind)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise InputError(f"damaged: {error}; write it anew with `qiantou extract`", file=file) from None


def read_manifest(folder: Folder) -> Manifest | None:
    """The manifest of a data set, if it has one yet.

    Raises
    ------
    InputError
        If it is damaged or of another version.
    """
    if not folder.exists(MANIFEST):
        return None
    manifest: Manifest = decode(folder.read(MANIFEST), Manifest, f"{folder.name}/{MANIFEST}")
    return manifest
