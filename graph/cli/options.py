"""Options that several commands share, so that the same word means the same everywhere."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from graph.cli.telling import note
from graph.model import Role
from graph.model.language import say
from graph.model.names import shown
from graph.store.base import Store
from graph.store.opening import DEFAULT_LOCATION, Driver, GraphLocation
from graph.store.opening import open_store as open_location
from graph.store.seal import Condition, condition

_TOLD = "qiantou.told changed"

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "csv", "json")
_TABLES = (".csv", ".json", ".xlsx", ".txt")
RAW = "qiantou.raw"
"""Where a command's context says that CSV is written as it is."""
WIDE = "qiantou.wide"
"""Where a command's context says that a table is not fitted into the terminal."""


class OutputFile(click.Path):
    """A file to write, which needs a name, and one that does not promise what is not written.

    Parameters
    ----------
    endings : tuple of str
        What a name with an ending may end in; anything without it.
    """

    def __init__(
        self, *, file_okay: bool = True, dir_okay: bool = False, endings: tuple[str, ...] = ()
    ) -> None:
        super().__init__(file_okay=file_okay, dir_okay=dir_okay, path_type=Path)
        self.endings = endings

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value):
            self.fail("an empty name", param, ctx)
        file = Path(os.fsdecode(super().convert(value, param, ctx)))
        if self.endings and file.suffix and file.suffix.lower() not in self.endings:
            self.fail(
                f"{shown(file)}: this writes {' or '.join(self.endings)}, not {shown(file.suffix)}",
                param,
                ctx,
            )
        return file


def graph_option(command: F) -> F:
    """Add `--graph`, `--driver` and `--label-prefix`; the command gets `graph`, a GraphLocation."""

    @click.option(
        "--graph",
        "location",
        envvar="QIANTOU_GRAPH",
        default=DEFAULT_LOCATION,
        show_default=True,
        metavar="PATH|URI",
        help="The graph: a file, or neo4j://HOST of a server; also QIANTOU_GRAPH.",
    )
    @click.option(
        "--driver",
        type=click.Choice(["neo4j", "py2neo"]),
        default="neo4j",
        show_default=True,
        help="Who talks to a server: the official driver, or py2neo (an extra; no longer maintained upstream).",
    )
    @click.option(
        "--label-prefix",
        default="",
        envvar="QIANTOU_LABEL_PREFIX",
        metavar="TEXT",
        help="Stands before the graph's labels (QtPlan), in a server's database that others use, too.",
    )
    @wraps(command)
    def with_graph(*args: Any, location: str, driver: Driver, label_prefix: str, **rest: Any) -> Any:
        return command(*args, graph=GraphLocation.parse(location, driver, label_prefix), **rest)

    return cast(F, with_graph)


def open_store(graph: GraphLocation, *, read_only: bool = True) -> Store:
    """Open the command's graph; ask for a missing password where somebody can answer.

    User and password come from the URI, else from QIANTOU_USER and QIANTOU_PASSWORD, else from a prompt.
    """
    tell_changed(graph)
    return open_location(graph, read_only=read_only, credentials=_credentials)


def tell_changed(graph: GraphLocation) -> None:
    """Say, once a command, that the file of a graph is not as it was written."""
    context = click.get_current_context(silent=True)
    file = Path(graph.address)
    if context is None or graph.is_server or not file.is_file() or _TOLD in context.meta:
        return
    context.meta[_TOLD] = True
    if condition(Path(os.path.realpath(file))) is Condition.CHANGED:
        note(
            say(
                "{graph} is not as qiantou wrote it: another program changed it, or it is damaged",
                graph=shown(file),
            )
        )


def with_credentials(graph: GraphLocation) -> GraphLocation:
    """The command's graph with the user and the password of its server, found as `open_store` finds them."""
    if not graph.is_server or graph.password:
        return graph
    user, password = _credentials(graph.user)
    return replace(graph, user=user, password=password)


def _credentials(user: str) -> tuple[str, str]:
    user = user or os.environ.get("QIANTOU_USER", "")
    password = os.environ.get("QIANTOU_PASSWORD", "")
    if not password and sys.stdin.isatty():
        user = user or click.prompt(say("User of the graph server"), default="neo4j", err=True)
        password = click.prompt(say("Password of {user}", user=user), hide_input=True, err=True)
    return user, password


def format_option(command: F) -> F:
    """Add `--format table|csv|json`, `--wide` and `--raw`; the command gets `format`."""
    return click.option(
        "--format",
        "format",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="How to print the rows.",
    )(_wide_option(raw_option(command)))


def _wide_option(command: F) -> F:
    def keep(context: click.Context, _option: click.Parameter, wide: bool) -> None:
        context.meta[WIDE] = wide

    return click.option(
        "--wide",
        is_flag=True,
        expose_value=False,
        callback=keep,
        help="Print all columns, one line a row, however wide the terminal is.",
    )(command)


