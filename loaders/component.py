"""The loaders as a spaCy component: ``spacy.blank("zh").add_pipe("qiantou")``.

It runs the same readers as the command, so that a plan gives the same facts in a spaCy pipeline. The industries and
zones of the tables are also given as patterns, for those who want them in a ruler of their own.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import filter_spans

from graph.model import Evidence, Facts, Measure
from loaders.places.tables import zone_words
from loaders.targets.industries import Standing, standings
from loaders.targets.reader import TargetReader, Targets

GROUPS = ("duties", "agencies", "zones", "chains", "deadlines", "goals")
"""Names of the span groups that the component sets on every document."""
COLOURS = {
    "leads": "#e8b4ae",
    "supports": "#b9cfe6",
    "responsible": "#d5d9de",
    "zone": "#b5dcd0",
    "chain": "#f0d3a2",
    "deadline": "#d9c8e4",
    "goal": "#dfe3b0",
}
"""A colour a label of the entities: ``displacy.render(doc, style="ent", options={"colors": COLOURS})``."""

_FACTS = "qiantou"


@Language.factory(
    "qiantou",
    default_config={"jurisdiction": "", "year": None, "explain": False, "ents": False},
    assigns=["doc.spans", "doc.ents", "doc.user_data"],
)
def create(
    nlp: Language,  # noqa: ARG001
    name: str,
    jurisdiction: str,
    year: int | None,
    explain: bool,
    ents: bool,
) -> "Qiantou":
    """Make the component; spaCy calls this for ``nlp.add_pipe("qiantou")``.

    Parameters
    ----------
    nlp : Language
        The pipeline; a blank ``zh`` one is all that is needed.
    name : str
        The component's name in the pipeline.
    jurisdiction : str
        Full name of the place of texts that are no plans, to which their zones belong.
    year : int or None
        Year of texts that are no plans, for time limits such as 年底前.
    explain : bool
        Whether to set the group ``left_out`` as well: the names of zones and industries that are no targets, the label
        ``zone`` or ``chain``, the id the rule.
    ents : bool
        Whether to set ``doc.ents`` as well, in the place of what overlaps there: agencies by their roles, zones, chains,
        deadlines and goals; where these overlap, the longest. See COLOURS.
    """
    return Qiantou(name, jurisdiction=jurisdiction, year=year, explain=explain, ents=ents)


def facts_of(doc: Doc) -> tuple[Facts, ...]:
    """The facts of the plans in a document, also of one that came from bytes, a DocBin or another process."""
    found: tuple[Facts, ...] = msgspec.json.decode(doc.user_data.get(_FACTS, b"[]"), type=tuple[Facts, ...])
    return found


class Qiantou:
    """Sets what a plan says as span groups of its document.

    ``doc.spans`` gets

    - ``duties``: the annotations; the label is their scope (measure, section), the id the measure's path;
    - ``agencies``: the names in them; the label is the role (leads, supports, responsible), the knowledge base id the
      key of the department;
    - ``zones``: label the zone's kind, knowledge base id its key;
    - ``chains``: label ``chain``, id the name;
    - ``deadlines``: label ``deadline``, id the ISO date or empty;
    - ``goals``: label ``goal``, id the indicator.

    Zones, chains, deadlines and goals are those of the measures. A text without any annotation is read as one
    measure. The facts of the plans are kept with the document, as text: ``doc._.qiantou`` is a tuple of
    `graph.model.Facts`.
    """

    def __init__(
        self,
        name: str,
        *,
        jurisdiction: str = "",
        year: int | None = None,
        explain: bool = False,
        ents: bool = False,
    ) -> None:
        self.name = name
        self._explain = explain
        self._ents = ents
        self._jurisdiction = jurisdiction
        self._year = year

    def __call__(self, doc: Doc) -> Doc:
        """Read one document and set its span groups."""
        # spaCy imports every factory that is installed whenever a pipeline is made: the readers wait until used.
        from loaders.pipeline import read_text

        facts = tuple(read_text(doc.text))
        measures = [measure for plan in facts for measure in plan.measures]
        targets: list[Measure] | list[Targets] = measures
        if not measures:
            reader = TargetReader(doc.text, jurisdiction=self._jurisdiction, year=self._year)
            targets = [reader.read(0, len(doc.text))]
        _group(doc, "duties", _annotations(doc, measures))
        _group(doc, "agencies", _agencies(doc, measures))
        _group(
            doc,
            "zones",
            (
                _span(doc, mention.evidence, mention.zone.kind or "zone", kb_id=mention.zone.key)
                for one in targets
                for mention in one.zones
            ),
        )
        _group(
            doc,
            "chains",
            (
                _span(doc, chain.evidence, "chain", span_id=chain.name)
                for one in targets
                for chain in one.chains
            ),
        )
        _group(
            doc,
            "deadlines",
            (
                _span(doc, limit.evidence, "deadline", span_id=limit.date)
                for one in targets
                for limit in one.deadlines
            ),
        )
        _group(
            doc,
            "goals",
            (
                _span(doc, goal.evidence, "goal", span_id=goal.indicator)
                for one in targets
                for goal in one.goals
            ),
        )
        if self._explain:
            _group(doc, "left_out", self._left_out(doc, measures))
        if self._ents:
            _set_entities(doc)
        doc.user_data[_FACTS] = msgspec.json.encode(facts)
        return doc

    def _left_out(self, doc: Doc, measures: list[Measure]) -> Iterator[Span | None]:
        reader = TargetReader(doc.text, jurisdiction=self._jurisdiction, year=self._year)
        for start, end in [(one.start, one.end) for one in measures] or [(0, len(doc.text))]:
            for reason in reader.reasons(start, end):
                if not reason.kept:
                    yield _span(doc, reason.evidence, reason.kind, span_id=reason.rule)


def patterns() -> list[dict[str, str]]:
    """The names of the tables as patterns for spaCy's ``span_ruler`` and ``entity_ruler``.

    Industries that mean one wherever they stand are labelled ``chain``, zones that no ending gives away ``zone``.

    Returns
    -------
    list of dict
        With ``label``, ``pattern`` and ``id``, sorted.
    """
    names = [
        {"label": "chain", "pattern": name, "id": name}
        for name, standing in standings().items()
        if standing is Standing.ESTABLISHED
    ]
    names += [{"label": "zone", "pattern": row.name, "id": row.name} for row in zone_words().named]
    return sorted(names, key=lambda row: (row["label"], row["pattern"]))


def _set_entities(doc: Doc) -> None:
    found = [
        Span(
            doc,
            span.start,
            span.end,
            label="zone" if group == "zones" else span.label_,
            kb_id=span.kb_id,
            span_id=span.id,
        )
        for group in GROUPS
        if group != "duties"
        for span in doc.spans[group]
    ]
    chosen = filter_spans(found)
    taken = {token.i for span in chosen for token in span}
    kept = [entity for entity in doc.ents if taken.isdisjoint(range(entity.start, entity.end))]
    doc.set_ents([*kept, *chosen])


def _annotations(doc: Doc, measures: Iterable[Measure]) -> Iterator[Span | None]:
    for measure in measures:
        place = Evidence(text=measure.duty, start=measure.duty_start, end=measure.duty_end)
        yield _span(doc, place, str(measure.scope), span_id=measure.path)


def _agencies(doc: Doc, measures: Iterable[Measure]) -> Iterator[Span | None]:
    for measure in measures:
        for duty in measure.duties:
            yield _span(doc, duty.evidence, str(duty.role), kb_id=duty.department.key)


def _span(doc: Doc, evidence: Evidence, label: str, **ids: Any) -> Span | None:
    """The tokens that hold the evidence."""
    return doc.char_span(evidence.start, evidence.end, label=label, alignment_mode="expand", **ids)


def _group(doc: Doc, name: str, spans: Iterable[Span | None]) -> None:
    doc.spans[name] = SpanGroup(doc, name=name, spans=[span for span in spans if span is not None])


# Documents that come back from bytes know their facts, too.
Doc.set_extension(_FACTS, getter=facts_of, force=True)
