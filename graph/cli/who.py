"""`qiantou who`: what an agency leads, supports and answers for."""

from pathlib import Path

import click

from graph.cli.options import (
    evidence_option,
    graph_option,
    jurisdiction_option,
    open_store,
    output_options,
    plan_option,
    role_option,
)
from graph.model import Role
from graph.store.opening import GraphLocation


@click.command()
@click.argument("agency")
@role_option
@plan_option
@jurisdiction_option
@evidence_option
@click.option("--inline", is_flag=True, help="Show what only sentences of running text say, too.")
@output_options
@graph_option
def who(
    agency: str,
    roles: tuple[Role, ...],
    plans: tuple[str, ...],
    jurisdictions: tuple[str, ...],
    evidence: bool,
    inline: bool,
    format: str | None,
    out: Path | None,
    graph: GraphLocation,
) -> None:
    """Show what AGENCY leads, supports and answers for, and with whom.

    AGENCY is a name in any spelling, also a former one and with its place (临江市科技局, 科学技术局), a key
    (临江市/市科技局), or a part that only one agency has. Where several answer to it, they are listed and the exit
    status is 2.

    \b
    Example:
        qiantou who 市科技局 --role leads
    """
    from graph.answers.duties import duties_of
    from graph.answers.names import find_agency
    from graph.cli.output import words_of, write_table
    from graph.cli.telling import note
    from graph.model.language import say

    with open_store(graph) as store:
        entry = find_agency(store, agency, jurisdictions)
        if not any(agency in name for name in (entry.key, *entry.aliases)):
            note(say("{agency} is {key} here", agency=agency, key=entry.key))
        table = duties_of(
            store,
            entry.key,
            roles=roles,
            plans=plans,
            evidence=evidence,
            inline=inline,
            language=words_of(format, out),
        )
    write_table(table, format, out, title=f"{entry.name}({entry.jurisdiction or '?'})")
