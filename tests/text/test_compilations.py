"""Compilations of ten plans in sixteen layouts: each measure stands under its own plan, with that plan's own place."""

import time
from collections.abc import Callable, Sequence

import pytest
from formats.invented import docx_of, paragraph
from formats.printed import Page, printed
from text import compiled
from text.compiled import LAYOUTS, WITHOUT_ISSUERS, WITHOUT_NUMBERS, Paper

from graph.model import Facts, Role
from loaders.formats.files import read_bytes
from loaders.pipeline import is_plan, read_document, read_text


def _plans(text: str) -> list[Facts]:
    """What was read, without the laws between the plans."""
    return [
        facts
        for facts in read_text(text, "汇编.txt")
        if is_plan(facts) and not facts.plan.title.endswith("条例")
    ]


def _bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_plan_is_found_with_its_own_head(layout: Callable[[Sequence[Paper]], str]) -> None:
    papers = compiled.papers()
    found = _plans(layout(papers))
    assert [facts.plan.title for facts in found] == [paper.name for paper in papers]
    assert [facts.plan.jurisdiction for facts in found] == [paper.place for paper in papers]
    if layout.__name__ != "crawled":
        assert [facts.plan.date for facts in found] == [paper.date for paper in papers]
    if layout.__name__ not in WITHOUT_ISSUERS:
        assert [facts.plan.issuer for facts in found] == [paper.issuer for paper in papers]
    if layout.__name__ not in WITHOUT_NUMBERS:
        numbers = [paper.number for paper in papers]
        translated = str.maketrans("[]（）", "〔〕〔〕")
        assert [facts.plan.document_number.translate(translated) for facts in found] == numbers


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_measure_stands_under_its_own_plan(layout: Callable[[Sequence[Paper]], str]) -> None:
    papers = compiled.papers()
    for facts, paper in zip(_plans(layout(papers)), papers, strict=True):
        assert tuple(_bare(measure.duty) for measure in facts.measures) == paper.duties
        numbers = "一二三四五"[: len(paper.duties)]
        paths = ["二/(一)".replace("一", n) for n in numbers] if paper.numbering == "chinese" else None
        if paths is not None:
            assert [measure.path for measure in facts.measures] == [f"二/({n})" for n in numbers]
        else:
            assert [measure.path for measure in facts.measures] == [
                str(n + 1) for n in range(len(paper.duties))
            ]
        departments = {duty.department.jurisdiction for measure in facts.measures for duty in measure.duties}
        assert departments == {paper.place}
        assert all(
            measure.agencies(Role.LEADS) or measure.agencies(Role.RESPONSIBLE) for measure in facts.measures
        )


def _document(layout: Callable[[Sequence[Paper]], str], ending: str) -> bytes:
    """The layout as a Word document, a paragraph a line, or as a PDF, a page each thirty lines with its number."""
    lines = layout(compiled.papers()).split("\n")
    if ending == "docx":
        return docx_of("".join(paragraph(line) for line in lines))
    lines = [line[at : at + 40] for line in lines for at in range(0, max(len(line), 1), 40)]
    pages = [lines[at : at + 30] for at in range(0, len(lines), 30)]
    return printed(
        *(
            Page().lines("政策汇编", top=760).lines(*page, x=60).lines(f"— {number} —", x=280, top=60)
            for number, page in enumerate(pages, 1)
        )
    )


@pytest.mark.parametrize("ending", ["docx", "pdf"])
@pytest.mark.parametrize("layout", [compiled.bracketed, compiled.crawled, compiled.plain, compiled.unbroken])
def test_word_documents_and_pdfs_hold_the_same_plans(
    layout: Callable[[Sequence[Paper]], str], ending: str
) -> None:
    (document,) = read_bytes(_document(layout, ending), f"汇编.{ending}")
    found = [facts for facts in read_document(document) if facts.measures]
    papers = compiled.papers()
    assert [facts.plan.title for facts in found] == [paper.name for paper in papers]
    assert [facts.plan.jurisdiction for facts in found] == [paper.place for paper in papers]
    for facts, paper in zip(found, papers, strict=True):
        assert tuple(_bare(measure.duty) for measure in facts.measures) == paper.duties


