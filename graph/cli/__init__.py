"""The command `qiantou`: each subcommand's module is imported when it is asked for."""

from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

import click

from graph.model.errors import QiantouError

_COMMANDS = {
    "load": "graph.cli.load:load",
    "who": "graph.cli.who:who",
    "query": "graph.cli.query:query",
    "queries": "graph.cli.query:queries",
    "export": "graph.cli.export:export",
    "centrality": "graph.cli.centrality:centrality",
    "overlap": "graph.cli.overlap:overlap",
    "overload": "graph.cli.overload:overload",
    "coordinate": "graph.cli.coordinate:coordinate",
    "compare": "graph.cli.compare:compare",
    "gaps": "graph.cli.gaps:gaps",
    "ledger": "graph.cli.ledger:ledger",
    "draw": "graph.cli.draw:draw",
    "report": "graph.cli.report:report",
    "serve": "graph.cli.serve:serve",
    "demo": "graph.cli.demo:demo",
}


@cache
def _loaders_commands() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group="qiantou.commands")}


class LazyGroup(click.Group):
    """A group whose commands live in modules of their own, here or behind an entry point."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [*_loaders_commands(), *_COMMANDS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name in _COMMANDS:
            module, _, attribute = _COMMANDS[name].partition(":")
            command: click.Command = getattr(import_module(module), attribute)
            return command
        if point := _loaders_commands().get(name):
            loaded: click.Command = point.load()
            return loaded
        return None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except QiantouError as error:
            raise click.ClickException(str(error)) from error


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="qiantou")
def main() -> None:
    """Read the plans of Chinese governments into a graph of who leads, supports and answers for what."""
