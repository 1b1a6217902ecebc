"""What a page can show: the graph's plans, agencies, clauses and targets, read from a store once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from graph.model import Basis, Role
from graph.store.base import Store
from graph.views.clauses import Mark, Piece, cut

EDGE_OF_ROLE = {Role.LEADS: "LEADS", Role.SUPPORTS: "SUPPORTS", Role.RESPONSIBLE: "RESPONSIBLE_FOR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A department, with the names that it was seen under."""

    key: str
    name: str
    jurisdiction: str = ""
    level: str = ""
    kind: str = ""
    line: str = ""
    collective: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan's title page and what was counted in it."""

    key: str
    title: str
    jurisdiction: str = ""
    issuer: str = ""
    document_number: str = ""
    date: str = ""
    diagnostics: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A zone (with its kind) or an industry chain."""

    key: str
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A measure: where it stands, the text cut at its marks, its time limits, and what it acts on."""

    key: str
    plan: int
    path: str
    heading: str
    pieces: tuple[Piece, ...]
    section: bool = False
    deadlines: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    zones: tuple[int, ...] = ()
    chains: tuple[int, ...] = ()
    goals: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The clause with its annotation, as printed."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True, order=True)
class Duty:
    """Agency number `agency` has a role in clause number `clause`."""

    clause: int
    role: Role
    position: int
    agency: int
    basis: Basis = Basis.STATED


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything a page can show; records refer to each other by their place in these sequences.

    Agencies, plans and targets are sorted by key, clauses by plan and by their order in it, duties by clause,
    role and order in the list: the same graph gives the same content.
    """

    plans: Sequence[Plan] = ()
    agencies: Sequence[Agency] = ()
    zones: Sequence[Target] = ()
    chains: Sequence[Target] = ()
    clauses: Sequence[Clause] = ()
    duties: Sequence[Duty] = ()
    administers: Sequence[tuple[int, int]] = ()
    focuses: Sequence[tuple[int, int, str]] = ()

    @cached_property
    def names(self) -> list[str]:
        """What each agency is called on a page: its name, with its place where another has the same name."""
        shared = Counter(agency.name for agency in self.agencies)
        return [
            f"{agency.name}（{agency.jurisdiction or '?'}）" if shared[agency.name] > 1 else agency.name
            for agency in self.agencies
        ]

    @cached_property
    def duties_of_clause(self) -> list[list[Duty]]:
        """The duties of each clause, in its order."""
        found: list[list[Duty]] = [[] for _ in self.clauses]
        for duty in self.duties:
            found[duty.clause].append(duty)
        return found

    @cached_property
    def duties_of_agency(self) -> list[list[Duty]]:
        """The duties of each agency, in the order of the clauses."""
        found: list[list[Duty]] = [[] for _ in self.agencies]
        for duty in self.duties:
            found[duty.agency].append(duty)
        return found

    def narrow(
        self,
        clauses: Iterable[int],
        *,
        roles: Collection[Role] = tuple(Role),
        agencies: Collection[int] | None = None,
    ) -> "Content":
        """Keep these clauses, the duties of these roles and agencies in them, and what they act on."""
        kept = sorted(set(clauses))
        clause_at = {old: new for new, old in enumerate(kept)}
        duties = [
            duty
            for duty in self.duties
            if duty.clause in clause_at
            and duty.role in roles
            and (agencies is None or duty.agency in agencies)
        ]
        plan_at = _renumbered(self.clauses[clause].plan for clause in kept)
        agency_at = _renumbered(duty.agency for duty in duties)
        zone_at = _renumbered(zone for clause in kept for zone in self.clauses[clause].zones)
        chain_at = _renumbered(chain for clause in kept for chain in self.clauses[clause].chains)
        names = {
            f"{letter}{old}": f"{letter}{new}"
            for letter, at in (("a", agency_at), ("z", zone_at), ("c", chain_at))
            for old, new in at.items()
        }
        return Content(
            plans=[self.plans[plan] for plan in plan_at],
            agencies=[self.agencies[agency] for agency in agency_at],
            zones=[self.zones[zone] for zone in zone_at],
            chains=[self.chains[chain] for chain in chain_at],
            clauses=[
                replace(
                    clause,
                    plan=plan_at[clause.plan],
                    pieces=tuple(
                        Piece(
                            piece.text,
                            tuple(
                                names.get(mark, mark)
                                for mark in piece.marks
                                if mark in names or mark[0] in "gd"
                            ),
                        )
                        for piece in clause.pieces
                    ),
                    zones=tuple(zone_at[zone] for zone in clause.zones),
                    chains=tuple(chain_at[chain] for chain in clause.chains),
                )
                for clause in (self.clauses[place] for place in kept)
            ],
            duties=[
                replace(duty, clause=clause_at[duty.clause], agency=agency_at[duty.agency]) for duty in duties
            ],
            administers=[
                (agency_at[agency], zone_at[zone])
                for agency, zone in self.administers
                if agency in agency_at and zone in zone_at
            ],
            focuses=[
                (zone_at[zone], chain_at[chain], manner)
                for zone, chain, manner in self.focuses
                if zone in zone_at and chain in chain_at
            ],
        )


def read_content(store: Store) -> Content:
    """Read what pages show from any store."""
    plans = [
        Plan(
            key=row["key"],
            title=row["title"],
            jurisdiction=row["jurisdiction"] or "",
            issuer=row["issuer"] or "",
            document_number=row["document_number"] or "",
            date=row["date"] or "",
            diagnostics=row["diagnostics"] or 0,
        )
        for row in _nodes(
            store,
            "Plan",
            "key",
            "title",
            "jurisdiction",
            "issuer",
            "document_number",
            "date",
            "diagnostics",
        )
    ]
    agencies = [
        Agency(
            key=row["key"],
            name=row["name"],
            jurisdiction=row["jurisdiction"] or "",
            level=row["level"] or "",
            kind=row["kind"] or "",
            line=row["line"] or "",
            collective=bool(row["collective"]),
            aliases=tuple(sorted(row["aliases"] or ())),
        )
        for row in _nodes(
            store,
            "Department",
            "key",
            "name",
            "jurisdiction",
            "level",
            "kind",
            "line",
            "collective",
            "aliases",
        )
    ]
    zones = [
        Target(key=row["key"], name=row["name"], kind=row["kind"] or "")
        for row in _nodes(store, "Zone", "key", "name", "kind")
    ]
    chains = [
        Target(key=row["key"], name=row["name"]) for row in _nodes(store, "IndustryChain", "key", "name")
    ]
    return _assemble(store, plans, agencies, zones, chains)


def _assemble(
    store: Store, plans: list[Plan], agencies: list[Agency], zones: list[Target], chains: list[Target]
) -> Content:
    plan_at = _places(plan.key for plan in plans)
    agency_at = _places(agency.key for agency in agencies)
    zone_at = _places(zone.key for zone in zones)
    chain_at = _places(chain.key for chain in chains)

    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    duty_rows: list[tuple[Role, dict[str, Any]]] = []
    for role, edge in EDGE_OF_ROLE.items():
        for row in _edges(
            store, "Department", edge, "Measure", "position", "basis", "evidence", "start", "end"
        ):
            duty_rows.append((role, row))
            marks[row["target"]].append(_mark(f"a{agency_at[row['source']]}", row))
    targets: dict[str, defaultdict[str, set[int]]] = {}
    for letter, label, at in (("z", "Zone", zone_at), ("c", "IndustryChain", chain_at)):
        found = targets[letter] = defaultdict(set)
        for row in _edges(store, "Measure", "TARGETS", label, "evidence", "start", "end"):
            found[row["source"]].add(at[row["target"]])
            marks[row["source"]].append(_mark(f"{letter}{at[row['target']]}", row))

    measures = sorted(
        _nodes(
            store,
            "Measure",
            "key",
            "plan",
            "path",
            "position",
            "heading",
            "scope",
            "text",
            "start",
            "duty",
            "duty_start",
            "duty_end",
            "deadlines",
            "due",
        ),
        key=lambda row: (plan_at.get(row["plan"], -1), row["position"], row["key"]),
    )
    goals = _goals(store)
    clauses = [
        Clause(
            key=row["key"],
            plan=plan_at[row["plan"]],
            path=row["path"],
            heading=row["heading"] or "",
            pieces=cut(
                row["text"] or "",
                row["start"],
                row["duty"] or "",
                row["duty_start"],
                row["duty_end"],
                [*marks[row["key"]], *(mark for _, mark in goals[row["key"]]), *_deadline_marks(row)],
            ),
            section=row["scope"] == "section",
            deadlines=tuple(row["deadlines"] or ()),
            due=tuple(date for date in row["due"] or () if date),
            zones=tuple(sorted(targets["z"][row["key"]])),
            chains=tuple(sorted(targets["c"][row["key"]])),
            goals=tuple(words for words, _ in goals[row["key"]]),
        )
        for row in measures
    ]
    clause_at = _places(clause.key for clause in clauses)
    duties = [
        Duty(
            clause=clause_at[row["target"]],
            role=role,
            position=row["position"],
            agency=agency_at[row["source"]],
            basis=Basis(row["basis"]),
        )
        for role, row in duty_rows
    ]
    order = {role: place for place, role in enumerate(Role)}
    return Content(
        plans=plans,
        agencies=agencies,
        zones=zones,
        chains=chains,
        clauses=clauses,
        duties=sorted(duties, key=lambda duty: (duty.clause, order[duty.role], duty.position, duty.agency)),
        administers=sorted(
            (agency_at[row["source"]], zone_at[row["target"]])
            for row in _edges(store, "Department", "ADMINISTERS", "Zone")
        ),
        focuses=sorted(
            {
                (zone_at[row["source"]], chain_at[row["target"]], row["manner"])
                for row in _edges(store, "Zone", "FOCUSES_ON", "IndustryChain", "manner")
            }
        ),
    )


def _goals(store: Store) -> defaultdict[str, list[tuple[str, Mark]]]:
    """Each measure's goals in words, in the order of the text, with their places."""
    found: defaultdict[str, list[tuple[str, Mark]]] = defaultdict(list)
    table = store.run(
        "MATCH (m:Measure)-[r:TARGETS]->(g:Goal) "
        "RETURN m.key AS measure, g.key AS goal, g.indicator AS indicator, g.comparator AS comparator, "
        "g.value AS value, g.unit AS unit, r.evidence AS evidence, r.start AS start, r.`end` AS `end`"
    )
    for row in sorted(table.records(), key=lambda row: (row["measure"], row["start"], row["goal"])):
        goals = found[row["measure"]]
        text = f"{row['indicator']} {row['comparator'] or ''}{row['value']}{row['unit'] or ''}".strip()
        goals.append((text, _mark(f"g{len(goals)}", row)))
    return found


