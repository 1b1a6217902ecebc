"""`qiantou compare`: two plans, two versions of one, or functional lines across places."""

from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from graph.cli.filters import Asked, analysis_options
from graph.cli.telling import note
from graph.model.language import counted, say, translated
from graph.model.names import shown

if TYPE_CHECKING:
    from graph.model import Facts
    from graph.network import Incidence


@click.command()
@click.argument("before", required=False, metavar="[BEFORE")
@click.argument("after", required=False, metavar="AFTER]")
@click.option(
    "--show",
    type=click.Choice(["measures", "agencies", "deadlines", "summary"]),
    default="measures",
    show_default=True,
    help="Measures added, gone, changed, given to others, put off or renumbered; what agencies gained and lost; "
    "deadlines moved; "
    "or how many measures of each.",
)
@click.option("--all", "everything", is_flag=True, help="Also list what is the same in both.")
@click.option(
    "--lines", is_flag=True, help="Instead, what each functional line leads in each place of the graph."
)
@click.option("--line", "only", multiple=True, metavar="LINE", help="Only this line (科技); repeatable.")
@partial(analysis_options, endings=(".docx", ".html"))
def compare(
    asked: Asked,
    before: str | None,
    after: str | None,
    show: Literal["measures", "agencies", "deadlines", "summary"],
    everything: bool,
    lines: bool,
    only: tuple[str, ...],
) -> None:
    """Compare the plans BEFORE and AFTER: titles of the graph or parts of them, or files of plans or facts.

    A file with several plans is followed by the number of the one that is meant: city.txt#2. As .docx, .html or .xlsx
    the measures are the table of changes (修订对照表): both versions side by side, the words that changed marked.

    \b
    Example:
        qiantou compare 临江市低空 青岚市低空
        qiantou compare 征求意见稿.docx 印发稿.docx -o 修订对照表.docx
        qiantou compare --line 科技
    """
    from graph.analysis.comparison import compare as compute
    from graph.analysis.lines import compare_lines
    from graph.views.reasons import changes_in_words
    from graph.words import words

    if lines or only:
        if before is not None:
            raise click.UsageError("--lines compares all places of the graph; leave out BEFORE and AFTER")
        incidence = asked.incidence()
        asked.write(
            compare_lines(incidence, only),
            title=say("What functional lines lead"),
            clauses=lambda row: _led(incidence, row["line"], row["jurisdiction"]),
        )
        return
    if before is None or after is None:
        raise click.UsageError("name two plans, BEFORE and AFTER; or ask for --lines")
    sides = [_side(asked, text) for text in (before, after)]
    named = [_named(side, text) for side, text in zip(sides, (before, after), strict=True)]
    if _as_changes(asked, show):
        _write_changes(asked, sides, named, everything=everything)
        return
    found = compute(*sides)
    title = " → ".join(named)
    if show == "summary":
        asked.write(found.summary(), title=title)
    elif show == "agencies":
        frame = found.agencies
        changes = [column for column in frame if column.endswith("_change")]
        frame = frame if everything else frame[(frame[changes] != 0).any(axis=1)]
        asked.write(frame, title=title, clauses=lambda row: _of_agency(sides, row["name"]))
    else:
        frame = found.measures if show == "measures" else found.deadlines
        if show == "measures" and not everything:
            frame = frame[frame["status"] != "same"]
            if asked.readable:
                renumbered = frame["status"] == "moved"
                frame = frame[~renumbered]
                if renumbered.any():
                    measures = counted(int(renumbered.sum()), "measure")
                    note(
                        say(
                            "{measures} with another number and no other change; --all lists them",
                            measures=measures,
                        )
                    )
        if show == "measures":
            frame = frame.assign(
                agencies=[changes_in_words(row, words(asked.language)) for row in frame["agencies"]]
            )
        asked.write(frame, title=title, clauses=lambda row: _of_both(sides, row))


