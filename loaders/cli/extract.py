"""The loaders' commands of `qiantou`."""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from graph.model.language import say, translated, value
from graph.model.names import on_one_line
from graph.model.plan_options import (
    decisions_option,
    jobs_option,
    ocr_option,
    place,
    tell_error,
    tell_skipped,
)
from graph.model.progress import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph.model import Facts, QiantouError
    from loaders.formats.guard import Work
    from loaders.lines import PlanLines

_CSV_COLUMNS = [
    "plan",
    "document",
    "title",
    "jurisdiction",
    "path",
    "ordinal",
    "heading",
    "scope",
    "duty",
    "leads",
    "supports",
    "responsible",
    "persons",
    "zones",
    "chains",
    "deadlines",
    "indicators",
]


@click.command()
@click.argument("plans", nargs=-1, required=True, type=click.Path(), callback=place)
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    callback=place,
    help="Write to this file instead of standard output; parquet to this folder.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    help="How to write the measures: jsonl keeps every fact, csv is for reading, parquet is a data set of all facts "
    "that reads only what changed.  [default: jsonl; parquet with --engine dask]",
)
@click.option(
    "--engine",
    type=click.Choice(["cores", "dask"]),
    default="cores",
    show_default=True,
    help="Who reads: the cores of this machine, or a cluster, into a data set (extra dask).",
)
@click.option(
    "--scheduler",
    default="",
    envvar="QIANTOU_SCHEDULER",
    metavar="ADDRESS",
    help="A cluster's scheduler (tcp://HOST:8786).  [default: workers on this machine]",
)
@click.option(
    "--raw",
    is_flag=True,
    help="In CSV, leave texts that a spreadsheet would run as formulas as they are; else they begin with '.",
)
@jobs_option
@decisions_option
@click.option(
    "--inline",
    is_flag=True,
    help="Read the statements of running text, too (由市商务局牵头制定…): scope and basis are inline.",
)
@ocr_option
@click.option(
    "--explain",
    is_flag=True,
    help="Say on standard error why each name got its role and its identity, and what was not read.",
)
def extract(
    plans: tuple[str | Path, ...],
    output: str | Path | None,
    form: str | None,
    engine: str,
    scheduler: str,
    raw: bool,
    jobs: int | None,
    decisions: Path | None,
    inline: bool,
    ocr: str,
    explain: bool,
) -> None:
    """Print the measures of PLANs, one a line, in the order of the text.

    PLANs are files (txt, md, html, docx, pdf, ofd, xlsx, csv, doc, pictures), archives of them, folders, or standard
    input (-); for a data set also URLs (s3://, hdfs://, file:// …).

    \b
    Examples:
        qiantou extract plan.txt -o facts.jsonl
        qiantou extract plans/ --format parquet -o facts/
    """
    from graph.model import Facts, InputError
    from loaders.agencies.decisions import Decisions
    from loaders.formats.guard import Work
    from loaders.lines import PlanLines
    from loaders.reading import Settings

    failed: list[QiantouError] = []

    def on_error(error: "QiantouError") -> None:
        failed.append(error)
        tell_error(error)

    settings = Settings(Decisions.read(decisions) if decisions else None, inline)
    if form == "parquet" or (engine == "dask" and form is None):
        from loaders.cli.dataset import write_dataset

        statements = write_dataset(
            plans,
            output,
            engine=engine,
            scheduler=scheduler,
            jobs=jobs,
            settings=settings,
            ocr=ocr,
            on_error=on_error,
            on_skip=tell_skipped,
        )
    elif engine == "dask" or isinstance(output, str) or any(isinstance(plan, str) for plan in plans):
        raise InputError("a cluster and URLs are for data sets alone: --format parquet -o FOLDER")
    else:
        with _opened(output) as out:
            # A bar would stand between the measures.
            barred = bool(plans) and not (output is None and sys.stdout.isatty())
            work: Work[Any]
            if form == "csv" or explain:
                work = Work("loaders.pipeline:facts_of", Facts, settings.packed())
            else:
                work = Work("loaders.lines:lines_of", PlanLines, settings.packed())
            write = _csv_writer(out, raw=raw) if form == "csv" else _line_writer(out)
            told_of = _explain if explain else _tell_diagnostics
            statements = _read(plans, work, ocr, jobs, write, told_of, on_error, barred=barred)
    if statements and not inline:
        told = "sentences of running text that give a body a task: {count}; --inline reads them"
        click.echo(say("Note: {message}", message=say(told, count=statements)), err=True)
    if failed:
        sys.exit(1)


def _read(
    plans: "Sequence[str | Path]",
    work: "Work[Any]",
    ocr: str,
    jobs: int | None,
    write: "Callable[[Any], None]",
    told_of: "Callable[[Any], None]",
    on_error: "Callable[[QiantouError], None]",
    *,
    barred: bool,
) -> int:
    """Read plans one after the other; the sentences of running text that give a body a task are counted."""
    from graph.model.progress import progress_bar
    from loaders.reading import read_files

    statements = 0
    with progress_bar(say("reading"), shown=barred) as report:
        for plan in read_files(
            [Path(plan) for plan in plans],
            work,
            jobs=jobs,
            on_error=on_error,
            on_progress=report,
            on_skip=tell_skipped,
            ocr=ocr,
            on_page=report.page if report else None,
        ):
            write(plan)
            told_of(plan)
            statements += plan.statements
    return statements


def _explain(facts: "Facts") -> None:
    from loaders.cli.explanation import explain

    for line in explain(facts):
        tell(line)


def _tell_diagnostics(plan: "Facts | PlanLines") -> None:
    for diagnostic in plan.diagnostics:
        tell(
            on_one_line(
                f"{translated(str(diagnostic.location))}: {value('severity', diagnostic.severity)}: "
                f"{translated(diagnostic.message)} [{diagnostic.code}] {diagnostic.excerpt}"
            )
        )


def _line_writer(out: TextIO) -> "Callable[[Any], None]":
    """Write lines, or the facts that they are made of."""
    from loaders.lines import PlanLines

    def write(plan: "Facts | PlanLines") -> None:
        lines = plan if isinstance(plan, PlanLines) else PlanLines.of(plan)
        out.write(lines.text.decode("utf-8"))

    return write


def _csv_writer(out: TextIO, *, raw: bool) -> "Callable[[Any], None]":
    from graph.model.csv_rows import MARK, begins_a_file, row_writer
    from graph.model.lines import to_lines

    if not raw and begins_a_file(out):
        out.write(MARK)
    write_row = row_writer(out, raw=raw)
    write_row(_CSV_COLUMNS)

    def cell(value: object) -> object:
        if isinstance(value, list):
            return "、".join(
                f"{part['name']}{part['value']}{part['unit']}" if isinstance(part, dict) else str(part)
                for part in value
            )
        return value

    def write(facts: "Facts") -> None:
        for line in to_lines(facts):
            write_row([cell(line[column]) for column in _CSV_COLUMNS])

    return write


@contextmanager
def _opened(output: Path | None) -> "Iterator[TextIO]":
    """The output, complete or not there at all."""
    if output is None:
        yield sys.stdout
        return
    from graph.model.files import whole_file

    with whole_file(output) as path, path.open("w", encoding="utf-8", newline="") as out:
        yield out
