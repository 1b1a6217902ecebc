"""From documents to facts: outline, annotations, measures, agencies and targets, one plan after the other."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from graph.model import (
    Citation,
    Convention,
    Diagnostic,
    Facts,
    Measure,
    Plan,
    Scope,
    Severity,
)
from loaders.agencies.decisions import Decisions
from loaders.agencies.mending import mended_names
from loaders.agencies.resolver import Resolver
from loaders.check import check
from loaders.document import Document
from loaders.drafts import Draft, Resolve, draft_of_cut, draft_of_statement, drafts_of_table
from loaders.duties.annotations import annotations_of, in_company
from loaders.duties.conventions import apply_conventions, stated_conventions
from loaders.duties.measures import cut_measures
from loaders.duties.names import PlaceTest
from loaders.duties.passage import Miss, Passage
from loaders.duties.statements import find_statements
from loaders.duties.unread_lists import said_of
from loaders.formats.messages import Skipped
from loaders.formats.text_tables import text_tables
from loaders.judging import judge_industries
from loaders.lexicon.organs import naming_year
from loaders.places.divisions import Jurisdiction, short_name
from loaders.places.jurisdictions import find_jurisdiction, leading
from loaders.places.place_tests import place_test
from loaders.positions import Positions
from loaders.reading import Settings
from loaders.remarks import Remarks
from loaders.targets.deadlines import find_annotation_deadlines
from loaders.targets.reader import TargetReader
from loaders.tasks.flattened import all_task_tables
from loaders.tasks.records import TaskTable
from loaders.text.condensed import Condensed
from loaders.text.heads import PlanHead, items_of, read_heads
from loaders.text.outline import Item, read_marks
from loaders.text.spans import Spans
from loaders.text.title_kinds import says_plan


@lru_cache(maxsize=64)
def resolver_of(jurisdiction: Jurisdiction, year: int | None) -> Resolver:
    """One place's plans name the same agencies again and again: what was resolved is kept."""
    return Resolver(jurisdiction, year=year)


def read_text(
    text: str, source: str = "", decisions: Decisions | None = None, *, inline: bool = False
) -> list[Facts]:
    """Read the plans of a text.

    Parameters
    ----------
    text : str
        One plan, or several one behind the other.
    source : str
        What the text is called in the facts.
    decisions : Decisions, optional
        Human decisions on the identity of agencies.
    inline : bool
        Read the statements of running text, too; see `read_plans`.

    Returns
    -------
    list of Facts
        One a plan, in the order of the text; the offsets of evidence count characters of `text`, the end exclusive.

    Examples
    --------
    >>> (facts,) = read_text("青岚市行动方案\\n一、培育产业。（牵头单位：市科技局；配合单位：市财政局）")
    >>> [(str(duty.role), duty.department.name) for duty in facts.measures[0].duties]
    [('leads', '市科技局'), ('supports', '市财政局')]
    """
    document = Document(source=source, text=text, tables=text_tables(text))
    return list(read_document(document, decisions, inline=inline))


def read_document(
    document: Document, decisions: Decisions | None = None, *, inline: bool = False
) -> Iterator[Facts]:
    """Read each plan of a document, in the order of the text; `inline` is as for `read_plans`."""
    condensed = Condensed(document.text)
    marks = read_marks(condensed)
    remarks = Remarks(document, condensed, Positions(document.text))
    tables, unread = all_task_tables(document)
    parts: Counter[str] = Counter()
    for number, head in enumerate(read_heads(condensed, marks, document.entries), 1):
        facts = _PlanReader(
            document,
            condensed,
            items_of(head, marks),
            tables,
            unread,
            head,
            number,
            remarks,
            decisions,
            inline,
        ).facts()
        # A key names a plan in every store, and two of one file are two plans.
        first = replace(facts.plan, part=1).key
        parts[first] = max(parts[first] + 1, facts.plan.part)
        if decisions:
            facts = judge_industries(facts, decisions)
        yield replace(facts, plan=replace(facts.plan, part=parts[first]))


def facts_of(document: Document, settings: bytes) -> Iterator[Facts | Skipped]:
    """Read each plan of a document where it is read, by packed settings; what is no plan is left out."""
    chosen = _settings(settings)
    for facts in read_document(document, chosen.decisions, inline=chosen.inline):
        if is_plan(facts):
            yield facts
        else:
            yield Skipped(f"{document.source}: {facts.plan.title}: {NO_PLAN}{_said_of(facts.statements)}")


@lru_cache(maxsize=1)
def _settings(packed: bytes) -> Settings:
    return Settings.unpacked(packed)


