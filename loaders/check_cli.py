"""The command `qiantou check`: findings for people, for programs and for code review pages."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from graph.model import Diagnostic, QiantouError
    from loaders.positions import Positions

_LEVELS = {"info": "note", "warning": "warning", "error": "error"}


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
@click.option(
    "--decisions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    envvar="QIANTOU_DECISIONS",
    help="File of human decisions on agencies, see `qiantou agencies review`.",
)
def check(plans: tuple[Path, ...], form: str, fail_on: str, decisions: Path | None) -> None:
    """Say what is wrong or missing in the duties of PLANs before they are issued.

    \b
    Example:
        qiantou check draft.docx --fail-on error
    """
    from graph.model import QiantouError, Severity
    from loaders.check import at_least
    from loaders.check import check as findings_of
    from loaders.decisions import Decisions
    from loaders.pipeline import read_document
    from loaders.positions import Positions
    from loaders.reading import find_files, read_documents

    failed = False

    def on_error(error: "QiantouError") -> None:
        nonlocal failed
        failed = True
        click.echo(f"Error: {error}", err=True)

    human = Decisions.read(decisions) if decisions else None
    findings: list[Diagnostic] = []
    for path in find_files(plans, on_error=on_error):
        try:
            for document in read_documents(path, on_error=on_error):
                found = findings_of(document, list(read_document(document, human)))
                if form == "human":
                    positions = Positions(document.text)
                    for finding in found:
                        click.echo(_for_people(finding, positions))
                findings += found
        except QiantouError as error:
            on_error(error)
    if form == "human":
        click.echo(_summary(findings))
    else:
        import json

        shown: Any = _sarif(findings) if form == "sarif" else [_record(finding) for finding in findings]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    if failed or (
        fail_on != "never" and any(at_least(finding.severity, Severity(fail_on)) for finding in findings)
    ):
        sys.exit(1)


def _record(finding: "Diagnostic") -> dict[str, Any]:
    import msgspec

    record: dict[str, Any] = msgspec.to_builtins(finding)
    return record


def _summary(findings: "list[Diagnostic]") -> str:
    from collections import Counter

    counts = Counter(str(finding.severity) for finding in findings)
    listed = ", ".join(f"{counts[level]} {level}" for level in ("error", "warning", "info") if counts[level])
    return f"{len(findings)} findings" + (f": {listed}" if listed else "")


def _for_people(finding: "Diagnostic", positions: "Positions") -> str:
    """The message with its place, and below it the line with the text marked."""
    from rich.cells import cell_len

    line = positions.line(finding.line).replace("\t", " ")
    begin = max(0, finding.column - 1 - 24)
    shown = line[begin : begin + 60]
    at = finding.column - 1 - begin
    length = max(1, min(finding.end - finding.start, len(shown) - at))
    mark = " " * cell_len(shown[:at]) + "^" * max(1, cell_len(shown[at : at + length]))
    return (
        f"{finding.file}:{finding.line}:{finding.column}: {finding.severity}: {finding.message} [{finding.code}]\n"
        f"    {shown}\n    {mark}"
    )


def _sarif(findings: "list[Diagnostic]") -> dict[str, Any]:
    """The findings in SARIF 2.1.0, columns counted in characters."""
    from importlib.metadata import version

    from loaders.check import RULES

    rules = [
        {
            "id": rule.code,
            "shortDescription": {"text": rule.title},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }
        for rule in RULES.values()
    ]
    results = [
        {
            "ruleId": finding.code,
            "level": _LEVELS[finding.severity],
            "message": {"text": finding.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": Path(finding.file).as_posix()},
                        "region": {
                            "startLine": finding.line,
                            "startColumn": finding.column,
                            "charOffset": finding.start,
                            "charLength": max(0, finding.end - finding.start),
                            "snippet": {"text": finding.excerpt},
                        },
                    }
                }
            ],
        }
        for finding in findings
    ]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "qiantou", "version": version("qiantou"), "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