def _deadline_marks(row: dict[str, Any]) -> Iterator[Mark]:
    # The graph keeps deadlines as words: they are marked where these stand.
    for number, words in enumerate(row["deadlines"] or ()):
        at = (row["text"] or "").find(words)
        start = row["start"] + at if at >= 0 else row["duty_start"]
        yield Mark(f"d{number}", words, start, start + len(words))


def _nodes(store: Store, label: str, *properties: str) -> list[dict[str, Any]]:
    columns = ", ".join(f"n.`{name}` AS `{name}`" for name in properties)
    rows = store.run(f"MATCH (n:{label}) RETURN {columns}").records()
    # Sorted here: two engines need not agree on the order of Chinese characters.
    return sorted(rows, key=lambda row: str(row["key"]))


def _edges(store: Store, source: str, edge: str, target: str, *properties: str) -> list[dict[str, Any]]:
    columns = "".join(f", r.`{name}` AS `{name}`" for name in properties)
    return store.run(
        f"MATCH (s:{source})-[r:{edge}]->(t:{target}) RETURN s.key AS source, t.key AS target{columns}"
    ).records()


def _mark(name: str, row: dict[str, Any]) -> Mark:
    return Mark(name, row["evidence"] or "", row["start"], row["end"])


def _places(keys: Iterable[str]) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys)}


def _renumbered(places: Iterable[int]) -> dict[int, int]:
    return {old: new for new, old in enumerate(sorted(set(places)))}
