"""The pages of `qiantou serve`: the graph behind a search box, for this computer alone."""

from asyncio import Semaphore
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext, suppress
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.answers.current import CurrentGraph
from graph.answers.neighbourhood import neighbourhood
from graph.asking import Asking
from graph.model import InputError, QiantouError, Role, StoreError
from graph.model.language import in_words, language, query_answers, query_meaning, query_title
from graph.network import Chains, Incidence, Nodes, Targets, Zones
from graph.queries import Query, named_queries, named_query
from graph.store.base import Store
from graph.table import Table
from graph.table_files import in_words as in_words_of_people
from graph.views.clauses import clause
from graph.views.page import asset, environment
from graph.views.search import hits
from graph.views.site_guard import HOSTS, Guard
from graph.views.summary import loads
from graph.words import HTML_LANGUAGE, words

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

_ROWS = 1_000
_HITS = 200
_LEVEL = 0.05
_DRAWN = 8
"""Networks that are kept for who comes back to them."""

# The pages of the site have no script at all; report and network bring a stricter policy of their own.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


class NotThereError(QiantouError):
    """A page of something that the graph does not hold."""


class Site:
    """The pages over a graph.

    Parameters
    ----------
    open_store : callable
        Opens the graph for reading; called for every request, so that a load in between is seen.
    asking : Asking
        Answers queries; one at a time, so that pages do not wait for the processor.
    """

    def __init__(self, open_store: Callable[[], AbstractContextManager[Store]], asking: Asking) -> None:
        self.current = CurrentGraph(open_store)
        """The graph, for whoever answers beside these pages."""
        self._asking = asking
        self.turn = Semaphore(1)
        """For what takes the processor for long: one at a time."""
        self._language = language()
        self.say = words(self._language)
        self._reporting = Lock()
        self._reported: tuple[Incidence, date, str] | None = None
        self._drawn: tuple[Incidence, dict[tuple[str, ...], str]] | None = None

    def graph(self) -> Incidence:
        """The graph as it is now."""
        return self.current.graph()

    def application(self, more: "Sequence[Route]" = ()) -> "Starlette":
        """The web application: these pages, and more routes beside them."""
        from starlette.applications import Starlette
        from starlette.middleware import Middleware
        from starlette.middleware.trustedhost import TrustedHostMiddleware
        from starlette.routing import Route

        pages: dict[str, Callable[[Request], Response]] = {
            "/": self.home,
            "/search": self.search,
            "/agency": self.agency,
            "/measure": self.measure,
            "/plan": self.plan,
            "/zone": self.zone,
            "/chain": self.chain,
            "/query": self.query,
            "/report": self.report,
            "/network": self.network,
            "/style.css": self.style,
        }
        waiting = {"/query": self.turn}
        return Starlette(
            routes=[
                *(
                    Route(path, in_turn(page, waiting.get(path)), methods=["GET"])
                    for path, page in pages.items()
                ),
                *more,
            ],
            middleware=[
                Middleware(Guard),
                Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS), www_redirect=False),
            ],
            exception_handlers={QiantouError: self._failed, 404: self._missing},
        )

    # ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def home(self, request: "Request") -> "Response":  # noqa: ARG002
        graph = self.graph()
        return self.page(
            "home",
            graph,
            self.say["site_title"],
            loads=loads(graph, collectives=False)[:15],
            collectives=int(graph.agencies.collective.sum()),
        )

    def search(self, request: "Request") -> "Response":
        graph = self.graph()
        text = request.query_params.get("q", "").strip()
        with self.current.store() as store:
            found = hits(store, graph, text)
        return self.page("search", graph, self.say["search"], text=text, hits=found, most=_HITS)

    def agency(self, request: "Request") -> "Response":
        graph = self.graph()
        place = _place(request, graph.agencies)
        mine = graph.duties_of_agency[place]
        partners: dict[int, set[int]] = {}
        for duty in mine:
            for other in graph.duties_of_measure[duty.measure]:
                if other.agency != place:
                    partners.setdefault(other.agency, set()).add(duty.measure)
        return self.page(
            "agency",
            graph,
            graph.agencies.name[place],
            place=place,
            by_role=[(role, [duty for duty in mine if duty.role is role]) for role in Role],
            partners=sorted(
                ((other, len(measures)) for other, measures in partners.items()),
                key=lambda row: (-row[1], row[0]),
            ),
        )

    def measure(self, request: "Request") -> "Response":
        graph = self.graph()
        measures = graph.measures
        place = _place(request, measures)
        role_of: dict[str, Role] = {}
        for duty in graph.duties_of_measure[place]:
            role_of.setdefault(f"a{duty.agency}", duty.role)
        near = [
            other if 0 <= other < len(measures) and measures.plan[other] == measures.plan[place] else None
            for other in (place - 1, place + 1)
        ]
        return self.page(
            "measure",
            graph,
            f"{measures.path[place]} {measures.heading[place]}",
            place=place,
            pieces=clause(graph, place),
            goals=[graph.goals.label[goal] for goal in graph.goals_of_measure[place]],
            role_of=role_of,
            near=near,
        )

    def plan(self, request: "Request") -> "Response":
        graph = self.graph()
        place = _place(request, graph.plans)
        measures = np.flatnonzero(graph.measures.plan == place).tolist()
        return self.page("plan", graph, graph.plans.title[place], place=place, clauses=measures)

    def zone(self, request: "Request") -> "Response":
        graph = self.graph()
        place = _place(request, graph.zones)
        committees, focuses = graph.committees, graph.focuses
        mine = np.flatnonzero(focuses.zone == place)
        return self._target(
            graph,
            "zone",
            graph.zones,
            place,
            graph.zone_targets,
            committees=committees.agency[committees.zone == place].tolist(),
            focuses=list(zip(focuses.chain[mine].tolist(), focuses.manner[mine], strict=True)),
        )

    def chain(self, request: "Request") -> "Response":
        graph = self.graph()
        place = _place(request, graph.chains)
        return self._target(
            graph, "chain", graph.chains, place, graph.chain_targets, committees=[], focuses=[]
        )

    def _target(
        self, graph: Incidence, kind: str, nodes: Zones | Chains, place: int, on: Targets, **values: Any
    ) -> "Response":
        return self.page(
            "target",
            graph,
            nodes.name[place],
            kind=kind,
            targets=nodes,
            place=place,
            clauses=on.measure[on.target == place].tolist(),
            **values,
        )

    def query(self, request: "Request") -> "Response":
        asked = request.query_params
        query = named_query(asked["name"]) if asked.get("name") else None
        given = {
            parameter.name: asked[f"p.{parameter.name}"]
            for parameter in (query.parameters if query else ())
            if asked.get(f"p.{parameter.name}")
        }
        table, error, cypher = None, "", asked.get("cypher", "").strip()
        if query is not None:
            cypher = query.text(self._asking.engine)
        ready = bool(cypher) if query is None else _answerable(query, given)
        if ready:
            try:
                table = self._asking.ask(cypher, query.bind(given) if query is not None else {})
            except (StoreError, InputError) as problem:
                error = in_words(problem)
        return self.page(
            "query",
            None,
            self.say["query"],
            status=400 if error else 200,
            queries=[
                (name, query_title(name), query_answers(name, known.summary))
                for name, known in named_queries().items()
            ],
            query=query,
            heading=query_title(query.name) if query else "",
            answers=query_answers(query.name, query.summary) if query else "",
            meanings=[query_meaning(parameter.meaning) for parameter in query.parameters] if query else [],
            given=given,
            question=_question(query, given, cypher),
            cypher=_without_header(cypher),
            table=_shortened(table and in_words_of_people(table)),
            total=len(table.rows) if table else 0,
            error=error,
        )

    def report(self, request: "Request") -> "Response":  # noqa: ARG002
        return _own(self._report())

    def prepare(self) -> None:
        """Make the report before somebody asks for it: that of a large graph takes many seconds."""
        # What is wrong is told to who asks.
        with suppress(QiantouError):
            self._report()

    def _report(self) -> str:
        from graph.views.report import report_page

        # Who asks while it is made waits for it.
        with self._reporting:
            graph = self.graph()
            today = date.today()
            if self._reported is None or self._reported[0] is not graph or self._reported[1] != today:
                self._reported = (graph, today, report_page(graph, language=self._language, today=today))
            return self._reported[2]

    def network(self, request: "Request") -> "Response":
        from graph.views.network_page import network_page
        from graph.views.scene import knowledge, readable

        asked = tuple(request.query_params.get(name, "") for name in ("around", "chain", "zone", "mode"))
        around, chain, zone, mode = asked
        whole = self.graph()
        if self._drawn is None or self._drawn[0] is not whole or len(self._drawn[1]) >= _DRAWN:
            self._drawn = whole, {}
        drawn = self._drawn[1]
        if asked not in drawn:
            graph, centre = neighbourhood(whole, agency=around, chain=chain, zone=zone)
            level = 0.0
            if (mode or ("knowledge" if chain or zone else "")) == "knowledge":
                scene = knowledge(graph)
            else:
                scene, level = readable(graph, _LEVEL, among=whole)
            drawn[asked] = network_page(graph, scene, language=self._language, level=level, centre=centre)
        return _own(drawn[asked])

    def style(self, request: "Request") -> "Response":  # noqa: ARG002
        from starlette.responses import Response

        return Response(asset("base.css") + asset("site.css"), media_type="text/css")

    # ── answers ───────────────────────────────────────────────────────────────────────────────────────────────────

    def page(
        self, template: str, graph: Incidence | None, title: str, *, status: int = 200, **values: Any
    ) -> "Response":
        """A page of the site: a template of `templates/site`, filled in."""
        from starlette.responses import HTMLResponse

        html = (
            environment()
            .get_template(f"site/{template}.html")
            .render(
                language=HTML_LANGUAGE[self._language],
                words=self.say,
                graph=graph,
                title=title,
                here=template,
                roles=tuple(Role),
                **values,
            )
        )
        return HTMLResponse(html, status_code=status, headers={"Content-Security-Policy": _POLICY})

    async def _failed(self, request: "Request", error: Exception) -> "Response":  # noqa: ARG002
        status = 404 if isinstance(error, NotThereError | InputError) else 503
        return self.page("failed", None, self.say["failed"], status=status, message=in_words(error))

    async def _missing(self, request: "Request", error: Exception) -> "Response":  # noqa: ARG002
        return self.page("failed", None, self.say["failed"], status=404, message=self.say["no_page"])


