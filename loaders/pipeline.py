"""From documents to facts: outline, annotations, measures, agencies and targets, one plan after the other."""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

from graph.model import (
    Basis,
    Citation,
    Convention,
    Diagnostic,
    Duty,
    Evidence,
    Facts,
    InputError,
    Measure,
    Plan,
    QiantouError,
    Role,
    Scope,
    Severity,
)
from loaders.agencies import Resolver
from loaders.condensed import Condensed
from loaders.decisions import Decisions
from loaders.document import Document
from loaders.duties import conventions
from loaders.jurisdictions import Jurisdiction, divisions, find
from loaders.measures import Annotation, Cut, Miss, cut_measures, find_annotations, heading_of
from loaders.outline import Item, read_outline
from loaders.plans import Head, read_heads
from loaders.positions import Positions
from loaders.reading import find_files, read_documents
from loaders.targets import Reader


def begins_with_place(name: str) -> bool:
    """Whether a name begins with a place of the current divisions (三亚供电局)."""
    return bool(divisions().short_at(name))


@lru_cache(maxsize=64)
def _resolver(jurisdiction: Jurisdiction) -> Resolver:
    """One place's plans name the same agencies again and again: what was resolved is kept."""
    return Resolver(jurisdiction)


def read_text(text: str, source: str = "", decisions: Decisions | None = None) -> list[Facts]:
    """Read the plans of a text; `source` names it in the facts."""
    return list(read_document(Document(source=source, text=text), decisions))


def read_document(document: Document, decisions: Decisions | None = None) -> Iterator[Facts]:
    """Read each plan of a document, in the order of the text."""
    condensed = Condensed(document.text)
    items = read_outline(condensed)
    positions = Positions(document.text)
    starts = [item.start for item in items]
    for number, head in enumerate(read_heads(condensed, items), 1):
        own = items[bisect_right(starts, head.start - 1) : bisect_right(starts, head.end - 1)]
        yield _PlanReader(document, condensed, own, head, number, positions, decisions).facts()


