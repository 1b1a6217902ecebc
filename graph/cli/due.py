"""`qiantou due`: what is past its deadline, and what falls due soon."""

from datetime import date
from pathlib import Path
from typing import Any, Literal

import click

from graph.cli.filters import Asked, analysis_options
from graph.cli.options import due_options
from graph.cli.telling import note
from graph.model.language import say
from graph.model.plan_options import FileToRead


@click.command()
@due_options
@click.option(
    "--by",
    type=click.Choice(["measure", "agency"]),
    default="measure",
    show_default=True,
    help="A row for each measure, by date; or for each agency how many are overdue and due soon.",
)
@click.option(
    "--ledger",
    "ledgers",
    multiple=True,
    type=FileToRead(folders=True),
    metavar="LEDGER",
    help="Leave out what is 已完成 in this ledger, a workbook or the folder of a split one; repeatable.",
)
@analysis_options
def due(
    asked: Asked, today: date, within: int, by: Literal["measure", "agency"], ledgers: tuple[Path, ...]
) -> None:
    """List what is overdue and what is due soon, by measure or by agency.

    The graph knows deadlines and not what was done: without --ledger, overdue is all that was to be done before.

    \b
    Example:
        qiantou due --within 30d
        qiantou due --by agency --ledger 台账.xlsx
    """
    from graph.analysis.due import due as find
    from graph.analysis.due import due_by_agency
    from graph.analysis.evidence import Evidence, clause

    incidence = asked.incidence()
    frame = find(incidence, today, within, done=_done(ledgers))
    if asked.readable and not ledgers and (frame["state"] == "overdue").any():
        note(say("the graph does not know what was done; --ledger leaves out what is 已完成"))
    if by == "agency":
        evidence = Evidence(incidence)
        asked.write(
            due_by_agency(incidence, frame),
            title=say("Overdue on {today}, or due within {days} days, by agency", today=today, days=within),
            clauses=lambda row: evidence.clauses(row["key"]),
        )
        return

    def clauses(row: Any) -> list[str]:
        return [clause(incidence, incidence.measures.place[row["measure_key"]])]

    asked.write(
        frame,
        title=say("Overdue on {today}, or due within {days} days", today=today, days=within),
        clauses=clauses,
    )


def _done(ledgers: tuple[Path, ...]) -> set[str]:
    if not ledgers:
        return set()
    from graph.views.ledger import read_kept

    return read_kept(ledgers).done()
