"""Workbooks that hold a plan in each row (its title, issuer, number, date, and its text in one cell), or in each sheet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from loaders.document import Entry
from loaders.formats.builder import DocumentBuilder, Grid, GridCell
from loaders.lexicon.headings import Column, heading_kind
from loaders.places.jurisdictions import leading
from loaders.text.title_kinds import says_plan


class About(StrEnum):
    """What a column says of the plans of such a table."""

    TITLE = "title"
    TEXT = "text"
    NUMBER = "number"
    ISSUER = "issuer"
    DATE = "date"
    PLACE = "place"
    ASIDE = "aside"


_PAPER = "(?:文件|政策|方案|通知|规划|公文|法规|制度|文本)"
_COLUMNS = (
    (About.TITLE, re.compile(rf"{_PAPER}?(?:标题|名称|题目|题名)|{_PAPER}|title|name")),
    (
        About.TEXT,
        re.compile(
            rf"(?:{_PAPER}|主要|具体|详细)?(?:正文|全文|内容|原文)(?:内容)?[续上中下\d]?|(?:full_?)?(?:text|content|body)\d?"
        ),
    ),
    (
        About.NUMBER,
        re.compile(
            r"(?:发文)?文号|发文字号|(?:文件|公文)(?:编号|字号|号)|(?:doc(?:ument)?_?)?(?:no|number)\.?"
        ),
    ),
    (
        About.ISSUER,
        re.compile(
            r"(?:发文|发布|印发|制定|颁布|成文|来源)(?:机关|机构|单位|部门|主体)|issuer|agency|department"
        ),
    ),
    (
        About.DATE,
        re.compile(
            r"(?:成文|印发|签发|发文|发布|颁布|公布|公开)?(?:日期|时间)|(?:publish_?|pub_?|issue_?)?date"
        ),
    ),
    (
        About.PLACE,
        re.compile(
            r"(?:所属|所在)?(?:地区|省份?|城市|省市|市|地市|区域|地域|区县|县区|县市区|行政区划?)|province|city|county|region|place"
        ),
    ),
    (
        About.ASIDE,
        re.compile(
            r"序号|编号|id|(?:内容)?(?:摘要|简介|概要|概述)|abstract|summary|.{0,6}(?:链接|网址)|url|link"
        ),
    ),
)
# The day on which a plan was made goes before that on which a site shows it.
_DATES = ("成文", "印发", "签发", "发文", "颁布", "公布", "发布")
_MOST_HEADS_DOWN = 5
_LONG_TEXT = 20
_LONGEST_HEAD = 20


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The columns of a table of plans, by what they say, the lines above its heads, and the rows below them."""

    columns: dict[About, tuple[int, ...]]
    others: tuple[int, ...]
    rows: Grid


def plans_of(rows: Grid) -> PlanRows | None:
    """The plans of a table whose heads name a title and a text; None where its rows are anything else."""
    for number, row in enumerate(rows[:_MOST_HEADS_DOWN]):
        heads = ["".join(cell.text.split()).lower() for cell in row]
        kinds = [_about(head) for head in heads]
        if kinds.count(About.TITLE) != 1 or About.TEXT not in kinds:
            continue
        if any(
            kind is None and heading_kind(head) is Column.ROLE
            for head, kind in zip(heads, kinds, strict=True)
        ):
            return None
        columns = {
            about: tuple(place for place, kind in enumerate(kinds) if kind is about) for about in About
        }
        columns[About.DATE] = tuple(sorted(columns[About.DATE], key=lambda place: _rank(heads[place])))
        others = tuple(place for place, kind in enumerate(kinds) if kind is None)
        found = PlanRows(columns, others, rows[number + 1 :])
        return found if _hold_plans(found) else None
    return None


def write_table(builder: DocumentBuilder, rows: Grid) -> None:
    """Write a table: plan by plan where each of its rows holds one."""
    if plans := plans_of(rows):
        write_plans(builder, plans)
    else:
        builder.table(rows)


def _about(head: str) -> About | None:
    if len(head) > _LONGEST_HEAD:
        return None
    return next((about for about, pattern in _COLUMNS if pattern.fullmatch(head)), None)


def _rank(head: str) -> int:
    return next((rank for rank, word in enumerate(_DATES) if head.startswith(word)), len(_DATES))


def _hold_plans(found: PlanRows) -> bool:
    """Whether papers with a number stand in the rows, or such whose titles are those of plans, with more than remarks."""
    titles = [row[found.columns[About.TITLE][0]].text for row in found.rows]
    texts = [row[place].text for row in found.rows for place in found.columns[About.TEXT] if place < len(row)]
    plans = sum(says_plan(re.split("[（(]", "".join(title.split()))[0]) for title in titles)
    numbered = bool(found.columns[About.NUMBER])
    of_plans = 2 * plans >= len(titles) and any(len(text) >= _LONG_TEXT for text in texts)
    return plans > 0 and (numbered or of_plans) and any(texts)


def write_plans(builder: DocumentBuilder, plans: PlanRows) -> None:
    """Write a table of plans: each with its title, what the columns say of it, and its text as lines.

    A row without a title, a number and a date goes on with the text of the row above, and so does one that repeats
    all three.
    """
    before: tuple[str, ...] = ()
    for row in plans.rows:
        said = tuple(
            cell.text
            for about in (About.TITLE, About.NUMBER, About.DATE)
            for cell in _cells(plans, row, about)
        )
        if before and (not said or said == before):
            for cell in _cells(plans, row, About.TEXT):
                builder.paragraph(cell)
            builder.entries[-1] = replace(builder.entries[-1], end=builder.end)
            continue
        before = said
        _write_plan(builder, plans, row)


def _cells(plans: PlanRows, row: Sequence[GridCell], about: About) -> list[GridCell]:
    return [row[place] for place in plans.columns[about] if place < len(row) and row[place].text]


def _write_plan(builder: DocumentBuilder, plans: PlanRows, row: Sequence[GridCell]) -> None:
    start = builder.end
    written = {
        about: [builder.paragraph(cell) for cell in _cells(plans, row, about)]
        for about in (About.PLACE, About.ISSUER, About.NUMBER, About.DATE, About.TITLE, About.TEXT)
    }
    for place in plans.others:
        if place < len(row) and row[place].text:
            builder.paragraph(row[place])
    builder.entries.append(
        Entry(
            start=start,
            end=builder.end,
            title=next(iter(written[About.TITLE]), None),
            issuer=next(iter(written[About.ISSUER]), None),
            number=next(iter(written[About.NUMBER]), None),
            dates=tuple(written[About.DATE]),
            places=tuple(written[About.PLACE]),
        )
    )


_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


def sheets_apart(sheets: Sequence[tuple[int, int, str]]) -> list[Entry]:
    """The plans of a workbook, one or more sheets each, given where each sheet stands and the line above its table.

    A sheet whose title names another place or another year than the one before begins a plan; none are told apart
    where no sheet does.
    """
    entries: list[Entry] = []
    place = year = ""
    for start, end, title in sheets:
        own_place, found = leading(title).name, _YEAR.search(title)
        own_year = found.group() if found else ""
        another = (own_place and place and own_place != place) or (own_year and year and own_year != year)
        if not entries or (another and says_plan(title)):
            entries.append(Entry(start=start, end=end))
            place, year = own_place, own_year
        else:
            entries[-1] = replace(entries[-1], end=end)
            place, year = place or own_place, year or own_year
    return entries if len(entries) > 1 else []
