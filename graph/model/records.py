"""Frozen records of one plan's facts, with the keys that name them in every store.

All `start` and `end` are offsets into the document's text as read, counted in characters, `end` exclusive,
so that ``text[start:end]`` is the evidence. The records are msgspec's structs rather than dataclasses: a plan makes
thousands of them, each in a fifth of the time.
"""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from graph.model.plan_key import plan_key


class Role(StrEnum):
    """What an agency is to a measure, by the plan's own word."""

    LEADS = "leads"
    SUPPORTS = "supports"
    RESPONSIBLE = "responsible"


_ROLES = tuple(role.value for role in Role)


class Basis(StrEnum):
    """Why a duty holds: printed at the measure, by a plan-wide convention, in a section's heading, in running text.

    What is stated at a measure or in a heading, but in characters that were recognised on a picture, is `OCR`.
    """

    STATED = "stated"
    CONVENTION = "convention"
    SECTION = "section"
    INLINE = "inline"
    OCR = "ocr"


class Scope(StrEnum):
    """Whether an annotation covers one measure or the section under a heading, or a sentence says the duty itself."""

    MEASURE = "measure"
    SECTION = "section"
    INLINE = "inline"


class Level(StrEnum):
    """Administrative level of an agency."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    UNKNOWN = "unknown"


class DepartmentKind(StrEnum):
    """What sort of body an agency is."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    PARTY = "party"
    CONGRESS = "congress"
    COURT = "court"
    MASS_ORGANISATION = "mass organisation"
    INSTITUTION = "institution"
    ENTERPRISE = "enterprise"
    ZONE_COMMITTEE = "zone committee"
    FINANCIAL_REGULATOR = "financial regulator"
    CENTRAL_BRANCH = "central branch"
    COORDINATING_BODY = "coordinating body"
    OFFICE = "office"
    COLLECTIVE = "collective"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """How much a diagnostic matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Place(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where in a paged or tabular format a span stands: page from 1, box in points, sheet and cell."""

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """In words: page 3, or cell B2 of sheet 分工."""
        if self.page is not None:
            return f"page {self.page}"
        return f"cell {self.cell} of sheet {self.sheet}" if self.sheet else f"cell {self.cell}"


