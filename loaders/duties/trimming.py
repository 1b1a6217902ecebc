"""Cut from a printed name what is none of it: numbers, joining words, contacts, titles of persons."""

import re

from loaders.duties.forms import LEAD_MARKS
from loaders.duties.names import Name
from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.persons import (
    TELEPHONE,
    TITLE_BEHIND_A_BODY,
    is_person,
    names_many_persons,
    names_persons_only,
    titled_person_at,
)

BARE_GENERIC = frozenset(("单位", "部门", "机构", "方面", "责任人", "人员", "组织"))
"""Nouns that name nobody by themselves."""

# What stands in a name's place: a label that has lost its list, and words for who is not known yet.
_IN_A_NAME_S_PLACE = BARE_GENERIC.union(
    ("牵头单位", "责任单位", "配合单位", "牵头部门", "责任部门", "配合部门", "驻村干部"),
    ("见附件", "待定", "未定", "(空)", "(无)", "另定", "暂无", "待明确", "待确定", "同上", "同前", "同左"),
)

_CONTACT = re.compile(
    r"\((?:[^()]*(?:联系|电话|手机|客服|热线|:|\d{5})[^()]*|(?:按|各|共同|分别|具体)[^()]*(?:负责|落实|配合|实施)"
    r"|(?:请|做好|落实|提供)[^()]{2,}|[^()]{2,}[局委办部处科心](?:督促|督导|督办|指导|监督))\)$"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、)]|\(\d{1,2}\)|[①-⑳])")
_LEADING = re.compile(
    r"^(?:(?:(?:以[上下]|上述|[此本该]|其余)(?:各?项)?(?:任务|措施|事项|工作(?![专组站室委部]))由?|以[上下](?:各?项)?由?|由|请|以及|以(?=[市省县区州镇各])|及|和|与|会同|联合|协同|委托|并由|其中|主要由|具体由|同时|并)(?!平|谐|田|静|政|布|自贸|自由))+"
)
_TRAILING = re.compile(r"(?:等|[依按]职责|依法|共同|分别|为主|各自|具体|一起|之一)+$")
# Behind 、 a county of the list, and no joining word.
_PLACES_THAT_JOIN = ("会同县",)
_BY = re.compile(r"^[^由]{1,30}由(?!贸|于|此)(?=.{2})")
# Characters without one of which none of these patterns holds: they are quicker to look for.
_LEADING_STARTS = frozenset("由请以及和与会联协委并其主具同上此本该")
_TRAILING_ENDS = frozenset("等同别主体自起一责法")
_NOT_A_NAME_SIGNS = frozenset("见到腊历人员0123456789_年月长持适时责牵配完下推施系话无不准-—/")
_SHORTEST_WITH_PERSON = 4
_TITLE_SIGNS = frozenset("长任记席理")
_TOWN_ENDS = frozenset("镇乡村")
_OFFICE_ENDS = frozenset("室站所队组庭馆")
_DASH = re.compile("[—–-]{1,2}(?=[\u4e00-\u9fff]{2,4}$)")
# 园林局配合做好绿化 says in the list what the body does.
_WORK_BEHIND = re.compile("(?:(?:配合|协助|负责)?(?:做好|抓好|开展|提供)|按(?!揭|摩)).*$")
# 安全质量部组织,各项目部实施 names one who organises; 党组织 and 社会组织 are bodies.
_ORGANISES = re.compile("(?<![党团社会])组织$")
_WORK_WORDS = ("好", "开展", "提供", "按")
# 各科室负责人 answer as 各科室.
_CHIEFS_OF_MANY = re.compile("(?<=.)(?:主要|分管)?(?:负责人|负责同志|责任人)$")
# 市财政局局长张三 answers as its agency.
_TITLE = re.compile(rf"{TITLE_BEHIND_A_BODY}(?:[\u4e00-\u9fff]{{2,3}})?$")
_NOT_A_NAME = re.compile(
    r"\d{2,4}_*年|_年|\d%$|(?:19|20)\d\d[-./]\d|年底|月底|\d月(?:底|前|末|初|起|份|中|\d|$)|长期|持续|适时|时限|^责任人?$|^牵头$|^配合$|完成$|^下同|推进$|实施$|^联系|^电话"
    r"|\d{7,}|^\d+$|^\d[\d.]*(?:%|公里|[万亿]?[元米亩吨人台个家户处座项辆套条件名所栋])$|到位$|^见附[件表]|^腊|^农历|^无$|^[-—/]+$|^(?:负责人|责任人|联系人|经办人|联络员)[\u4e00-\u9fff]|不(?:会|得|能|再|予|应|可|需|参与|承担)|为准$"
)
_TELEPHONE = re.compile(rf"(?:{TELEPHONE})$")
_LIMIT_BEHIND = re.compile(
    r"(?:完成|办结|整改|推进|落实)?(?:时限|时间|期限)|——|(?:20\d\d年|\d{1,2}月|年|月)[\d年月日初中底末前内上下旬]*(?:前|底|完成|到位|办结)"
)
_LENGTHS_OF_PERSONS = (2, 3)
_LIMIT_SIGNS = frozenset("限间—年月")
_EXTENSION = re.compile("(?<=[\u4e00-\u9fff])\\d{3,5}$")
# 各区政府(已完成选址) says how far the work is.
_STATUS = "(?:已|正在|尚未|尚无|拟于|暂未|暂缓|待)[^()]{2,14}(?<![局委办处科部会院])"
# 市财政局(资金保障) says what its part is.
_PART = (
    "(?:业务|技术|政策|行业)?(?:指导|督导|监督|监管|把关|支持|支撑|服务)|(?:资金|经费|技术|要素|用地|安全|后勤)保障"
    "|[^()]{2,6}(?:范围|职责)内|属地(?:管理|负责)?|[省市县区镇乡]级(?:具体)?(?:落实|实施|执行|配套|兜底)"
)
# The note of a convention is no part of a name: (逗号前为牵头单位,下同).
_NOTE = re.compile(
    rf"\((?:[^()]*(?:[为是]|表示|代表)(?:总)?(?:牵头|主责|主办|责任|配合)[^()]*|下同|[^()]*(?:排名|排序)不分先后[^()]*|[^()]*\d[年月][^()]*|[{LEAD_MARKS}]{{1,2}}|{_STATUS}|{_PART})\)$"
)
_EDGES_BEFORE = ".。:•·-—…>|" + LEAD_MARKS
_EDGES_BEHIND = ".。:•·-—…(>|" + LEAD_MARKS


