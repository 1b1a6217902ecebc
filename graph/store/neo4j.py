"""A Neo4j server, by the official driver."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired
from neo4j.graph import Node, Path, Relationship

from graph.model import StoreError
from graph.store.indexes import MADE_MEANWHILE, READY, SCHEMA
from graph.store.labels import Labels
from graph.store.server import (
    Answer,
    ServerTransaction,
    in_transaction,
    one_line,
    refused,
    unauthorised,
    unreachable,
)
from graph.store.server_store import DriverTypes, ServerStore
from graph.store.statements import checked_statement
from graph.table import Table

# The driver's warnings of what it tries again are for those who listen, not for every terminal.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_TYPES = DriverTypes(Node, Relationship, Path, lambda edge: edge.type)


class Neo4jStore(ServerStore):
    """A graph on a Neo4j server; a cluster is the same address with ``neo4j://``.

    Parameters
    ----------
    address : str
        ``neo4j://HOST[:PORT]`` or ``bolt://HOST[:PORT]``, without user and password.
    user, password : str
        Who asks; an empty password means a server without authentication.
    database : str
        Name of the database, empty for the server's default.
    read_only : bool
        Refuse every write.
    timeout : float
        Seconds after which the server ends a query; 0 for the server's own limit.
    label_prefix : str
        Stands before the graph's labels in a database that other programs use, too.

    Raises
    ------
    StoreError
        If no server answers there or it refuses the password.
    """

    def __init__(
        self,
        address: str,
        user: str,
        password: str,
        *,
        database: str = "",
        read_only: bool = False,
        timeout: float = 0,
        label_prefix: str = "",
    ) -> None:
        super().__init__(
            address, user, password, read_only=read_only, timeout=timeout, label_prefix=label_prefix
        )
        self._database = database or None
        # On a cluster, what was written is read by whichever member answers next.
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        with self._errors():
            self._driver = neo4j.GraphDatabase.driver(
                address,
                auth=(user, password) if password else None,
                connection_timeout=10,
                notifications_min_severity="OFF",
                user_agent="qiantou",
            )
            try:
                self._driver.verify_connectivity()
            except BaseException:
                self._driver.close()
                raise

    def _write(self, work: Callable[[ServerTransaction], object]) -> None:
        """Do the work in a transaction that the driver may run twice."""
        with self._errors(), self._session(neo4j.WRITE_ACCESS) as session:
            if not self._prepared:
                for statement in (*SCHEMA, READY):
                    self._prepare(session, self._labels.in_query(statement))
                self._prepared = True
            session.execute_write(
                lambda transaction: in_transaction(partial(_tell, transaction), self._labels, work)
            )

    def _prepare(self, session: neo4j.Session, statement: str) -> None:
        try:
            session.execute_write(lambda transaction: transaction.run(statement).consume())
        except Neo4jError as error:
            if error.code != MADE_MEANWHILE:
                raise

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Table:
        """Answer one Cypher query; refused with StoreError if it would write and `write` is false."""
        if write:
            self._check_writable()
            self._kept.forget()
        cypher = checked_statement(cypher, parameters or {}, self.engine, write=write)
        with self._errors(), self._session(neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS) as session:
            execute = session.execute_write if write else session.execute_read
            limited = neo4j.unit_of_work(timeout=self._timeout or None)(_table)
            return execute(limited, self._labels, cypher, dict(parameters or {}))

    def close(self) -> None:
        """Let go of the connections."""
        self._driver.close()

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(
            database=self._database, default_access_mode=access, bookmark_manager=self._bookmarks
        )

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except AuthError:
            raise unauthorised(self._address, self._user, password_given=self._password_given) from None
        except (ServiceUnavailable, SessionExpired) as error:
            raise unreachable(self._address, one_line(str(error))) from None
        except Neo4jError as error:
            raise refused(self._address, error.code or "", error.message or str(error)) from None
        except (DriverError, ValueError, TypeError, OverflowError) as error:
            raise StoreError(f"{self._address}: {one_line(str(error))}") from None


def _tell(transaction: neo4j.ManagedTransaction, cypher: str, **parameters: Any) -> Answer:
    result = transaction.run(cypher, parameters)
    return lambda: [tuple(record.values()) for record in result]


def _table(
    transaction: neo4j.ManagedTransaction, labels: Labels, cypher: str, parameters: dict[str, Any]
) -> Table:
    result = transaction.run(labels.in_query(cypher), parameters)
    columns = tuple(result.keys())
    return Table(
        columns, [tuple(_TYPES.value(value, labels) for value in record.values()) for record in result]
    )
