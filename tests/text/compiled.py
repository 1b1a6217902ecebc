"""Invented plans of ten places, set as compilations in the layouts that offices and researchers keep them in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice


@dataclass(frozen=True, slots=True)
class Paper:
    """One plan as it was issued: `name` its own title, `duties` what its measures say of who does them."""

    place: str
    issuer: str
    name: str
    number: str
    date: str
    addressees: str
    duties: tuple[str, ...]
    numbering: str = "chinese"

    @property
    def notice(self) -> str:
        """The title of the notice that issues it."""
        return f"{self.issuer}关于印发《{self.name}》的通知"

    @property
    def bare_notice(self) -> str:
        """The same without book marks."""
        return f"{self.issuer}关于印发{self.name}的通知"

    @property
    def printed_date(self) -> str:
        """2024-03-07 as 2024年3月7日."""
        year, month, day = (int(part) for part in self.date.split("-"))
        return f"{year}年{month}月{day}日"


_MATTERS = (
    "优化营商环境降低市场主体制度性交易成本工作方案",
    "2024年政务公开工作要点",
    "促进数据产业高质量发展若干措施",
    "“一网通办”提升行动计划（2024—2026年）",
    "加快推进农村供水提质增效实施方案",
    "养老服务体系建设规划",
    "招商引资攻坚行动实施方案",
    "知识产权强市建设实施意见",
    "城市更新三年行动方案",
    "生态环境保护考核办法（试行）",
)
_PLACES = (
    ("云岭省", "云岭省人民政府办公厅", "云政办发", "各市、县（区）人民政府，省政府各部门"),
    ("青岚市", "青岚市人民政府办公室", "青政办发", "各县（市、区）人民政府，市政府各部门、各直属机构"),
    ("临江市", "临江市人民政府", "临政发", "各县区人民政府，高新区管委会，市直有关单位"),
    ("望海市", "望海市教育局", "望教发", "各区县教育局，市属各学校"),
    ("南屏市", "南屏市发展和改革委员会", "南发改", "各有关部门、单位"),
    ("云溪市", "云溪市人民政府办公室", "云溪政办", "各镇人民政府、街道办事处，市政府各部门"),
    ("苍岭市", "中共苍岭市委办公室苍岭市人民政府办公室", "苍办发", "各县（区）委、政府，市委各部门"),
    ("白石县", "白石县人民政府", "白政发", "各乡镇人民政府，县直各单位"),
    ("柳湾县", "柳湾县水利局", "柳水", "各乡镇水利站，局属各单位"),
    ("东滨市", "东滨市商务局", "东商务", "各县（区）商务主管部门"),
)
_BUREAUS = (
    "财政局",
    "教育局",
    "水利局",
    "民政局",
    "司法局",
    "商务局",
    "应急局",
    "审计局",
    "医保局",
    "统计局",
)


def papers() -> list[Paper]:
    """Ten plans of ten places, no two alike."""
    made = []
    for number, ((place, issuer, code, addressees), matter) in enumerate(
        zip(_PLACES, _MATTERS, strict=True), 1
    ):
        level = place[-1]
        duties = tuple(
            f"（{level}{lead}牵头，{level}{support}配合）"
            if number % 2
            else f"（责任单位：{level}{lead}、{level}{support}）"
            for lead, support in islice(
                zip(cycle(_BUREAUS[number:] + _BUREAUS[:number]), cycle(_BUREAUS[::-1]), strict=False),
                3 + number % 3,
            )
        )
        made.append(
            Paper(
                place=place,
                issuer=issuer,
                name=f"{place}{matter}",
                number=f"{code}〔2024〕{number + 2}号",
                date=f"2024-{number:02d}-{number + 9:02d}",
                addressees=addressees,
                duties=duties,
                numbering="arabic" if number % 4 == 0 else "chinese",
            )
        )
    return made


def _body(paper: Paper) -> Iterator[str]:
    """The plan's paragraphs, from its purpose to its last measure."""
    yield (
        f"为深入贯彻落实党中央、国务院决策部署，根据《国务院办公厅关于进一步做好有关工作的意见》（国办发〔2022〕30号）精神，"
        f"结合{paper.place}实际，制定本文件。到2026年12月31日，各项指标位居前列。"
    )
    numerals = "一二三四五六"
    if paper.numbering == "chinese":
        yield "一、总体要求"
        yield "坚持以人民为中心的发展思想，统筹推进各项改革，持续提升服务水平，为经济社会高质量发展提供有力支撑。"
        yield "二、重点任务"
        for place, duty in enumerate(paper.duties):
            yield f"（{numerals[place]}）做好第{numerals[place]}类事项。健全工作机制，细化工作举措，2025年6月30日前完成相关清单的编制和公布工作。{duty}"
        yield "三、保障措施"
    else:
        for place, duty in enumerate(paper.duties, 1):
            yield f"{place}.做好第{place}类事项。健全工作机制，细化工作举措，确保各项任务落到实处、取得实效。{duty}"
    yield "各地各部门要高度重视，加强组织领导，及时总结报送《工作落实情况报告》，确保各项任务按期完成。"


