"""Which part of the graph a page shows, asked for in the same words by every page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from graph.cli.options import graph_option, jurisdiction_option, open_store, plan_option, role_option
from graph.model import Role
from graph.store.opening import GraphLocation

if TYPE_CHECKING:
    from graph.views.content import Content

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the options of a page said about its content."""

    graph: GraphLocation
    plans: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    roles: tuple[Role, ...]

    def content(self) -> "Content":
        """Read the graph and keep the plans, places and roles that were asked for.

        Raises
        ------
        InputError
            If no plan or no place answers to a name.
        """
        from graph.views.content import read_content
        from graph.views.selection import select

        with open_store(self.graph) as store:
            whole = read_content(store)
        return select(whole, plans=self.plans, jurisdictions=self.jurisdictions, roles=self.roles)[0]


def part_of(content: "Content", *, around: str, chain: str, zone: str) -> "tuple[Content, str]":
    """Keep what is about an agency, a chain, a zone; see `graph.views.selection.select`.

    Raises
    ------
    click.UsageError
        If several answer to a name.
    InputError
        If none does.
    """
    from graph.directory import AmbiguousAgencyError
    from graph.views.finding import AmbiguousTargetError
    from graph.views.selection import select

    try:
        return select(content, around=around, chain=chain, zone=zone)
    except AmbiguousAgencyError as error:
        names = ", ".join(candidate.key for candidate in error.candidates)
        raise click.UsageError(f"{error}; name one of: {names}") from error
    except AmbiguousTargetError as error:
        raise click.UsageError(str(error)) from error


def scope_options(command: F) -> F:
    """Add the options that narrow a page; the command gets `scope`."""

    @graph_option
    @plan_option
    @jurisdiction_option
    @role_option
    @wraps(command)
    def with_scope(
        *args: Any,
        graph: GraphLocation,
        plans: tuple[str, ...],
        jurisdictions: tuple[str, ...],
        roles: tuple[Role, ...],
        **rest: Any,
    ) -> Any:
        scope = Scope(graph=graph, plans=plans, jurisdictions=jurisdictions, roles=roles)
        return command(*args, scope=scope, **rest)

    return cast(F, with_scope)


def page_options(command: F) -> F:
    """Add `-o FILE`, `--title` and `--language`; the command gets `out`, `title` and `language`."""
    for option in (
        click.option("--title", default="", help="What stands at the head of the page."),
        click.option(
            "--language",
            type=click.Choice(["zh", "en"]),
            default="zh",
            show_default=True,
            help="The page's own words; the plans' stay as they are.",
        ),
        click.option(
            "-o",
            "--output",
            "out",
            required=True,
            type=click.Path(dir_okay=False, path_type=Path),
            help="The page to write: one file that needs no network.",
        ),
    ):
        command = option(command)
    return command
