"""Loading plans and files of facts into a graph."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import entry_points
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from graph.loaded import Loaded
from graph.model import Facts, InputError, Ocr, QiantouError, StoreLostError
from graph.model.dataset.mark import is_dataset
from graph.model.lines import from_lines
from graph.model.names import shown
from graph.model.troubles import file_error
from graph.store.base import Store, batches
from graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from graph.model.dataset.tables import Tables
    from graph.store.columns import GraphColumns

T = TypeVar("T")
OnError = Callable[[QiantouError], None]
OnProgress = Callable[[int, int], None]
OnSkip = Callable[[str], None]
OnPage = Callable[[str, int, int], None]

_SHOWN_ERRORS = 10


def load_plans(
    store: Store,
    paths: Sequence[Path | str],
    *,
    jobs: int | None = None,
    decisions: Path | None = None,
    inline: bool = False,
    ocr: str = Ocr.AUTO,
    on_error: OnError | None = None,
    on_progress: OnProgress | None = None,
    on_skip: OnSkip | None = None,
    on_page: OnPage | None = None,
) -> Loaded:
    """Load plans, archives and folders of them, and facts (.jsonl files and data sets) into a graph.

    Plans that are new to the graph are written many in one transaction; one that cannot be written does not keep
    the others out.

    Parameters
    ----------
    store : Store
        The graph, open for writing.
    paths : sequence of Path or str
        What to load, in this order; texts are URLs of data sets.
    jobs : int, optional
        Processes to read plans with; by default as many as pay.
    decisions : Path, optional
        A file of human decisions on the identity of agencies.
    inline : bool
        Load the statements of running text, too.
    ocr : str
        Of which pages characters are recognised: auto, those without usable text; never; always.
    on_error : callable, optional
        Called with each error; what is good beside it is loaded all the same. Without it the first is raised.
    on_progress : callable, optional
        Called with the number of files read and the number of all files.
    on_skip : callable, optional
        Called with each file, or part of one, that is no plan, and why.
    on_page : callable, optional
        Called with the name of a file, the number of a page of it that was recognised, and how many it has.

    Raises
    ------
    StoreLostError
        If the store takes nothing any more.
    QiantouError
        Without `on_error`, the first thing that could not be read or written.
    """
    loaded = Loaded()

    def fail(error: QiantouError) -> None:
        loaded.failures += 1
        if on_error is None:
            raise error
        on_error(error)

    for as_tables, group in groupby(paths, key=lambda path: decisions is None and _has_tables(store, path)):
        if as_tables:
            _load_datasets(store, group, loaded, fail, inline=inline)
            continue
        read = _read(
            [*group], jobs, decisions, fail, on_progress, on_skip, inline=inline, ocr=ocr, on_page=on_page
        )
        for batch in batches(read, store.measures_at_once):
            _load_batch(store, batch, loaded, fail)
    return loaded


def _has_tables(store: Store, path: Path | str) -> bool:
    return isinstance(store, EmbeddedStore) and has_tables(path)


def has_tables(path: Path | str) -> bool:
    """Whether what is to be loaded is a data set of facts."""
    return _reader_of_facts(path) is _read_dataset


def _load_datasets(
    store: Store, folders: Iterable[Path | str], loaded: Loaded, fail: OnError, *, inline: bool
) -> None:
    """Load data sets table by table; what cannot be written so is tried plan by plan."""
    from msgspec import ValidationError

    from graph.model.dataset.tables import facts_of_tables

    assert isinstance(store, EmbeddedStore)
    for path in folders:
        errors: list[QiantouError] = []
        try:
            for tables, columns in _ahead(
                _laid_out(path, store.measures_at_once, errors.append, inline=inline)
            ):
                _empty(errors, fail)
                if columns is not None and _replaces(store, tables, columns, inline=inline):
                    loaded.add_tables(tables, columns)
                    continue
                plans = (facts for _, facts in facts_of_tables(tables))
                counted = [facts if inline else facts.without_statements() for facts in plans]
                _load_batch(store, counted, loaded, fail)
        except ValidationError as error:
            errors.append(
                InputError(f"damaged: {error}; write it anew with `qiantou extract`", file=shown(path))
            )
        except InputError as error:
            errors.append(error)
        _empty(errors, fail)


def _replaces(store: EmbeddedStore, tables: "Tables", columns: "GraphColumns", *, inline: bool) -> bool:
    try:
        store.replace_tables(tables, columns, inline=inline)
    except StoreLostError:
        raise
    except QiantouError:
        return False
    return True


def _laid_out(
    path: Path | str, measures: int, on_error: OnError, *, inline: bool
) -> Iterator[tuple["Tables", "GraphColumns | None"]]:
    """The tables of a data set so many measures at a time, each with its columns, where they can be laid out."""
    from graph.model.dataset.folders import open_folder
    from graph.model.dataset.reading import read_batches
    from graph.store.columns import graph_columns

    for tables in read_batches(open_folder(path), measures, on_error=on_error):
        try:
            yield tables, graph_columns(tables, inline=inline)
        except QiantouError:
            yield tables, None


def _ahead(things: Iterator[T]) -> Iterator[T]:
    """The things, each made while the one before is worked with."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, things, None)
        while (thing := coming.result()) is not None:
            coming = maker.submit(next, things, None)
            yield thing