def _as_changes(asked: Asked, show: str) -> bool:
    """Whether the file is the table of changes: what people read, of the measures."""
    ending = asked.out.suffix.lower() if asked.out else ""
    pages = ending in (".docx", ".html")
    if pages and (show != "measures" or asked.format):
        raise click.UsageError(
            f"as {ending} there is the table of changes alone: leave out --show and --format"
        )
    return pages or (ending == ".xlsx" and show == "measures" and asked.format in (None, "xlsx"))


def _write_changes(asked: Asked, sides: "list[Incidence]", named: list[str], *, everything: bool) -> None:
    from graph.model.files import whole_file
    from graph.views.changes.table import change_table
    from graph.views.changes.writing import write_changes

    out = asked.out
    assert out is not None
    if asked.top is not None:
        raise click.UsageError("the table of changes holds all of them: leave out --top")
    table = change_table(*sides, named=named, language=asked.language, everything=everything)
    with whole_file(out) as path:
        write_changes(table, path, out.suffix.lower(), asked.language)
    click.echo(f"{shown(out)}: {counted(len(table.pairs), 'change')}")


def _named(side: "Incidence", text: str) -> str:
    """A plan by its title, and by its file where it came from one."""
    title = f"《{side.plans.title[0]}》"
    return title if text in title or side.plans.key[0] == text else f"{title}({text})"


def _side(asked: Asked, text: str) -> "Incidence":
    """One plan, from a file or from the graph."""
    from graph.model import InputError
    from graph.network import incidence_of

    name, _, number = text.rpartition("#")
    named = Path(name) if name and number.isdigit() else Path(text)
    if named.is_file():
        plans = _read(named)
        if not plans:
            raise InputError("holds no plan", file=shown(named))
        if named == Path(text) and len(plans) > 1:
            titles = ", ".join(f"#{place} {facts.plan.title}" for place, facts in enumerate(plans, 1))
            raise InputError(f"holds several plans; add the number of one: {titles}", file=shown(named))
        place = 1 if named == Path(text) else int(number)
        if not 1 <= place <= len(plans):
            raise InputError(f"holds {len(plans)} plans, none is number {place}", file=shown(named))
        incidence = incidence_of([plans[place - 1]])
    else:
        incidence = asked.scope.whole().select(plans=[text])
    scope = asked.scope
    return incidence.select(
        jurisdictions=scope.jurisdictions, roles=scope.roles, collectives=asked.collectives
    )


def _read(file: Path) -> "list[Facts]":
    from graph.model import QiantouError
    from graph.model.lines import from_lines

    if file.suffix.lower() == ".jsonl":
        with file.open("rb") as lines:
            return list(from_lines(lines, file=shown(file)))
    errors: list[QiantouError] = []
    (reader,) = entry_points(group="qiantou.readers", name="plans")
    plans = list(reader.load()([file], on_error=errors.append))
    if errors:
        raise errors[0]
    for found in [found for facts in plans for found in facts.diagnostics if found.code == "impossible-date"]:
        note(translated(f"{found.location}: {found.message}"))
    return plans


def _of_both(sides: "list[Incidence]", row: Any) -> list[str]:
    from graph.analysis.evidence import clause

    found = []
    for side, column in zip(sides, ("before_measure_key", "after_measure_key"), strict=True):
        places = [number for number, key in enumerate(side.measures.key) if key == row[column]]
        found += [clause(side, place) for place in places]
    return found


def _of_agency(sides: "list[Incidence]", name: str) -> list[str]:
    from graph.analysis.evidence import Evidence

    return [
        text
        for side in sides
        for key, own, line in zip(side.agencies.key, side.agencies.name, side.agencies.line, strict=True)
        if name in (own, line)
        for text in Evidence(side).clauses(key)
    ]


def _led(incidence: "Incidence", line: str, place: str) -> list[str]:
    from graph.analysis.evidence import Evidence
    from graph.model import Role

    leading = incidence.select(roles=[Role.LEADS])
    evidence = Evidence(leading)
    agencies = leading.agencies
    return [
        text
        for key, own, where in zip(agencies.key, agencies.line, agencies.jurisdiction, strict=True)
        if (own, where) == (line, place)
        for text in evidence.clauses(key)
    ]
