"""Reading groups of files on a cluster of Dask: a scheduler that is there, or one on this machine for the run."""

import os
import secrets
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from importlib.metadata import version
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from graph.model import InputError
from loaders.batch.groups import Done, FileGroup, read_group

if TYPE_CHECKING:
    from distributed import Client

_SECONDS_TO_ANSWER = 30
_KEPT = "what was read is kept: give the same command once more"
_GONE = f"the scheduler is gone, or was told to forget this run; {_KEPT}"
_DEADLY = "ends every worker that reads it; look at it, and at their memory"
_AHEAD = 4
"""Groups that wait for each thread, so that none of them waits for us."""


class Cluster:
    """Workers that read: use it as a context manager.

    Parameters
    ----------
    scheduler : str
        Its address, ``tcp://HOST:8786``; empty for workers on this machine.
    jobs : int, optional
        Workers on this machine; by default one a core. Without meaning for a scheduler that is there.
    patience : float
        Seconds to wait for workers where all are gone.
    on_ready : callable, optional
        Called with words for people: who reads, and where to look at it.

    Raises
    ------
    InputError
        If Dask is not installed, the scheduler does not answer or has no workers, or they have another version.
    """

    def __init__(
        self,
        scheduler: str = "",
        *,
        jobs: int | None = None,
        patience: float = 60,
        on_ready: Callable[[str], None] | None = None,
    ) -> None:
        try:
            import distributed
        except ImportError:
            raise InputError(
                "Dask is not installed: python -m pip install 'qiantou[dask]', or leave out --engine dask"
            ) from None
        self._local: Any = None
        self._patience = patience
        address: Any = scheduler
        if not scheduler:
            self._local = address = distributed.LocalCluster(
                n_workers=jobs or os.cpu_count(),
                threads_per_worker=1,
                dashboard_address=None,
                silence_logs="ERROR",
            )
        try:
            self._client = self._connected(address, scheduler)
            self._check()
        except BaseException:
            self.close()
            raise
        if on_ready is not None:
            on_ready(self._told(scheduler))

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the scheduler to others, or end what was started for this run."""
        for part in (getattr(self, "_client", None), self._local):
            if part is not None:
                with suppress(Exception):
                    part.close()

    @property
    def workers(self) -> int:
        """How many there are now."""
        return len(self._client.nthreads())

    def read(self, groups: Iterable[FileGroup]) -> Iterator[tuple[FileGroup, Done | InputError]]:
        """See `loaders.batch.run.ReadingEngine`.

        The scheduler gives the group of a worker that died to another one. A group that ends several of them is tried
        once more in the end, each of its files alone.
        """
        run = secrets.token_hex(8)
        numbers = count()
        waiting = iter(groups)
        suspects: deque[FileGroup] = deque()
        running: dict[Any, FileGroup] = {}

        def submit(group: FileGroup) -> None:
            future = self._client.submit(read_group, group, key=f"read-{run}-{next(numbers)}", pure=False)
            running[future] = group

        def fill() -> None:
            for group in islice(waiting, max(0, _AHEAD * self._threads() - len(running))):
                submit(group)
            # What is queued at a worker that dies is blamed as well: a suspect runs while nothing else does.
            if not running and suspects:
                submit(suspects.popleft())

        try:
            fill()
            while running:
                for future in self._ended(running):
                    group = running.pop(future)
                    what = self._came(future)
                    if what is not None:
                        yield group, what
                    elif len(group.files) > 1:
                        suspects.extend(group.alone())
                    else:
                        yield group, InputError(_DEADLY)
                fill()
        finally:
            with suppress(Exception):
                self._client.cancel(list(running), force=True)

    def _ended(self, running: Collection[Any]) -> list[Any]:
        """Wait until one of the futures has come to its end; give all that have, in the order of their start."""
        from concurrent.futures import CancelledError

        from distributed import wait

        while True:
            try:
                with self._client.as_current():
                    done = wait(list(running), timeout=self._patience, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                if self.workers:
                    continue
                raise InputError(
                    f"the scheduler has had no workers for {self._patience:g} s; {_KEPT}"
                ) from None
            except CancelledError:
                raise InputError(_GONE) from None
            return [future for future in running if future in done]

    def _came(self, future: Any) -> Done | None:
        """What came of a group that came to its end; None where workers ended with it."""
        from distributed import KilledWorker

        if future.status == "finished":
            done: Done = future.result()
            return done
        error = future.exception() if future.status == "error" else None
        if isinstance(error, KilledWorker):
            return None
        if isinstance(error, InputError):
            raise error
        if error is not None:
            raise InputError(f"a worker fails: {type(error).__name__}: {error}")
        raise InputError(_GONE)

    def _connected(self, address: Any, scheduler: str) -> "Client":
        from distributed import Client

        try:
            return Client(address, timeout=_SECONDS_TO_ANSWER, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise InputError(
                f"no scheduler of Dask answers at {scheduler}; start one with `dask scheduler` "
                f"({str(error).splitlines()[0] if str(error) else type(error).__name__})"
            ) from None

    def _check(self) -> None:
        """See that there are workers, and that they read as this program does."""
        try:
            self._client.wait_for_workers(1, timeout=_SECONDS_TO_ANSWER)
        except TimeoutError:
            raise InputError("the scheduler has no workers; start some with `dask worker`") from None
        ours = version("qiantou")
        try:
            found = self._client.run(version, "qiantou")
        except Exception as error:
            raise InputError(
                f"the workers lack qiantou, or its extra dask: {error}; install {ours}"
            ) from None
        others = {theirs for theirs in found.values() if theirs != ours}
        if others:
            raise InputError(
                f"workers have qiantou {', '.join(sorted(others))}, this is {ours}; install one version"
            )

    def _threads(self) -> int:
        threads: int = sum(self._client.nthreads().values())
        return max(1, threads)

    def _told(self, scheduler: str) -> str:
        workers = self.workers
        place = scheduler or "this machine"
        port = self._client.scheduler_info().get("services", {}).get("dashboard")
        seen = f"; see {self._client.dashboard_link}" if port else ""
        return f"{workers} worker{'' if workers == 1 else 's'} at {place}{seen}"
