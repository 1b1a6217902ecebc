"""What a process that has files read and one that reads them tell each other."""

import msgspec

from graph.model import InputError, Ocr


class Skipped(msgspec.Struct, array_like=True, tag=True, frozen=True):
    """A file of an archive, or a part of one, that is no plan; `what` names it and says why."""

    what: str


class Request(msgspec.Struct, array_like=True):
    """Read a file: `work` and `settings` say what to make of its documents, `begin` how many of an archive are done.

    `ocr` says of which pages characters are recognised, `jobs` by how many processes at most; 0 is one a core.
    """

    work: str
    settings: bytes
    name: str
    path: bytes | None
    data: bytes
    begin: int
    seconds: int
    ocr: Ocr = Ocr.AUTO
    jobs: int = 0


class Begun(msgspec.Struct, array_like=True, tag=True):
    """What is looked at now: an archive's file of that number, counted from 1, or with 0 the whole that was given."""

    number: int
    name: str


class Recognised(msgspec.Struct, array_like=True, tag=True):
    """A page was recognised: its number, and how many its file has."""

    page: int
    pages: int


class Result(msgspec.Struct, array_like=True, tag=True):
    """What was made of a document."""

    record: msgspec.Raw


class Failure(msgspec.Struct, array_like=True, tag=True):
    """What cannot be read."""

    what: str
    file: str
    line: int | None
    column: int | None

    @classmethod
    def of(cls, error: InputError, name: str) -> "Failure":
        """The error, of the file of that name where it names none."""
        return cls(error.what, error.file or name, error.line, error.column)

    def error(self) -> InputError:
        """The error that it was."""
        return InputError(self.what, file=self.file, line=self.line, column=self.column)


class End(msgspec.Struct, array_like=True, tag=True):
    """All is said; `spent` is a reader that shall not be used again."""

    spent: bool


Reply = Begun | Recognised | Result | Failure | Skipped | End
