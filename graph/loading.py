"""Loading plans and files of facts into a graph."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
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

if TYPE_CHECKING:
    from graph.store.batch import Batch

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

    for from_tables, group in groupby(paths, key=lambda path: decisions is None and has_tables(path)):
        if from_tables:
            coming = _batches_of_datasets(group, store.measures_at_once, fail, inline=inline)
        else:
            read = _read(
                [*group], jobs, decisions, fail, on_progress, on_skip, inline=inline, ocr=ocr, on_page=on_page
            )
            coming = batches_of_facts(read, store.measures_at_once)
        for batch in laid_out_ahead(coming):
            _load_batch(store, batch, loaded, fail)
    return loaded


def has_tables(path: Path | str) -> bool:
    """Whether what is to be loaded is a data set of facts."""
    return _reader_of_facts(path) is _read_dataset


def _batches_of_datasets(
    folders: Iterable[Path | str], measures: int, fail: OnError, *, inline: bool
) -> Iterator["Batch"]:
    from graph.model.dataset.folders import open_folder
    from graph.model.dataset.reading import read_batches
    from graph.store.batch import Batch

    for path in folders:
        errors: list[QiantouError] = []
        try:
            for tables in _ahead(read_batches(open_folder(path), measures, on_error=errors.append)):
                _empty(errors, fail)
                yield Batch(tables, inline=inline, name=shown(path))
        except InputError as error:
            errors.append(error)
        _empty(errors, fail)


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


def batches_of_facts(plans: Iterable[Facts], measures: int) -> Iterator["Batch"]:
    """Give plans in batches of about so many measures."""
    from graph.store.batch import Batch

    yield from map(Batch.of, batches(plans, measures))


def laid_out_ahead(coming: Iterable["Batch"]) -> Iterator["Batch"]:
    """The batches, each laid out while the one before is written; they are read here, where a user may interrupt."""
    with ThreadPoolExecutor(1) as maker:
        before: Future[Batch] | None = None
        for batch in coming:
            ahead = maker.submit(_tried, batch)
            if before is not None:
                yield before.result()
            before = ahead
        if before is not None:
            yield before.result()


def _tried(batch: "Batch") -> "Batch":
    """Lay a batch out; what is wrong with it is said when it is written."""
    with suppress(QiantouError):
        batch.lay_out()
    return batch


def _load_batch(store: Store, batch: "Batch", loaded: Loaded, fail: OnError) -> None:
    try:
        for written in _replace(store, batch, fail):
            loaded.add(written)
    except StoreLostError as error:
        if store.engine == "ladybug":
            raise
        raise StoreLostError(f"{error}; {len(loaded.sources)} plans were loaded before") from None


def _replace(store: Store, batch: "Batch", fail: OnError) -> Iterator["Batch"]:
    """Write the plans of a batch, and yield those that were; halves of it where one cannot be written."""
    try:
        batch.lay_out()
        store.replace_batch(batch)
    except StoreLostError:
        raise
    except QiantouError as error:
        try:
            plans = batch.facts
        except InputError as damage:
            fail(damage)
            return
        if len(plans) == 1:
            fail(error)
            return
        middle = len(plans) // 2
        for half in (plans[:middle], plans[middle:]):
            yield from _replace(store, batch.of(half), fail)
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
