"""The page of `qiantou report`: what the plans ask of whom, in pictures, tables and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.model import Diagnostic, Severity
from graph.network import Incidence, Strings
from graph.views.charts import Scatter, columns, scatter
from graph.views.due import SOON, due_now
from graph.views.excerpts import Excerpts
from graph.views.findings import Finding, findings
from graph.views.matrix import level, matrix
from graph.views.network_page import AGENCY_COLOURS
from graph.views.page import asset, render
from graph.views.page_data import group_of, page_data
from graph.views.reasons import flags_in_words
from graph.views.summary import Due, Load, Pair, burdens, by_class, chain_rows, dues, loads, pairs, zone_rows
from graph.words import HTML_LANGUAGE, words

if TYPE_CHECKING:
    from graph.analysis.overload import Thresholds

SECTIONS = ("figures", "matrix", "load", "breadth", "deadlines", "targets", "findings", "methods")
_MATRIX_AGENCIES = 36
_BARS = 25
_PAIRS = 1_000
_ROWS = 200
"""Rows that a table of a large graph has on the page."""
_TOGETHER = 15
_NAMES = 12
_OVERLOADED = 8
_TOP_SHARE = 5
_PLANS_WITH_GAPS = 20


@dataclass(frozen=True, slots=True)
class Opening:
    """What a click opens: a heading, clauses, and the ids of what is marked in them."""

    title: str
    clauses: tuple[int, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of the overview."""

    text: str
    opening: Opening | None = None


def report_page(
    incidence: Incidence,
    *,
    language: str = "zh",
    title: str = "",
    sections: Sequence[str] = SECTIONS,
    collectives: bool = False,
    checked: Sequence[Diagnostic] = (),
    today: date | None = None,
    within: int = SOON,
) -> str:
    """Write the report of a graph as one self-contained HTML page.

    Parameters
    ----------
    incidence : Incidence
    language : {"zh", "en"}
    title : str, optional
        Stands at the head of the page.
    sections : sequence of str
        Which of SECTIONS to show; their order is fixed.
    collectives : bool
        Whether collective actors (各县区政府) count as agencies where agencies are compared.
    checked : sequence of Diagnostic
        What `qiantou check` found in the plans, to be listed with the findings.
    today : date, optional
        The day of which it is said what is overdue and what is due soon; without it nothing is.
    within : int
        How many days after it count as soon.

    Returns
    -------
    str
        The page, the same for the same arguments.
    """
    from graph.analysis.overload import Thresholds
    from graph.analysis.projection import ROLE_WEIGHTS

    say = words(language)
    thresholds = Thresholds()
    carried = burdens(incidence, collectives=collectives)
    load_of = {row.agency: row for row in loads(incidence, collectives=collectives)}
    load = [load_of[row["agency"]] for row in carried]
    pair = pairs(incidence, collectives=collectives)
    due = dues(incidence)
    names = incidence.agencies.label
    shown = [name for name in SECTIONS if name in sections]
    excerpts = Excerpts(incidence)
    return render(
        "report.html",
        scripts=[asset("clauses.js"), asset("report.js")],
        styles=[asset("base.css"), asset("report.css")],
        data=lambda: {"words": say, **page_data(incidence, language, excerpts)},
        excerpts=excerpts,
        language=HTML_LANGUAGE[language],
        title=title or say["report_title"],
        words=say,
        graph=incidence,
        names=names,
        colours=[AGENCY_COLOURS[group_of(incidence, agency)] for agency in range(len(incidence.agencies))],
        sections=shown,
        figures=_figures(incidence, say),
        sayings=_sayings(incidence, load, pair, due, say),
        matrix=matrix(incidence, pair, most=_MATRIX_AGENCIES, collectives=collectives),
        level=level,
        pairs=pair,
        loads=load,
        **_limits(excerpts),
        heaviest=max((len(row.clauses) for row in load), default=1),
        led_by=_led_by(pair),
        together=[one for one in pair if one.joint][:_TOGETHER],
        burdens=carried,
        left_out=0 if collectives else int(incidence.agencies.collective.sum()),
        scatter=_breadth_and_depth(carried, load, names, excerpts.most(_ROWS)),
        **_in_time(incidence, due, say),
        due_now=due_now(incidence, today, within, collectives=collectives) if today else None,
        chain_rows=by_class(incidence, chain_rows(incidence), say["no_class"]),
        zone_rows=[("", row) for row in zone_rows(incidence)],
        overloaded=_overloaded(carried, load, names, thresholds, say),
        findings=_listed(findings(incidence), say),
        checked=_by_code(checked, say),
        weights=ROLE_WEIGHTS,
        thresholds=thresholds,
    )


def _in_time(incidence: Incidence, due: Sequence[Due], say: dict[str, str]) -> dict[str, Any]:
    """What the page says of deadlines."""
    measures = incidence.measures
    return {
        "dues": due,
        "period": lambda label: _period(label, say),
        "due_chart": columns([(row.label, len(row.clauses)) for row in due]),
        "undated": sum(
            bool(deadlines) and not day
            for deadlines, day in zip(measures.deadlines, measures.due, strict=True)
        ),
        "without_deadline": sum(not deadlines for deadlines in measures.deadlines),
    }


def _breadth_and_depth(
    carried: list[dict[str, Any]], load: list[Load], names: Strings, most: int | None
) -> Scatter:
    return scatter(
        [
            (burden["breadth"], burden["depth"], len(row.clauses), names[row.agency])
            for burden, row in list(zip(carried, load, strict=True))[:most]
        ]
    )


