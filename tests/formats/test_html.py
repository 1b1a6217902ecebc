"""Web pages: the plan, not the page around it."""

import re

import pytest

from graph.model import InputError
from loaders.document import Document
from loaders.formats.html import decode_html, read_html


def _read(body: str, head: str = "") -> Document:
    return read_html(
        f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode(), "plan.html"
    )


def _cells(document: Document) -> list[list[list[str]]]:
    return [
        [[document.text[cell.start : cell.end] for cell in row] for row in table.rows]
        for table in document.tables
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(
            "<p>一、总体<b>要求</b></p><p>（一）目标</p>",
            "一、总体要求\n（一）目标\n",
            id="blocks are lines, phrases are not",
        ),
        pytest.param("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙\n", id="text around a block"),
        pytest.param("市财政<br>局负责<br/><br/>完", "市财政\n局负责\n完\n", id="line breaks"),
        pytest.param(
            "<p>市财政\n  局  负责 A\n B</p>",
            "市财政局 负责 A B\n",
            id="a source line break within Chinese is no space",
        ),
        pytest.param(
            "<p>&nbsp;&nbsp;市&#36130;&#x653F;局&ldquo;双高&rdquo;&mdash;</p>",
            "  市财政局“双高”—\n",
            id="entities",
        ),
        pytest.param("<p>（牵头：甲局&lt;乙&gt;）</p>", "（牵头：甲局<乙>）\n", id="escaped signs"),
        pytest.param("<pre>一、甲\n二、乙</pre>", "一、甲\n二、乙\n", id="preformatted text"),
        pytest.param(
            "<div style='white-space: pre-wrap'>一、甲\n二、乙</div>",
            "一、甲\n二、乙\n",
            id="preserved line breaks",
        ),
        pytest.param(
            "<ol><li>甲<li>乙</ol><ol start=5><li>丙<li value=9>丁</ol>",
            "1. 甲\n2. 乙\n5. 丙\n9. 丁\n",
            id="ordered lists",
        ),
        pytest.param(
            "<ol><li>1．甲<li><b>2、</b>乙<li>3.5万户",
            "1．甲\n2、乙\n3. 3.5万户\n",
            id="ordered lists that the author numbered, too",
        ),
        pytest.param(
            "<ol style='list-style-type:simp-chinese-informal'><li>甲</ol><ol style='list-style:none'><li>一、乙</ol><ul><li>丙</ul>",
            "一、甲\n一、乙\n丙\n",
            id="lists with other numbers, with none",
        ),
        pytest.param(
            "<p>甲<sup style='display:none'>注</sup></p><p hidden>乙</p>", "甲\n", id="hidden parts"
        ),
        pytest.param(
            "<p>（市财政局负责）<p>未闭合<div>段落",
            "（市财政局负责）\n未闭合\n段落\n",
            id="tags that do not close",
        ),
    ],
)
def test_what_a_browser_shows(body: str, text: str) -> None:
    assert _read(body).text == text


PLAN = "<p>一、强化创新引领。建设创新平台，推动成果转化，发布需求清单，培育转化机构。（市科技局负责）</p>"