def _covering(paper: Paper) -> Iterator[str]:
    yield f"{paper.addressees}："
    yield f"现将《{paper.name}》印发给你们，请结合实际认真抓好贯彻落实。"
    yield paper.issuer
    yield paper.printed_date


def _wrapped(paragraphs: Sequence[str], width: int) -> Iterator[str]:
    """Lines of a width, as a page printed them."""
    for paragraph in paragraphs:
        for at in range(0, len(paragraph), width):
            yield paragraph[at : at + width]


def _paged(lines: Sequence[str], height: int, mark: Callable[[int], str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number and number % height == 0:
            yield mark(number // height + 156)
        yield line


def _broken(title: str, width: int) -> list[str]:
    return [title[at : at + width] for at in range(0, len(title), width)]


def numbered(all_papers: Sequence[Paper]) -> str:
    """A collection that numbers its notices, hard-wrapped, with page marks and a contents page with dots."""
    lines = ["目    录"]
    lines += [f"{number}. {paper.notice}……………{number * 7}" for number, paper in enumerate(all_papers, 1)]
    lines += ["（一）各地文件"]
    for number, paper in enumerate(all_papers, 1):
        title = f"{number}. {paper.notice}（{paper.printed_date}）"
        paragraphs = [title, paper.number, *_covering(paper), "（此件公开发布）", paper.name, *_body(paper)]
        lines += _wrapped(paragraphs, 39)
    return "\n".join(_paged(lines, 45, lambda page: f"\n# Page {page}:"))


def gazette(all_papers: Sequence[Paper]) -> str:
    """A gazette: mastheads, numbers above titles, titles set on several lines, contents of titles alone."""
    lines = ["云岭省人民政府公报", "2024年第5期", "目录", *(paper.bare_notice for paper in all_papers)]
    for paper in all_papers:
        lines += [
            f"{paper.issuer}文件",
            paper.number,
            "",
            *_broken(paper.bare_notice, 17),
            "",
            *_covering(paper),
            "",
        ]
        lines += ["　　" + paragraph for paragraph in (paper.name, *_body(paper))]
        lines += [f"抄送：{paper.place}委各部门。", f"{paper.issuer}　　　　{paper.printed_date}印发"]
    return "\n".join(_paged(lines, 30, lambda page: f"— {page} —"))


def crawled(all_papers: Sequence[Paper]) -> str:
    """Pages of portals one after the other, with the portals' labels."""
    parts = []
    for paper in all_papers:
        head = [f"标题：{paper.notice}", f"发文机关：{paper.issuer}", f"发文字号：{paper.number}"]
        head += [f"成文日期：{paper.printed_date}", "发布日期：2025年1月2日", "主题分类：综合政务"]
        parts.append("\n".join([*head, "", *_covering(paper), "", paper.name, *_body(paper)]))
    return f"\n\n{'=' * 40}\n\n".join(parts)


def plain(all_papers: Sequence[Paper]) -> str:
    """Plans without their notices: a title, its date in a bracket below it, and the text."""
    lines = ["营商环境政策汇编", "编者按：本汇编收录各地政策文件，供研究参考。"]
    for paper in all_papers:
        lines += [f"【{paper.place}】", paper.name, f"（{paper.printed_date}）", *_body(paper)]
    return "\n".join(lines)


def bracketed(all_papers: Sequence[Paper]) -> str:
    """Numbers in Chinese, document numbers in a bracket behind the title, laws between the plans."""
    lines = []
    for place, paper in zip("一二三四五六七八九十", all_papers, strict=True):
        number = paper.number.replace("〔", "[").replace("〕", "]")
        lines += [
            f"（{place}）{paper.bare_notice}（{number}）",
            *_covering(paper),
            "附件",
            paper.name,
            *_body(paper),
        ]
        if place in "三六":
            law = f"{paper.place}优化营商环境条例"
            lines += [
                law,
                f"（2023年12月1日{paper.place}人民代表大会常务委员会第七次会议通过）",
                "目录",
                "第一章总则",
                "第二章附则",
            ]
            lines += [
                "第一章总则",
                "第一条为了优化营商环境，制定本条例。",
                "第二章附则",
                "第二条本条例自2024年1月1日起施行。",
            ]
    return "\n".join(lines)


def scanned(all_papers: Sequence[Paper]) -> str:
    """Recognised from scans: narrow lines broken anywhere, running heads beside the page marks, no number before titles."""
    lines: list[str] = []
    for paper in all_papers:
        paragraphs = [
            paper.bare_notice,
            paper.number.replace("〔", "（").replace("〕", "） "),
            *_covering(paper),
        ]
        lines += _wrapped([*paragraphs, paper.name, *_body(paper)], 26)
    return "\n".join(_paged(lines, 28, lambda page: f"Page{page}:\n政策汇编（内部资料）"))


def unbroken(all_papers: Sequence[Paper]) -> str:
    """A line a paragraph, plans as annexes of their notices, the date and the issuer at each plan's end."""
    lines = []
    for paper in all_papers:
        lines += [paper.bare_notice, f"{paper.addressees}：", "现将有关文件印发给你们，请认真贯彻执行。"]
        lines += [f"附件：{paper.name}", "附件", paper.name, *_body(paper), paper.issuer, paper.printed_date]
    return "\n\n".join(lines)


def marked_down(all_papers: Sequence[Paper]) -> str:
    """Markdown with a heading a plan and what is known of it in bold."""
    lines = ["# 政策汇编", "", "## 目录", ""]
    lines += [f"- [{paper.bare_notice}](#{number})" for number, paper in enumerate(all_papers, 1)]
    for number, paper in enumerate(all_papers, 1):
        lines += ["", f"## {number}、{paper.bare_notice}", "", f"**发文字号**：{paper.number}", ""]
        lines += [f"**成文日期**：{paper.date}", "", *_covering(paper), "", f"### {paper.name}", ""]
        lines += [line for paragraph in _body(paper) for line in (paragraph, "")]
    return "\n".join(lines)


def imprinted(all_papers: Sequence[Paper]) -> str:
    """A star before each title, and number and date in one bracket below it."""
    lines = []
    for paper in all_papers:
        lines += [f"★ {paper.bare_notice}", f"（{paper.number}，{paper.printed_date}）", *_body(paper)]
    return "\n".join(lines)


def listed(all_papers: Sequence[Paper]) -> str:
    """A contents page with tabs, numbers without a mark before the titles, the date above each plan's page mark."""
    lines = ["目录", *(f"{n}.{paper.bare_notice}\t{3 * n}" for n, paper in enumerate(all_papers, 1))]
    for number, paper in enumerate(all_papers, 1):
        lines += [f"{number}　{paper.bare_notice}", f"文号：{paper.number}", *_body(paper)]
        lines += [paper.issuer, f"　　{paper.printed_date}", f"- {3 * number} -"]
    return "\n".join(lines)


def fronted(all_papers: Sequence[Paper]) -> str:
    """The number before the title, and the day of publication below it."""
    lines = []
    for number, paper in enumerate(all_papers, 1):
        lines += [
            f"{number:02}【{paper.number}】{paper.bare_notice}",
            f"发布日期：{paper.date}",
            *_body(paper),
        ]
    return "\n".join(lines)


def solemn(all_papers: Sequence[Paper]) -> str:
    """Banker's numbers before the titles; number and day as the notice prints them."""
    lines = []
    for number, paper in zip("壹贰叁肆伍陆柒捌玖拾", all_papers, strict=True):
        lines += [f"{number}、{paper.notice}", paper.number, *_body(paper), paper.issuer, paper.printed_date]
    return "\n".join(lines)


def number_first(all_papers: Sequence[Paper]) -> str:
    """The number before the title on its line, the date behind it."""
    lines = []
    for paper in all_papers:
        lines += [f"{paper.number}　{paper.notice}（{paper.printed_date}）", *_body(paper)]
    return "\n".join(lines)


def lettered(all_papers: Sequence[Paper]) -> str:
    """Letters before the titles, labels in brackets, the hour behind the day."""
    lines = []
    for letter, paper in zip("ABCDEFGHIJ", all_papers, strict=True):
        lines += [f"{letter}-01 {paper.notice}", f"【发文字号】{paper.number}"]
        lines += [f"发布时间：{paper.date} 15:30 信息来源：本网", *_body(paper)]
    return "\n".join(lines)


def sectioned(all_papers: Sequence[Paper]) -> str:
    """Sections before the titles; issuer, date and number on one line; parts of a gazette between."""
    lines = []
    for numeral, paper in zip("一二三四五六七八九十", all_papers, strict=True):
        lines += ["【政府办公室文件】", f"第{numeral}节　{paper.notice}"]
        lines += [f"{paper.issuer}　{paper.printed_date}　{paper.number}", *_body(paper)]
    return "\n".join(lines)


def catalogued(all_papers: Sequence[Paper]) -> str:
    """A plan's own title, and its issuer behind a label."""
    lines = []
    for paper in all_papers:
        lines += [f"★ {paper.name}", f"发文机关：{paper.issuer}", f"发文字号：{paper.number}"]
        lines += [f"发布日期：{paper.date}", *_body(paper)]
    return "\n".join(lines)


LAYOUTS: tuple[Callable[[Sequence[Paper]], str], ...] = (
    numbered,
    gazette,
    crawled,
    plain,
    bracketed,
    scanned,
    unbroken,
    marked_down,
    imprinted,
    listed,
    fronted,
    solemn,
    number_first,
    lettered,
    sectioned,
    catalogued,
)
"""Every layout, as a function from plans to a text."""

WITHOUT_NUMBERS = frozenset({"plain", "unbroken"})
"""Layouts that print no document numbers."""

WITHOUT_ISSUERS = frozenset({"plain"})
"""Layouts that do not say who issued a plan."""