@dataclass
class _PlanReader:
    """The stages over one plan, each given what the one before found."""

    document: Document
    condensed: Condensed
    items: list[Item]
    head: Head
    number: int
    positions: Positions
    decisions: Decisions | None
    base: int = 0
    ordinals: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def is_whole(self) -> bool:
        """Whether the plan is all of its document."""
        return self.head.start == 0 and self.head.end == len(self.condensed.text)

    def facts(self) -> Facts:
        head, condensed = self.head, self.condensed
        raw_start, raw_end = condensed.raw_span(head.start, head.end)
        self.base = 0 if self.is_whole else raw_start
        annotations, misses = find_annotations(
            condensed, self.items, head.start, head.end, begins_with_place=begins_with_place
        )
        jurisdiction = find(
            head.title, head.issuer, head.document_number, condensed.plain[head.start : head.end]
        )
        resolver = Resolver(jurisdiction, self.decisions) if self.decisions else _resolver(jurisdiction)
        reader = Reader(
            condensed if self.is_whole else self.document.text[raw_start:raw_end],
            jurisdiction=jurisdiction.name,
            year=int(head.date[:4]) if head.date else None,
            evidence=lambda start, end: self.document.evidence(start + self.base, end + self.base),
        )
        rules = self._conventions()
        cuts = cut_measures(condensed, self.items, annotations, head.start, head.end)
        measures = [self._measure(cut, resolver, reader) for cut in cuts]
        measures = _apply_conventions(measures, rules)
        plan = Plan(
            source=self.document.source,
            document=self.number,
            title=head.title or f"{Path(self.document.source).stem}#{self.number}",
            jurisdiction=jurisdiction.name,
            issuer=head.issuer,
            document_number=head.document_number,
            date=head.date,
            sha256=hashlib.sha256(
                self.document.text[raw_start:raw_end].encode("utf-8", "surrogatepass")
            ).hexdigest(),
            citations=self._citations(reader, measures),
            conventions=tuple(rules),
        )
        diagnostics = [self._missed(miss) for miss in misses]
        if not annotations:
            diagnostics.append(
                self._diagnostic(
                    "no-annotation",
                    "no responsibility annotation was found in this plan",
                    head.start,
                    head.start,
                )
            )
        return Facts(
            plan=plan,
            measures=tuple(measures),
            annotations=len(annotations) + len(misses),
            diagnostics=tuple(diagnostics),
        )

    def _conventions(self) -> list[Convention]:
        text = self.condensed.text
        return [
            Convention(rule=rule, evidence=self._evidence(start, end))
            for rule, start, end in conventions(text, self.head.start, self.head.end)
        ]

    def _evidence(self, start: int, end: int) -> Evidence:
        return self.document.evidence(*self.condensed.raw_span(start, end))

    def _measure(self, cut: Cut, resolver: Resolver, reader: Reader) -> Measure:
        annotation = cut.annotation
        raw_start, raw_end = self.condensed.raw_span(cut.start, cut.end)
        duty_start, duty_end = self.condensed.raw_span(annotation.start, annotation.end)
        scope = Scope.SECTION if cut.section else Scope.MEASURE
        path = cut.item.path if cut.item else ""
        self.ordinals[scope, path] += 1
        targets = reader.read(
            raw_start - self.base,
            min(raw_end, duty_start) - self.base,
            annotation=(duty_start - self.base, duty_end - self.base),
        )
        return Measure(
            path=path,
            ordinal=self.ordinals[scope, path],
            heading=heading_of(self.condensed, cut),
            scope=scope,
            text="".join(self.document.text[raw_start:raw_end].split()),
            start=raw_start,
            end=raw_end,
            duty="".join(self.document.text[duty_start:duty_end].split()),
            duty_start=duty_start,
            duty_end=duty_end,
            duties=tuple(self._duties(annotation, resolver, cut.section)),
            persons=annotation.reading.persons,
            zones=targets.zones,
            chains=targets.chains,
            deadlines=targets.deadlines,
            goals=targets.goals,
            citations=targets.citations,
            focuses=targets.focuses,
        )

    def _duties(self, annotation: Annotation, resolver: Resolver, section: bool) -> Iterator[Duty]:
        positions: Counter[Role] = Counter()
        for item in annotation.reading.roles:
            name = item.name
            start, end = annotation.origin + name.start, annotation.origin + name.end
            positions[item.role] += 1
            printed = self.condensed.plain[start:end]
            folded = self.condensed.text[start:end]
            # What was restored stands around the printed characters, whose own widths are kept.
            agency = name.text.replace(folded, printed, 1) if folded in name.text else name.text
            yield Duty(
                role=item.role,
                agency=agency,
                department=resolver.resolve(agency),
                evidence=self._evidence(start, end),
                position=positions[item.role],
                basis=Basis.SECTION if section else Basis.STATED,
                open=name.open,
                rule=f"{item.rule}; {name.rule}",
            )

    def _citations(self, reader: Reader, measures: Iterable[Measure]) -> tuple[Citation, ...]:
        """Citations that stand outside every measure."""
        found: list[Citation] = []
        at, stop = self.condensed.raw_span(self.head.start, self.head.end)
        for measure in measures:
            if measure.start > at:
                found += reader.citations(at - self.base, measure.start - self.base)
            at = max(at, measure.duty_end)
        found += reader.citations(at - self.base, stop - self.base)
        return tuple(found)

    def _missed(self, miss: Miss) -> Diagnostic:
        return self._diagnostic("unread-annotation", miss.reason, miss.start, miss.end)

    def _diagnostic(self, code: str, message: str, start: int, end: int) -> Diagnostic:
        raw_start, raw_end = self.condensed.raw_span(start, end)
        line, column = self.positions.of(raw_start)
        return Diagnostic(
            code=code,
            message=message,
            severity=Severity.WARNING,
            file=self.document.source,
            line=line,
            column=column,
            start=raw_start,
            end=raw_end,
            excerpt="".join(self.document.text[raw_start : min(raw_end, raw_start + 120)].split()),
        )


