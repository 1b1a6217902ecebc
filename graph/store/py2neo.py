"""A Neo4j server, by py2neo: for code bases that are on it, though it is no longer maintained upstream."""

import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from graph.model import StoreError
from graph.store.indexes import MADE_MEANWHILE, READY, SCHEMA
from graph.store.server import (
    PORT,
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

_PATIENCE = 30.0
"""Seconds to try a transaction again, as the official driver does."""


class _TransientError(StoreError):
    """Trouble that may be over the next time, such as two transactions that wait for each other."""


class Py2neoStore(ServerStore):
    """A graph on a Neo4j server, through py2neo; the parameters are those of Neo4jStore.

    Raises
    ------
    StoreError
        If py2neo is not installed, no server answers there, or it refuses the password.
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
        try:
            import py2neo
        except ImportError:
            raise StoreError(
                "py2neo is missing; run `python -m pip install 'qiantou[py2neo]'`, or leave out --driver"
            ) from None
        super().__init__(
            address, user, password, read_only=read_only, timeout=timeout, label_prefix=label_prefix
        )
        self._check_reachable()
        with self._errors():
            auth = {"auth": (user, password)} if password else {}
            self._graph = py2neo.Graph(address, name=database or None, user_agent="qiantou", **auth)
            try:
                self._graph.run("RETURN 1").evaluate()
            except BaseException:
                self.close()
                raise

    def _write(self, work: Callable[[ServerTransaction], object]) -> None:
        if not self._prepared:
            for statement in (*SCHEMA, READY):
                self._until_done(partial(self._prepare, self._labels.in_query(statement)))
            self._prepared = True
        self._until_done(partial(self._written, work))

    def _until_done(self, step: Callable[[], None]) -> None:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return step()
            except _TransientError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)

    def _prepare(self, statement: str) -> None:
        from py2neo.errors import Neo4jError

        with self._errors():
            try:
                # py2neo's own schema calls speak a Cypher that servers have dropped.
                self._graph.run(statement)
            except Neo4jError as error:
                if error.code != MADE_MEANWHILE:
                    raise

    def _written(self, work: Callable[[ServerTransaction], object]) -> None:
        with self._transaction(read_only=False) as transaction:
            in_transaction(partial(_tell, transaction), self._labels, work)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Table:
        """Answer one Cypher query; refused with StoreError if it would write and `write` is false."""
        if write:
            self._check_writable()
            self._kept.forget()
        cypher = checked_statement(cypher, parameters or {}, self.engine, write=write)
        with self._transaction(read_only=not write) as transaction:
            cursor = transaction.run(self._labels.in_query(cypher), dict(parameters or {}))
            types = _types()
            rows = [tuple(types.value(value, self._labels) for value in record.values()) for record in cursor]
            return Table(tuple(cursor.keys() or ()), rows)

    def close(self) -> None:
        """Let go of the connections."""
        self._graph.service.connector.close()

    def _check_reachable(self) -> None:
        # py2neo gives one error for a closed port and a wrong password: ask the port by ourselves.
        parts = urlsplit(self._address)
        try:
            socket.create_connection((parts.hostname or "", parts.port or PORT), timeout=10).close()
        except OSError as error:
            raise unreachable(self._address, error.strerror or str(error)) from None

    @contextmanager
    def _transaction(self, *, read_only: bool) -> Iterator[Any]:
        with self._errors():
            with _ends_after(self._timeout):
                transaction = self._graph.begin(readonly=read_only)
            try:
                yield transaction
                self._graph.commit(transaction)
            except BaseException:
                with suppress(Exception):
                    self._graph.rollback(transaction)
                raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        from py2neo.errors import (
            ConnectionBroken,
            ConnectionUnavailable,
            Neo4jError,
            ProtocolError,
            ServiceUnavailable,
        )

        try:
            yield
        except (ConnectionUnavailable, ServiceUnavailable):
            raise unauthorised(self._address, self._user, password_given=self._password_given) from None
        except (ConnectionBroken, ProtocolError, OSError) as error:
            raise unreachable(self._address, one_line(str(error))) from None
        except Neo4jError as error:
            if str(error.code).startswith("Neo.TransientError."):
                raise _TransientError(f"{self._address}: {one_line(error.message or str(error))}") from None
            raise refused(self._address, str(error.code), error.message or str(error)) from None
        except (ValueError, TypeError, OverflowError) as error:
            raise StoreError(f"{self._address}: {one_line(str(error))}") from None


@contextmanager
def _ends_after(seconds: float) -> Iterator[None]:
    """Begin transactions that the server ends after so long, for which py2neo has no parameter."""
    from py2neo.client import bolt

    begun = bolt.BoltTransactionRef

    class Limited(begun):  # type: ignore[misc,valid-type]
        @property
        def extra(self) -> dict[str, Any]:
            return {**super().extra, "tx_timeout": max(int(seconds * 1000), 1)}

    if seconds:
        bolt.BoltTransactionRef = Limited
    try:
        yield
    finally:
        bolt.BoltTransactionRef = begun


def _tell(transaction: Any, cypher: str, **parameters: Any) -> Answer:
    # It reads one answer before it sends the next statement.
    rows = [tuple(record.values()) for record in transaction.run(cypher, parameters)]
    return lambda: rows


def _types() -> DriverTypes:
    from py2neo.data import Node, Path, Relationship

    return DriverTypes(Node, Relationship, Path, lambda edge: type(edge).__name__)
