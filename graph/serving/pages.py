"""Pages for browsing by place, plan, chain and zone, for comparing two plans, and for checking a draft."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.model import InputError, QiantouError
from graph.model.language import in_words, translated
from graph.network import Incidence
from graph.serving.answer import Answer
from graph.serving.api import file_to_keep
from graph.serving.comparing import change_file
from graph.serving.desk import Desk
from graph.serving.drafts import read_draft
from graph.serving.uploads import read_form
from graph.views.site import NotThereError, Site, in_turn
from graph.views.summary import chain_rows, loads, zone_rows

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

_LEADS = 3
_AGENCIES = 30


class Browsing:
    """The pages beside those of the site.

    Parameters
    ----------
    site : Site
        Shows the pages.
    desk : Desk
        Answers what they ask.
    """

    def __init__(self, site: Site, desk: Desk) -> None:
        self._site = site
        self._desk = desk
        self._say = site.say

    def routes(self) -> "list[Route]":
        """The routes of these pages."""
        from starlette.routing import Route

        pages: dict[str, Callable[[Request], Response]] = {
            "/places": self.places,
            "/place": self.place,
            "/plans": self.plans,
            "/zones": self.zones,
            "/chains": self.chains,
        }
        return [
            *(Route(path, in_turn(page), methods=["GET"]) for path, page in pages.items()),
            Route("/compare", in_turn(self.compare, self._site.turn), methods=["GET"]),
            Route("/changes", in_turn(self.changes, self._site.turn), methods=["GET"]),
            Route("/check", self.check, methods=["GET", "POST"]),
        ]

    def places(self, request: "Request") -> "Response":  # noqa: ARG002
        graph = self._site.graph()
        rows = [
            (place, *(int((of == place).sum()) for of in _of_places(graph)), _measures_of(graph, place))
            for place in _places(graph)
        ]
        return self._site.page("places", graph, self._say["regions"], rows=rows)

    def place(self, request: "Request") -> "Response":
        graph = self._site.graph()
        place = request.query_params.get("key", "")
        if place not in _places(graph):
            raise NotThereError(f"“{place}” is not in the graph")
        of_place = [row for row in loads(graph) if graph.agencies.jurisdiction[row.agency] == place]
        # Many bodies together (各县区政府) have more measures than any one; they come last.
        busiest = sorted(of_place, key=lambda row: bool(graph.agencies.collective[row.agency]))
        return self._site.page(
            "place",
            graph,
            place,
            loads=busiest[:_AGENCIES],
            more=max(0, len(busiest) - _AGENCIES),
            plans=np.flatnonzero(graph.plans.jurisdiction == place).tolist(),
            zones=np.flatnonzero(graph.zones.jurisdiction == place).tolist(),
        )

    def plans(self, request: "Request") -> "Response":  # noqa: ARG002
        graph = self._site.graph()
        number = len(graph.plans)
        measures = np.bincount(graph.measures.plan, minlength=number).tolist()
        with_lead = np.bincount(graph.measures.plan[graph.is_led], minlength=number).tolist()
        return self._site.page(
            "plans", graph, self._say["plans"], rows=list(zip(measures, with_lead, strict=True))
        )

    def zones(self, request: "Request") -> "Response":  # noqa: ARG002
        graph = self._site.graph()
        rows = [(row.place, len(row.clauses), row.leads[:_LEADS]) for row in zone_rows(graph)]
        return self._site.page(
            "targets", graph, self._say["zones"], kind="zone", nodes=graph.zones, rows=rows
        )

    def chains(self, request: "Request") -> "Response":  # noqa: ARG002
        graph = self._site.graph()
        rows = [(row.place, len(row.clauses), row.leads[:_LEADS]) for row in chain_rows(graph)]
        return self._site.page(
            "targets", graph, self._say["chains"], kind="chain", nodes=graph.chains, rows=rows
        )

    def compare(self, request: "Request") -> "Response":
        graph = self._site.graph()
        before, after = (request.query_params.get(name, "") for name in ("before", "after"))
        found, error = None, ""
        if before and after:
            try:
                found = self._desk.compare(before, after, 0)
            except InputError as problem:
                error = in_words(problem)
        return self._compared(graph, found, error, before=before, after=after)

    async def check(self, request: "Request") -> "Response":
        from starlette.concurrency import run_in_threadpool

        if request.method == "GET":
            return await run_in_threadpool(self._checked, "", None, "")
        try:
            name, data, fields = await read_form(request)
        except InputError as error:
            return await run_in_threadpool(self._checked, "", None, in_words(error))
        async with self._site.turn:
            return await run_in_threadpool(self._of_draft, name, data, fields)

    def changes(self, request: "Request") -> "Response":
        graph = self._site.graph()
        asked = {name: request.query_params.get(name, "") for name in ("before", "after", "format")}
        before, after = (graph.select(plans=[asked[name]]) for name in ("before", "after"))
        return file_to_keep(*change_file(before, after, asked["format"]))

    def _of_draft(self, name: str, data: bytes, fields: dict[str, str]) -> "Response":
        before, form = fields.get("before", ""), fields.get("format", "")
        try:
            if before and form:
                plan = self._site.graph().select(plans=[before])
                return file_to_keep(*change_file(plan, read_draft(name, data), form))
            if before:
                found = self._desk.compare_file(before, name, data)
                return self._compared(self._site.graph(), found, "", before=before, after="")
            return self._checked(name, self._desk.check_file(name, data), "")
        except QiantouError as error:
            return self._checked(name, None, in_words(error))

    def _checked(self, name: str, found: Answer | None, error: str) -> "Response":
        return self._site.page(
            "check",
            self._site.graph(),
            self._say["check_draft"],
            status=400 if error else 200,
            name=name,
            findings=[_told(finding) for finding in found.table.records()] if found else None,
            note="；".join(map(translated, found.note.split("; "))) if found else "",
            error=error,
        )

    def _compared(
        self, graph: Incidence, found: Answer | None, error: str, *, before: str, after: str
    ) -> "Response":
        rows = found.table.records() if found else None
        return self._site.page(
            "compare",
            graph,
            found.title if found else self._say["compare"],
            status=400 if error else 200,
            before=before,
            after=after,
            rows=rows and [row for row in rows if row["status"] != "moved"],
            moved=sum(row["status"] == "moved" for row in rows or ()),
            asked=rows is not None,
            error=error,
        )


def _told(finding: dict[str, Any]) -> dict[str, Any]:
    return {**finding, **{name: translated(finding[name]) for name in ("message", "place")}}


def _of_places(graph: Incidence) -> tuple["np.ndarray", ...]:
    return graph.plans.jurisdiction, graph.agencies.jurisdiction, graph.zones.jurisdiction


def _places(graph: Incidence) -> list[str]:
    return sorted({*graph.plans.jurisdiction, *graph.agencies.jurisdiction} - {""})


def _measures_of(graph: Incidence, place: str) -> int:
    return int((graph.plans.jurisdiction == place)[graph.measures.plan].sum())
