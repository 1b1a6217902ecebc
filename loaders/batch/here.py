"""Reading groups of files on the cores of this machine."""

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from graph.model import InputError
from loaders.batch.groups import Done, FileGroup, read_group


class Here:
    """The cores of this machine: each group is read by a thread, in the processes that all formats are read in.

    Parameters
    ----------
    jobs : int
        How many groups at once.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def read(self, groups: Iterable[FileGroup]) -> Iterator[tuple[FileGroup, Done | InputError]]:
        """See `loaders.batch.run.ReadingEngine`."""
        stopped = threading.Event()
        pool = ThreadPoolExecutor(self._jobs)
        running: dict[Future[Done], FileGroup] = {}
        try:
            for group in groups:
                running[pool.submit(read_group, group, stopped.is_set)] = group
                if len(running) > 2 * self._jobs:
                    yield from _ended(running, wait(running, return_when=FIRST_COMPLETED).done)
            yield from _ended(running, wait(running).done)
        finally:
            stopped.set()
            pool.shutdown(cancel_futures=True)


def _ended(
    running: dict[Future[Done], FileGroup], done: Iterable[Future[Done]]
) -> Iterator[tuple[FileGroup, Done]]:
    for future in done:
        yield running.pop(future), future.result()
