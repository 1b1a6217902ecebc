"""The command `qiantou`: each subcommand's module is imported when it is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import click

from graph.cli.language import Speaking, ToldError, language_option, speaks
from graph.cli.telling import told_in_a_line
from graph.model.language import language, speaking

# The list of commands is printed from here, so that it does not wait for their modules.
_COMMANDS = {
    "load": ("graph.cli.load:load", "Put plans, or facts extracted from them, into the graph."),
    "remove": ("graph.cli.remove:remove", "Take plans out of the graph."),
    "who": ("graph.cli.who:who", "Show what an agency leads, supports and answers for, and with whom."),
    "query": ("graph.cli.query:query", "Answer a named query, or one of your own."),
    "queries": ("graph.cli.query:queries", "List the named queries."),
    "export": ("graph.cli.export:export", "Write the graph, or a network of it, in a format of the field."),
    "centrality": ("graph.cli.centrality:centrality", "Rank agencies by their place in the network."),
    "overlap": ("graph.cli.overlap:overlap", "Compare agencies, plans or measures in pairs, against chance."),
    "overload": ("graph.cli.overload:overload", "Measure the load of every agency, and how sure that is."),
    "coordinate": ("graph.cli.coordinate:coordinate", "Show who must work with whom, and in which groups."),
    "compare": ("graph.cli.compare:compare", "Compare two plans, or two versions of one."),
    "gaps": ("graph.cli.gaps:gaps", "List what no agency leads."),
    "due": ("graph.cli.due:due", "List what is overdue, and what is due soon."),
    "ledger": ("graph.cli.ledger:ledger", "Write the supervision ledger (督查台账) as a workbook."),
    "draw": ("graph.cli.draw:draw", "Draw the network as a page."),
    "report": ("graph.cli.report:report", "Report on the whole graph in one page."),
    "mcp": ("graph.cli.mcp:mcp", "Answer an assistant by the Model Context Protocol."),
    "serve": ("graph.cli.serve:serve", "Serve the pages to a browser of this machine."),
    "demo": ("graph.cli.demo:demo", "Show an invented city, from its plans to its page."),
}


@cache
def _loaders_commands() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group="qiantou.commands")}


class LazyGroup(click.Group):
    """A group whose commands live in modules of their own, here or behind an entry point."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [*sorted(_loaders_commands()), *_COMMANDS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        command: click.Command | None = None
        if name in _COMMANDS:
            module, _, attribute = _COMMANDS[name][0].partition(":")
            command = getattr(import_module(module), attribute)
        elif point := _loaders_commands().get(name):
            command = point.load()
        return speaks(command) if command is not None else None

    def summary(self, ctx: click.Context, name: str) -> str:
        """What a command is for, in one line."""
        if name in _COMMANDS:
            return _COMMANDS[name][1]
        command = self.get_command(ctx, name)
        return command.get_short_help_str(100) if command else ""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.summary(ctx, name)) for name in self.list_commands(ctx)])

    def main(self, *args: Any, **rest: Any) -> Any:
        """Run the command, which speaks a language of its own to its end."""
        with speaking(None):
            return super().main(*args, **rest)

    def make_context(self, *args: Any, **rest: Any) -> click.Context:
        """Read what stands before the command's name."""
        with _told():
            return super().make_context(*args, **rest)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was named."""
        with _told(), told_in_a_line():
            return super().invoke(ctx)


@contextmanager
def _told() -> Iterator[None]:
    """Say what is wrong in the language of the run."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.ClickException as error:
        if language() == "en":
            raise
        raise ToldError(error) from error


@click.group(
    cls=LazyGroup,
    params=[language_option()],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="qiantou")
def main() -> None:
    """Read the plans of Chinese governments into a graph of who leads, supports and answers for what."""


main.context_class = Speaking
