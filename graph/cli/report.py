"""`qiantou report`: the plans' duties in pictures, tables and words, as one page."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.options import due_options
from graph.cli.scope import Scope, page_options, scope_options
from graph.model.names import shown
from graph.model.plan_options import FileToRead

if TYPE_CHECKING:
    from graph.model import Diagnostic

_SECTIONS = ("figures", "matrix", "load", "breadth", "deadlines", "targets", "findings", "methods")


@click.command()
@page_options(".pdf", of="where Chromium is installed, .pdf on A4.")
@click.option(
    "--section",
    "sections",
    multiple=True,
    type=click.Choice(_SECTIONS),
    help="Show this section; repeatable.  [default: all of them]",
)
@click.option(
    "--collectives",
    is_flag=True,
    help="Count collective actors (各县区政府, 市直有关部门) as agencies in matrix, load and breadth.",
)
@click.option(
    "--check",
    "checked",
    type=FileToRead(),
    help="List the findings of `qiantou check --format json` from this file, too.",
)
@due_options
@scope_options
def report(
    scope: Scope,
    out: Path,
    sections: tuple[str, ...],
    collectives: bool,
    checked: Path | None,
    today: date,
    within: int,
    title: str,
) -> None:
    """Report who leads and supports what, who carries most, what is due and what to look into.

    One self-contained page that opens without a network and prints on A4; every number opens its clauses.

    \b
    Examples:
        qiantou report -o report.html
        qiantou report -o report.pdf
        qiantou report -o load.html --section figures --section load --language en
    """
    from graph.model.files import whole_file
    from graph.model.language import counted, language, listed, say
    from graph.views.printing import print_page
    from graph.views.report import report_page

    graph = scope.part()
    page = report_page(
        graph,
        language=language(),
        title=title,
        sections=sections or _SECTIONS,
        collectives=collectives,
        checked=_diagnostics(checked) if checked else (),
        today=today,
        within=within,
    )
    with whole_file(out) as path:
        if out.suffix.lower() == ".pdf":
            print_page(page, path)
        else:
            path.write_bytes(page.encode(errors="replace"))
    held = listed([counted(len(graph.plans), "plan"), counted(len(graph.measures), "measure")])
    click.echo(say("{file}: {what}", file=shown(out), what=held))


def _diagnostics(file: Path) -> "list[Diagnostic]":
    import msgspec

    from graph.model import Diagnostic, InputError
    from graph.model.troubles import file_error

    try:
        return msgspec.json.decode(file.read_bytes(), type=list[Diagnostic])
    except OSError as error:
        raise file_error(error, file, doing="read") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"not the findings of `qiantou check --format json`: {error}", file=shown(file)
        ) from None
