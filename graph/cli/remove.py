"""`qiantou remove`: plans out of the graph."""

import click

from graph.cli.options import graph_option, open_store
from graph.store.opening import GraphLocation


@click.command()
@click.argument("plans", nargs=-1, required=True, metavar="PLAN...")
@graph_option
def remove(plans: tuple[str, ...], graph: GraphLocation) -> None:
    """Take PLANs out of the graph, with the measures and duties in them and whatever only they named.

    PLAN is a key, a document number, a title, or a part of a title that only one plan has. Where several answer to
    it, they are listed, the exit status is 2, and nothing is removed.

    \b
    Example:
        qiantou remove 临政发〔2024〕1号
    """
    from graph.answers.names import find_plan
    from graph.model.language import counted, say

    with open_store(graph) as store:
        found = {plan.key: plan for plan in (find_plan(store, text) for text in plans)}
        sizes = {
            key: store.run("MATCH (m:Measure {plan: $plan}) RETURN count(m)", {"plan": key}).rows[0][0]
            for key in found
        }
    with open_store(graph, read_only=False) as store:
        store.remove(list(found))
    for key, plan in found.items():
        name = key if plan.name in key else f"{plan.name} ({key})"
        click.echo(say("Removed: {plan}, {measures}", plan=name, measures=counted(sizes[key], "measure")))