@dataclass
class _PlanReader:
    """The stages over one plan, each given what the one before found."""

    document: Document
    condensed: Condensed
    items: list[Item]
    tables: list[TaskTable]
    unread_tables: tuple[tuple[int, int], ...]
    head: PlanHead
    number: int
    remarks: Remarks
    decisions: Decisions | None
    inline: bool
    ordinals: Counter[tuple[str, str]] = field(default_factory=Counter)

    def facts(self) -> Facts:
        head, condensed = self.head, self.condensed
        span = condensed.raw_span(head.start, head.end)
        jurisdiction = self._jurisdiction()
        resolver = self._resolver(jurisdiction)
        drafts, misses, statements, lone = self._drafts(
            resolver.resolve, place_test(jurisdiction.name, head.title)
        )
        reader = TargetReader(
            condensed,
            jurisdiction=jurisdiction.name,
            year=int(head.date[:4]) if head.date else None,
            evidence=self.document.evidence,
            span=span,
            measures=sorted((draft.start, draft.end) for draft in drafts),
            subject=head.title,
        )
        rules = self._conventions()
        measures = [self._measure(draft, reader, resolver.resolve) for draft in drafts]
        return Facts(
            plan=self._plan(jurisdiction, span, self._citations(reader, measures), rules),
            measures=tuple(apply_conventions(measures, rules, resolver.resolve)),
            annotations=sum(draft.scope is not Scope.INLINE for draft in drafts) + len(misses),
            statements=statements,
            diagnostics=(
                *self._diagnostics(drafts, misses, _said_of(statements, lone), span),
                *self.remarks.impossible_limits(measures),
                *self.remarks.doubts(drafts, span, resolver.resolve),
            ),
        )

    def _jurisdiction(self) -> Jurisdiction:
        head = self.head
        text = self.condensed.plain[head.start : head.end]
        found = find_jurisdiction(head.title, head.issuer, head.document_number, text, place=head.place)
        if not found.name and head.under:
            chapter = leading(head.under)
            # The chapter is the place and nothing more: who signed the plan before stands there too.
            if head.under in (chapter.name, short_name(chapter.name)):
                return chapter
        if not found.name and not head.title:
            named = find_jurisdiction(stem := Path(self.document.source).stem, "", "", "")
            # 北京路 in a file's name is no 北京市.
            return named if named.name and named.name in stem else found
        return found

    def _resolver(self, jurisdiction: Jurisdiction) -> Resolver:
        year = naming_year(self.head.date)
        if self.decisions:
            return Resolver(jurisdiction, self.decisions, year=year)
        return resolver_of(jurisdiction, year)

    def _plan(
        self,
        jurisdiction: Jurisdiction,
        span: tuple[int, int],
        citations: tuple[Citation, ...],
        rules: Sequence[Convention],
    ) -> Plan:
        head, text = self.head, self.document.text[slice(*span)]
        return Plan(
            source=self.document.source,
            document=self.number,
            title=head.title or f"{Path(self.document.source).stem}#{self.number}",
            jurisdiction=jurisdiction.name,
            issuer=head.issuer,
            document_number=head.document_number,
            date=head.date,
            part=head.part,
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            citations=citations,
            conventions=tuple(rules),
        )

    def _diagnostics(
        self, drafts: Sequence[Draft], misses: Sequence[Miss], said: str, span: tuple[int, int]
    ) -> Iterator[Diagnostic]:
        """What could not be read of the plan, and that nothing was found in it."""
        for miss in misses:
            yield self.remarks.of("unread-annotation", miss.reason, miss.start, miss.end, Severity.ERROR)
        for day in self.head.no_days:
            yield self.remarks.of(
                "impossible-date",
                "no calendar has this date of issue",
                *self.condensed.raw_span(day.start, day.end),
            )
        for draft in drafts:
            for start, end in draft.unread:
                if not any(find_annotation_deadlines(Condensed(self.document.text[start:end]).text)):
                    yield self.remarks.of(
                        "partly-read", "these words of the annotation were not read", start, end
                    )
        if not any(draft.scope is not Scope.INLINE for draft in drafts):
            nothing = "no responsibility annotation was found in this plan" + said
            title_end = span[0] + self.document.text[slice(*span)].find("\n")
            yield self.remarks.of("no-annotation", nothing, span[0], max(span[0], title_end))

    def _drafts(
        self, resolve: Resolve, begins_with_place: PlaceTest
    ) -> tuple[list[Draft], list[Miss], int, int]:
        """What the text and the task tables say, and where they say nothing that is known, in the order of the text.

        Offsets of both lead into the text as read; behind them stand the numbers of sentences in running text that
        say a duty, and of names in brackets that are none.
        """
        head, condensed = self.head, self.condensed
        tables = [one for one in self.tables if head.start <= condensed.offset(one.start) < head.end]
        unread = [one for one in self.unread_tables if head.start <= condensed.offset(one[0]) < head.end]
        taken = Spans(
            (condensed.offset(start), condensed.offset(end))
            for start, end in [*((table.start, table.end) for table in tables), *unread, *self.document.lost]
        )
        passage = Passage(condensed, self.items, head.start, head.end, begins_with_place)
        annotations, misses = annotations_of(passage)
        statements = [found for found in find_statements(passage) if not taken.cover(found.start)]
        annotations = [found for found in annotations if not taken.cover(found.start)]
        misses = [miss for miss in misses if not taken.cover(miss.start)]
        annotations, lone = (annotations, []) if tables else in_company(annotations, head.title)
        if not tables:
            misses = said_of(misses, annotations, head.title)
        cuts = cut_measures(condensed, self.items, annotations, head.start, head.end)
        drafts = [draft_of_cut(self.document, condensed, cut, resolve) for cut in cuts]
        misses = [Miss(*condensed.raw_span(miss.start, miss.end), miss.reason) for miss in misses]
        misses += [Miss(start, end, "the cells of this table cannot be told apart") for start, end in unread]
        misses += [
            Miss(start, end, "the cells of these rows cannot be told apart")
            for start, end in self.document.lost
            if head.start <= condensed.offset(start) < head.end
        ]
        for table in tables:
            for found in drafts_of_table(self.document, table, resolve, begins_with_place):
                if isinstance(found, Draft):
                    drafts.append(found)
                else:
                    misses.append(found)
        if self.inline:
            drafts += [
                draft_of_statement(self.document, condensed, found, self.items, resolve)
                for found in statements
            ]
        return (
            sorted(drafts, key=lambda draft: draft.duty_start),
            sorted(misses, key=lambda miss: miss.start),
            len(statements),
            len(lone),
        )

    def _conventions(self) -> list[Convention]:
        text = self.condensed.text
        return [
            Convention(rule=rule, evidence=self.document.evidence(*self.condensed.raw_span(start, end)))
            for rule, start, end in stated_conventions(text, self.head.start, self.head.end)
        ]

    def _measure(self, draft: Draft, reader: TargetReader, resolve: Resolve) -> Measure:
        self.ordinals[draft.scope, draft.path] += 1
        targets = reader.read(
            draft.start,
            draft.end,
            annotation=(draft.duty_start, draft.duty_end),
            limit_cell=draft.limit_cell,
        )
        return Measure(
            path=draft.path,
            ordinal=self.ordinals[draft.scope, draft.path],
            heading=draft.heading,
            scope=draft.scope,
            text=self.condensed.printed(draft.start, draft.end),
            start=draft.start,
            end=draft.end,
            duty=self.condensed.printed(draft.duty_start, draft.duty_end),
            duty_start=draft.duty_start,
            duty_end=draft.duty_end,
            duties=mended_names(draft.duties, resolve),
            persons=draft.persons,
            zones=targets.zones,
            chains=targets.chains,
            deadlines=targets.deadlines,
            goals=targets.goals,
            citations=targets.citations,
            focuses=targets.focuses,
        )

    def _citations(self, reader: TargetReader, measures: Iterable[Measure]) -> tuple[Citation, ...]:
        """Citations that stand outside every measure."""
        return reader.citations_outside(
            [(measure.start, max(measure.end, measure.duty_end)) for measure in measures]
        )


