"""Opening a graph by its location: a file of the embedded store, or the address of a Neo4j server."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from graph.model import StoreError
from graph.model.dataset.mark import is_dataset
from graph.store.base import Store, batches

Driver = Literal["neo4j", "py2neo"]

DEFAULT_LOCATION = "qiantou.lbug"
_LAST_PORT = 65_535
_WORD = re.compile(r"[a-z][a-z0-9+.-]{0,15}")
_PLACE = re.compile(
    r"(?P<host>(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::(?P<port>[0-9]{1,5}))?)"
    r"/?(?P<database>[\w.%-]*)/?(?P<query>\?[\w.,=&%-]*)?"
)
_SCHEMES = frozenset({"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"})


@dataclass(frozen=True, slots=True)
class GraphLocation:
    """Where a graph is: `address` a path or a URI without credentials, `driver` who talks to a server.

    `label_prefix` stands before the graph's labels on a server. `database` is the name of the server's database, empty for its default; `user` and `password` are empty
    where they are not known yet, and neither is ever shown.
    """

    address: str = DEFAULT_LOCATION
    driver: Driver = "neo4j"
    database: str = ""
    user: str = ""
    password: str = ""
    label_prefix: str = ""

    @classmethod
    def parse(cls, location: str | Path, driver: Driver = "neo4j", label_prefix: str = "") -> "GraphLocation":
        """Read a path or a URI, taking user and password out of the URI.

        Raises
        ------
        StoreError
            If the URI has a scheme that no store answers to, or no host.
        """
        text = str(location)
        if "://" not in text:
            if text.partition(":")[0] in _SCHEMES:
                raise StoreError(
                    "the address of a server reads neo4j://HOST or bolt://HOST, with two slashes"
                )
            return cls(text, driver, label_prefix=label_prefix)
        scheme, _, rest = text.partition("://")
        scheme = scheme.lower()
        if scheme not in _SCHEMES:
            known = scheme if _WORD.fullmatch(scheme) else "…"
            raise StoreError(f"{known}://…: no store speaks this; give a file, neo4j://HOST or bolt://HOST")
        # Whatever characters a password has, a host has no @.
        credentials, _, place = rest.rpartition("@")
        if not place.strip("/"):
            raise StoreError(f"{scheme}://: the host is missing; give {scheme}://HOST[:PORT]")
        match = _PLACE.fullmatch(place)
        if not match or not 0 < int(match["port"] or 1) <= _LAST_PORT:
            # The place may hold a part of a password.
            raise StoreError(
                f"{scheme}://…: what follows is no place of a server; give {scheme}://HOST[:PORT][/DATABASE], "
                "user and password in QIANTOU_USER and QIANTOU_PASSWORD"
            )
        user, _, password = credentials.partition(":")
        return cls(
            f"{scheme}://{match['host']}{match['query'] or ''}",
            driver,
            database=unquote(match["database"] or ""),
            user=unquote(user),
            password=unquote(password),
            label_prefix=label_prefix,
        )

    @property
    def is_server(self) -> bool:
        """Whether a Neo4j server keeps the graph."""
        return "://" in self.address

    @property
    def is_dataset(self) -> bool:
        """Whether it is a data set of facts, which no store keeps."""
        return not self.is_server and is_dataset(Path(self.address))

    @property
    def engine(self) -> str:
        """The dialect of Cypher that its store speaks."""
        return "neo4j" if self.is_server else "ladybug"

    def __repr__(self) -> str:
        return f"GraphLocation({self.address!r}, driver={self.driver!r})"


def open_store(
    location: "str | Path | GraphLocation" = DEFAULT_LOCATION,
    *,
    driver: Driver = "neo4j",
    read_only: bool = False,
    credentials: Callable[[str], tuple[str, str]] | None = None,
    memory: int = 0,
    timeout: float = 0,
    expendable: bool = False,
) -> Store:
    """Open the store that keeps the graph at a location; close it, or use it as a context manager.

    What is written to a file is in the file when the store is closed, all of it at once; a block (``with``) that ends
    in an error leaves the file as it was. Readers are never kept out, a second writer is refused.

    Parameters
    ----------
    location : str, Path or GraphLocation
        A file of the embedded store (made if it is missing and may be written), ``:memory:`` for a graph that is
        gone when it is closed, a data set of facts (loaded into such a graph), or the URI of a Neo4j server,
        ``neo4j://USER:PASSWORD@HOST:PORT/DATABASE``, where all but the host may be left out.
    driver : {"neo4j", "py2neo"}
        Who talks to the server; without meaning for a file. A GraphLocation brings its own.
    read_only : bool
        Refuse every write, and let other readers in.
    credentials : callable, optional
        Called with the user known so far when the password is; gives user and password.
    memory : int
        Bytes that the engine of a file may keep pages and rows in; 0 for most of the machine's memory.
    timeout : float
        Seconds after which a server ends a query; 0 for the server's own limit.
    expendable : bool
        Whether this process may end with a damaged file; else a file that was changed by anything but qiantou is read
        in a process of its own, which takes longer to open.

    Raises
    ------
    StoreError
        If the file is missing (read only), being written by another (write), or of another program; if the server
        cannot be reached or refuses the password.
    """
    place = location if isinstance(location, GraphLocation) else GraphLocation.parse(location, driver)
    if place.is_dataset:
        return _loaded(place, read_only=read_only, memory=memory)
    if not place.is_server:
        from graph.store.embedded import EmbeddedStore

        return EmbeddedStore(Path(place.address), read_only=read_only, memory=memory, expendable=expendable)
    user, password = place.user, place.password
    if not password and credentials is not None:
        user, password = credentials(user)
    user = user or "neo4j"
    if place.driver == "py2neo":
        from graph.store.py2neo import Py2neoStore

        return Py2neoStore(
            place.address,
            user,
            password,
            database=place.database,
            read_only=read_only,
            label_prefix=place.label_prefix,
            timeout=timeout,
        )
    from graph.store.neo4j import Neo4jStore

    return Neo4jStore(
        place.address,
        user,
        password,
        database=place.database,
        read_only=read_only,
        timeout=timeout,
        label_prefix=place.label_prefix,
    )


def _loaded(place: GraphLocation, *, read_only: bool, memory: int) -> Store:
    """A graph in memory with the facts of a data set."""
    from graph.model.dataset.folders import open_folder
    from graph.model.dataset.reading import read_dataset
    from graph.store.embedded import EmbeddedStore

    if not read_only:
        raise StoreError(
            f"{place.address} is a data set of facts: `qiantou extract` writes it, `qiantou load` loads it into a graph"
        )
    store = EmbeddedStore(Path(":memory:"), memory=memory)
    for batch in batches(read_dataset(open_folder(place.address)), store.measures_at_once):
        store.replace_all(batch)
    return store
