"""Reading rules that a plan states for all its lists, and what they add.

`列第一位者为牵头单位,下同` makes the first of a list its lead; `以下均需各市、县人民政府贯彻落实,不再列出` gives a duty to actors
that the lists leave out. What a rule adds has its own basis; what was printed stays as it is.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from graph.model import Basis, Convention, Department, Duty, Measure, Role, Scope
from loaders.duties.forms import LEAD_MARKS
from loaders.duties.names import Name
from loaders.duties.splitting import split
from loaders.lexicon.bodies import ends_like_a_body
from loaders.lexicon.wording import any_of
from loaders.text.condensed import Condensed

_LEADS = "(?:为|是|系)?(?:总)?(?:牵头|主责|主办)"
_LEADS_SURELY = "(?:为|是|系|表示|代表)(?:总)?(?:牵头|主责|主办)"
_LEADS_JOINTLY = "(?:为|是|系)(?:共同|联合|总)?(?:牵头|主责|主办)"
_AT_HEAD = "(?:在|名)?(?:第一(?:位|个|名)?|首位|最前)"
# Each rule with the signs without one of which no text states it: they are quicker to look for.
_CONVENTIONS = (
    (
        "first-listed-leads",
        ("第一", "首位", "首个", "最前"),
        re.compile(
            rf"(?:排{_AT_HEAD}|列{_AT_HEAD}|第一(?:个|家)?(?:单位|部门)?|首个(?:单位|部门)?|首位(?:的|者)?(?:单位|部门)?)[^。;()]{{0,12}}?{_LEADS}"
        ),
    ),
    (
        "marked-leads",
        tuple(LEAD_MARKS),
        re.compile(
            rf"(?:标|带|注|加|打|有)(?:有|注|记)?[“\"‘(]?(?P<mark>[{LEAD_MARKS}])[”\"’)]?[^。;()]{{0,8}}?{_LEADS}"
            rf"|(?P<alone>[{LEAD_MARKS}])[”\"’)]?(?:号|标记|标识|符号)?的?(?:单位|部门)?{_LEADS_SURELY}"
        ),
    ),
    (
        "before-mark-leads",
        ("号前", "号之前", "号以前", "杠前", "杠之前", "”前", '"前', "号左"),
        re.compile(
            rf"(?P<mark>逗号|顿号|分号|冒号|斜杠|[“\"‘][,、;:/|][”\"’])(?:之|以|左)?[前边](?:面|边)?的?(?:(?:单位|部门)?{_LEADS_SURELY}|(?:单位|部门|[科处]室)牵头)"
        ),
    ),
    (
        # The style itself is lost in a text: the rule is kept, and names nobody.
        "styled-leads",
        ("加粗", "粗体", "黑体", "画线", "划线", "标红", "红色", "斜体"),
        re.compile(
            r"(?:加粗|粗体|黑体|下划线|画线|划线|标红|红色|斜体)(?:字体|字|标注|标识|部分)?的?(?:单位|部门)?(?:为|是|系)(?:总)?牵头"
        ),
    ),
    (
        "bracketed-leads",
        ("括号", "()"),
        re.compile(
            r"(?:括号|小括号|\(\))(?:中|内|里)的?(?:单位|部门)?(?:(?:为|是|系)(?:总)?(?:牵头|责任)|(?:总)?牵头)"
        ),
    ),
    (
        "first-several-lead",
        ("前两", "前二", "前三", "前四", "前2", "前3", "前4"),
        re.compile(
            rf"前(?P<number>[两二三四234])[家个位](?:单位|部门)?(?:共同)?(?:均|都|并列|同)?{_LEADS_JOINTLY}"
        ),
    ),
    (
        "local-governments-implied",
        ("不再", "不另", "略"),
        re.compile(
            r"(?:(?:以下|下列|后续|其余|各项|具体|所有)[^。;()]{0,8}(?:均需|均由|均须|均涉及|均含|均包括|均|都)(?P<actors>[^。;]{2,60}?)"
            r"(?:按职责分工|结合实际|具体)?(?:贯彻|抓好|推进|组织|落实|负责|实施|配合)*"
            r"|(?P<named>各[^。;:]{1,40}?)[均都同]?(?:作?为|是|系)(?:以下|下列|后续|其余|上述|所有|各项|各条|每项)[^。;()]{0,8}(?:责任|落实|实施|配合|参与)(?:单位|部门|主体)"
            r"|(?P<bound>各[^。;:]{1,40}?)[均都]?(?:须|应当?|需|要|必须)(?:对|按|就|抓好)?(?:以下|下列|后续|其余|所有)[^。;()]{0,12}(?:落实|负责|实施|配合|执行))"
            r"(?:,?(?:不再|不另)(?:一一|逐一|逐项|逐条|分别|重复|作|做)*(?:列出|列明|列|列举|单列|单独列出|标注|注明|分工|赘述)"
            r"|,(?:后文|下文|以下)(?:从|均|皆)?略)"
        ),
    ),
)
# 首位为牵头单位:甲、乙 states its rule before the list.
_BEFORE_THE_LIST = re.compile(r"(?:单位|部门|科室)?(?:,?(?:下同|以下同))?:")
_ANY_LEAD = re.compile("牵头|主责|主办")
_ANY_SIGN = re.compile(any_of(sign for _, signs, _ in _CONVENTIONS for sign in signs))
_PATTERN_SIGNS = next(signs for rule, signs, _ in _CONVENTIONS if rule == "local-governments-implied")
_PATTERNS = {rule: pattern for rule, _, pattern in _CONVENTIONS}


def stated_conventions(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Sentences that say how the plan's lists are to be read: rule, start, end."""
    found: list[tuple[str, int, int]] = []
    leads = _ANY_LEAD.search(text, start, end) is not None
    if not (leads or any(text.find(sign, start, end) >= 0 for sign in _PATTERN_SIGNS)):
        return found
    if _ANY_SIGN.search(text, start, end) is None:
        return found
    for rule, signs, pattern in _CONVENTIONS:
        for left, right in _sentences_with(text, signs, start, end):
            for match in pattern.finditer(text, left, right):
                if opens := _BEFORE_THE_LIST.match(text, match.end(), right):
                    found.append((rule, match.start(), opens.end()))
                    continue
                ends = (text.find(mark, match.end(), right) for mark in ";)")
                found.append((rule, match.start(), min((at for at in ends if at >= 0), default=right)))
    return found


