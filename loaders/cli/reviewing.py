"""What the commands that list pairs to be judged have alike: their options, the file, the questions."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from graph.model.language import say
from graph.model.names import shown
from graph.model.plan_options import tell_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.model import Facts
    from loaders.agencies.decisions import Decisions
    from loaders.agencies.near_duplicates import Pair

F = TypeVar("F", bound=Callable[..., Any])

_FACTS = (".jsonl", ".ndjson")
_DEFAULT = "decisions.csv"


class Find(Protocol):
    """What lists the pairs of plans that were not judged."""

    def __call__(self, facts: "Iterable[Facts]", *, decisions: "Decisions", least: float) -> "list[Pair]":
        """List them."""
        ...


def review_options(command: F) -> F:
    """Add `-o`, `--decisions` and `--least`; the command gets `output`, `decisions` and `least`."""
    for option in (
        click.option(
            "--least",
            type=click.FloatRange(0, 100),
            default=75.0,
            show_default=True,
            help="Least similarity of two names, in per cent.",
        ),
        click.option(
            "--decisions",
            type=click.Path(dir_okay=False, path_type=Path),
            envvar="QIANTOU_DECISIONS",
            help=f"File of human decisions; answers given in the terminal go there.  [default: {_DEFAULT}]",
        ),
        click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write the pairs to FILE, to be filled in with any editor; decisions already in it stay.",
        ),
    ):
        command = option(command)
    return command


def judge_pairs(
    plans: tuple[Path, ...],
    output: Path | None,
    decisions: Path | None,
    ocr: str,
    *,
    find: Find,
    least: float,
) -> None:
    """Ask for each pair in a terminal, else write them as CSV; exit with 1 where a plan could not be read."""
    from loaders.agencies.decisions import rewritten

    file = output or decisions or Path(_DEFAULT)
    known = _known(file, decisions)
    facts, failed = _facts(plans, known, ocr)
    pairs = find(facts, decisions=known, least=least)
    if output is not None:
        _add(output, map(_line, pairs))
        click.echo(say("{count} pairs to judge in {file}.", count=len(pairs), file=shown(output)), err=True)
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
        tell_error(error)

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
        click.echo(say("No two names are alike enough to ask for."))
        return
    click.echo(
        say(
            "Answers go to {file}. 1: they are one, called by the first name; 2: by the second;",
            file=shown(file),
        )
    )
    click.echo(say("d: they are different; k: skip; q: stop."))
    answered = 0
    for number, pair in enumerate(pairs, 1):
        click.echo(
            f"\n[{number}/{len(pairs)}] {pair.jurisdiction or say('place unknown')}: {pair.reason}\n"
            f"  1  {_named(pair.name, pair.name_count)}\n  2  {_named(pair.other, pair.other_count)}"
        )
        answer = click.prompt(say("Which"), type=click.Choice(["1", "2", "d", "k", "q"]), default="k")
        if answer == "q":
            break
        if answer == "k":
            continue
        line = {**_line(pair), "decision": "different" if answer == "d" else "same"}
        if answer == "2":
            line["name"], line["other"] = pair.other, pair.name
        _add(file, [line])
        answered += 1
    click.echo(
        say("{count} decisions saved in {file}.", count=answered, file=shown(file))
        if answered
        else say("Nothing was decided.")
    )


def _named(name: str, count: int) -> str:
    return say("{name} (named {count}×)", name=name, count=count)


def _add(file: Path, lines: "Iterable[Mapping[str, str]]") -> None:
    from graph.model.files import whole_file
    from loaders.agencies.decisions import decisions_text, rewritten

    text = rewritten(decisions_text(file) if file.exists() else "", lines, source=shown(file))
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
        "times_name": str(pair.name_count),
        "times_other": str(pair.other_count),
    }
