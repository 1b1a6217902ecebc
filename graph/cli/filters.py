"""What every analysis asks alike: which part of the graph, how many rows, with or without the clauses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from graph.cli.options import WIDE, evidence_option, output_options, top_option
from graph.cli.output import words_of, write_table
from graph.cli.scope import Scope, scope_options
from graph.model import Role
from graph.model.language import listed, say, value
from graph.table import table_of

if TYPE_CHECKING:
    import pandas as pd

    from graph.network import Incidence

F = TypeVar("F", bound=Callable[..., Any])

Clauses = Callable[["pd.Series[Any]"], list[str]]
"""The clauses behind one row of a frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the options of an analysis said."""

    scope: Scope
    collectives: bool
    top: int | None
    evidence: bool
    format: str | None
    out: Path | None

    def incidence(self) -> "Incidence":
        """Read the graph and keep the part that was asked for."""
        return self.scope.part(collectives=self.collectives)

    @property
    def readable(self) -> bool:
        """Whether the rows are for people to read here, not for a program or a workbook."""
        return self.format == "table" or (self.format is None and (self.out is None or not self._ending))

    @property
    def language(self) -> str:
        """The language of words in the cells."""
        return words_of(self.format, self.out)

    @property
    def _ending(self) -> str:
        ending = self.out.suffix.lower().removeprefix(".") if self.out else ""
        return ending if ending in {"csv", "json", "xlsx"} else ""

    def write(
        self,
        frame: "pd.DataFrame",
        *,
        title: str = "",
        clauses: Clauses | None = None,
        brief: Sequence[str] = (),
    ) -> None:
        """Print the first rows of a frame, with the clauses behind each if they were asked for.

        For people only the columns named in `brief` are shown, if it names any, unless they asked for all by `--wide`;
        programs get all.

        Without any row, say so: an empty table would look like a failure.
        """
        frame = frame if self.top is None else frame.head(self.top)
        if self.evidence and clauses is not None:
            from graph.analysis.evidence import unwrapped

            texts = [clauses(row) for _, row in frame.iterrows()]
            as_json = (self.format or self._ending) == "json"
            frame = frame.assign(
                evidence=texts if as_json else ["\n".join(map(unwrapped, lines)) for lines in texts]
            )
        if self.readable and brief and not click.get_current_context().meta.get(WIDE):
            frame = frame[[column for column in frame if column in (*brief, "evidence")]]
        if self.readable and frame.empty:
            nothing = say("Nothing to list.")
            click.echo(f"{title}\n{nothing}" if title else nothing)
            return
        table = table_of(without_keys(frame) if self.readable else frame)
        write_table(table, self.format, self.out, title or None)


def analysis_options(command: F, *, endings: tuple[str, ...] = ()) -> F:
    """Add the options that every analysis has; the command gets `asked`. `endings` are of what else it writes."""

    @scope_options
    @click.option(
        "--collectives", is_flag=True, help="Count collective actors (各县区政府, 市直有关部门) as agencies."
    )
    @top_option
    @evidence_option
    @partial(output_options, endings=endings)
    @wraps(command)
    def with_asked(
        *args: Any,
        scope: Scope,
        collectives: bool,
        top: int | None,
        evidence: bool,
        format: str | None,
        out: Path | None,
        **rest: Any,
    ) -> Any:
        asked = Asked(
            scope=scope,
            collectives=collectives,
            top=top,
            evidence=evidence,
            format=format,
            out=out,
        )
        return command(*args, asked=asked, **rest)

    return cast(F, with_asked)


def significant_option(help: str) -> Callable[[F], F]:
    """Add `--significant LEVEL`; the command gets `significant`, None where it was not given."""
    return click.option(
        "--significant", type=click.FloatRange(0, 1, min_open=True), metavar="LEVEL", help=help
    )


def null_option(command: F) -> F:
    """Add `--null sets|lists`; the command gets `null`."""
    return click.option(
        "--null",
        type=click.Choice(["sets", "lists"]),
        default="sets",
        show_default=True,
        help="What chance is: each agency a random set of measures (hypergeometric p); or measures keep the length "
        "of their lists as well, for where some lists are very long.",
    )(command)


def weights_option(command: F) -> F:
    """Add `--weights`; the command gets `role_weights`, a mapping of Role to float."""
    return click.option(
        "--weights",
        "role_weights",
        default="leads=3,responsible=2,supports=1",
        show_default=True,
        metavar="ROLE=NUMBER,…",
        callback=_role_weights,
        help="What a duty weighs by its role.",
    )(command)


def _role_weights(_context: click.Context, _option: click.Parameter, text: str) -> dict[Role, float]:
    weights: dict[Role, float] = {}
    for part in text.split(","):
        name, _, number = part.partition("=")
        try:
            role, weight = Role(name.strip()), float(number)
        except ValueError:
            role, weight = Role.LEADS, 0.0
        if not 0 < weight < float("inf"):
            raise click.BadParameter(
                f"“{part}” is not a role (leads, responsible, supports) = a number above 0"
            )
        weights[role] = weight
    missing = [str(role) for role in Role if role not in weights]
    if missing:
        raise click.BadParameter(f"no weight for {', '.join(missing)}")
    return weights


def weights_in_words(role_weights: dict[Role, float]) -> str:
    """What a duty weighs by its role: leads 3, responsible 2, supports 1."""
    return listed(f"{value('role', role)} {number:g}" for role, number in role_weights.items())


def without_keys(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Leave out the keys for readers; where two nodes share a name, their keys take its place."""
    dropped = []
    for column in frame.columns:
        if column != "key" and not column.endswith("_key"):
            continue
        name = "name" if column == "key" else column.removesuffix("_key")
        dropped.append(column)
        if name in frame.columns:
            keys_of_name = frame.groupby(name)[column].nunique()
            shared = frame[name].map(keys_of_name) > 1
            frame = frame.assign(**{name: frame[name].where(~shared, frame[column])})
    return frame.drop(columns=dropped)