@pytest.mark.parametrize(
    "furniture",
    [
        pytest.param("<nav>市财政局负责</nav><footer>主办单位：市政府办公室</footer>", id="elements"),
        pytest.param(
            "<div class='top-nav'>市财政局负责</div><div id='footer'>承办单位：市大数据局</div>",
            id="classes and ids",
        ),
        pytest.param(
            "<div class='BreadcrumbNav'>市财政局</div><div class=pagefooter>主办单位：市财政局</div>",
            id="names run together",
        ),
        pytest.param("<div>2018-10-10 15:00 来源： 市财政局</div>", id="a date and a source"),
        pytest.param("<div role='navigation'>市财政局负责</div>", id="roles"),
        pytest.param(
            "<ul><li><a href=1>市财政局负责</a><li><a href=2>解读</a><li><a href=3>图解</a></ul>",
            id="a list of links",
        ),
        pytest.param("<div>您当前的位置：首页 > 政策 > 市财政局</div>", id="the way to the page"),
        pytest.param("<p>发布时间：2024-05-20 来源：市财政局 浏览次数：12</p>", id="when and whence"),
        pytest.param(
            "<p>【字体：大 中 小】</p><p>扫一扫在手机打开当前页</p><p>【打印本页】【关闭窗口】</p>",
            id="tools",
        ),
        pytest.param(
            "<p>分享到：微信</p><p>上一篇：市财政局负责</p><p>责任编辑：财政局</p>", id="share and neighbours"
        ),
        pytest.param(
            "<p>主办单位：市政府办公室</p><p>承办：市大数据局</p><p>地址：人民路1号</p><p>云ICP备1号</p>",
            id="the operator",
        ),
        pytest.param(
            "<script>x='（市财政局负责）'</script><style>p{}</style><noscript>市财政局负责</noscript>",
            id="scripts",
        ),
        pytest.param(
            "<select><option>市财政局负责</select><button>市财政局</button><input value='市财政局'>",
            id="controls",
        ),
        pytest.param("<!-- （市财政局负责） -->", id="comments"),
    ],
)
def test_furniture_is_left_out(furniture: str) -> None:
    assert _read(PLAN + furniture).text == _read(PLAN).text


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            f"<div id='printContent' class='nav-left'>{PLAN}</div>", id="a misnamed container of the plan"
        ),
        pytest.param(
            "<p>主办单位：市商务局</p><p>协办单位：市财政局</p>" + PLAN, id="a duty that reads like a footer"
        ),
        pytest.param(PLAN + "<p>主办单位：市商务局</p>", id="the same at the end, without a site's mark"),
        pytest.param(
            PLAN + "<div><a href=1>一、甲。</a><a href=2>二、乙。</a><a href=3>三、丙。</a></div>",
            id="clauses within links",
        ),
        pytest.param("<form><p>" + PLAN + "</form>", id="a page within a form"),
        pytest.param(
            f"<div class='article-header'><h1>青岚市创新工作方案</h1></div>{PLAN}",
            id="a class that holds a word of furniture within another word",
        ),
    ],
)
def test_the_plan_is_not_taken_for_furniture(body: str) -> None:
    words = re.sub(r"<[^>]*>|\s", "", body)
    assert "".join(_read(body).text.split()) == words


def test_the_declared_title_comes_first_where_the_page_does_not_print_it() -> None:
    title = '<meta name="ArticleTitle" content="临江市若干措施">'
    assert _read(PLAN, title).text.splitlines()[0] == "临江市若干措施"
    assert _read("<h1>临江市<br>若干措施</h1>" + PLAN, title).text.count("若干措施") == 1


def test_a_table_of_data_has_cells_and_one_of_layout_has_none() -> None:
    data = "<table><tr><th>任务<th>牵头单位<tr><td>编制图谱<td>市科技局<br>市财政局</table>"
    assert _cells(_read(data)) == [[["任务", "牵头单位"], ["编制图谱", "市科技局\n市财政局"]]]
    layout = f"<table><tr><td>左</td><td>{PLAN}{data}</td></tr><tr><td></td><td>下</td></tr></table>"
    assert _cells(_read(layout)) == [[["任务", "牵头单位"], ["编制图谱", "市科技局\n市财政局"]]]
    assert _read(f"<table role=presentation>{data[7:]}").tables == ()


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        pytest.param("<tr><td rowspan=2>甲<td>乙<tr><td>丙", [["甲", "乙"], ["甲", "丙"]], id="rows"),
        pytest.param("<tr><td colspan=2>甲<tr><td>乙<td>丙", [["甲", "甲"], ["乙", "丙"]], id="columns"),
        pytest.param(
            "<tr><td colspan=2 rowspan=2>甲<td>乙<tr><td>丙",
            [["甲", "甲", "乙"], ["甲", "甲", "丙"]],
            id="both",
        ),
        pytest.param(
            "<tr><td>甲<td>乙<td>丙<tr><td>丁<td>戊", [["甲", "乙", "丙"], ["丁", "戊", ""]], id="a short row"
        ),
        pytest.param(
            "<tr><td>甲<td rowspan=3>乙<tr><td>丙<tr><td>丁<tr><td>戊<td>己",
            [["甲", "乙"], ["丙", "乙"], ["丁", "乙"], ["戊", "己"]],
            id="a span that ends",
        ),
        pytest.param(
            "<tr><td>甲<td colspan=x>乙<tr><td rowspan=-1>丙<td>丁",
            [["甲", "乙"], ["丙", "丁"]],
            id="spans that are no numbers",
        ),
    ],
)
def test_spans_are_laid_out_as_a_browser_does(rows: str, grid: list[list[str]]) -> None:
    assert _cells(_read(f"<table>{rows}</table>")) == [grid]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            "<meta charset='gb2312'><p>市财政局负责𡐓坪镇</p>".encode("gb18030"),
            id="declared as GB2312, written in GB18030",
        ),
        pytest.param(
            '<meta http-equiv="Content-Type" content="text/html; charset=GBK"><p>市财政局负责𡐓坪镇</p>'.encode(
                "gb18030"
            ),
            id="the older declaration",
        ),
        pytest.param("<p>市财政局负责𡐓坪镇</p>".encode("gb18030"), id="not declared"),
        pytest.param(
            "<meta charset=iso-8859-1><p>市财政局负责𡐓坪镇</p>".encode("gb18030"),
            id="declared as what reads any bytes",
        ),
        pytest.param("<meta charset=gbk><p>市财政局负责𡐓坪镇</p>".encode(), id="declared wrongly"),
        pytest.param("<meta charset=nonsense><p>市财政局负责𡐓坪镇</p>".encode(), id="declared as nonsense"),
        pytest.param(
            "\ufeff<meta charset=gbk><p>市财政局负责𡐓坪镇</p>".encode(), id="a mark against the declaration"
        ),
        pytest.param("<p>市财政局负责𡐓坪镇</p>".encode("utf-16"), id="UTF-16"),
    ],
)
def test_every_encoding_gives_the_same_characters(data: bytes) -> None:
    assert read_html(data, "plan.html").text == "市财政局负责𡐓坪镇\n"
    assert "市财政局" in decode_html(data, "plan.html")


