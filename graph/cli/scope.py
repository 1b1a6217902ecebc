"""Which part of the graph a command is about, asked for in the same words by all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from graph.cli.options import (
    OutputFile,
    graph_option,
    industry_options,
    jurisdiction_option,
    open_store,
    plan_option,
    role_option,
)
from graph.cli.telling import note
from graph.model import Role
from graph.model.language import say
from graph.store.opening import GraphLocation

if TYPE_CHECKING:
    from graph.network import Incidence

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A graph, and what the options said about the part of it that counts."""

    graph: GraphLocation
    plans: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    roles: tuple[Role, ...]
    industries: tuple[str, ...] = ()
    narrower: bool = False

    def part(self, *, collectives: bool = True) -> "Incidence":
        """Read the graph and keep the part that was asked for."""
        return self.narrow(self.whole(), collectives=collectives)

    def whole(self) -> "Incidence":
        """Read the whole graph."""
        from graph.network import incidence_of_dataset, read_incidence

        if self.graph.is_dataset:
            from graph.model.dataset.folders import open_folder

            return incidence_of_dataset(open_folder(self.graph.address))
        with open_store(self.graph) as store:
            incidence = read_incidence(store, close=True)
        for plan in incidence.strays:
            note(
                say(
                    "the plan {plan} is gone from the graph, the measures it left behind do not count; "
                    "load it again to have them back",
                    plan=plan,
                )
            )
        return incidence

    def narrow(self, incidence: "Incidence", *, collectives: bool = True) -> "Incidence":
        """Keep the part of a graph that was asked for; see `graph.network.Incidence.select`.

        Raises
        ------
        InputError
            If no plan, no place or no industry answers to a name.
        """
        return incidence.select(
            plans=self.plans,
            jurisdictions=self.jurisdictions,
            roles=self.roles,
            industries=self.industries,
            narrower=self.narrower,
            collectives=collectives,
        )


def scope_options(command: F) -> F:
    """Add the options that say which part of the graph counts; the command gets `scope`."""

    @graph_option
    @plan_option
    @jurisdiction_option
    @role_option
    @industry_options
    @wraps(command)
    def with_scope(
        *args: Any,
        graph: GraphLocation,
        plans: tuple[str, ...],
        jurisdictions: tuple[str, ...],
        roles: tuple[Role, ...],
        industries: tuple[str, ...],
        narrower: bool,
        **rest: Any,
    ) -> Any:
        scope = Scope(
            graph=graph,
            plans=plans,
            jurisdictions=jurisdictions,
            roles=roles,
            industries=industries,
            narrower=narrower,
        )
        return command(*args, scope=scope, **rest)

    return cast(F, with_scope)


def page_options(*endings: str, of: str) -> Callable[[F], F]:
    """Add `-o FILE` and `--title`; the command gets `out` and `title`.

    Parameters
    ----------
    *endings : str
        What a page may be written as beside .html.
    of : str
        What the help says of these.
    """

    def add(command: F) -> F:
        for option in (
            click.option("--title", default="", help="What stands at the head of the page."),
            click.option(
                "-o",
                "--output",
                "out",
                required=True,
                type=OutputFile(endings=(".html", ".htm", *endings)),
                help=f"The page to write: one file that needs no network; or {of}",
            ),
        ):
            command = option(command)
        return command

    return add
