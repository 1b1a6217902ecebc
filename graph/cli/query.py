"""`qiantou query` and `qiantou queries`: asking the graph in Cypher."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.cli.options import (
    format_option,
    graph_option,
    output_options,
    tell_changed,
    timeout_option,
    with_credentials,
)
from graph.model import InputError
from graph.model.names import shown
from graph.model.troubles import file_error
from graph.store.opening import GraphLocation

if TYPE_CHECKING:
    from graph.queries import Parameter, Query


@click.command()
@click.argument("query", metavar="NAME|FILE|-")
@click.option(
    "-p", "--parameter", "given", multiple=True, metavar="KEY=VALUE", help="A value for $KEY; repeatable."
)
@click.option("--write", is_flag=True, help="Let the query change the graph.")
@timeout_option
@click.option(
    "--memory",
    type=click.FloatRange(min=0.5),
    default=2,
    show_default=True,
    metavar="GB",
    help="End a query that takes more memory.",
)
@output_options
@graph_option
def query(
    query: str,
    given: tuple[str, ...],
    write: bool,
    timeout: float,
    memory: float,
    format: str | None,
    out: Path | None,
    graph: GraphLocation,
) -> None:
    """Answer a query: a named one (see `qiantou queries`), one in a FILE, or one from standard input (-).

    A query without a header of parameters takes any: a value that reads as JSON (3, true, ["a"]) is that, every
    other a text.

    A query is answered in a process of its own: it reaches no file but the graph, and is ended where it takes more
    than its time, its memory or a million rows.

    \b
    Example:
        qiantou query coordination_pairs -p minimum=2
    """
    from graph.asking import Asking, Limits
    from graph.cli.output import write_table
    from graph.cli.telling import note
    from graph.model.language import listed, query_title, say

    asked, named = _find(query)
    values = dict(_split(text) for text in given)
    if named or asked.parameters:
        parameters = asked.bind(values)
    else:
        parameters = {name: _guessed(value) for name, value in values.items()}
    tell_changed(graph)
    asking = Asking(with_credentials(graph), Limits(seconds=timeout, memory=int(memory * 2**30)))
    table = asking.ask(asked.text(graph.engine), parameters, write=write)
    if not table.rows and not write:
        told = say("nothing answers to the query")
        if given:
            told = say("nothing answers to the query with {values}", values=listed(given))
        if "agency" in values and named:
            told = say(
                "nothing answers to the query with {values}; `qiantou who {agency}` knows the agency by other "
                "spellings, too",
                values=listed(given),
                agency=values["agency"],
            )
        note(told)
    if table.columns or not write:
        write_table(table, format, out, title=query_title(asked.name))


@click.command()
@click.argument("name", required=False)
@format_option
def queries(name: str | None, format: str) -> None:
    """List the named queries, or print the text of NAME.

    \b
    Example:
        qiantou queries who_leads
    """
    from graph.cli.output import write_table
    from graph.queries import named_queries, named_query
    from graph.table import Table

    if name:
        for engine, text in sorted(named_query(name).texts.items()):
            click.echo(f"\n// on {engine}\n{text}" if engine else text, nl=False)
        return
    rows: list[tuple[Any, ...]] = [
        (known.name, [_shown(parameter) for parameter in known.parameters], _answers(known, format))
        for known in named_queries().values()
    ]
    write_table(Table(("name", "parameters", "answers"), rows), format)


def _find(text: str) -> "tuple[Query, bool]":
    """The query that the argument means, and whether it is one of the named ones."""
    from graph.queries import named_queries, named_query, parse_query

    if text == "-":
        return parse_query("query", {"": sys.stdin.read()}), False
    if text in named_queries():
        return named_query(text), True
    file = Path(text)
    if not file.is_file():
        if file.suffix or len(file.parts) > 1:
            raise InputError("there is no such file", file=shown(text))
        return named_query(text), True
    try:
        return parse_query(file.stem, {"": file.read_text(encoding="utf-8-sig")}, file=shown(text)), False
    except UnicodeDecodeError:
        raise InputError("this is no text in UTF-8", file=shown(text)) from None
    except OSError as error:
        raise file_error(error, file, doing="read") from None


def _split(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{text!r} is not KEY=VALUE", param_hint="-p")
    return name, value


def _guessed(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def _answers(query: "Query", format: str) -> str:
    """What a query answers, for people in the language of the run."""
    from graph.model.language import asked_for, query_answers

    return query_answers(query.name, query.summary) if format == "table" or asked_for() else query.summary


def _shown(parameter: "Parameter") -> str:
    if parameter.required:
        return parameter.name
    return f"{parameter.name}={json.dumps(parameter.default, ensure_ascii=False)}"
