"""What every store does, and nothing that only one of them can."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from graph.model import Facts
from graph.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

    from graph.store.batch import Batch


class Store(Protocol):
    """A graph that plans are loaded into and queries are asked of; use it as a context manager."""

    @property
    def engine(self) -> str:
        """The dialect of Cypher that it speaks: "ladybug" or "neo4j"."""
        ...

    @property
    def measures_at_once(self) -> int:
        """About how many measures one transaction takes at its best; far more cost a server its memory."""
        ...

    def replace(self, facts: Facts) -> None:
        """Put a plan's facts in the place of whatever was stored of that plan, in one transaction.

        A plan whose facts are the stored ones is left alone. Nodes that nothing refers to afterwards are gone. A
        failure leaves the previous state.

        Raises
        ------
        InputError
            If the facts cannot stand in a graph (two measures of one key, text that is no Unicode).
        StoreError
            If the store cannot be written.
        """
        ...

    def replace_all(self, facts: Sequence[Facts]) -> None:
        """Do the same for several plans at once: much faster for plans that are new to the graph.

        On a server in one transaction, in a file in two: those that are new to it, and those that change.
        Where one plan is given twice, the last one holds.
        """
        ...

    def replace_batch(self, batch: "Batch") -> None:
        """Do the same with plans that are laid out."""
        ...

    def remove(self, plans: Sequence[str]) -> None:
        """Delete the plans with these keys, and what only they referred to, in one transaction.

        What a plan that somebody deleted alone left behind goes, too. A failure leaves the previous state.
        """
        ...

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Table:
        """Answer one Cypher query; refused with StoreError if it would write and `write` is false.

        Nodes and edges come as mappings of their properties with `label` or `type`, dates as ISO text.
        """
        ...

    def arrow(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> "pa.Table":
        """Answer one reading query as Arrow columns: what analysis reads, a million rows at a time."""
        ...

    def close(self) -> None:
        """Let go of the file or the connection."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def batches(plans: Iterable[Facts], measures_at_once: int) -> Iterator[list[Facts]]:
    """Yield the plans in groups of at least so many measures, each for one transaction."""
    batch: list[Facts] = []
    measures = 0
    for facts in plans:
        batch.append(facts)
        measures += len(facts.measures)
        if measures >= measures_at_once:
            yield batch
            batch, measures = [], 0
    if batch:
        yield batch
