"""Who reads a graph while it is loaded into: `qiantou serve`, the process that answers a query, and this process."""

import re
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from store.crashes import GRAPH, QIANTOU, Load, dump

from graph.asking import Asking
from graph.model import StoreError
from graph.store.opening import GraphLocation

_LEADS = (
    "MATCH (d:Department)-[:LEADS]->(m:Measure) RETURN d.key AS agency, count(m) AS leads ORDER BY agency"
)

_PAUSE = 4
"""How much longer a reader waits than it reads."""
_TAKEN_AWAY = ("the graph is empty", "No such file")


class Readers:
    """Read a graph over and over by every way, and keep what is neither the state before nor the state after.

    Parameters
    ----------
    load : Load
        The load, with both states.
    folder : Path
        The folder of the graph.
    """

    def __init__(self, load: Load, folder: Path) -> None:
        self.wrong: list[str] = []
        self.asked = dict.fromkeys(("serve", "query", "dump"), 0)
        self._load = load
        self._graph = folder / GRAPH
        self._asking = Asking(GraphLocation(str(self._graph)))
        load.put(load.after, folder)
        self._server = subprocess.Popen(
            [*QIANTOU, "serve", "--graph", str(self._graph), "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._server.stdout is not None
        found = re.search(r"http://\S+/", self._server.stdout.readline())
        assert found is not None
        self._address = f"{found[0]}api/coordination?format=csv"
        ways = {"serve": self._served, "query": self._queried, "dump": self._dumped}
        self._known = {name: {way()} for name, way in ways.items()}
        load.prepare(folder)
        for name, way in ways.items():
            self._known[name].add(way())
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=way) for way in ways.items()]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()
        self._asking.close()
        self._server.terminate()
        self._server.communicate()

    def _read(self, name: str, way: Callable[[], str]) -> None:
        while not self._ended.is_set():
            begun = time.perf_counter()
            try:
                seen = way()
            except Exception as error:
                seen = repr(error)
            self.asked[name] += 1
            # The loads need the processor, too.
            self._ended.wait(max(_PAUSE * (time.perf_counter() - begun), 0.2))
            if self._load.before is None and any(said in seen for said in _TAKEN_AWAY):
                # The file was taken away for the next load, and not by one, while it was opened.
                continue
            if seen not in self._known[name]:
                self.wrong.append(f"{name}: {seen[:300]}")

    def _served(self) -> str:
        try:
            with urllib.request.urlopen(self._address, timeout=60) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return str(error.read().decode())

    def _queried(self) -> str:
        try:
            return str(self._asking.ask(_LEADS).rows)
        except StoreError as error:
            return str(error)

    def _dumped(self) -> str:
        try:
            return "\n".join(dump(self._graph))
        except StoreError as error:
            return str(error)
