"""The data set that `qiantou extract --format parquet` writes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.model import InputError, QiantouError
from graph.model.language import say
from graph.model.progress import progress_bar

if TYPE_CHECKING:
    from loaders.batch.run import ReadingEngine
    from loaders.reading import Settings


def write_dataset(
    places: tuple[str | Path, ...],
    out: str | Path | None,
    *,
    engine: str,
    scheduler: str,
    jobs: int | None,
    settings: "Settings",
    ocr: str,
    on_error: Callable[[QiantouError], None],
    on_skip: Callable[[str], None],
) -> int:
    """Read files into a data set and say what came of it.

    Returns
    -------
    int
        Sentences of running text that give a body a task, and were not asked for.

    Raises
    ------
    InputError
        If no folder is named, it cannot be written, or there is nobody to read.
    """
    from loaders.batch import read_into

    if out is None:
        raise InputError("a data set is a folder: name it with -o")
    with _engine(engine, scheduler, jobs) as readers, progress_bar(say("reading")) as report:
        done = read_into(
            out,
            places,
            readers,
            settings=settings,
            ocr=ocr,
            on_error=on_error,
            on_skip=on_skip,
            on_progress=report,
        )
    click.echo(
        say(
            "{files} files ({read} read, {kept} as before), {plans} plans, {measures} measures in {out}",
            files=len(done.manifest.files),
            read=done.read,
            kept=done.kept,
            plans=done.plans,
            measures=done.measures,
            out=out,
        ),
        err=True,
    )
    return done.statements


@contextmanager
def _engine(engine: str, scheduler: str, jobs: int | None) -> "Iterator[ReadingEngine]":
    if engine == "dask":
        from loaders.batch.cluster import Cluster

        with Cluster(scheduler, jobs=jobs, on_ready=lambda words: click.echo(words, err=True)) as cluster:
            yield cluster
        return
    from loaders.batch.here import Here
    from loaders.reading import cores

    yield Here(jobs or cores())
