"""From files to facts, each file read in a process with limits: see `loaders.formats.guard`."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from graph.model import Facts, InputError, Ocr, QiantouError
from graph.model.names import shown
from loaders.agencies.decisions import Decision, Decisions
from loaders.formats.files import STANDARD_INPUT, find_files, read_standard_input
from loaders.formats.guard import Readers, Source, Work
from loaders.formats.messages import Skipped
from loaders.formats.recognised.installed import is_installed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settings:
    """How plans are read: by which human decisions, and whether statements of running text are read, too."""

    decisions: Decisions | None = None
    inline: bool = False

    def packed(self) -> bytes:
        """The settings for another process."""
        human = self.decisions
        return msgspec.msgpack.encode((human and (human.source, human.all), self.inline))

    @classmethod
    def unpacked(cls, data: bytes) -> "Settings":
        """What was packed."""
        kind = tuple[tuple[str, list[Decision]] | None, bool]
        human, inline = msgspec.msgpack.decode(data, type=kind)
        return cls(human and Decisions.of(human[1], source=human[0]), inline)


OnError = Callable[[QiantouError], None]
OnProgress = Callable[[int, int], None]
OnSkip = Callable[[str], None]
OnPage = Callable[[str, int, int], None]

# Starting a reader takes as long as one needs to read so much.
_BYTES_A_READER = 2**20


def read_plans(
    paths: Sequence[Path],
    *,
    jobs: int | None = None,
    on_error: OnError | None = None,
    on_progress: OnProgress | None = None,
    on_skip: OnSkip | None = None,
    decisions: Decisions | Path | None = None,
    inline: bool = False,
    ocr: Ocr | str = Ocr.AUTO,
    on_page: OnPage | None = None,
) -> Iterator[Facts]:
    """Read the plans of files and folders, in the order of the input.

    Parameters
    ----------
    paths : sequence of Path
        Files of any known format, archives and folders.
    jobs : int, optional
        Processes to read with; by default as many as pay, one a core at most.
    on_error : callable, optional
        Called with each file's error; the other files are read all the same. Without it the first is raised.
    on_progress : callable, optional
        Called with the number of files read and the number of all files.
    on_skip : callable, optional
        Called with each file, or part of one, that is no plan, and why.
    decisions : Decisions, optional
        Human decisions on the identity of agencies, or the file that holds them.
    inline : bool
        Read the statements of running text (由市商务局牵头制定…), too: measures of the scope and the basis inline,
        less sure than annotations.
    ocr : Ocr or str
        Of which pages characters are recognised: auto, those without usable text; never; always.
    on_page : callable, optional
        Called with the name of a file, the number of a page of it that was recognised, and how many it has.

    Yields
    ------
    Facts
        One a plan.

    Raises
    ------
    QiantouError
        Without `on_error`, the first file that cannot be found or read.
    """
    if isinstance(decisions, Path):
        decisions = Decisions.read(decisions)
    work = Work("loaders.pipeline:facts_of", Facts, Settings(decisions, inline).packed())
    yield from read_files(
        paths,
        work,
        jobs=jobs,
        on_error=on_error or _raise,
        on_progress=on_progress,
        on_skip=on_skip,
        ocr=ocr,
        on_page=on_page,
    )


def read_files(
    paths: Sequence[Path],
    work: Work[T],
    *,
    jobs: int | None = None,
    on_error: OnError,
    on_progress: OnProgress | None = None,
    on_skip: OnSkip | None = None,
    ocr: Ocr | str = Ocr.AUTO,
    on_page: OnPage | None = None,
) -> Iterator[T]:
    """Give what the work makes of each document of files and folders, as `read_plans` gives facts."""
    images = Ocr(ocr) is not Ocr.NEVER and is_installed()
    files = list(find_files(paths, on_error=on_error, on_skip=on_skip, images=images))
    workers = _workers(files) if jobs is None else min(jobs, len(files))
    each = max(1, (jobs or cores()) // max(1, workers))
    sources = _sources(files, on_error)
    with Readers(work, ocr=Ocr(ocr), jobs=each, on_page=on_page) as readers:
        results: Iterable[Iterable[T | InputError | Skipped]] = (
            map(readers.read, sources) if workers <= 1 else readers.read_all(sources, workers)
        )
        for done, found in enumerate(results, 1):
            for one in found:
                if isinstance(one, InputError):
                    on_error(one)
                elif not isinstance(one, Skipped):
                    yield one
                elif on_skip is not None:
                    on_skip(one.what)
            if on_progress is not None:
                on_progress(done, len(files))


def _sources(files: Iterable[Path], on_error: OnError) -> Iterator[Source]:
    for file in files:
        if file != STANDARD_INPUT:
            yield Source(shown(file), file)
            continue
        try:
            yield Source(str(file), data=read_standard_input())
        except InputError as error:
            on_error(error)


def _workers(files: Sequence[Path]) -> int:
    size = 0
    for file in files:
        with suppress(OSError):
            size += file.stat().st_size
    return min(len(files), cores(), 1 + size // _BYTES_A_READER)


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _raise(error: QiantouError) -> None:
    raise error


def read_file(path: Path, decisions: Decisions | None = None, *, inline: bool = False) -> list[Facts]:
    """Read the plans of one file of any known format; see `read_plans`.

    Raises
    ------
    QiantouError
        If the file, or a part of it, cannot be read.
    """
    return list(read_plans([path], decisions=decisions, inline=inline))
