"""`qiantou mcp`: the graph as tools for an assistant."""

import click

from graph.cli.options import graph_option, open_store, rows_option, timeout_option, with_credentials
from graph.store.opening import GraphLocation


@click.command()
@graph_option
@timeout_option
@rows_option
def mcp(graph: GraphLocation, timeout: float, rows: int) -> None:
    """Answer an assistant by the Model Context Protocol, over standard input and output.

    Its tools (who, query, overload, overlap, compare, check, evidence …) only read the graph, bring the clause
    behind each answer, and reach no file but the graph. Needs the extra mcp: pip install 'qiantou[mcp]'.

    \b
    Example:
        qiantou mcp --graph qiantou.lbug
    """
    from graph.answers.current import CurrentGraph
    from graph.asking import Asking, Limits
    from graph.serving.desk import Desk
    from graph.serving.tools import server

    graph = with_credentials(graph)
    with open_store(graph) as store:
        store.run("MATCH (p:Plan) RETURN count(p)")
    asking = Asking(graph, Limits(seconds=timeout, rows=rows))
    made = server(Desk(CurrentGraph(lambda: open_store(graph)), asking))
    try:
        made.run("stdio")
    finally:
        asking.close()