def _apply_conventions(measures: list[Measure], rules: Sequence[Convention]) -> list[Measure]:
    """Add what a plan-wide rule says, marked as such; what was printed stays as it is."""
    leads_from = min(
        (rule.evidence.start for rule in rules if rule.rule == "first-listed-leads"), default=None
    )
    if leads_from is None:
        return measures
    # A rule in the plan's head or in its first annotation covers the whole plan, a later one what follows it.
    return [
        _with_first_as_lead(measure) if measure.duty_end >= leads_from else measure for measure in measures
    ]


def _with_first_as_lead(measure: Measure) -> Measure:
    if any(duty.role is Role.LEADS for duty in measure.duties):
        return measure
    first = next((duty for duty in measure.duties if duty.role is Role.RESPONSIBLE), None)
    if first is None:
        return measure
    lead = replace(
        first, role=Role.LEADS, position=1, basis=Basis.CONVENTION, rule="convention first-listed-leads"
    )
    return replace(measure, duties=(*measure.duties, lead))


OnError = Callable[[QiantouError], None]
OnProgress = Callable[[int, int], None]
_FEW_FILES = 8


def read_plans(
    paths: Sequence[Path],
    *,
    jobs: int | None = None,
    on_error: OnError,
    on_progress: OnProgress | None = None,
    decisions: Decisions | Path | None = None,
) -> Iterator[Facts]:
    """Read the plans of files and folders, in the order of the input.

    Parameters
    ----------
    paths : sequence of Path
        Files of any known format, archives and folders.
    jobs : int, optional
        Processes to read with; by default one for a handful of files, else one a core.
    on_error : callable
        Called with each file's error; the other files are read all the same.
    on_progress : callable, optional
        Called with the number of files read and the number of all files.
    decisions : Decisions, optional
        Human decisions on the identity of agencies, or the file that holds them.
    """
    if isinstance(decisions, Path):
        decisions = Decisions.read(decisions)
    files = list(find_files(paths, on_error=on_error))
    workers = jobs if jobs is not None else (1 if len(files) <= _FEW_FILES else _cores())
    results = (
        _in_turn(files, decisions)
        if workers <= 1 or len(files) < 2
        else _in_parallel(files, workers, decisions)
    )
    for done, (facts, errors) in enumerate(results, 1):
        for error in errors:
            on_error(error)
        yield from facts
        if on_progress is not None:
            on_progress(done, len(files))


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_Read = tuple[list[Facts], list[QiantouError]]


def _read_file(path: Path, decisions: Decisions | None) -> _Read:
    facts: list[Facts] = []
    errors: list[QiantouError] = []
    try:
        for document in read_documents(path, on_error=errors.append):
            facts += read_document(document, decisions)
    except QiantouError as error:
        errors.append(error)
    return facts, errors


def _in_turn(files: Sequence[Path], decisions: Decisions | None) -> Iterator[_Read]:
    for path in files:
        yield _read_file(path, decisions)


def _in_parallel(files: Sequence[Path], workers: int, decisions: Decisions | None) -> Iterator[_Read]:
    """Read in processes of our own, no more files ahead than keep them busy."""
    waiting = iter(files)
    with ProcessPoolExecutor(max_workers=workers) as pool:
        ahead: list[Future[_Read]] = [
            pool.submit(_read_file, path, decisions) for path in islice(waiting, 4 * workers)
        ]
        while ahead:
            yield ahead.pop(0).result()
            ahead += [pool.submit(_read_file, path, decisions) for path in islice(waiting, 1)]


def read_or_raise(path: Path) -> list[Facts]:
    """Read one file; its first error is raised."""
    facts, errors = _read_file(path, None)
    if errors:
        raise errors[0] if isinstance(errors[0], QiantouError) else InputError(str(errors[0]), file=str(path))
    return facts
