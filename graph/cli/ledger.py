"""`qiantou ledger`: the workbook that supervision offices keep."""

from pathlib import Path
from typing import Literal

import click

from graph.cli.options import OutputFile
from graph.cli.scope import Scope, scope_options
from graph.model.names import shown


@click.command()
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=OutputFile(endings=(".xlsx",)),
    help="The workbook to write, an .xlsx file.",
)
@click.option(
    "--by",
    type=click.Choice(["plan", "deadline"]),
    default="plan",
    show_default=True,
    help="In the order of the plans, or by the date due, what has none last.",
)
@scope_options
@click.option("--collectives", is_flag=True, help="Sheets also for collective actors (各县区政府).")
def ledger(
    out: Path,
    by: Literal["plan", "deadline"],
    scope: Scope,
    collectives: bool,
) -> None:
    """Write the supervision ledger (督查台账): a sheet with all measures and one an agency, to be filled in.

    \b
    Example:
        qiantou ledger -o 台账.xlsx --by deadline
    """
    from graph.model.files import whole_file
    from graph.model.language import counted, say
    from graph.views.ledger import write_ledger

    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"the ledger is a workbook: give -o {out.with_suffix('.xlsx')}")
    incidence = scope.part()
    with whole_file(out) as path:
        write_ledger(incidence, path, by, collectives=collectives)
    click.echo(
        say(
            "{measures} written to {file}",
            measures=counted(len(incidence.measures), "measure"),
            file=shown(out),
        )
    )