def trimmed(text: str, start: int, end: int, separator: str, is_open: bool) -> Name | None:
    """The name between two offsets of a list; None where what stands there is none."""
    if not (separator == "、" and text.startswith(_PLACES_THAT_JOIN, start)):
        start = _after_what_leads(text, start, end)
    end = _before_what_trails(text, start, end)
    if text[start : start + 1] == "(" and _is_bracketed(text, start, end):
        start, end = start + 1, end - 1
    elif text[end - 1 : end] == ")" and (opens := _opens_behind_a_person(text, start, end)):
        # 张三(市住建局) answers as its agency.
        start, end = opens + 1, end - 1
    name = text[start:end]
    if not _LIMIT_SIGNS.isdisjoint(name):
        name = _before_a_limit(name)
    if len(name) < 2 or name in _IN_A_NAME_S_PLACE:
        return None
    if not _NOT_A_NAME_SIGNS.isdisjoint(name) and _NOT_A_NAME.search(name):
        return None
    body = _without_person(name)
    return Name(text=body, start=start, end=start + len(body), separator=separator, open=is_open)


def _before_a_limit(name: str) -> str:
    """各区政府完成时限5月底 and 运营管理部——限7月底 have lost the mark before the time limit."""
    limit = _LIMIT_BEHIND.search(name)
    return name[: limit.start()] if limit and ends_like_a_body(name[: limit.start()]) else name