def test_two_enclosures_of_one_notice_are_two_plans_under_one_number() -> None:
    text = (
        "青岚市人民政府关于印发《青岚市水库管护方案》《青岚市渔港建设方案（第一批）》的通知\n青政发〔2024〕9号\n各县区人民政府：\n"
        "现将《青岚市水库管护方案》《青岚市渔港建设方案（第一批）》印发给你们。\n青岚市人民政府\n2024年4月2日\n"
        "附件1\n青岚市水库管护方案\n一、任务\n1.建库。（市水利局牵头）\n"
        "附件2\n青岚市渔港建设方案（第一批）\n一、任务\n1.建港。（市农业农村局牵头）\n"
    )
    first, second = read_text(text)
    assert [facts.plan.title for facts in (first, second)] == [
        "青岚市水库管护方案",
        "青岚市渔港建设方案（第一批）",
    ]
    assert {facts.plan.document_number for facts in (first, second)} == {"青政发〔2024〕9号"}
    assert {facts.plan.issuer for facts in (first, second)} == {"青岚市人民政府"}
    assert {facts.plan.date for facts in (first, second)} == {"2024-04-02"}
    assert [facts.plan.key for facts in (first, second)] == [
        "青岚市/青政发〔2024〕9号",
        "青岚市/青政发〔2024〕9号/2",
    ]
    assert [[measure.path for measure in facts.measures] for facts in (first, second)] == [["一/1"], ["一/1"]]


@pytest.mark.parametrize(
    "head",
    [
        # a page that was clipped with its address and its line of date and source
        "https://qinglan.example.cn/t_{n}.html\n当前位置：首页 > 政务公开\n{place}人民政府关于印发{place}{name}的通知\n{iso} 09:10 来源：{place}人民政府 浏览次数：12\n{number}\n各县区人民政府：\n现印发给你们。\n",
        "【文件{n}】\n{place}：{place}人民政府关于印发{place}{name}的通知（{number}）\n发布日期：{iso}\n",
        "## {place}\n### {n}. {place}{name}\n> 文号：{number}\n> 日期：{iso}\n",
        "《{place}{name}》\n{number}\n{day}\n",
        "{place}{name}\n（{day}　{place}人民政府）\n{number}\n",
        "# {place}{name}\n\n**文号**：{number} | **日期**：{iso}\n\n",
        "{n}. {place}人民政府关于印发{place}{name}的通知\n文号：{number}　发布日期：{day}\n",
        "【{n}】{place}人民政府关于印发{place}{name}的通知\n文号 {number} 日期 {day}\n",
        "{iso}　{place}人民政府关于印发{place}{name}的通知\n{number}\n",
    ],
    ids=[
        "clipped",
        "place before the title",
        "headings",
        "book marks",
        "day before the issuer",
        "labels on a line",
        "labels behind each other",
        "labels without colons",
        "day before the title",
    ],
)
def test_a_plan_opens_below_what_readers_put_around_its_title(head: str) -> None:
    papers = [
        ("青岚市", "水库管护方案", "青政发〔2024〕9号", "2024-04-02"),
        ("望海市", "渔港建设措施", "望政发〔2024〕3号", "2024-05-06"),
        ("白石县", "泵站改造计划", "白政发〔2024〕7号", "2024-06-07"),
    ]
    text = "".join(
        head.format(
            n=n, place=place, name=name, number=number, iso=iso, day="{}年{}月{}日".format(*iso.split("-"))
        )
        + f"一、任务\n1.做好{name}。（水利局牵头）\n\n"
        for n, (place, name, number, iso) in enumerate(papers, 1)
    )
    found = [
        (facts.plan.jurisdiction, facts.plan.document_number, facts.plan.date) for facts in read_text(text)
    ]
    assert found == [(place, number, iso) for place, _, number, iso in papers]