def _overloaded(
    carried: list[dict[str, Any]],
    load: list[Load],
    names: Strings,
    thresholds: "Thresholds",
    say: dict[str, str],
) -> list[tuple[str, tuple[int, ...]]]:
    """What the page says of agencies that reach a threshold, each with its clauses."""
    return [
        (
            say["finding_overloaded"].format(
                name=names[row.agency],
                flags=say["between_flags"].join(flags_in_words(burden, thresholds, say)),
            ),
            row.clauses,
        )
        for burden, row in zip(carried, load, strict=True)
        if burden["flags"]
    ]


def _limits(excerpts: Excerpts) -> dict[str, int | None]:
    """How many of all the page shows."""
    most = excerpts.most(_ROWS)
    return {
        "bars": _BARS,
        "most_in_matrix": _MATRIX_AGENCIES,
        "most_pairs": most or _PAIRS,
        "most_rows": most,
        "most_overloaded": _OVERLOADED,
    }


def _figures(incidence: Incidence, say: dict[str, str]) -> list[tuple[str, str]]:
    measures = len(incidence.measures)
    led = int(incidence.is_led.sum())
    dated = sum(bool(deadlines) for deadlines in incidence.measures.deadlines)
    return [
        (str(measures), say["figure_measures"]),
        (str(len(np.unique(incidence.duties.agency))), say["figure_agencies"]),
        (str(len(incidence.duties)), say["figure_duties"]),
        (_percent(led, measures), say["figure_led"]),
        (_percent(dated, measures), say["figure_dated"]),
        (str(len(incidence.chains)), say["figure_chains"]),
        (str(len(incidence.zones)), say["figure_zones"]),
    ]


def _sayings(
    incidence: Incidence, load: list[Load], pair: list[Pair], due: list[Due], say: dict[str, str]
) -> list[Saying]:
    found = []
    names = incidence.agencies.label
    if load:
        first = max(load, key=lambda row: len(row.clauses))
        found.append(
            Saying(
                say["says_busiest"].format(
                    name=names[first.agency],
                    count=len(first.clauses),
                    leads=len(first.leads),
                ),
                Opening(names[first.agency], first.clauses, (f"a{first.agency}",)),
            )
        )
    if len(load) > _TOP_SHARE:
        held = np.bincount(incidence.duties.agency, minlength=len(names)).tolist()
        heaviest = sorted((held[row.agency] for row in load), reverse=True)
        # Of all duties, those of collective actors too: these are counted above.
        share = sum(heaviest[:_TOP_SHARE]) / len(incidence.duties)
        found.append(Saying(say["says_share"].format(top=_TOP_SHARE, share=round(100 * share))))
    for joint, rule in ((False, "says_pair"), (True, "says_joint")):
        best = next((one for one in pair if one.joint is joint and len(one.clauses) > 1), None)
        if best is not None:
            text = say[rule].format(
                lead=names[best.lead], support=names[best.support], count=len(best.clauses)
            )
            found.append(Saying(text, _of_pair(best, names)))
    if due:
        peak = max(due, key=lambda row: len(row.clauses))
        found.append(
            Saying(
                say["says_peak"].format(label=_period(peak.label, say), count=len(peak.clauses)),
                Opening(_period(peak.label, say), peak.clauses),
            )
        )
    return found


def _of_pair(pair: Pair, names: Strings) -> Opening:
    return Opening(
        f"{names[pair.lead]} {'—' if pair.joint else '→'} {names[pair.support]}",
        pair.clauses,
        (f"a{pair.lead}", f"a{pair.support}"),
    )


def _led_by(pairs: list[Pair]) -> dict[int, list[Pair]]:
    found: dict[int, list[Pair]] = {}
    for pair in pairs:
        if not pair.joint:
            found.setdefault(pair.lead, []).append(pair)
    return found


def _listed(found: list[Finding], say: dict[str, str]) -> list[tuple[str, tuple[int, ...]]]:
    """Findings in words; those that are one a plan for so many plans as one reads."""
    of_plans = [finding for finding in found if finding.rule == "gap_line"]
    rest = of_plans[_PLANS_WITH_GAPS:]
    listed = [(_in_words(finding, say), finding.clauses) for finding in found if finding not in rest]
    return [*listed, *([(say["more_gap_lines"].format(count=len(rest)), ())] if rest else [])]


def _in_words(finding: Finding, say: dict[str, str]) -> str:
    names = "、".join(finding.names[:_NAMES])
    if len(finding.names) > _NAMES:
        names += say["and_others"]
    return say[f"finding_{finding.rule}"].format(count=finding.count, names=names, plan=finding.plan)


def _period(label: str, say: Mapping[str, str]) -> str:
    """A month as it is (2025-06); a year (2025) as one."""
    return say["in_year"].format(label=label) if label.isdigit() else label


def _by_code(
    checked: Sequence[Diagnostic], say: dict[str, str]
) -> list[tuple[str, Severity, list[Diagnostic]]]:
    """The diagnostics of each code under its words, the gravest first; a code without words stands for itself."""
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    groups: dict[tuple[int, str], list[Diagnostic]] = {}
    for one in checked:
        groups.setdefault((order.index(one.severity), one.code), []).append(one)
    return [
        (say.get(f"check_{code}", code), order[grave], sorted(found, key=lambda one: (one.file, one.start)))
        for (grave, code), found in sorted(groups.items())
    ]


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%" if whole else "—"
