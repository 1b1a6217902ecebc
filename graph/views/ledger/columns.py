"""What stands in the columns of the ledger, and how its sheets are called."""

from dataclasses import dataclass

from graph.views.workbooks import LONGEST_CELL

INDEX, ALL_MEASURES, GONE = "目录", "总台账", "不在方案中"
"""Names of the sheets with the agencies, with all measures, and with rows that the plans do not have (any more)."""

STATES = ("未启动", "推进中", "已完成", "已逾期")
"""What can be chosen for the state of a measure."""
DONE, OVERDUE = "已完成", "已逾期"

KEY = "标识"
"""Heads the hidden column of the measures' keys; in an agency's sheet the key of the agency follows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerColumn:
    """A column of the ledger: its heading, its width in characters, and whether it is left blank to be filled in."""

    heading: str
    width: float
    blank: bool = False
    is_date: bool = False


ROLE = LedgerColumn(heading="本单位职责", width=10)
CHANGE = LedgerColumn(heading="变动", width=14)
PLANNED = (
    LedgerColumn(heading="工作任务", width=22),
    LedgerColumn(heading="具体内容", width=48),
    LedgerColumn(heading="牵头单位", width=15),
    LedgerColumn(heading="责任单位", width=17),
    LedgerColumn(heading="配合单位", width=17),
    LedgerColumn(heading="完成时限", width=13),
    LedgerColumn(heading="到期日", width=11, is_date=True),
    LedgerColumn(heading="所属方案", width=18),
    LedgerColumn(heading="条款", width=10),
)
FILLED = (
    LedgerColumn(heading="完成情况", width=9, blank=True),
    LedgerColumn(heading="进展情况", width=26, blank=True),
    LedgerColumn(heading="存在问题", width=18, blank=True),
    LedgerColumn(heading="更新日期", width=11, blank=True, is_date=True),
    LedgerColumn(heading="备注", width=12, blank=True),
)
NUMBER = LedgerColumn(heading="序号", width=5)
STATE, DUE = "完成情况", "到期日"


def held(text: str) -> str:
    """A text as far as a cell holds it."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