def _said_of(statements: int, lone: int = 0) -> str:
    read = f"; sentences of running text that give a body a task: {statements}, read with --inline"
    names = f"; single names in brackets, or organisers, not read: {lone}"
    return (read if statements else "") + (names if lone else "")


NO_PLAN = "no plan: no duty stands in it, and its title is none of a plan"


def is_plan(facts: Facts) -> bool:
    """Whether what was read is a plan: it says who does something, or its title says that it is one."""
    return facts.annotations > 0 or bool(facts.measures) or says_plan(facts.plan.title)


def check_text(text: str, source: str = "", decisions: Decisions | None = None) -> list[Diagnostic]:
    """Say what is wrong or missing in the duties of a draft.

    Parameters
    ----------
    text : str
        One plan, or several one behind the other.
    source : str
        What the text is called in the findings.
    decisions : Decisions, optional
        Human decisions on the identity of agencies.

    Returns
    -------
    list of Diagnostic
        In the order of the text, each with its line and column.

    Examples
    --------
    >>> text = "青岚市行动方案\\n一、培育产业。（牵头单位：市科技局）\\n二、招商引资。（配合单位：市财政局）"
    >>> [found.code for found in check_text(text) if found.severity == "warning"]
    ['no-lead']
    """
    document = Document(source=source, text=text)
    return check(document, list(read_document(document, decisions, inline=True)))
