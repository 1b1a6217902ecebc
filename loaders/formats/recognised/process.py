"""The process that recognises pages for one that reads: see `loaders.formats.recognised.recogniser`."""

import os
from typing import Any

import msgspec

from graph.model.child import Parent, limit_memory, limit_processor
from loaders.formats.limits import OUT_OF_MEMORY
from loaders.formats.paged.legibility import UnreadablePageError
from loaders.formats.recognised.engine import Engine
from loaders.formats.recognised.picture import PagePicture, page_of_image, page_of_pdf
from loaders.formats.recognised.tasks import (
    MEMORY_BYTES,
    SECONDS_TO_DRAW,
    SECONDS_TO_READ,
    Answer,
    Refusal,
    Task,
)
from loaders.formats.recognised.upright import recognised


def serve() -> None:
    """Recognise what is asked for: what a recognising process runs."""
    parent = Parent()
    limit_memory(MEMORY_BYTES)
    decode = msgspec.msgpack.Decoder(Task).decode
    engine, file = Engine(), _File()
    while True:
        task = decode(parent.receive())
        try:
            limit_processor(SECONDS_TO_DRAW)
            file.open(task)
            page = file.page(task.number)
            limit_processor(SECONDS_TO_READ)
            answer: Answer = recognised(page, engine)
        except UnreadablePageError as error:
            answer = Refusal(error.reason)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        parent.send(msgspec.msgpack.encode(answer))


class _File:
    """The file of which pages are asked for."""

    def __init__(self) -> None:
        self._data = b""
        self._document: Any = None

    def open(self, task: Task) -> None:
        if task.data is None:
            return
        import pypdfium2

        if self._document is not None:
            self._document.close()
        self._data, self._document = task.data, None
        if task.is_pdf:
            try:
                self._document = pypdfium2.PdfDocument(task.data)
            except pypdfium2.PdfiumError:
                raise UnreadablePageError("damaged; save the file again") from None

    def page(self, number: int) -> PagePicture:
        if self._document is not None:
            return page_of_pdf(self._document, number)
        return page_of_image(self._data, number)