class Evidence(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The characters that a fact was read from.

    `ocr` stands only where they were recognised on a picture: how sure the least sure of them is, from 0 to 1.
    """

    text: str
    start: int
    end: int
    place: Place | None = None
    ocr: float | msgspec.UnsetType = msgspec.UNSET


class Department(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An agency, one of its jurisdiction.

    `jurisdiction` is the full name of the place (玉林市, 贵州省; 全国 for national bodies; empty where unknown),
    `name` the canonical name with its level (市科技局), `line` the functional line that joins it to its
    counterparts elsewhere (科技), `zone` the name of the zone that it administers, `rule` how the identity was
    found (a table row, a pattern, a decision).
    """

    name: str
    jurisdiction: str
    level: Level = Level.UNKNOWN
    kind: DepartmentKind = DepartmentKind.UNKNOWN
    line: str = ""
    collective: bool = False
    zone: str = ""
    rule: str = ""

    @property
    def key(self) -> str:
        """Jurisdiction and canonical name."""
        return f"{self.jurisdiction}/{self.name}"


class Duty(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One agency's role in a measure.

    `agency` is the name as the plan gives it, with the inherited level restored; `position` counts from 1 in the
    list of its role; `open` says that the list ends in 等; `rule` why the name got its role.
    """

    role: Role
    agency: str
    department: Department
    evidence: Evidence
    position: int
    basis: Basis = Basis.STATED
    open: bool = False
    rule: str = ""


class Zone(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A development zone, park, new area, free-trade or bonded zone with a proper name.

    `level` is that of the government that approved it (national, province), where its kind or its name says so;
    `part_of` the zone that it is a part of.
    """

    name: str
    jurisdiction: str
    kind: str = ""
    level: Level = Level.UNKNOWN
    part_of: "Zone | None" = None

    @property
    def key(self) -> str:
        """Jurisdiction and name."""
        return f"{self.jurisdiction}/{self.name}"


class ZoneMention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A zone that a measure acts on; `name` as printed, `zone` its identity."""

    name: str
    zone: Zone
    evidence: Evidence


class IndustryChain(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An industry, whatever it is called: one name, the other ones, and where it stands in the standards.

    `gb` holds codes of GB/T 4754-2017, `sei` of 战略性新兴产业分类（2018）; each only where it is certain.
    """

    name: str
    aliases: tuple[str, ...] = ()
    gb: tuple[str, ...] = ()
    sei: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name: an industry is the same everywhere."""
        return self.name


class ChainMention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An industry chain that a measure acts on; `name` the shortest full one as printed, `chain` its identity."""

    name: str
    chain: IndustryChain
    evidence: Evidence


class Deadline(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A time limit as written, and the ISO date of its last day where it has one (else empty)."""

    text: str
    date: str
    evidence: Evidence


class Goal(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A numeric target: `value` as printed, `comparator` one of "", ">=", ">", "<=", "<", "=", "+" (growth by)."""

    indicator: str
    value: str
    unit: str
    comparator: str
    deadline: str
    evidence: Evidence


class Citation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Another document named by its title, its number or both."""

    title: str
    number: str
    evidence: Evidence


class Focus(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A zone's leading industry; `manner` is the plan's word (首位产业, 主导产业, 潜力产业)."""

    zone: Zone
    chain: IndustryChain
    manner: str
    evidence: Evidence


class Convention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A plan-wide reading rule, such as first-listed-leads, with its quote."""

    rule: str
    evidence: Evidence


_OF_OCR = frozenset({"recognised", "doubtful-line", "doubtful-name", "poor-text"})


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Something that could not be read or should be looked at; `line` and `column` count from 1.

    `place` is where it stands in a file of pages or sheets; `picture` shows a line that was recognised and is
    doubtful, as PNG in base 64, and stands there alone.
    """

    code: str
    message: str
    severity: Severity
    file: str
    line: int
    column: int
    start: int
    end: int
    excerpt: str
    place: Place | None = None
    picture: str | msgspec.UnsetType = msgspec.UNSET

    @property
    def is_of_ocr(self) -> bool:
        """Whether it tells of characters that were recognised on a picture, or should be."""
        return self.code in _OF_OCR

    @property
    def location(self) -> str:
        """File, line and column, and the page or cell where there is one."""
        where = f"{self.file}:{self.line}:{self.column}"
        return f"{where} ({self.place})" if self.place is not None else where


class Measure(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The stretch of text that one annotation covers, and what it says.

    `path` gives the numbered items from the top (二/(一)/1), `ordinal` counts the measures of that path in the plan
    from 1, `start` and `end` bound the text the annotation covers, `duty_start` and `duty_end` the annotation.
    """

    path: str
    ordinal: int
    heading: str
    scope: Scope
    text: str
    start: int
    end: int
    duty: str
    duty_start: int
    duty_end: int
    duties: tuple[Duty, ...]
    persons: tuple[str, ...] = ()
    zones: tuple[ZoneMention, ...] = ()
    chains: tuple[ChainMention, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    goals: tuple[Goal, ...] = ()
    citations: tuple[Citation, ...] = ()
    focuses: tuple[Focus, ...] = ()

    def agencies(self, role: Role) -> list[str]:
        """Names in one role as the plan gives them; what only a convention adds is left out."""
        return [
            duty.agency for duty in self.duties if duty.role is role and duty.basis is not Basis.CONVENTION
        ]

    def agencies_by_role(self) -> dict[str, list[str]]:
        """The same names for every role, by its word."""
        names: dict[str, list[str]] = {role: [] for role in _ROLES}
        for duty in self.duties:
            if duty.basis is not Basis.CONVENTION:
                names[duty.role].append(duty.agency)
        return names


class Plan(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A plan and where it was read: `source` the file, `document` its number among the plans of that file from 1.

    `date` is the ISO date of issue or empty, `part` counts the plans of one notice from 1, `sha256` is the hash of the
    plan's own text, `citations` and `conventions` are those that stand outside every measure.
    """

    source: str
    document: int
    title: str
    jurisdiction: str
    issuer: str = ""
    document_number: str = ""
    date: str = ""
    part: int = 1
    sha256: str = ""
    citations: tuple[Citation, ...] = ()
    conventions: tuple[Convention, ...] = ()

    @property
    def key(self) -> str:
        """What makes it the same plan in every store, by the rule of `plan_key`."""
        return plan_key(
            jurisdiction=self.jurisdiction,
            document_number=self.document_number,
            part=self.part,
            issuer=self.issuer,
            title=self.title,
            date=self.date,
        )


class Facts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """All that was read from one plan.

    `annotations` counts the annotation-like places found; each ended as a measure or as a diagnostic. `statements`
    counts the sentences of running text that give a body a task: they are measures only where asked for.
    """

    plan: Plan
    measures: tuple[Measure, ...]
    annotations: int = 0
    statements: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()

    def without_statements(self) -> "Facts":
        """The facts without what only sentences of running text say."""
        kept = tuple(measure for measure in self.measures if measure.scope is not Scope.INLINE)
        return self if len(kept) == len(self.measures) else msgspec.structs.replace(self, measures=kept)

    def measure_key(self, measure: Measure) -> str:
        """Plan, scope, path and ordinal: stable while the plan's numbering is."""
        return f"{self.plan.key}#{measure.scope}:{measure.path}.{measure.ordinal}"

    def departments(self) -> Iterator[Department]:
        """Every department named in a duty, in the order of the text, with repetitions."""
        for measure in self.measures:
            for duty in measure.duties:
                yield duty.department
