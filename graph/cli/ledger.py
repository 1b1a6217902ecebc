"""`qiantou ledger`: the workbook that supervision offices keep."""

from pathlib import Path
from typing import Literal

import click

from graph.cli.options import graph_option, jurisdiction_option, open_store, plan_option, role_option
from graph.model import Role
from graph.store.opening import GraphLocation


@click.command()
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The workbook to write, an .xlsx file.",
)
@click.option(
    "--by",
    type=click.Choice(["plan", "deadline"]),
    default="plan",
    show_default=True,
    help="In the order of the plans, or by the date due, what has none last.",
)
@graph_option
@plan_option
@jurisdiction_option
@role_option
@click.option("--collectives", is_flag=True, help="Sheets also for collective actors (各县区政府).")
def ledger(
    out: Path,
    by: Literal["plan", "deadline"],
    graph: GraphLocation,
    plans: tuple[str, ...],
    jurisdictions: tuple[str, ...],
    roles: tuple[Role, ...],
    collectives: bool,
) -> None:
    """Write the supervision ledger (督查台账): a sheet with all measures and one an agency, to be filled in.

    \b
    Example:
        qiantou ledger -o 台账.xlsx --by deadline
    """
    from graph.cli.output import whole_file
    from graph.ledger import write_ledger
    from graph.network import read_incidence

    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"the ledger is a workbook: give -o {out.with_suffix('.xlsx')}")
    with open_store(graph) as store:
        incidence = read_incidence(store).select(plans=plans, jurisdictions=jurisdictions, roles=roles)
    with whole_file(out) as path:
        write_ledger(incidence, path, by, collectives=collectives)
    click.echo(f"{len(incidence.measures.key)} measures written to {out}")