def _opens_behind_a_person(text: str, start: int, end: int) -> int | None:
    """Where the bracket opens that holds the agency of a person; None where there is none."""
    opens = text.find("(", start, end)
    behind = opens - start in _LENGTHS_OF_PERSONS and is_person(text[start:opens])
    return opens if behind and _is_bracketed(text, opens, end) else None


def _is_bracketed(text: str, start: int, end: int) -> bool:
    """Whether a bracket holds all of a name: (市财政局), which a plan's own rule makes the lead."""
    return text.find(")", start, end) == end - 1 and ends_like_a_body(text[start + 1 : end - 1])


def _after_what_leads(text: str, start: int, end: int) -> int:
    """Where a name begins behind numbers, marks and words that join it."""
    if text.find("由", start, end) > start and (by := _BY.match(text[start:end])):
        start += by.end()
    if not text[start : start + 1].isalpha() and (numbered := _NUMBERED.match(text[start:end])):
        start += numbered.end()
    if text[start : start + 1] in _LEADING_STARTS and (lead := _LEADING.match(text[start:end])):
        start += lead.end()
    while start < end and text[start] in _EDGES_BEFORE:
        start += 1
    return start


def _holds_persons(held: str) -> bool:
    """Whether a bracket behind a name holds nothing but persons, each with an extension or without one."""
    return names_persons_only(held) or names_persons_only(_EXTENSION.sub("", held))


def _before_what_trails(text: str, start: int, end: int) -> int:
    """Where a name ends before words that divide the work, marks, contacts and notes."""
    if text[end - 1 : end] in _TRAILING_ENDS and (trail := _TRAILING.search(text[start:end])):
        end = start + trail.start()
    while start < end and text[end - 1] in _EDGES_BEHIND:
        end -= 1
    if text[end - 1 : end].isdecimal():
        end = start + _before_a_telephone(text[start:end])
    if not text.endswith(")", start, end):
        return end
    name = text[start:end]
    if contact := _CONTACT.search(name) or _NOTE.search(name):
        end = start + contact.start()
    elif (opens := name.rfind("(")) > 0 and _holds_persons(name[opens + 1 : -1]):
        end = start + opens
    while text.endswith(")", start, end) and text.count(")", start, end) > text.count("(", start, end):
        end -= 1
    return end


def _before_a_telephone(name: str) -> int:
    """Where a name ends before a telephone, or an extension behind a person of the office: 测绘科江皓6012."""
    if telephone := _TELEPHONE.search(name):
        return telephone.start()
    extension = _EXTENSION.search(name)
    bare = name[: extension.start()] if extension else name
    return len(bare if _without_person(bare) != bare else name)


def _words_behind(name: str) -> re.Pattern[str] | None:
    """What words may stand behind the body that a name begins with, by a cheap look."""
    if name[-1] in "人志":
        return _CHIEFS_OF_MANY
    if name[-1] == "织":
        return _ORGANISES
    return _WORK_BEHIND if any(word in name for word in _WORK_WORDS) else None


def _without_person(name: str) -> str:
    """市财政局局长张三 and 市财政局张三 answer as 市财政局."""
    if names_many_persons(name):
        return name
    behind = _words_behind(name)
    if behind and (cut := behind.search(name)) and ends_like_a_body(name[: cut.start()]):
        name = name[: cut.start()]
    if not _TITLE_SIGNS.isdisjoint(name) and (title := _TITLE.search(name)):
        body = name[: title.start()]
        with_name = len(body) > 2 and ends_like_a_body(body) and titled_person_at(name, title.start())
        return body if with_name or ends_like_an_agency(body) else name
    if (dash := _DASH.search(name)) and is_person(name[dash.end() :]):
        return name[: dash.start()]
    if len(name) > _SHORTEST_WITH_PERSON and not ends_like_a_body(name):
        for length in (2, 3):
            body = name[:-length]
            office = len(body) > 2 and body[-1] in _OFFICE_ENDS and ends_like_a_body(body)
            town = len(body) > 2 and body[-1] in _TOWN_ENDS
            if is_person(name[-length:]) and (office or town or ends_like_an_agency(body)):
                return body
    return name