def test_tables_nested_as_deep_as_can_be_are_read_at_once() -> None:
    body = "<table><tr><td>甲<td>" * 60 + PLAN + "<tr><td>乙<td>丙</table>" * 60
    assert "一、强化创新引领" in _read(body).text


def test_marks_that_no_reader_sees_are_left_out() -> None:
    body = "<p>市&#8203;科&#8203;技局&#65279;牵<wbr>头，市财&shy;政局配&#8288;合</p>"
    assert _read(body).text == "市科技局牵头，市财政局配合\n"


def test_a_table_of_one_row_goes_on_with_the_table_before_it() -> None:
    row = "<tr><td>{}<td>{}"
    head, first, second = (
        row.format("任务", "牵头单位"),
        row.format("甲", "市科技局"),
        row.format("乙", "市财政局"),
    )
    page = _read(f"<table>{head}{first}</table> <table>{second}</table><p>完</p><table>{second}</table>")
    assert _cells(page) == [[["任务", "牵头单位"], ["甲", "市科技局"]], [["乙", "市财政局"]]]


def test_a_table_whose_one_cell_holds_the_page_lays_it_out() -> None:
    lines = "".join(f"<p>（{number}）做好工作，抓紧落实。（市科技局牵头）</p>" for number in "一二三四五六")
    links = "<a href=/1>栏目一</a><br><a href=/2>栏目二</a>"
    page = _read(f"<table><tr><td colspan=2>页首<tr><td>{links}<td><p>责任编辑：王某</p>{lines}</table>")
    assert page.tables == ()
    assert "责任编辑" not in page.text


@pytest.mark.parametrize("data", [b"", b"<html><body></body></html>", b"<html><p>\xff\xfe\x00\xff</p>"])
def test_a_page_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"plan\.html"):
        read_html(data, "plan.html")


def test_a_picture_inside_the_page_is_left_out_whatever_its_size() -> None:
    page = f'<p>一、做好工作。</p><img src="data:image/png;base64,{"iVBORw0KGgo+/" * 1_000_000}=="><p>（市财政局负责）</p>'
    assert read_html(page.encode(), "a.html").text == "一、做好工作。\n（市财政局负责）\n"
    assert (
        read_html(b"<p>data:, and what stands behind</p>", "a.html").text == "data:, and what stands behind\n"
    )


def test_a_tag_of_more_attributes_than_any_page_has_loses_them_alone() -> None:
    many = " ".join(f"a{number}='x'" for number in range(600))
    few = " ".join(f"a{number}='x'" for number in range(60))
    assert (
        read_html(f"<p {many} hidden>市财政局</p><p>负责</p>".encode(), "a.html").text == "市财政局\n负责\n"
    )
    assert read_html(f"<p {few} hidden>市财政局</p><p>负责</p>".encode(), "a.html").text == "负责\n"