def in_turn(
    page: "Callable[[Request], Response]", turn: AbstractAsyncContextManager[None] | None = None
) -> "Callable[[Request], Awaitable[Response]]":
    """Answer in a worker thread, when its turn comes: reading a graph takes its time."""
    from starlette.concurrency import run_in_threadpool

    async def answer(request: "Request") -> "Response":
        async with turn or nullcontext():
            return await run_in_threadpool(page, request)

    return answer


def _own(html: str) -> "Response":
    """A page that brings its own policy; a header can only add that nobody frames it."""
    from starlette.responses import HTMLResponse

    return HTMLResponse(
        html.encode(errors="replace"), headers={"Content-Security-Policy": "frame-ancestors 'none'"}
    )


def _place(request: "Request", nodes: Nodes) -> int:
    key = request.query_params.get("key", "")
    try:
        return nodes.place[key]
    except KeyError:
        raise NotThereError(f"“{key}” is not in the graph") from None


def _answerable(query: Query, given: dict[str, str]) -> bool:
    return all(parameter.name in given for parameter in query.parameters if parameter.required)


def _question(query: Query | None, given: dict[str, str], cypher: str) -> dict[str, str]:
    """What is asked, as the API takes it."""
    if query is None:
        return {"cypher": cypher}
    return {"name": query.name, **{f"parameters[{name}]": value for name, value in given.items()}}


def _without_header(cypher: str) -> str:
    lines = cypher.splitlines()
    while lines and (lines[0].startswith("//") or not lines[0].strip()):
        lines.pop(0)
    return "\n".join(lines)


def _shortened(table: Table | None) -> Table | None:
    return table and Table(table.columns, [tuple(map(_shown, row)) for row in table.rows[:_ROWS]])


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "、".join(map(_shown, value))
    return str(value)