def test_labels_of_a_portal_open_a_plan_whose_title_was_left_out() -> None:
    text = (
        "青岚市水库管护方案\n青政发〔2024〕9号\n各县区人民政府：\n一、建库。做好。（市水利局牵头）\n"
        "发文机关：望海市人民政府\n发布日期：2024年5月2日\n文号：望政发〔2024〕3号\n各县区人民政府：\n"
        "现将《望海市渔港建设方案》印发给你们，请认真组织实施。\n望海市渔港建设方案\n一、建港。做好。（市商务局牵头）\n"
    )
    _, second = read_text(text)
    assert (second.plan.title, second.plan.document_number) == ("望海市渔港建设方案", "望政发〔2024〕3号")
    assert second.plan.jurisdiction == "望海市"


def test_a_plan_that_names_no_place_is_of_its_chapter() -> None:
    plan = "关于推进{}工作的实施方案\n（2024年3月1日）\n一、甲。做好。（市水利局牵头）\n"
    text = f"汇编\n（一）贵阳\n{plan.format('水库')}（二）青岚市\n{plan.format('渔港')}{plan.format('泵站')}"
    assert [facts.plan.jurisdiction for facts in read_text(text)] == ["贵阳市", "青岚市", "青岚市"]


def test_a_list_that_is_annexed_belongs_to_its_plan() -> None:
    text = (
        "青岚市人民政府关于印发青岚市水库管护方案的通知\n青政发〔2024〕9号\n各县区人民政府：\n现将方案印发给你们。\n"
        "青岚市水库管护方案\n一、任务\n1.建库。（市水利局牵头）\n二、保障\n加强领导。\n"
        "附件1\n青岚市水库管护重点任务清单\n一、清淤\n1.清淤泥。（市水利局牵头）\n"
    )
    (facts,) = read_text(text)
    assert len(facts.measures) == 2


def test_one_paper_printed_with_another_s_number_is_kept() -> None:
    plan = "{}.青岚市人民政府关于印发青岚市{}方案的通知（2024年3月{}日）\n青政发〔2024〕9号\n各县区人民政府：\n一、甲。做好。（市水利局牵头）\n"
    found = read_text("".join(plan.format(n, name, n) for n, name in ((1, "水库管护"), (2, "渔港建设"))))
    assert [facts.plan.key for facts in found] == ["青岚市/青政发〔2024〕9号", "青岚市/青政发〔2024〕9号/2"]


def test_reading_hundreds_of_plans_takes_time_in_proportion() -> None:
    text = compiled.numbered(compiled.papers())
    body = text[text.index("（一）各地文件") :]

    def seconds(times: int) -> float:
        started = time.process_time()
        assert len(read_text(body * times)) == 10 * times
        return time.process_time() - started

    seconds(2)
    assert any(seconds(40) < 8 * seconds(10) for _ in range(3))


def test_contents_that_print_the_titles_alone_open_no_plan() -> None:
    issued = compiled.papers()
    contents = [f"{number}. {paper.notice}" for number, paper in enumerate(issued, 1)]
    lines = ["营商环境政策汇编", "目录", *contents, ""]
    for number, paper in enumerate(issued, 1):
        lines += [
            f"{number}. {paper.notice}",
            paper.number,
            f"{paper.addressees}：",
            f"现将《{paper.name}》印发给你们。",
        ]
        lines += [
            "一、重点任务",
            *(f"（{'一二三四五六'[at]}）做好事项。{duty}" for at, duty in enumerate(paper.duties)),
        ]
    found = [(facts.plan.title, facts.plan.document_number) for facts in _plans("\n".join(lines))]
    assert found == [(paper.name, paper.number) for paper in issued]