def raw_option(command: F) -> F:
    """Add `--raw`, which the context keeps under RAW."""

    def keep(context: click.Context, _option: click.Parameter, raw: bool) -> None:
        context.meta[RAW] = raw

    return click.option(
        "--raw",
        is_flag=True,
        expose_value=False,
        callback=keep,
        help="In CSV, leave texts that a spreadsheet would run as formulas as they are; else they begin with '.",
    )(command)


def output_options(command: F, *, endings: tuple[str, ...] = ()) -> F:
    """Add `--format table|csv|json|xlsx`, `--wide`, `--raw` and `-o FILE`; the command gets `format` and `out`.

    `endings` are those of what else the command writes.

    `format` is None where it was not given: `write_table` then goes by the ending of `out`.
    """
    command = click.option(
        "-o",
        "--output",
        "out",
        type=OutputFile(endings=(*_TABLES, *endings)),
        help=f"Write to this file; its ending ({', '.join((*_TABLES, *endings))}) names the format.",
    )(_wide_option(raw_option(command)))
    return click.option(
        "--format",
        "format",
        type=click.Choice([*FORMATS, "xlsx"]),
        help="How to write the rows; xlsx needs -o.  [default: table]",
    )(command)


def plan_option(command: F) -> F:
    """Add `--plan TEXT`, repeatable; the command gets `plans`, titles, keys or parts of a title."""
    return click.option(
        "--plan",
        "plans",
        multiple=True,
        metavar="TEXT",
        help="Only plans with this in their title; repeatable.",
    )(command)


def jurisdiction_option(command: F) -> F:
    """Add `--jurisdiction PLACE`, repeatable; the command gets `jurisdictions`, full names of places."""
    return click.option(
        "--jurisdiction",
        "jurisdictions",
        multiple=True,
        metavar="PLACE",
        help="Only measures of this place's plans, and those in which an agency of it has a duty, by its full "
        "name (临江市); repeatable.",
    )(command)


def industry_options(command: F) -> F:
    """Add `--industry NAME|CODE`, repeatable, and `--narrower`; the command gets `industries` and `narrower`."""
    for option in (
        click.option(
            "--narrower",
            is_flag=True,
            help="With --industry: and everything below that class.",
        ),
        click.option(
            "--industry",
            "industries",
            multiple=True,
            metavar="NAME|CODE",
            help="Only measures on this industry, by any of its names (新能源汽车), or by the name or code of its class "
            "in GB/T 4754-2017 or 战略性新兴产业分类（2018）: 汽车制造业, C36, 1.2; repeatable.",
        ),
    ):
        command = option(command)
    return command


def role_option(command: F) -> F:
    """Add `--role`, repeatable; the command gets `roles`, a tuple of Role, empty for all."""
    return click.option(
        "--role",
        "roles",
        multiple=True,
        type=click.Choice([str(role) for role in Role]),
        callback=lambda _context, _option, values: tuple(Role(value) for value in values),
        help="Only duties of this role; repeatable.",
    )(command)


def top_option(command: F) -> F:
    """Add `--top N`; the command gets `top`, None for all rows."""
    return click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the first N rows.")(
        command
    )


def evidence_option(command: F) -> F:
    """Add `--evidence`; the command gets `evidence`, whether to show the sentences behind each row."""
    return click.option("--evidence", is_flag=True, help="Show the sentences behind each row.")(command)


def timeout_option(command: F) -> F:
    """Add `--timeout SECONDS`; the command gets `timeout`, what one query may take."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=30,
        show_default=True,
        metavar="SECONDS",
        help="End a query after this time.",
    )(command)


def _days(_context: click.Context, _option: click.Parameter, text: str) -> int:
    number, unit = text[:-1], text[-1:]
    if unit not in ("d", "w") or not (number.isascii() and number.isdigit() and len(number) <= 4):
        raise click.BadParameter(f"“{text}” is no stretch of time as 30d or 4w")
    return int(number) * (7 if unit == "w" else 1)


def due_options(command: F) -> F:
    """Add `--today DAY` and `--within DAYS`; the command gets `today`, a date, and `within`, a number of days."""
    for option in (
        click.option(
            "--within",
            default="30d",
            callback=_days,
            show_default=True,
            metavar="DAYS",
            help="What falls due so soon is due soon: 30d, 4w.",
        ),
        click.option(
            "--today",
            type=click.DateTime(["%Y-%m-%d"]),
            callback=lambda _context, _option, day: day.date() if day else date.today(),
            metavar="YYYY-MM-DD",
            help="The day to count from.  [default: today]",
        ),
    ):
        command = option(command)
    return command


def rows_option(command: F) -> F:
    """Add `--rows N`; the command gets `rows`, what one query may answer with."""
    return click.option(
        "--rows",
        type=click.IntRange(min=1),
        default=100_000,
        show_default=True,
        metavar="N",
        help="Refuse the answer of a query that has more rows.",
    )(command)
