"""`qiantou ledger`: the workbook that supervision offices keep."""

from datetime import date
from pathlib import Path
from typing import Literal

import click

from graph.cli.options import OutputFile, due_options
from graph.cli.scope import Scope, scope_options
from graph.model.names import shown
from graph.model.plan_options import FileToRead


@click.command()
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=OutputFile(dir_okay=True, endings=(".xlsx",)),
    help="The workbook to write, an .xlsx file; with --split a new folder.",
)
@click.option(
    "--update",
    "old",
    multiple=True,
    type=FileToRead(folders=True),
    metavar="OLD",
    help="Keep what was filled in in this ledger, a workbook or the folder of a split one, and say which measures are "
    "new, changed or gone; repeatable.",
)
@click.option(
    "--split", is_flag=True, help="One workbook an agency, and one with all measures, in a new folder."
)
@click.option(
    "--by",
    type=click.Choice(["plan", "deadline"]),
    default="plan",
    show_default=True,
    help="In the order of the plans, or by the date due, what has none last.",
)
@due_options
@scope_options
@click.option("--collectives", is_flag=True, help="Sheets also for collective actors (各县区政府).")
def ledger(
    out: Path,
    old: tuple[Path, ...],
    split: bool,
    by: Literal["plan", "deadline"],
    today: date,
    within: int,
    scope: Scope,
    collectives: bool,
) -> None:
    """Write the supervision ledger (督查台账): an index, a sheet with all measures and one an agency, to be filled in.

    What is past its deadline is red, what falls due soon amber, unless it is filled in as 已完成.

    \b
    Example:
        qiantou ledger -o 台账.xlsx --by deadline
        qiantou ledger --update 台账.xlsx -o 台账-12月.xlsx
        qiantou ledger --split -o 各单位台账
    """
    from graph.model.files import whole_file, whole_folder
    from graph.model.language import counted, say
    from graph.views.ledger import read_kept, write_ledger, write_split

    if not split and out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"the ledger is a workbook: give -o {out.with_suffix('.xlsx')}")
    if split and out.suffix:
        raise click.UsageError("--split makes a new folder: give -o FOLDER")
    kept = read_kept(old) if old else None
    incidence = scope.part()
    measures = counted(len(incidence.measures), "measure")
    if split:
        with whole_folder(out) as folder:
            count = write_split(
                incidence, folder, by, today=today, within=within, collectives=collectives, kept=kept
            )
        click.echo(
            say(
                "{measures} written to {workbooks} in {folder}",
                measures=measures,
                workbooks=counted(count, "workbook"),
                folder=shown(out),
            )
        )
        return
    with whole_file(out) as path:
        write_ledger(incidence, path, by, today=today, within=within, collectives=collectives, kept=kept)
    click.echo(say("{measures} written to {file}", measures=measures, file=shown(out)))
