"""The desk: every question that a program may ask of a graph, answered in a table with the clauses behind it.

The JSON API and the server of tools offer these methods under their names, with their parameters and docstrings; so
the same question has the same answer everywhere. Nothing here writes.
"""

from collections.abc import Callable
from typing import Any, Literal

from graph.analysis.evidence import Evidence, unwrapped
from graph.answers.current import CurrentGraph
from graph.answers.names import find_agency
from graph.asking import Asking
from graph.model import InputError, Role
from graph.model.language import language, query_answers, query_meaning, say
from graph.network import Incidence
from graph.queries import named_queries, named_query
from graph.serving.answer import Answer, answer, rows_answer
from graph.serving.comparing import clause_of, compared
from graph.serving.drafts import DRAFT, check_draft, read_draft
from graph.table import Table
from graph.views.reasons import gap_in_words
from graph.words import words

_CLAUSES = 3
_OVERLAPS = {
    "agencies": "Measures that pairs of agencies share",
    "plans": "Agencies that pairs of plans share",
    "measures": "Measures on one chain, one zone or in nearly the same words, under different agencies",
}


class Desk:
    """Answers questions about a graph.

    Parameters
    ----------
    current : CurrentGraph
        The graph.
    asking : Asking
        Answers Cypher, in a process with limits.
    """

    def __init__(self, current: CurrentGraph, asking: Asking) -> None:
        self._current = current
        self._asking = asking

    # ── who does what ─────────────────────────────────────────────────────────────────────────────────────────────

    def who(
        self,
        agency: str,
        role: Literal["", "leads", "supports", "responsible"] = "",
        plan: str = "",
        place: str = "",
        limit: int = 100,
    ) -> Answer:
        """What an agency leads, supports and answers for, with partners and the clause behind each duty.

        Parameters
        ----------
        agency : str
            A name (市科技局), an alias, a key (临江市/市科技局), or a part that only one agency has.
        role : str
            Only this role; all without it.
        plan : str
            Only plans with this in their title.
        place : str
            The place of the agency, by its full name (临江市), where several have the name.
        limit : int
            Rows at most.
        """
        found = find_agency(self._current.graph(), agency, [place] if place else [])
        graph = self._part(plan, "")
        mine = graph.agencies.place.get(found.key)
        duties = [] if mine is None else graph.duties_of_agency[mine]
        rows = []
        for wanted in Role:
            if role and wanted != role:
                continue
            for duty in duties:
                if duty.role is not wanted:
                    continue
                others = [
                    f"{graph.agencies.label[other.agency]} ({other.role})"
                    for other in graph.duties_of_measure[duty.measure]
                    if other.agency != mine
                ]
                row = {"role": str(duty.role), "basis": str(duty.basis), **_measure(graph, duty.measure)}
                rows.append({**row, "partners": list(dict.fromkeys(others))})
        columns = ("role", "basis", *_MEASURE, "partners")
        return rows_answer(f"{found.name}({found.jurisdiction or '?'})", rows, columns, limit)

    def evidence(self, measure: str = "", agency: str = "", other: str = "", limit: int = 100) -> Answer:
        """The clauses behind a number: of one measure, of an agency, or those that two agencies share.

        Parameters
        ----------
        measure : str
            The key of a measure, as other answers give it.
        agency : str
            An agency, by name or key.
        other : str
            A second agency: only the measures that both have a duty in.
        limit : int
            Rows at most.
        """
        graph = self._current.graph()
        if measure:
            if measure not in graph.measures.place:
                raise InputError(f"“{measure}” is no measure of the graph; take the key from another answer")
            places = [graph.measures.place[measure]]
        elif agency:
            keys = [find_agency(graph, name).key for name in (agency, other) if name]
            places = Evidence(graph).measures(*keys).tolist()
        else:
            raise InputError("name a measure by its key, or an agency")
        rows = []
        for place in places:
            duties = [
                f"{graph.agencies.label[duty.agency]} ({duty.role}, {duty.basis})"
                for duty in graph.duties_of_measure[place]
            ]
            found = graph.measures
            offsets = {"start": int(found.start[place]), "duty_start": int(found.duty_start[place])}
            rows.append({**_measure(graph, place), "duties": duties, **offsets})
        return rows_answer(say("Evidence"), rows, (*_MEASURE, "duties", "start", "duty_start"), limit)

    # ── analyses ──────────────────────────────────────────────────────────────────────────────────────────────────

    def overload(self, plan: str = "", place: str = "", limit: int = 20) -> Answer:
        """Who carries how much, and how sure that is: leads, responsible, supports, load, ranks and flags.

        Ask `evidence` with the key of an agency for the clauses behind its row.

        Parameters
        ----------
        plan : str
            Only plans with this in their title.
        place : str
            Only measures of this place, by its full name.
        limit : int
            Rows at most, the heaviest load first.
        """
        from graph.analysis.overload import overload

        graph = self._part(plan, place, collectives=False)
        frame = overload(graph)
        where = [graph.agencies.jurisdiction[graph.agencies.place[key]] for key in frame["key"]]
        frame = frame[[name for name in frame if name != "place"]]
        frame.insert(2, "place", where)
        note = say("a measure weighs leads 3, responsible 2, supports 1")
        return answer(say("Load of agencies"), frame, limit, note)

    def overlap(
        self,
        of: Literal["agencies", "plans", "measures"] = "agencies",
        plan: str = "",
        place: str = "",
        limit: int = 20,
    ) -> Answer:
        """Which agencies or plans share what, against chance; or which measures meet under different agencies.

        Parameters
        ----------
        of : str
            What is paired.
        plan : str
            Only plans with this in their title.
        place : str
            Only measures of this place, by its full name.
        limit : int
            Rows at most, the closest first.
        """
        from graph.analysis.duplicates import duplicates
        from graph.analysis.overlap import overlap

        graph = self._part(plan, place, collectives=False)
        frame = duplicates(graph) if of == "measures" else overlap(graph, of)
        shown = frame.head(limit) if limit else frame
        pairs = list(zip(shown["first_key"], shown["second_key"], strict=True))
        if of == "measures":
            both = [[clause_of(graph, graph.measures.place[key]) for key in pair] for pair in pairs]
        elif of == "agencies":
            evidence = Evidence(graph)
            both = [[unwrapped(text) for text in evidence.clauses(*pair)[:_CLAUSES]] for pair in pairs]
        else:
            both = [[] for _ in pairs]
        found = answer(say(_OVERLAPS[of]), shown.assign(clauses=both))
        return Answer(title=found.title, table=found.table, total=len(frame))

    def coordination(self, plan: str = "", place: str = "", limit: int = 100) -> Answer:
        """Who leads whom, and in how many measures.

        Parameters
        ----------
        plan : str
            Only plans with this in their title.
        place : str
            Only measures of this place, by its full name.
        limit : int
            Rows at most, the most measures first.
        """
        from graph.analysis.coordination import lead_support

        return answer(say("Who leads whom"), lead_support(self._part(plan, place, collectives=False)), limit)

    def gaps(self, plan: str = "", place: str = "", limit: int = 100) -> Answer:
        """What is missing: chains, zones, goals and measures without a lead, agencies without a duty.

        Parameters
        ----------
        plan : str
            Only plans with this in their title.
        place : str
            Only measures of this place, by its full name.
        limit : int
            Rows at most.
        """
        from graph.analysis.gaps import gaps

        frame = gaps(self._part(plan, place), elsewhere=self._current.graph())
        why = [gap_in_words(row, words(language())) for row in frame.to_dict("records")]
        return answer(say("Gaps"), frame.assign(why=why).drop(columns="names"), limit)

    def compare(self, before: str, after: str, limit: int = 200) -> Answer:
        """What changed from one plan to another: measures added, gone, changed, given away, put off, renumbered.

        Parameters
        ----------
        before, after : str
            The plans, by key or a part of the title that only one has.
        limit : int
            Rows at most.
        """
        whole = self._current.graph()
        return compared(whole.select(plans=[before]), whole.select(plans=[after]), limit)

    # ── drafts ────────────────────────────────────────────────────────────────────────────────────────────────────

    def check(self, text: str, limit: int = 200) -> Answer:
        """What is wrong or missing in the duties of a draft: no lead, two leads, two names for one agency, dates.

        Parameters
        ----------
        text : str
            The text of the draft, with its title and its line breaks.
        limit : int
            Rows at most.
        """
        return self.check_file(DRAFT, text.encode("utf-8", "replace"), limit)

    def check_file(self, name: str, data: bytes, limit: int = 0) -> Answer:
        """Check a file of any known format, which is kept nowhere."""
        return check_draft(name, data, limit)

    def compare_file(self, before: str, name: str, data: bytes) -> Answer:
        """Compare a plan of the graph with a draft in a file of any known format, which is kept nowhere."""
        return compared(self._current.graph().select(plans=[before]), read_draft(name, data))

    # ── queries and lists ─────────────────────────────────────────────────────────────────────────────────────────

    def query(
        self, name: str = "", cypher: str = "", parameters: dict[str, str] | None = None, limit: int = 200
    ) -> Answer:
        """Answer a named query (see `queries`), or one in Cypher; it only reads, and ends after its time.

        Parameters
        ----------
        name : str
            A named query.
        cypher : str
            Instead, a query in Cypher over Department, Measure, Plan, Zone, IndustryChain and Goal.
        parameters : dict
            Values of the query's parameters.
        limit : int
            Rows at most.
        """
        if bool(name) == bool(cypher):
            raise InputError("give the name of a query, or Cypher")
        if name:
            known = named_query(name)
            table = self._asking.ask(known.text(self._asking.engine), known.bind(parameters or {}))
        else:
            table = self._asking.ask(cypher, parameters or {})
        return answer(name or "query", table, limit)

    def queries(self) -> Answer:
        """The named queries, what they answer, take and give."""
        rows: list[tuple[Any, ...]] = [
            (
                known.name,
                query_answers(known.name, known.summary),
                [
                    f"{one.name}: {query_meaning(one.meaning)}{'' if one.required else say(' (optional)')}"
                    for one in known.parameters
                ],
                [column for column, _ in known.columns],
            )
            for known in named_queries().values()
        ]
        return answer(say("Queries"), Table(("name", "answers", "parameters", "columns"), rows))

    def plans(self, place: str = "", limit: int = 0) -> Answer:
        """The plans of the graph.

        Parameters
        ----------
        place : str
            Only those of this place, by its full name.
        limit : int
            Rows at most.
        """
        graph = self._part("", place)
        plans = graph.plans
        columns = ("key", "title", "place", "issuer", "document_number", "date")
        found = (plans.key, plans.title, plans.jurisdiction, plans.issuer, plans.document_number, plans.date)
        return answer(say("Plans"), Table(columns, list(zip(*found, strict=True))), limit)

    def measures(
        self, plan: str = "", place: str = "", zone: str = "", chain: str = "", limit: int = 200
    ) -> Answer:
        """Measures with their leads, supports and time limits: of a plan, a place, a zone or an industry chain.

        Parameters
        ----------
        plan : str
            Only plans with this in their title.
        place : str
            Only measures of this place, by its full name.
        zone, chain : str
            Only measures that act on this zone or industry chain.
        limit : int
            Rows at most.
        """
        from graph.answers.neighbourhood import neighbourhood

        graph, _ = neighbourhood(self._part(plan, place), zone=zone, chain=chain)
        rows = [{**_measure(graph, number), **_doers(graph, number)} for number in range(len(graph.measures))]
        return rows_answer(say("Measures"), rows, (*_MEASURE, *map(str, Role)), limit)

    def _part(self, plan: str, place: str, *, collectives: bool = True) -> Incidence:
        return self._current.graph().select(
            plans=[plan] if plan else [], jurisdictions=[place] if place else [], collectives=collectives
        )


QUESTIONS: tuple[Callable[..., Answer], ...] = (
    Desk.who,
    Desk.evidence,
    Desk.overload,
    Desk.overlap,
    Desk.coordination,
    Desk.gaps,
    Desk.compare,
    Desk.check,
    Desk.query,
    Desk.queries,
    Desk.plans,
    Desk.measures,
)
"""What may be asked from outside."""

_MEASURE = ("measure", "plan", "path", "heading", "deadlines", "clause")


def _measure(graph: Incidence, place: int) -> dict[str, Any]:
    measures = graph.measures
    return {
        "measure": measures.key[place],
        "plan": graph.plans.title[measures.plan[place]],
        "path": measures.path[place],
        "heading": measures.heading[place],
        "deadlines": list(measures.deadlines[place]),
        "clause": clause_of(graph, place),
    }


def _doers(graph: Incidence, place: int) -> dict[str, list[str]]:
    doers: dict[str, dict[str, None]] = {str(role): {} for role in Role}
    for duty in graph.duties_of_measure[place]:
        doers[duty.role][graph.agencies.label[duty.agency]] = None
    return {role: list(names) for role, names in doers.items()}
