"""Read files in processes of their own, so that one which takes all time or memory, or crashes its reader, costs itself.

Any format can be made to do so, and so can what follows: a PDF whose form draws itself twice, a table of spans in
spans, a text for which a pattern has to try much. A reader is started with the first file, kept for those that follow,
and started anew after a file that ended it; an archive is then read on behind the one that did.
"""

import atexit
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from graph.model import InputError, Ocr
from graph.model.child import Child
from loaders.formats.limits import CPU_SECONDS, MEMORY_BYTES, OUT_OF_MEMORY, OUT_OF_TIME, WALL_SECONDS
from loaders.formats.messages import Begun, End, Failure, Recognised, Reply, Request, Result, Skipped

T = TypeVar("T")
# An archive may hold a file or two that end their reader, but no more; after the first one they have less time.
_MAX_ENDED = 3
_SECONDS_LATER = 1


@dataclass(frozen=True, slots=True)
class Work(Generic[T]):
    """What is made of each document where it is read.

    Parameters
    ----------
    function : str
        A function of a document and the settings, as `package.module:function`, that gives records.
    result : type
        The type of the records.
    settings : bytes
        What the function is given beside the document.
    """

    function: str
    result: type[T]
    settings: bytes = b""


@dataclass(frozen=True, slots=True)
class Source:
    """A file by its path, or its bytes; `name` is what messages and facts call it."""

    name: str
    path: Path | None = None
    data: bytes = b""


class Readers(Generic[T]):
    """The reading processes of one run; on leaving, those in the middle of a file are ended, the others kept.

    Parameters
    ----------
    work : Work
        What is made of each document.
    ocr : Ocr
        Of which pages characters are recognised.
    jobs : int, optional
        By how many processes for each that reads; by default one a core.
    on_page : callable, optional
        Called with the name of a file, the number of a page of it that was recognised, and how many it has.
    """

    def __init__(
        self,
        work: Work[T],
        *,
        ocr: Ocr = Ocr.AUTO,
        jobs: int = 0,
        on_page: Callable[[str, int, int], None] | None = None,
    ) -> None:
        self._work = work
        self._ocr = ocr
        self._jobs = jobs
        self._on_page = on_page
        self._busy: set[Child] = set()
        self._left = False

    def __enter__(self) -> "Readers[T]":
        return self

    def __exit__(self, *_: object) -> None:
        with _lock:
            self._left = True
            for reader in self._busy:
                reader.stop()

    def read(self, source: Source) -> Iterator[T | InputError | Skipped]:
        """Give what is made of each document of a file, and what cannot be read, in the order of the file."""
        decode = msgspec.msgpack.Decoder(self._work.result).decode
        for reply in self._replies(source):
            match reply:
                case Result(record):
                    yield decode(record)
                case Failure():
                    yield reply.error()
                case Skipped():
                    yield reply

    def read_all(self, sources: Iterable[Source], jobs: int) -> Iterator[list[T | InputError | Skipped]]:
        """Read many files, so many at once, no more ahead of the one that is given than keep them busy."""
        from concurrent.futures import ThreadPoolExecutor

        waiting = iter(sources)
        pool = ThreadPoolExecutor(jobs)
        try:
            ahead = deque(pool.submit(self._all_of, source) for source in islice(waiting, 4 * jobs))
            while ahead:
                yield ahead.popleft().result()
                ahead += [pool.submit(self._all_of, source) for source in islice(waiting, 1)]
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _all_of(self, source: Source) -> list[T | InputError | Skipped]:
        return list(self.read(source))

    def _replies(self, source: Source) -> Iterator[Result | Failure | Skipped]:
        begin, seconds = 0, CPU_SECONDS
        decode = msgspec.msgpack.Decoder(Reply).decode
        for _ in range(_MAX_ENDED):
            with self._reader() as reader:
                reader.send(msgspec.msgpack.encode(self._request(source, begin, seconds)))
                now = Begun(0, source.name)
                while (message := reader.receive()) is not None:
                    reply = decode(message)
                    if isinstance(reply, Begun):
                        now = reply
                    elif isinstance(reply, Recognised):
                        if self._on_page is not None:
                            self._on_page(now.name, reply.page, reply.pages)
                    elif isinstance(reply, End):
                        if reply.spent:
                            reader.close()
                        return
                    else:
                        yield reply
                status = reader.status()
            if self._left:
                return
            yield Failure.of(InputError(_reason(status, seconds)), now.name)
            if not now.number:
                return
            begin, seconds = now.number, _SECONDS_LATER
        what = f"{_MAX_ENDED} files of this archive could not be read so; what follows {now.name} is not read"
        yield Failure.of(InputError(what), source.name)

    def _request(self, source: Source, begin: int, seconds: int) -> Request:
        work = self._work
        path = None if source.path is None else os.fsencode(source.path.absolute())
        return Request(
            work.function,
            work.settings,
            source.name,
            path,
            source.data,
            begin,
            seconds,
            self._ocr,
            self._jobs,
        )

    @contextmanager
    def _reader(self) -> Iterator[Child]:
        reader = _reader()
        with _lock:
            self._busy.add(reader)
        try:
            yield reader
        except BaseException:
            # The next answer would be to a question that was asked before.
            reader.close()
            raise
        finally:
            with _lock:
                self._busy.remove(reader)
                if reader.is_ours and not self._left:
                    _idle.append(reader)


def _reason(status: int, seconds: int) -> str:
    """What is to be said of a file whose reader ended with this status."""
    again = "to read; split it, or save it again"
    if status == -getattr(signal, "SIGXCPU", 0):
        return f"takes more than {seconds} s of the processor {again}"
    if status == OUT_OF_MEMORY:
        return f"takes more than {MEMORY_BYTES >> 30} GB of memory {again}"
    if status == OUT_OF_TIME < 0:
        return f"takes more than {WALL_SECONDS} s {again}"
    return (
        f"makes its reader crash, or takes more than {MEMORY_BYTES >> 30} GB of memory to read: the file is damaged;"
        " open it and save it again"
    )


_idle: list[Child] = []
_lock = threading.Lock()


def _reader() -> Child:
    with _lock:
        while _idle:
            reader = _idle.pop()
            if reader.is_ours:
                return reader
            reader.close()
    return Child("loaders.formats.start:serve")


def close_readers() -> None:
    """End the readers that wait for files; the next file starts another."""
    with _lock:
        while _idle:
            _idle.pop().close()


atexit.register(close_readers)
