"""What a measure acts on: zones, industry chains, time limits, numeric goals, and the documents it names."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, Protocol, TypeVar

import msgspec

from graph.model import (
    ChainMention,
    Citation,
    Deadline,
    Evidence,
    Focus,
    Goal,
    Zone,
    ZoneMention,
)
from loaders.places.divisions import short_name
from loaders.places.jurisdictions import by_name
from loaders.places.places import Places
from loaders.places.sentence import is_place
from loaders.places.zone_forms import FoundZone
from loaders.places.zone_identity import identify_zone, names_of_subject, same_zones
from loaders.places.zones import find_zones, left_out
from loaders.targets.chains import ChainReader
from loaders.targets.citations import FoundCitation, find_citations
from loaders.targets.deadlines import (
    FoundDeadline,
    find_annotation_deadlines,
    find_cell_deadlines,
    find_deadlines,
    time_limit_follows,
)
from loaders.targets.goals import FoundGoal, find_goals
from loaders.targets.industries import identify_chain
from loaders.text.condensed import Condensed
from loaders.text.spans import Spans

MAX_TIME_LIMIT = 60
"""Most characters of a time limit with its label."""

_FOCUS = re.compile(
    r"以(?P<chains>[^以,。;:]{2,60}?)(?:等)?(?:作)?为(?P<manner>首位产业|主导产业|首位主导产业|特色主导产业|支柱产业|潜力产业|主攻产业|优势产业|特色产业|首位产业链)"
)
_AND = re.compile("、|以及|和|及|与")
_NO_SPANS = Spans()
_BEFORE_FOCUS = frozenset(("", "、", "和", "及", "与", "要", "则", "重点", "分别", ","))


class Targets(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one measure acts on, each in the order of the text and each name once."""

    zones: tuple[ZoneMention, ...] = ()
    chains: tuple[ChainMention, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    goals: tuple[Goal, ...] = ()
    citations: tuple[Citation, ...] = ()
    focuses: tuple[Focus, ...] = ()


class Reason(NamedTuple):
    """Why a name is a target of a measure, or is left out: the rule, and the words that decided."""

    kind: str
    kept: bool
    name: str
    rule: str
    words: str
    evidence: Evidence


class TargetReader:
    """Reads the targets of measures in one document.

    Parameters
    ----------
    document : str or Condensed
        The text as read, or its condensed form where that is at hand.
    jurisdiction : str
        Full name of the plan's place, to which its zones belong unless their names hold another.
    year : int or None
        Year of the plan, for time limits such as 年底前.
    evidence : callable, optional
        Gives the evidence of a span of the text as read, such as `Document.evidence`; without it the evidence has
        no place.
    span : (int, int), optional
        The plan's span in the text as read; by default all of it.
    measures : sequence of (int, int), optional
        Spans that `read` will be asked for, in the order of the text; nothing else is looked through for zones,
        chains, limits and goals. Without it the whole text is.
    subject : str
        The plan's title: the one zone that it names is what the whole plan is about, and no target of its measures.
    """

    def __init__(
        self,
        document: str | Condensed,
        *,
        jurisdiction: str,
        year: int | None,
        evidence: Callable[[int, int], Evidence] | None = None,
        span: tuple[int, int] | None = None,
        measures: Sequence[tuple[int, int]] | None = None,
        subject: str = "",
    ) -> None:
        self._condensed = document if isinstance(document, Condensed) else Condensed(document)
        first, last = span or (0, len(self._condensed.raw))
        self._base = self._condensed.offset(first)
        stop = self._condensed.offset(last)
        self._text = self._condensed.text[self._base : stop]
        self._year = year
        self._evidence_of = evidence or self._plain_evidence
        place = short_name(jurisdiction)
        text = self._text if measures is None else self._only(measures)
        own = names_of_subject(Condensed(subject).text) if subject else ()
        self._zones = [
            zone
            for zone in find_zones(text, places=[place] if len(place) > 1 else [])
            if zone.name not in own
        ]
        self._zone_starts = [zone.start for zone in self._zones]
        same = same_zones({zone.name for zone in self._zones})
        places = Places(by_name(jurisdiction))
        self._identities = {
            zone.name: identify_zone(same.get(zone.name, zone.name), places) for zone in self._zones
        }
        self._chains = ChainReader(text)
        self._limits = list(find_deadlines(text, year=year))
        self._limit_starts = [limit.start for limit in self._limits]
        self._goals = list(find_goals(text, self._limits))
        self._goal_starts = [goal.start for goal in self._goals]
        self._cited = list(find_citations(self._text, self._condensed.plain[self._base : stop]))
        self._cited_starts = [one.start for one in self._cited]

    def _only(self, spans: Sequence[tuple[int, int]]) -> str:
        """The text with everything outside the spans struck out, as long as it was."""
        pieces: list[str] = []
        at = 0
        for start, end in spans:
            first, last = max(at, self._offset(start)), self._offset(end)
            if last > first:
                pieces += ["。" * (first - at), self._text[first:last]]
                at = last
        return "".join([*pieces, "。" * (len(self._text) - at)])

    def read(
        self,
        start: int,
        end: int,
        *,
        annotation: tuple[int, int] | None = None,
        limit_cell: tuple[int, int] | None = None,
    ) -> Targets:
        """Read what the measure from `start` to `end` acts on.

        Parameters
        ----------
        start, end : int
            The measure's span in the text as read, its annotation left out.
        annotation : (int, int), optional
            Span of the annotation in the text as read: time limits are read from it, nothing else.
        limit_cell : (int, int), optional
            Span of the cell that a table gives the time limit in: all of it is one.

        Returns
        -------
        Targets
            The characters of every evidence stand at its offsets in the text as read.
        """
        first, last = self._offset(start), self._offset(end)
        zones = _between(self._zones, self._zone_starts, first, last)
        return Targets(
            zones=self._zone_mentions(zones) if zones else (),
            chains=self._chain_mentions(first, last, zones),
            deadlines=self._deadlines(
                _between(self._limits, self._limit_starts, first, last), annotation, limit_cell
            ),
            goals=tuple(map(self._goal, _between(self._goals, self._goal_starts, first, last))),
            citations=self._citations(first, last),
            focuses=self._focuses(first, last, zones) if zones else (),
        )

    def reasons(self, start: int, end: int) -> Iterator[Reason]:
        """Yield why each name of a stretch is a target or is left out, in the order of the text.

        Parameters
        ----------
        start, end : int
            A measure's span in the text as read.
        """
        first, last = self._offset(start), self._offset(end)
        zones = _between(self._zones, self._zone_starts, first, last)
        spans = _spans(zones)
        found = [(zone.start, zone.end, "zone", True, zone.name, "proper name", zone.kind) for zone in zones]
        for zone, why in left_out(self._text[first:last], [_moved(zone, -first) for zone in zones]):
            found.append((zone.start + first, zone.end + first, "zone", False, zone.name, why, ""))
        for chain in self._chains.read(first, last, without=spans):
            found.append((chain.start, chain.end, "chain", True, chain.name, chain.rule, chain.words))
        for chain in self._chains.read(first, last):
            if spans.meet(chain.start, chain.end):
                why = "part of a zone's name"
                found.append((chain.start, chain.end, "chain", False, chain.name, why, chain.words))
        for chain in self._chains.left_out(first, last):
            found.append((chain.start, chain.end, "chain", False, chain.name, chain.rule, chain.words))
        for begin, stop, kind, kept, name, rule, words in sorted(found):
            yield Reason(kind, kept, name, rule, words, self._evidence(begin, stop))

    def citations_outside(self, spans: Sequence[tuple[int, int]]) -> tuple[Citation, ...]:
        """The documents named outside these stretches of the text as read, such as in a plan's preamble.

        The stretches stand in the order of their starts; a document is given once for each gap between them.
        """
        starts = [start for start, _ in spans]
        ends = list(accumulate((end for _, end in spans), max))
        citations: dict[tuple[int, str, str], Citation] = {}
        for one in self._cited:
            citation = self._citation(one)
            gap = bisect_right(starts, citation.evidence.start)
            follows = not gap or citation.evidence.start >= ends[gap - 1]
            if follows and (gap == len(starts) or citation.evidence.end <= starts[gap]):
                citations.setdefault((gap, one.title, one.number), citation)
        return tuple(citations.values())

    def _offset(self, raw_offset: int) -> int:
        return self._condensed.offset(raw_offset) - self._base

    def _begins_line(self, at: int) -> bool:
        return at + self._base in self._condensed.line_starts

    def _plain_evidence(self, start: int, end: int) -> Evidence:
        return Evidence(text=self._condensed.raw[start:end], start=start, end=end)

    def _evidence(self, start: int, end: int) -> Evidence:
        return self._evidence_of(*self._condensed.raw_span(start + self._base, end + self._base))

    def _zone_mentions(self, zones: Sequence[FoundZone]) -> tuple[ZoneMention, ...]:
        mentions: dict[str, ZoneMention] = {}
        names = {zone.name for zone in zones}
        for zone in zones:
            if zone.name not in mentions and not _is_short_for(zone.name, names):
                mentions[zone.name] = ZoneMention(
                    name=zone.name,
                    zone=self._identities[zone.name],
                    evidence=self._evidence(zone.start, zone.end),
                )
        return tuple(mentions.values())

    def _chain_mentions(self, first: int, last: int, zones: Sequence[FoundZone]) -> tuple[ChainMention, ...]:
        chains = self._chains.read(first, last, without=_spans(zones))
        return tuple(
            [
                ChainMention(
                    name=chain.name,
                    chain=identify_chain(chain.name),
                    evidence=self._evidence(chain.start, chain.end),
                )
                for chain in chains
            ]
        )

    def _deadlines(
        self,
        in_text: Sequence[FoundDeadline],
        annotation: tuple[int, int] | None,
        limit_cell: tuple[int, int] | None,
    ) -> tuple[Deadline, ...]:
        deadlines = {one.text: (0, one) for one in reversed(in_text)} if in_text else {}
        if annotation:
            begin = self._offset(annotation[0])
            stop = self._offset(annotation[1])
            # A row of a table has a cell for it; what stands right behind may be another row's.
            stop = stop if limit_cell else self._time_limit_end(stop)
            for one in find_annotation_deadlines(self._text[begin:stop], year=self._year):
                deadlines.setdefault(one.text, (begin, one))
        if limit_cell:
            begin = self._offset(limit_cell[0])
            for one in find_cell_deadlines(self._text[begin : self._offset(limit_cell[1])], year=self._year):
                deadlines.setdefault(one.text, (begin, one))
        if not deadlines:
            return ()
        return tuple(
            Deadline(text=one.text, date=one.date, evidence=self._evidence(base + one.start, base + one.end))
            for base, one in sorted(deadlines.values(), key=lambda pair: pair[0] + pair[1].start)
        )

    def _goal(self, goal: FoundGoal) -> Goal:
        return Goal(
            indicator=goal.indicator,
            value=goal.value,
            unit=goal.unit,
            comparator=goal.comparator,
            deadline=goal.deadline,
            evidence=self._evidence(goal.start, goal.end),
        )

    def _time_limit_end(self, annotation_end: int) -> int:
        """Where the time limit ends that a line of its own gives right after the annotation; else its end."""
        if not time_limit_follows(self._text, annotation_end):
            return annotation_end
        limit = min(len(self._text), annotation_end + MAX_TIME_LIMIT)
        return next((at for at in range(annotation_end + 4, limit) if self._begins_line(at)), limit)

    def _citations(self, first: int, last: int) -> tuple[Citation, ...]:
        cited = _between(self._cited, self._cited_starts, first, last)
        if not cited:
            return ()
        citations: dict[tuple[str, str], Citation] = {}
        for one in cited:
            if (one.title, one.number) not in citations:
                citations[one.title, one.number] = self._citation(one)
        return tuple(citations.values())

    def _citation(self, one: FoundCitation) -> Citation:
        return Citation(title=one.title, number=one.number, evidence=self._evidence(one.start, one.end))

    def _focuses(self, first: int, last: int, zones: Sequence[FoundZone]) -> tuple[Focus, ...]:
        focuses: dict[tuple[Zone, str, str], Focus] = {}
        subjects: list[FoundZone] = []
        before = first
        for match in _FOCUS.finditer(self._text, first, last):
            if self._text[before : match.start()] not in _BEFORE_FOCUS or not subjects:
                subjects = self._subjects(match.start(), zones)
            before = match.end()
            for chain in filter(None, _AND.split(match["chains"])):
                industry = identify_chain(chain.removesuffix("产业"))
                for subject in subjects:
                    zone = self._identities[subject.name]
                    key = zone, industry.name, match["manner"]
                    if key not in focuses:
                        focuses[key] = Focus(
                            zone=zone,
                            chain=industry,
                            manner=match["manner"],
                            evidence=self._evidence(subjects[0].start, match.end()),
                        )
        return tuple(focuses.values())

    def _subjects(self, at: int, zones: Sequence[FoundZone]) -> list[FoundZone]:
        """The zones that stand, joined by nothing but 、 and 和, right before a place."""
        subjects: list[FoundZone] = []
        index = bisect_right(zones, at, key=lambda zone: zone.end) - 1
        while index >= 0 and self._text[zones[index].end : at] in _BEFORE_FOCUS:
            subjects.append(zones[index])
            at = zones[index].start
            index -= 1
        return subjects[::-1]


def _is_short_for(name: str, names: set[str]) -> bool:
    """Whether a zone has a name that begins with its place, too: 万里物流园 beside 青岚万里物流园."""
    return any(other.endswith(name) and is_place(other.removesuffix(name)) for other in names)


def _spans(zones: Sequence[FoundZone]) -> Spans:
    return Spans([(zone.start, zone.end) for zone in zones]) if zones else _NO_SPANS


def _moved(zone: FoundZone, by: int) -> FoundZone:
    return zone._replace(start=zone.start + by, end=zone.end + by)


class _Placed(Protocol):
    @property
    def end(self) -> int: ...


_Found = TypeVar("_Found", bound=_Placed)


def _between(found: list[_Found], starts: list[int], start: int, end: int) -> list[_Found]:
    """What was found in a stretch of the text, as a whole in it."""
    inside = found[bisect_left(starts, start) : bisect_left(starts, end)]
    return inside[:-1] if inside and inside[-1].end > end else inside
