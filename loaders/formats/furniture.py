"""What stands around a plan: a site's menus, share bars and footer, a document's table of contents."""

import re
from collections.abc import Sequence

NAMES = re.compile(
    r"breadcrumb|footer|copyright|sidebar|navigation|qrcode|friendlink|pagination|toolbar|erweima"
    r"|(?:^|[\s_-]|(?<=[a-z])(?=[A-Z]))(?:nav|navbar|menus?|submenu|crumbs?|bread|dqwz|weizhi|share|bdsharebuttonbox"
    r"|social|foot|bottom|yqlj|sitemap|aside|tools|related|xgwz|xgyd|xglj|xgxw|qr|ewm|login|search|searchbox"
    r"|pager|prevnext|comments?|banner|ads?|guanggao|skip)(?=$|[\s_-]|(?<=[a-z])[A-Z])",
    re.IGNORECASE,
)
"""Words of classes and ids that name furniture."""

ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog"}
)
"""ARIA roles of furniture."""

_LINE = re.compile(
    r"""(?:
      扫[一描].{0,4}扫?.{0,20}(?:手机|微信|二维码).{0,12}
    | (?:您|你)?(?:当前|现在|所在)的?(?:所在)?的?位置(?:是)?[:：].*
    | (?:首页|网站首页)\s*(?:[>》›»/→-].*)?
    | (?:\[|【|〖)?\s*(?:字体|字号|字体大小)\s*[:：]?[\s\[【(大中小特标准默认|\])】]*(?:打印.*)?
    | [\s\[【(大中小|\])】]{3,}(?:打印.*)?
    | (?:[\[【〖]?\s*(?:
          打印(?:本页|文章)? | 关闭(?:本页|窗口)? | 收藏(?:本页)? | 返回(?:顶部|首页|上一页|列表)?
        | 复制链接 | 纠错 | 朗读 | 下载
      )\s*[\]】〗|]?\s*)+
    | 分享(?:到|至)?\s*[:：]?.{0,30}
    | (?:浏览|阅读|点击|访问)(?:次数|量|数|人次)?\s*[:：]\s*\d*\s*次?
    | (?:上|下)一[篇条页]\s*[:：].*
    | 责任编辑\s*[:：].*
    | (?:相关|延伸|热门|推荐)(?:文章|链接|阅读|信息|新闻|稿件|推荐|解读)\s*[:：]?
    | 无障碍(?:阅读|浏览|辅助)? | 长者(?:模式|版|专区) | 适老化.{0,6} | 简体 | 繁[体體] | English
    | 手机版 | 登录 | 注册 | 移动端
    )""",
    re.VERBOSE,
)

_META_KEY = re.compile(
    r"(?:发布|发文|更新|公开)(?:时间|日期)|(?:信息|文章|稿件)?来源|作者|字体|字号|(?:浏览|点击|阅读|访问)(?:次数|量|数|率)?"
    r"|(?:责任)?编辑|打印|分享"
)
_PRINTED_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*")
_MAX_FURNITURE_LINE = 120
_MIN_CONTENTS_LINES = 3

_FOOTER_MARK = re.compile(
    r"""ICP[备证]|备案(?:编?号|序号)\s*[:：]|公网安备|公安备|网站标识码|版权所有|Copyright|©|政府网站找错|网站地图
    |站点地图|网站声明|建议使用.{0,20}(?:浏览器|分辨率)|All\s+Rights\s+Reserved""",
    re.VERBOSE | re.IGNORECASE,
)
_FOOTER_COMPANION = re.compile(
    r"""^[\s|·•/\\]*(?:
      (?:网站)?(?:主办|承办|协办|主管|维护|运维|管理|技术支持|技术维护|技术保障|运行维护|建设)
          (?:单位|部门|方)?\s*[:：]
    | (?:单位|联系|办公|通讯)?地址\s*[:：]
    | (?:联系|服务|咨询|值班|举报|监督|办公|传真|网站)?电话\s*[:：]
    | 传真\s*[:：] | 邮(?:编|箱|政编码)\s*[:：] | (?:电子邮箱|E-?mail)\s*[:：]
    | 联系(?:我们|方式) | 关于(?:我们|本站) | 隐私(?:政策|声明) | 友情链接 | 法律声明 | 免责声明 | 使用帮助
    | 设为首页 | 加入收藏 | 访问量 | 您是第 | 中国政府网$ | 网站支持
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def is_furniture_line(text: str) -> bool:
    """Whether a whole line is a page's own, such as a share bar, and says nothing of the plan."""
    text = text.strip()
    if len(text) > _MAX_FURNITURE_LINE:
        return False
    if _LINE.fullmatch(text):
        return True
    date = _PRINTED_DATE.match(text)
    first = _META_KEY.match(text, date.end() if date else 0)
    return first is not None and (date is not None or _META_KEY.search(text, first.end()) is not None)


_CONTENTS_LINE = re.compile(r"\s*\S.{0,80}?(?:[.．…·•‥⋯-]\s?){4,}\s*[（(]?\d{1,4}[)）]?\s*")
_CONTENTS_TITLE = re.compile(r"\s*目\s*[录次]\s*")


def contents_lines(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines of a table of contents: dots lead from each to a page's number.

    They repeat the plan's headings, and read as its items they would give it a second outline.
    """
    found = {
        number
        for number, line in enumerate(lines)
        if len(line) <= _MAX_FURNITURE_LINE and _CONTENTS_LINE.fullmatch(line)
    }
    if len(found) < _MIN_CONTENTS_LINES:
        return set()
    return found | {number for number, line in enumerate(lines) if _CONTENTS_TITLE.fullmatch(line)}


def footer_start(lines: Sequence[str]) -> int:
    """Number of the first line of the site's footer; the number of lines where there is none.

    The footer is known by what only a site prints (a registration number, a copyright); the lines of its
    operator (主办单位:…) above that mark belong to it, the same label elsewhere is a duty.
    """
    start = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        text = lines[number].strip()
        if not text:
            continue
        if len(text) > _MAX_FURNITURE_LINE and not _FOOTER_MARK.search(text[:_MAX_FURNITURE_LINE]):
            break
        if _FOOTER_MARK.search(text):
            start = number
        elif not _FOOTER_COMPANION.search(text):
            if start < len(lines) or len(lines) - number > 12:
                break
        elif start < len(lines):
            start = number
    return start
