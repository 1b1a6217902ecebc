"""Have pages recognised, several at once, each process with limits of its own."""

import hashlib
import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from queue import SimpleQueue

import msgspec

from graph.model import Ocr
from graph.model.child import Child
from loaders.formats.limits import OUT_OF_MEMORY
from loaders.formats.paged.legibility import UnreadablePageError
from loaders.formats.paged.page import Drawn
from loaders.formats.recognised.installed import INSTALL, is_installed
from loaders.formats.recognised.kept import Kept
from loaders.formats.recognised.sheet import Sheet
from loaders.formats.recognised.tasks import MEMORY_BYTES, SECONDS_TO_READ, Answer, Refusal, Task

_MAX_PROCESSES = 64


OnPage = Callable[[int, int], None]


class Recogniser:
    """Recognises pages, where it may.

    Parameters
    ----------
    ocr : Ocr
        Of which pages characters are to be recognised.
    jobs : int, optional
        In how many processes; by default one a core.
    on_page : callable, optional
        Called with the number of each page that was recognised, and how many the file has.
    """

    def __init__(self, ocr: Ocr = Ocr.AUTO, jobs: int = 0, on_page: OnPage | None = None) -> None:
        self.ocr = ocr
        self.on_page = on_page
        self.jobs = min(jobs or os.cpu_count() or 1, _MAX_PROCESSES)
        self._kept = Kept()
        self._pool: ThreadPoolExecutor | None = None
        self._idle: SimpleQueue[tuple[Child | None, str]] = SimpleQueue()

    @property
    def can(self) -> bool:
        """Whether it may recognise, and the engine is there."""
        return self.ocr is not Ocr.NEVER and is_installed()

    def file(self, data: bytes, *, is_pdf: bool) -> "FilePages":
        """The pages of a PDF, or of an image file."""
        key = cache(lambda: hashlib.sha256(data).hexdigest())
        return FilePages(self, lambda number: self.begin(data, key(), is_pdf, number))

    def pictures(self, picture: Callable[[int], bytes]) -> "FilePages":
        """The pages of a file that holds a picture, given by its number, for each."""

        def begin(number: int) -> "Future[Drawn]":
            data = picture(number)
            return self.begin(data, hashlib.sha256(data).hexdigest(), False, 1)

        return FilePages(self, begin)

    def begin(self, data: bytes, key: str, is_pdf: bool, number: int) -> "Future[Drawn]":
        """Begin to recognise a page of a file with this hash."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self.jobs)
            for _ in range(self.jobs):
                self._idle.put((None, ""))
        return self._pool.submit(lambda: self._page(data, key, is_pdf, number).drawn())

    def close(self) -> None:
        """End its processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            for _ in range(self.jobs):
                child, _ = self._idle.get()
                if child is not None:
                    child.close()
            self._pool = None

    def _page(self, data: bytes, key: str, is_pdf: bool, number: int) -> Sheet:
        kept = self._kept.get(key, number)
        if kept is not None:
            return kept
        child, holds = self._idle.get()
        try:
            if child is None or not child.is_ours:
                child, holds = Child("loaders.formats.recognised.process:serve"), ""
            task = Task(is_pdf, None if holds == key else data, number)
            child.send(msgspec.msgpack.encode(task))
            message = child.receive()
            if message is None:
                status, child = child.status(), None
                raise UnreadablePageError(_reason(status))
            holds = key
        finally:
            self._idle.put((child, holds))
        answer = msgspec.msgpack.decode(message, type=Answer)
        if isinstance(answer, Refusal):
            raise UnreadablePageError(answer.reason)
        self._kept.put(key, number, answer)
        return answer


class FilePages:
    """The pages of one file: a `loaders.formats.paged.pages.Recognition`."""

    def __init__(self, recogniser: Recogniser, begin: "Callable[[int], Future[Drawn]]") -> None:
        self._recogniser = recogniser
        self.begin = begin
        self.always = recogniser.ocr is Ocr.ALWAYS
        self.ahead = recogniser.jobs if recogniser.can else 0
        self.hint = "--ocr auto recognises it" if recogniser.ocr is Ocr.NEVER else INSTALL

    def done(self, number: int, count: int) -> None:
        """Say that a page was recognised."""
        if self._recogniser.on_page is not None:
            self._recogniser.on_page(number, count)


def _reason(status: int) -> str:
    if status == -getattr(signal, "SIGXCPU", 0):
        return f"a picture that takes more than {SECONDS_TO_READ} s to recognise; scan it anew"
    if status == OUT_OF_MEMORY:
        return f"a picture that takes more than {MEMORY_BYTES / 2**30:g} GB to recognise; scan it anew"
    return "a picture that makes its recognition crash; open it and save it again"
