"""Tell by its title whether a text divides work, or only tells of something."""

import re

from loaders.lexicon.powers import POWERS_TITLE
from loaders.text.titles import ANY_KIND, folded

_SAYS_PLAN = re.compile(
    rf"(?:{ANY_KIND}|(?:{ANY_KIND}|一览|明细|汇总|推进|责任|项目|进度|落实|整改|调度|作战|交办|分办|督办|办理|认领|结对|帮扶|包保|包联|包案)表|(?:交办|督办|年度|重点|工作|任务|实事)事项|[\d一二三四五六七八九十]条)(?:(?:19|20)\d\d.{{0,12}}年|试行|暂行|.{{0,6}}稿|.{{0,10}}修订|.{{0,4}}年版|第.{{1,3}}批)*$"
)


def says_plan(title: str) -> bool:
    """Whether a title says that what it heads is a plan, or a paper that plans stand beside."""
    return _SAYS_PLAN.search(folded(title)) is not None


_TELLS = re.compile(
    "(?:决定|公告|通报|报告|批复|章程|决议|通告|指南)$"
    "|关于(?:召开|举行)[^。]{2,40}的通知$"
    "|(?:领导|班子|成员|值班|值守)(?:成员)?(?:工作)?(?:分工|安排)表?$"
    f"|{POWERS_TITLE}$"
)


def tells(title: str) -> bool:
    """Whether a title says that what it heads only tells of something: a notice to the public, a list of powers."""
    return _TELLS.search(folded(title)) is not None


def gives_work(title: str) -> bool:
    """Whether a title says that what it heads divides work, and does not only tell of something."""
    return says_plan(title) and not tells(title)


_NAMES_NO_WORK = re.compile(
    "(?:议程|日程|名单|须知|简历|简介|通讯录|公示|函|一周活动|活动安排表|动态|要闻|大事记|快讯|缩略语|术语"
    "|启事|简章|(?:机构|岗位|职位|职数)设置(?:情况|表)?|条例|讲话|致辞|问答|公开信|倡议书|合同书?|协议书?)(?=$|1)"
)


def only_tells(title: str) -> bool:
    """Whether a title is one of texts that divide no work: an agenda, a list of persons, a letter."""
    return _NAMES_NO_WORK.search(folded(title)) is not None
