"""Opening a graph by its location: a file of the embedded store, or the address of a Neo4j server."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit, urlunsplit

from graph.model import StoreError
from graph.model.dataset.mark import is_dataset
from graph.store.base import Store, batches

Driver = Literal["neo4j", "py2neo"]

DEFAULT_LOCATION = "qiantou.lbug"
_SCHEMES = frozenset({"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"})


@dataclass(frozen=True, slots=True)
class GraphLocation:
    """Where a graph is: `address` a path or a URI without credentials, `driver` who talks to a server.

    `database` is the name of the server's database, empty for its default; `user` and `password` are empty
    where they are not known yet, and neither is ever shown.
    """

    address: str = DEFAULT_LOCATION
    driver: Driver = "neo4j"
    database: str = ""
    user: str = ""
    password: str = ""

    @classmethod
    def parse(cls, location: str | Path, driver: Driver = "neo4j") -> "GraphLocation":
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
            return cls(text, driver)
        parts = urlsplit(text)
        if parts.scheme not in _SCHEMES:
            raise StoreError(
                f"{parts.scheme}://…: no store speaks this; give a file, neo4j://HOST or bolt://HOST"
            )
        host = parts.netloc.rpartition("@")[2]
        if not host:
            raise StoreError(f"{parts.scheme}://: the host is missing; give {parts.scheme}://HOST[:PORT]")
        return cls(
            urlunsplit((parts.scheme, host, "", parts.query, "")),
            driver,
            database=unquote(parts.path.strip("/")),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
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

        return EmbeddedStore(Path(place.address), read_only=read_only, memory=memory)
    user, password = place.user, place.password
    if not password and credentials is not None:
        user, password = credentials(user)
    user = user or "neo4j"
    if place.driver == "py2neo":
        from graph.store.py2neo import Py2neoStore

        return Py2neoStore(place.address, user, password, database=place.database, read_only=read_only)
    from graph.store.neo4j import Neo4jStore

    return Neo4jStore(place.address, user, password, database=place.database, read_only=read_only)


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
