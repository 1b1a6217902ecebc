"""`qiantou serve`: the graph in a browser of this computer."""

import socket
from contextlib import suppress
from threading import Thread
from types import FrameType

import click

from graph.cli.options import graph_option, open_store, rows_option, timeout_option, with_credentials
from graph.model import InputError
from graph.model.language import say
from graph.store.opening import GraphLocation


@click.command()
@graph_option
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8765,
    show_default=True,
    help="The port on 127.0.0.1; 0 for any that is free.",
)
@timeout_option
@rows_option
def serve(graph: GraphLocation, port: int, timeout: float, rows: int) -> None:
    """Serve the graph to a browser of this computer until Ctrl-C.

    Search, pages of places, plans, agencies, measures, zones and chains, the report, the network, read-only
    Cypher, tables and the ledger to download, two plans compared, a draft checked in memory, and all of it as a
    JSON API (/api/openapi.json). Answers on 127.0.0.1 alone, and to no page of another site.

    \b
    Example:
        qiantou serve --graph qiantou.lbug
    """
    import uvicorn

    from graph.asking import Asking, Limits
    from graph.cli.connections import PatientProtocol
    from graph.serving.api import routes
    from graph.serving.desk import Desk
    from graph.serving.pages import Browsing
    from graph.views.site import Site

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            asking.close()
            super().handle_exit(sig, frame)

    graph = with_credentials(graph)
    asking = Asking(graph, Limits(seconds=timeout, rows=rows))
    with open_store(graph) as store:
        store.run("MATCH (p:Plan) RETURN count(p)")
    site = Site(lambda: open_store(graph), asking)
    desk = Desk(site.current, asking)
    application = site.application([*routes(site, desk), *Browsing(site, desk).routes()])
    with _listening(port) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        click.echo(
            say("Serving {graph} at {address} (stop with Ctrl-C)", graph=graph.address, address=address)
        )
        Thread(target=site.prepare, daemon=True).start()
        server = Server(
            uvicorn.Config(
                application,
                http=PatientProtocol,
                log_level="warning",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=2,
            )
        )
        # Having shut down, the server passes the signal on.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    click.echo(say("Stopped."))


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        # Who reads the address before the server is ready waits.
        listening.listen()
    except OSError as error:
        listening.close()
        raise InputError(f"port {port} cannot be used: {error.strerror}; give another with --port") from None
    return listening
