"""The command `qiantou check`: findings for people, for programs and for code review pages."""

import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click
import msgspec

from graph.model import Diagnostic
from graph.model.language import asked_for, counted, listed, say, translated, value
from graph.model.names import on_one_line, shown
from graph.model.plan_options import decisions_option, ocr_option, tell_error, tell_skipped
from loaders.findings import Checked, Located, begin_of

if TYPE_CHECKING:
    from graph.model import QiantouError

_LEVELS = {"info": "note", "warning": "warning", "error": "error"}


def _print_rules(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from loaders.check import RULES

    width = max(map(len, RULES))
    for rule in sorted(RULES.values(), key=lambda rule: rule.code):
        click.echo(f"{rule.code:{width}}  {value('severity', rule.severity):7}  {translated(rule.title)}")
    context.exit()


@click.command()
@click.argument("plans", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["human", "json", "sarif"]),
    default="human",
    show_default=True,
    help="How to write the findings.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["info", "warning", "error", "never"]),
    default="warning",
    show_default=True,
    help="Exit with 1 where a finding is at least this severe.",
)
@decisions_option
@ocr_option
@click.option(
    "--rules",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_rules,
    help="List the code of every rule, its severity and what it looks for, and exit.",
)
def check(plans: tuple[Path, ...], form: str, fail_on: str, decisions: Path | None, ocr: str) -> None:
    """Say what is wrong or missing in the duties of PLANs before they are issued.

    Lines and columns count in the text as read; for PDF and workbooks the page or the cell is named too. The exit
    status is 1 where there is a finding as severe as --fail-on, or a file that could not be read.

    \b
    Example:
        qiantou check draft.docx --fail-on error
    """
    from graph.model import Severity
    from loaders.agencies.decisions import Decisions
    from loaders.check import at_least
    from loaders.formats.guard import Work
    from loaders.reading import Settings, read_files

    errors: list[QiantouError] = []

    def on_error(error: "QiantouError") -> None:
        errors.append(error)
        tell_error(error)

    settings = Settings(Decisions.read(decisions) if decisions else None)
    work = Work("loaders.findings:checked", Checked, settings.packed())
    given = set(map(shown, plans))
    located: list[Located] = []
    plans_read = 0
    for one in read_files(plans, work, on_error=on_error, on_skip=tell_skipped, ocr=ocr):
        if one.none and one.source.partition("!/")[0] not in given:
            tell_skipped(f"{one.source}: {one.none}")
            continue
        plans_read += one.plans
        for line in one.listed:
            click.echo(translated(line), err=form != "human")
        located += one.found
        if form == "human":
            for found in one.found:
                click.echo(_for_people(found))
    if form == "human":
        click.echo(_summary([found.finding for found in located], plans_read))
    else:
        import json

        printed: Any = (
            _sarif(located, errors)
            if form == "sarif"
            else msgspec.to_builtins([_asked(found.finding) for found in located])
        )
        click.echo(json.dumps(printed, ensure_ascii=False, indent=2))
    if errors or (
        fail_on != "never" and any(at_least(found.finding.severity, Severity(fail_on)) for found in located)
    ):
        sys.exit(1)


def _asked(finding: Diagnostic) -> Diagnostic:
    """The finding as programs have it: in English, unless they asked for another language."""
    if not asked_for():
        return finding
    return msgspec.structs.replace(finding, message=translated(finding.message))


def _summary(findings: "Sequence[Diagnostic]", plans: int) -> str:
    from collections import Counter

    counts = Counter(str(finding.severity) for finding in findings)
    levels = [
        f"{counts[level]} {value('severity', level)}"
        for level in ("error", "warning", "info")
        if counts[level]
    ]
    found, read = counted(len(findings), "finding"), counted(plans, "plan")
    if not levels:
        return say("{findings} in {plans}", findings=found, plans=read)
    return say("{findings} in {plans}: {levels}", findings=found, plans=read, levels=listed(levels))


# What a terminal would obey, or by what it would print the line in another order.
_NOT_PRINTED = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd"),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
    **dict.fromkeys((0x09, 0xA0), " "),
}


def _for_people(found: Located) -> str:
    """The message with its place, and below it the line with the text marked."""
    from rich.cells import cell_len

    finding, (cut, more) = found.finding, found.window
    cut = cut.translate(_NOT_PRINTED)
    begin = begin_of(finding)
    at = finding.column - 1 - begin
    cut, more = _fitting(cut, "…" if begin else "", more=more)
    marked = cut[at : at + max(1, finding.end - finding.start)]
    before, after = "…" if begin else "", "…" if more else ""
    mark = " " * cell_len(before + cut[:at]) + "^" * max(1, cell_len(marked))
    message = translated(finding.message).translate(_NOT_PRINTED)
    severity = value("severity", finding.severity)
    return f"{on_one_line(translated(str(finding.location)))}: {severity}: {message} [{finding.code}]\n    {before}{cut}{after}\n    {mark}"


def _fitting(cut: str, before: str, *, more: bool) -> tuple[str, bool]:
    """As much of a line as a terminal shows on one of its own, where it is read on one; whether there is more."""
    from rich.cells import cell_len

    if not sys.stdout.isatty():
        return cut, more
    width = get_terminal_size().columns
    while cut and cell_len(f"    {before}{cut}{'…' if more else ''}") > width:
        cut, more = cut[:-1], True
    return cut, more


def _sarif(located: Sequence[Located], errors: "Sequence[QiantouError]") -> dict[str, Any]:
    """The findings in SARIF 2.1.0, columns counted in characters; what could not be read stands as a notification."""
    from importlib.metadata import version

    from loaders.check import RULES

    rules = [
        {
            "id": rule.code,
            "shortDescription": {"text": translated(rule.title) if asked_for() else rule.title},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }
        for rule in RULES.values()
    ]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "qiantou", "version": version("qiantou"), "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not errors,
                        "toolExecutionNotifications": [
                            {"level": "error", "message": {"text": str(error)}} for error in errors
                        ],
                    }
                ],
                "results": [_result(found) for found in located],
            }
        ],
    }


def _result(found: Located) -> dict[str, Any]:
    finding = found.finding
    end_line, end_column = found.end
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(finding.file)},
            "region": {
                "startLine": finding.line,
                "startColumn": finding.column,
                "endLine": end_line,
                "endColumn": end_column,
                "charOffset": finding.start,
                "charLength": max(0, finding.end - finding.start),
                "snippet": {"text": finding.excerpt},
            },
        }
    }
    if finding.place is not None:
        location["message"] = {"text": str(finding.place)}
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": _asked(finding).message},
        "locations": [location],
    }


def _uri(file: str) -> str:
    """A file's name as a URI, which holds ASCII alone."""
    from urllib.parse import quote

    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), safe="/!")