def _empty(errors: list[QiantouError], fail: OnError) -> None:
    while errors:
        fail(errors.pop(0))


def _load_batch(store: Store, batch: Sequence[Facts], loaded: Loaded, fail: OnError) -> None:
    try:
        for written in _replace(store, batch, fail):
            loaded.add(written)
    except StoreLostError as error:
        if store.engine == "ladybug":
            raise
        raise StoreLostError(f"{error}; {len(loaded.sources)} plans were loaded before") from None


def _replace(store: Store, batch: Sequence[Facts], fail: OnError) -> Iterator[Sequence[Facts]]:
    """Write the plans of a batch, and yield those that were; halves of it where one cannot be written."""
    try:
        store.replace_all(batch)
    except StoreLostError:
        raise
    except QiantouError as error:
        if len(batch) == 1:
            fail(error)
            return
        middle = len(batch) // 2
        yield from _replace(store, batch[:middle], fail)
        yield from _replace(store, batch[middle:], fail)
    else:
        yield batch


def _read(
    paths: Sequence[Path | str],
    jobs: int | None,
    decisions: Path | None,
    fail: OnError,
    on_progress: OnProgress | None,
    on_skip: OnSkip | None,
    *,
    inline: bool,
    ocr: str,
    on_page: OnPage | None,
) -> Iterator[Facts]:
    for read, group in groupby(paths, key=_reader_of_facts):
        if read is not None:
            plans = (
                facts if inline else facts.without_statements()
                for path in group
                for facts in read(path, fail)
            )
            yield from plans if decisions is None else _judged(plans, decisions)
            continue
        (reader,) = entry_points(group="qiantou.readers", name="plans")
        options: dict[str, Any] = {} if decisions is None else {"decisions": decisions}
        if inline:
            options["inline"] = True
        if ocr != Ocr.AUTO:
            options["ocr"] = ocr
        if on_page is not None:
            options["on_page"] = on_page
        yield from reader.load()(
            list(group), jobs=jobs, on_error=fail, on_progress=on_progress, on_skip=on_skip, **options
        )


def _reader_of_facts(path: Path | str) -> Callable[[Any, OnError], Iterator[Facts]] | None:
    """What reads facts that were written before; None for plans."""
    if isinstance(path, str):
        return _read_dataset
    if path.suffix.lower() == ".jsonl":
        return _read_facts
    return _read_dataset if is_dataset(path) else None


def _read_dataset(path: Path | str, fail: OnError) -> Iterator[Facts]:
    from graph.model.dataset.folders import open_folder
    from graph.model.dataset.reading import read_dataset

    try:
        yield from read_dataset(open_folder(path), on_error=fail)
    except InputError as error:
        fail(error)


def _judged(plans: Iterable[Facts], decisions: Path) -> Iterator[Facts]:
    """Facts with the human decisions applied that were made after they were written."""
    (judge,) = entry_points(group="qiantou.judges", name="decisions")
    yield from judge.load()(plans, decisions)


def _read_facts(path: Path, fail: OnError) -> Iterator[Facts]:
    errors: list[InputError] = []
    found = False
    try:
        with path.open("rb") as lines:
            for facts in from_lines(lines, file=shown(path), on_error=errors.append):
                found = True
                yield facts
    except OSError as error:
        fail(file_error(error, path, doing="read"))
        return
    # A file without any fact is one mistake, not one a line.
    first = errors[: _SHOWN_ERRORS if found else 1]
    for mistake in first:
        fail(mistake)
    if found and len(errors) > len(first):
        fail(InputError(f"{len(errors) - len(first)} more of its lines cannot be used", file=shown(path)))
    if not errors and not found:
        fail(InputError("holds no facts; write some with `qiantou extract`", file=shown(path)))