def actors_of(text: str, start: int, end: int) -> list[Name]:
    """Those to whom a rule between two offsets gives a duty that the lists leave out."""
    match = _PATTERNS["local-governments-implied"].search(text, start, end)
    names = split(text, *match.span(match.lastgroup or 0)) if match else []
    return [name for name in names if ends_like_a_body(name.text)]


def _sentences_with(text: str, signs: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences that hold one of the signs, in the order of the text; no rule is longer than one."""
    right = start
    for at in sorted(at for sign in signs for at in _occurrences(text, sign, start, end)):
        if at >= right:
            left = text.rfind("。", right, at) + 1 or right
            right = text.find("。", at, end)
            right = right if right >= 0 else end
            yield left, right


def _occurrences(text: str, sign: str, start: int, end: int) -> Iterator[int]:
    at = text.find(sign, start, end)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1, end)


def apply_conventions(
    measures: Sequence[Measure], rules: Sequence[Convention], resolve: Callable[[str], Department]
) -> list[Measure]:
    """Add what the plan-wide rules say, from where each is stated, marked as added.

    Parameters
    ----------
    measures : sequence of Measure
        In the order of the text.
    rules : sequence of Convention
        As `stated_conventions` finds them.
    resolve : callable
        Gives the department of a name.
    """
    applied = list(measures)
    first: dict[tuple[str, str], Convention] = {}
    for rule in rules:
        # Stated again it adds nothing: it holds from its first statement on.
        first.setdefault((rule.rule, rule.evidence.text), rule)
    for rule in first.values():
        for number, measure in enumerate(applied):
            # A list may stand before the bracket that says how to read it.
            if measure.duty_end + 1 < rule.evidence.start or measure.scope is Scope.INLINE:
                continue
            added = _ADDING[rule.rule](measure, rule, resolve)
            if added:
                applied[number] = replace(measure, duties=(*measure.duties, *added))
    return applied


def _first_as_lead(
    measure: Measure,
    rule: Convention,
    resolve: Callable[[str], Department],  # noqa: ARG001
) -> tuple[Duty, ...]:
    if any(duty.role is Role.LEADS for duty in measure.duties):
        return ()
    first = next((duty for duty in measure.duties if duty.role is Role.RESPONSIBLE), None)
    return (_as_lead(first, rule, 1),) if first else ()


_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4}


def _first_several_as_leads(
    measure: Measure,
    rule: Convention,
    resolve: Callable[[str], Department],  # noqa: ARG001
) -> tuple[Duty, ...]:
    if any(duty.role is Role.LEADS for duty in measure.duties):
        return ()
    match = _PATTERNS["first-several-lead"].search(Condensed(rule.evidence.text).text)
    number = match["number"] if match else "两"
    answering = [duty for duty in measure.duties if duty.role is Role.RESPONSIBLE]
    meant = answering[: _NUMBERS.get(number) or int(number)]
    return tuple(_as_lead(duty, rule, position) for position, duty in enumerate(meant, 1))


def _marked_as_leads(
    measure: Measure,
    rule: Convention,
    resolve: Callable[[str], Department],  # noqa: ARG001
) -> tuple[Duty, ...]:
    match = _PATTERNS["marked-leads"].search(rule.evidence.text)
    mark = (match.group("mark") or match.group("alone")) if match else "*"
    return _leads_where(
        measure, rule, lambda name: name + mark in measure.duty or mark + name in measure.duty
    )


_MARKS = {"逗号": ",，", "顿号": "、", "分号": ";；", "冒号": ":：", "斜杠": "/／"}


def _before_mark_as_leads(
    measure: Measure,
    rule: Convention,
    resolve: Callable[[str], Department],  # noqa: ARG001
) -> tuple[Duty, ...]:
    match = _PATTERNS["before-mark-leads"].search(Condensed(rule.evidence.text).text)
    printed = match.group("mark") if match else "逗号"
    marks = _MARKS.get(printed, printed[1:2])
    first = min((at for mark in marks if (at := measure.duty.find(mark)) >= 0), default=-1)
    return _leads_where(measure, rule, lambda name: 0 <= measure.duty.find(name) < first)


def _bracketed_as_leads(
    measure: Measure,
    rule: Convention,
    resolve: Callable[[str], Department],  # noqa: ARG001
) -> tuple[Duty, ...]:
    return _leads_where(
        measure, rule, lambda name: f"({name})" in measure.duty or f"（{name}）" in measure.duty
    )


def _leads_where(measure: Measure, rule: Convention, leads: Callable[[str], bool]) -> tuple[Duty, ...]:
    """Those who answer and whose printed name meets a test, as leads."""
    meant = [
        duty
        for duty in measure.duties
        if duty.role is Role.RESPONSIBLE and leads("".join(duty.evidence.text.split()))
    ]
    return tuple(_as_lead(duty, rule, number) for number, duty in enumerate(meant, 1))


def _as_lead(duty: Duty, rule: Convention, position: int) -> Duty:
    return replace(
        duty, role=Role.LEADS, position=position, basis=Basis.CONVENTION, rule=f"convention {rule.rule}"
    )


def _implied(measure: Measure, rule: Convention, resolve: Callable[[str], Department]) -> tuple[Duty, ...]:
    held = {duty.agency for duty in measure.duties}
    position = sum(duty.role is Role.RESPONSIBLE for duty in measure.duties)
    return tuple(
        Duty(
            role=Role.RESPONSIBLE,
            agency=name,
            department=resolve(name),
            evidence=rule.evidence,
            position=position + number,
            basis=Basis.CONVENTION,
            rule=f"convention {rule.rule}",
        )
        for number, name in enumerate(_actors(rule.evidence.text), 1)
        if name not in held
    )


_ADDING = {
    "first-listed-leads": _first_as_lead,
    "first-several-lead": _first_several_as_leads,
    "marked-leads": _marked_as_leads,
    "before-mark-leads": _before_mark_as_leads,
    "bracketed-leads": _bracketed_as_leads,
    "styled-leads": lambda measure, rule, resolve: (),  # noqa: ARG005
    "local-governments-implied": _implied,
}


@lru_cache(maxsize=256)
def _actors(sentence: str) -> tuple[str, ...]:
    condensed = Condensed(sentence)
    names = actors_of(condensed.text, 0, len(condensed.text))
    return tuple(
        condensed.plain[name.start : name.end] if name.rule == "as printed" else name.text for name in names
    )
