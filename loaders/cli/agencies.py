"""`qiantou agencies`: look at the departments that plans name, and judge which of them are one."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.model.names import on_one_line, shown
from loaders.cli.ocr import ocr_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.model import Facts
    from loaders.agencies.decisions import Decisions
    from loaders.agencies.near_duplicates import Pair

_FACTS = (".jsonl", ".ndjson")
_DEFAULT = "decisions.csv"


@click.group()
def agencies() -> None:
    """Judge which names mean one department."""


@agencies.command()
@click.argument("plans", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the pairs to FILE, to be filled in with any editor; decisions already in it stay.",
)
@click.option(
    "--decisions",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="QIANTOU_DECISIONS",
    help=f"File of human decisions; answers given in the terminal go there.  [default: {_DEFAULT}]",
)
@click.option(
    "--least",
    type=click.FloatRange(0, 100),
    default=75.0,
    show_default=True,
    help="Least similarity of two names, in per cent.",
)
@ocr_option
def review(
    plans: tuple[Path, ...], output: Path | None, decisions: Path | None, least: float, ocr: str
) -> None:
    """List departments of PLANs that may be one, to be judged.

    PLANs are plans, or facts written by `qiantou extract`. In a terminal each pair is asked for and the answer is
    saved at once; otherwise, or with --output, the pairs are written as CSV. Write same, different or alias into its
    first column: same keeps the first name, alias makes the first name another name of the second. Give the file to
    `extract` and `load` by --decisions or QIANTOU_DECISIONS: it always wins.

    \b
    Example:
        qiantou agencies review plans/ -o decisions.csv
        qiantou load plans/ --decisions decisions.csv
    """
    from loaders.agencies.decisions import rewritten
    from loaders.agencies.near_duplicates import near_duplicates

    file = output or decisions or Path(_DEFAULT)
    known = _known(file, decisions)
    facts, failed = _facts(plans, known, ocr)
    pairs = near_duplicates(facts, decisions=known, least=least)
    if output is not None:
        _add(output, map(_line, pairs))
        click.echo(f"{len(pairs)} pairs to judge in {shown(output)}.", err=True)
    elif _in_terminal():
        _ask(pairs, file)
    else:
        click.echo(rewritten("", map(_line, pairs), source=""), nl=False)
    if failed:
        sys.exit(1)


def _in_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _known(file: Path, decisions: Path | None) -> "Decisions":
    """The decisions of the file to be written and, where it is another, of the file given."""
    from loaders.agencies.decisions import Decisions

    known = [Decisions.read(path) for path in dict.fromkeys((decisions, file)) if path and path.exists()]
    return Decisions.of([decision for one in known for decision in one.all], source=shown(file))


def _facts(plans: "Sequence[Path]", known: "Decisions", ocr: str) -> "tuple[list[Facts], bool]":
    """What the plans say, read from them or from facts files; whether one of them could not be read."""
    from graph.model import QiantouError
    from graph.model.lines import from_lines
    from graph.model.troubles import file_error
    from loaders.reading import read_plans

    errors: list[QiantouError] = []

    def on_error(error: QiantouError) -> None:
        errors.append(error)
        click.echo(f"Error: {on_one_line(str(error))}", err=True)

    facts: list[Facts] = []
    written = [path for path in plans if path.suffix in _FACTS]
    for path in written:
        try:
            with path.open("rb") as lines:
                facts += from_lines(lines, file=shown(path))
        except OSError as error:
            on_error(file_error(error, path, doing="read"))
        except QiantouError as error:
            on_error(error)
    read = [path for path in plans if path not in written]
    if read:
        facts += read_plans(read, on_error=on_error, decisions=known, ocr=ocr)
    return facts, bool(errors)


def _ask(pairs: "Sequence[Pair]", file: Path) -> None:
    if not pairs:
        click.echo("No two departments are alike enough to ask for.")
        return
    click.echo(f"Answers go to {shown(file)}. 1: one department, called by the first name; 2: by the second;")
    click.echo("d: different departments; k: skip; q: stop.")
    answered = 0
    for number, pair in enumerate(pairs, 1):
        click.echo(
            f"\n[{number}/{len(pairs)}] {pair.jurisdiction or 'place unknown'}: {pair.reason}\n"
            f"  1  {pair.name} (duties: {pair.name_count})\n"
            f"  2  {pair.other} (duties: {pair.other_count})"
        )
        answer = click.prompt("Which", type=click.Choice(["1", "2", "d", "k", "q"]), default="k")
        if answer == "q":
            break
        if answer == "k":
            continue
        line = {**_line(pair), "decision": "different" if answer == "d" else "same"}
        if answer == "2":
            line["name"], line["other"] = pair.other, pair.name
        _add(file, [line])
        answered += 1
    click.echo(f"{answered} decisions saved in {shown(file)}." if answered else "Nothing was decided.")


def _add(file: Path, lines: "Iterable[Mapping[str, str]]") -> None:
    from graph.model.files import whole_file
    from loaders.agencies.decisions import read_text, rewritten

    text = rewritten(read_text(file) if file.exists() else "", lines, source=shown(file))
    with whole_file(file) as path:
        path.write_text(text, encoding="utf-8-sig", newline="")


def _line(pair: "Pair") -> dict[str, str]:
    return {
        "decision": "",
        "jurisdiction": pair.jurisdiction,
        "name": pair.name,
        "other": pair.other,
        "similarity": f"{pair.similarity:.1f}",
        "reason": pair.reason,
        "duties_name": str(pair.name_count),
        "duties_other": str(pair.other_count),
    }
