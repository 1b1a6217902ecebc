"""What a process that reads a file and one that recognises its pages tell each other."""

import msgspec

from loaders.formats.recognised.sheet import Sheet

SECONDS_TO_DRAW, SECONDS_TO_READ = 8, 60
"""Time of the processor that it may take to have the picture of a page, and to read it."""

MEMORY_BYTES = 3 * 2**29
"""Memory that a process which recognises may take."""


class Task(msgspec.Struct, array_like=True):
    """Recognise a page of a file: `data` is the file, or None where it is the one of the task before."""

    is_pdf: bool
    data: bytes | None
    number: int


class Refusal(msgspec.Struct, array_like=True, tag=True):
    """Why a page cannot be recognised."""

    reason: str


Answer = Sheet | Refusal
