"""Task tables that were flattened into lines of text: heads, rows, what is said to be unread, and what is no table."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Role
from loaders.document import Document
from loaders.formats.html import read_html
from loaders.formats.text import read_plain_text
from loaders.pipeline import read_document
from loaders.tasks.flattened import all_task_tables, find_flattened

BLANK = "\n\n"


def _rows(text: str) -> list[list[str]]:
    """The cells of all tables of a text, white space removed; a row that spans its table as one cell."""
    rows = []
    for table in find_flattened(text).tables:
        for row in table.rows[1:]:
            words = ["".join(text[cell.start : cell.end].split()) for cell in row]
            rows.append(words[:1] if row[0] == row[-1] else words)
    return rows


def _cells(words: str, mark: str = "\n") -> str:
    """A text with each of the cells, written with / between them, on a line of its own."""
    return mark.join(words.split("/")) + "\n"


TABLES = [
    pytest.param(
        _cells("阶段/内容/承办单位/参与方", "    ") + _cells("清查阶段/划分普查小区/市统计局/各乡镇（街道）", "    "),
        [["清查阶段", "划分普查小区", "市统计局", "各乡镇（街道）"]],
        id="a task that ends like a body among cells that all stand in their columns",
    ),
    pytest.param(
        _cells("干什么/谁牵头/谁配合/几时干完/修缮水渠/市水利局/市财政局/6月底/发布倡议/市委宣传部/市商务局/7月"),
        [["修缮水渠", "市水利局", "市财政局", "6月底"], ["发布倡议", "市委宣传部", "市商务局", "7月"]],
        id="heads that ask",
    ),
    pytest.param(
        _cells("序号/任务/责任单位/1/编制指标/市住房和城乡/建设局/2/开展调查/市统计局"),
        [["1", "编制指标", "市住房和城乡建设局"], ["2", "开展调查", "市统计局"]],
        id="a bureau that the tables know over two lines",
    ),
    pytest.param(
        "序号　　工作内容　　　　责任单位　　　协助单位\n１　　　举办农产品展销　县商务局　　　县农业农村局\n２　　　设立专柜　　　县供销社　　　各乡镇\n",
        [["１", "举办农产品展销", "县商务局", "县农业农村局"], ["２", "设立专柜", "县供销社", "各乡镇"]],
        id="a narrow gap among wide ones",
    ),
    pytest.param(
        "任务\t承担单位\n增设停车场\t县交警大队\n献花\t县殡仪馆、县民政局\n",
        [["增设停车场", "县交警大队"], ["献花", "县殡仪馆、县民政局"]],
        id="two columns between tabs",
    ),
    pytest.param(
        "阶段    内容    承担单位    参与单位\n清查阶段    划分普查小区    县统计局    各乡镇（街道）\n登记阶段    入户    县普查办    县税务局\n",
        [["清查阶段", "划分普查小区", "县统计局", "各乡镇（街道）"], ["登记阶段", "入户", "县普查办", "县税务局"]],
        id="a task that ends like a body",
    ),
    pytest.param(
        _cells("序号/工作任务/牵头单位/1.1/编制图谱/市科技局/1.2/发布清单/市财政局/2.1/修建渔港/市水利局"),
        [["1.1", "编制图谱", "市科技局"], ["1.2", "发布清单", "市财政局"], ["2.1", "修建渔港", "市水利局"]],
        id="decimal numbers",
    ),
    pytest.param(
        "编号　　任务　　　　责任部门　　　协助部门\n1-1　　建书房　　　　辅导部　　　　技术部、物业部\n1-2　　办讲坛　　　　推广部　　　　技术部\n",
        [["1-1", "建书房", "辅导部", "技术部、物业部"], ["1-2", "办讲坛", "推广部", "技术部"]],
        id="numbers of two parts",
    ),
    pytest.param(
        _cells("序号/工作任务/牵头单位/配合单位/完成时限/1/编制图谱。/市科技局/市财政局、各县区/2025年底/2/发布清单。/市教育局/市民政局/长期坚持"),
        [["1", "编制图谱。", "市科技局", "市财政局、各县区", "2025年底"], ["2", "发布清单。", "市教育局", "市民政局", "长期坚持"]],
        id="a cell a line",
    ),
    pytest.param(
        _cells("序号/工作任务/牵头单位/1/编制图谱。/市科技局/2/发布清单。/市教育局", BLANK),
        [["1", "编制图谱。", "市科技局"], ["2", "发布清单。", "市教育局"]],
        id="empty lines between the cells",
    ),
    pytest.param(
        _cells("序号/工作任务/牵头单位/1/编制图谱。/市科技局/2/发布清单。/市教育局").replace("\n", "\r\n"),
        [["1", "编制图谱。", "市科技局"], ["2", "发布清单。", "市教育局"]],
        id="line ends of Windows",
    ),
    pytest.param(
        _cells("序号/具体/内容/牵头/部门/完成/时间/7/编制图谱。/市科技局/6月/8/发布清单。/市教育局/9月"),
        [["7", "编制图谱。", "市科技局", "6月"], ["8", "发布清单。", "市教育局", "9月"]],
        id="heads broken over two lines",
    ),
    pytest.param(
        _cells("序号/任务/责任单位/完成时限/1/编制图谱。/市科技局/6月/序号/任务/责任单位/完成时限/2/发布清单。/市教育局/9月"),
        [["1", "编制图谱。", "市科技局", "6月"], ["2", "发布清单。", "市教育局", "9月"]],
        id="heads printed again",
    ),
    pytest.param(
        _cells("序号/任务/责任单位/一、强化创新/（一）建设平台/1/编制图谱。/市科技局/二、扩大开放/2/发布清单。/市商务局"),
        [["一、强化创新"], ["（一）建设平台"], ["1", "编制图谱。", "市科技局"], ["二、扩大开放"], ["2", "发布清单。", "市商务局"]],
        id="headings between the rows",
    ),
    pytest.param(
        _cells("序号/任务/牵头单位/配合单位/完成时限/1/编制图谱。/市科技局/6月/2/发布清单。/市教育局/市民政局、市财政局"),
        [["1", "编制图谱。", "市科技局", "", "6月"], ["2", "发布清单。", "市教育局", "市民政局、市财政局", ""]],
        id="rows that lack cells: told apart by what the others are",
    ),
    pytest.param(
        _cells("序号/任务/分管领导/牵头单位/配合单位/1/编制图谱。/王一帆/市科技局/市财政局/2/发布清单。/市教育局/市民政局"),
        [["1", "编制图谱。", "王一帆", "市科技局", "市财政局"], ["2", "发布清单。", "", "市教育局", "市民政局"]],
        id="a person is no agency",
    ),
    pytest.param(
        _cells("序号/任务/责任单位/完成时限/1/编制图谱。/市科技局/市统计/市财政局/6月/2/发布清单。/市教育局/9月"),
        [["1", "编制图谱。", "市科技局市统计市财政局", "6月"], ["2", "发布清单。", "市教育局", "9月"]],
        id="one name a line in one cell, one of them short",
    ),
    pytest.param(
        _cells("序号/任务/牵头单位/备注/1/编制图谱。/县科技局/县民生实事/2/发布清单。/县教育局/县民生实事"),
        [["1", "编制图谱。", "县科技局", "县民生实事"], ["2", "发布清单。", "县教育局", ""]],
        id="a note that begins with the level of the agency beside it",
    ),
    pytest.param(
        _cells("领域/主要目标/主要责任单位/责任单位/到2027年，普及率达到90%。/省教育厅/省体育局/省妇联/——提高服务水平。/省民政厅/省妇联"),
        [["", "到2027年，普及率达到90%。", "省教育厅", "省体育局省妇联"], ["", "——提高服务水平。", "省民政厅", "省妇联"]],
        id="no number: a row ends behind those it names",
    ),
    pytest.param(
        _cells("序号/任务/责任单位/完成时限/1/建设养老院。/县民政局/6月/建设老年大学。/县教育局/9月/2/建设公园。/县住建局/9月"),
        [["1", "建设养老院。", "县民政局", "6月"], ["1", "建设老年大学。", "县教育局", "9月"], ["2", "建设公园。", "县住建局", "9月"]],
        id="two tasks beside one number",
    ),
    pytest.param(
        _cells("序号/任务/责任单位/1.编制图谱。/市科技局/2.发布清单。/市教育局/3.建设平台。/市数据局"),
        [["1", "编制图谱。", "市科技局"], ["2", "发布清单。", "市教育局"], ["3", "建设平台。", "市数据局"]],
        id="the number on the line of the task",
    ),
    pytest.param(
        _cells("类别/序号/任务/责任单位/现代产业体系/1/编制图谱。/市科技局/2/发布清单。/市教育局/民生保障/3/建设公园。/市住建局"),
        [["现代产业体系", "1", "编制图谱。", "市科技局"], ["现代产业体系", "2", "发布清单。", "市教育局"], ["民生保障", "3", "建设公园。", "市住建局"]],
        id="a category before the number spans the rows below it",
    ),
    pytest.param(
        _cells("类别/序号/工作任务/责任单位/产业/1/编制图谱。/市科技局/2/建设平台。/市财政局/二、民生/教育/3/新建学校。/市教育局"),
        [
            ["产业", "1", "编制图谱。", "市科技局"],
            ["产业", "2", "建设平台。", "市财政局"],
            ["二、民生"],
            ["教育", "3", "新建学校。", "市教育局"],
        ],
        id="the category behind a heading is not that of the row before it",
    ),
    pytest.param(
        _cells("类别/序号/工作任务/责任单位/产业/1/编制图谱。/市科技局/2/数字/3/建设平台。/市财政局"),
        [["产业", "1", "编制图谱。", "市科技局"], ["数字", "3", "建设平台。", "市财政局"]],
        id="a number with a word and nobody beside it",
    ),
    pytest.param(
        "序号 |\n任务 |\n责任单位 |\n1 |\n编制图谱。 |\n市科技局 |\n2 |\n发布清单。 |\n市教育局 |\n",
        [["1", "编制图谱。", "市科技局"], ["2", "发布清单。", "市教育局"]],
        id="a mark at the end of each line",
    ),
    pytest.param(
        "序号  任务        责任单位\n1     编制图谱    市科技局\n2     发布清单    市教育局\n",
        [["1", "编制图谱", "市科技局"], ["2", "发布清单", "市教育局"]],
        id="wide gaps",
    ),
    pytest.param(
        "序号 任务 牵头单位 完成时限\n1 编制图谱 市科技局 6月\n2 发布清单 市教育局\n",
        [["1", "编制图谱", "市科技局", "6月"], ["2", "发布清单", "市教育局", ""]],
        id="single gaps, where all words of a line are heads",
    ),
    pytest.param(
        "序号\t任务\t牵头单位\t配合单位\n1\t编制图谱\t市科技局\t市财政局\n2\t发布清单\t市教育局\n",
        [["1", "编制图谱", "市科技局", "市财政局"], ["2", "发布清单", "市教育局", ""]],
        id="tabs, a row shorter than the heads",
    ),
    pytest.param(
        _cells("序号工作任务牵头单位责任单位完成时限/1/编制图谱。/市科技局/市财政局/6月/2/发布清单。/市教育局/市民政局/9月"),
        [["1", "编制图谱。", "市科技局", "市财政局", "6月"], ["2", "发布清单。", "市教育局", "市民政局", "9月"]],
        id="heads run together in one line",
    ),
    pytest.param(
        "（接上页）\n序号工作任务责任单位5编制图谱。分类施策。市科技局牵头；市财政局配合；各县区落实6发布清单。市教育局、市民政局7建设",
        [["5", "编制图谱。分类施策。", "市科技局牵头；市财政局配合；各县区落实"], ["6", "发布清单。", "市教育局、市民政局"]],
        id="nothing between the cells: each row begins at the number that follows",
    ),
    pytest.param(
        "序号工作任务责任单位1修渠2公里、2座、2处、2段、2口、2台，清淤3处。市水利局2新建公厕。市住建局3补种行道树。市林业局\n附件",
        [
            ["1", "修渠2公里、2座、2处、2段、2口、2台，清淤3处。", "市水利局"],
            ["2", "新建公厕。", "市住建局"],
            ["3", "补种行道树。", "市林业局"],
        ],
        id="numbers in a task begin no row, and the last row ends with its line",
    ),
    *(
        pytest.param(
            _cells(f"序号/工作任务/{first}/单位/1/新建公园/市住建局/2/新建学校/市教育局"),
            [["1", "新建公园", "市住建局"], ["2", "新建学校", "市教育局"]],
            id=f"a head broken behind {first}",
        )
        for first in ("主要责任", "主要牵头", "主要配合", "具体责任", "相关责任", "第一责任")
    ),
    pytest.param(
        _cells("工作任务/责任单位/备注/编制图谱/市科技局/列入市政府的重点工作和考核。/修建水渠/市水利局/列入省重点项目清单。"),
        [["编制图谱", "市科技局", "列入市政府的重点工作和考核。"], ["修建水渠", "市水利局", ""]],
        id="without numbers a sentence of notes belongs to the row before",
    ),
    pytest.param(
        _cells("序号/民生实事/责任单位/1/新建公园。/市住建局/2/新建学校。/市教育局"),
        [["1", "新建公园。", "市住建局"], ["2", "新建学校。", "市教育局"]],
        id="a head of other words beside number and agencies",
    ),
    pytest.param(
        "工作任务\n|\n具体要求\n|\n责任科室\n|\n时限要求\n|\n规范公开\n|\n1\n|\n编制目录。\n|\n办公室\n|\n年底前\n|\n2\n|\n更新专栏。\n|\n各科室\n|\n持续推进\n|\n",
        [["规范公开", "编制目录。", "办公室", "年底前"], ["更新专栏。", "", "各科室", "持续推进"]],
        id="marks on lines of their own, numbers that no head names",
    ),
    pytest.param(
        _cells("序号/重点工作/责任/领导/责任/科室/是否达序/说明/1/编制图谱。/王一帆/综合科/否/进场较晚。/2/发布清单。/李二帆/督查科"),
        [["1", "编制图谱。", "王一帆", "综合科", "否", "进场较晚。"], ["2", "发布清单。", "李二帆", "督查科", "", ""]],
        id="heads of unknown words before the first number",
    ),
    pytest.param(
        _cells("序号/任务/责任单位/1/编制图谱。/市科技局/2/发布清单。/市教育局/临江市人民政府办公室/2025年3月5日/附件下载"),
        [["1", "编制图谱。", "市科技局"], ["2", "发布清单。", "市教育局"]],
        id="a signature below the last row",
    ),
    pytest.param(
        _cells("序号/任务/责任单位/1/编制图谱。/市科技局/二、保障措施/各部门要加强领导。/1.加强督查。/市政府办公室"),
        [["1", "编制图谱。", "市科技局"]],
        id="running text below the last row",
    ),
    pytest.param(
        _cells("任务/责任单位/责任人/修渠。/市水利局/王明/供水。/市住建局/李强"),
        [["修渠。", "市水利局", "王明"], ["供水。", "市住建局", "李强"]],
        id="persons behind agencies in rows without a number",
    ),
    pytest.param(
        _cells("任务/要求/责任单位/修渠/完成硬化五公里。/市水利局/架桥/建成两座桥梁。/市交通局"),
        [["修渠完成硬化五公里。", "市水利局"], ["架桥建成两座桥梁。", "市交通局"]],
        id="a word behind agencies that begins the next row, where no persons are named",
    ),
    pytest.param(
        _cells("序号/任务/责任单位/1/编制图谱。/市科技局/3/发布清单。/市教育局"),
        [["1", "编制图谱。", "市科技局"], ["3", "发布清单。", "市教育局"]],
        id="a number that is left out",
    ),
    pytest.param(
        _cells("序号/任务/责任单位/2/编制图谱。/市科技局/1/发布清单。/市教育局"),
        [["2", "编制图谱。", "市科技局"], ["1", "发布清单。", "市教育局"]],
        id="numbers that begin again",
    ),
    pytest.param(
        _cells("序号/任务/责任单位/1/编制图谱。/市科技局/2/发布清单。/市教育局/临江市人民政府办公室/2025年3月5日"),
        [["1", "编制图谱。", "市科技局"], ["2", "发布清单。", "市教育局"]],
        id="a signature that ends the text",
    ),
    pytest.param(
        _cells("任务/责任单位/编制目录。/省文化厅/省新闻出版/发布清单。/省教育厅"),
        [["编制目录。", "省文化厅省新闻出版"], ["发布清单。", "省教育厅"]],
        id="a short name of the same level behind an agency",
    ),
    pytest.param(
        _cells("任务/责任单位/编制目录。/省卫生厅/人口计生/省公安厅/发布清单。/省教育厅"),
        [["编制目录。", "省卫生厅人口计生省公安厅"], ["发布清单。", "省教育厅"]],
        id="a short name between two agencies",
    ),
    pytest.param(
        "序号  任务  牵头单位  配合单位\n1  修 渠 道  市水利局\n2  修路  市交通局  市财政局\n",
        [["1", "修渠道", "市水利局", ""], ["2", "修路", "市交通局", "市财政局"]],
        id="narrow gaps that give another number of cells than heads part none",
    ),
    pytest.param(
        "序号 | 任务 | 责任单位\n1 | 修渠 | 市水利局\n序号 | 任务 | 责任单位\n2 | 修路 | 市交通局\n",
        [["1", "修渠", "市水利局"], ["2", "修路", "市交通局"]],
        id="heads that are printed again between lines of rows",
    ),
    pytest.param(
        _cells("任务/责任单位/时限/编制目录/县政府办公室/3月底/设置公开专区/县审批局、各乡镇/6月底/政策问答/县融媒体中心/长期"),
        [["编制目录", "县政府办公室", "3月底"], ["设置公开专区", "县审批局、各乡镇", "6月底"], ["政策问答", "县融媒体中心", "长期"]],
        id="a task that ends like a body in rows without gaps",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), TABLES)
def test_rows_are_found(text: str, rows: list[list[str]]) -> None:
    assert _rows(text) == rows
    assert find_flattened(text).unread == ()


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        pytest.param(
            "任务分解表序号项目主要内容分管领导牵头单位配合单位1建设公园新建公园两处。王一帆住建局城投公司各街道2建设学校",
            "序号项目主要内容分管领导牵头单位配合单位",
            id="nothing parts the cells and two columns name agencies",
        ),
        pytest.param(
            _cells("序号/任务/牵头单位/责任单位/下一步工作另行通知。"),
            "序号任务牵头单位责任单位",
            id="heads without rows",
        ),
        pytest.param(
            _cells("序号/任务/牵头单位/配合单位/1/编制图谱。/市科技局/市财政局/市统计局/2/发布清单。/市教育局/市民政局"),
            "1编制图谱。市科技局市财政局市统计局",
            id="more names than columns, and the columns give two roles",
        ),
        pytest.param(
            "序号 | 任务 | 牵头单位 | 责任单位\n1 | 编制图谱 | 市科技局 | 市财政局\n| 发布清单 | 市教育局\n2 | 建设平台 | 市数据局\n",
            "|发布清单|市教育局",
            id="a line between rows that no number begins",
        ),
        pytest.param(
            "序号 | 任务 | 责任单位\n1 | 修渠 | 市水利局\n续建渠道 | 市财政局\n",
            "续建渠道|市财政局",
            id="a line with gaps right below the last row",
        ),
        pytest.param(
            "序号 | 任务 | 牵头单位 | 配合单位\n1 | 修渠 | 市水利局 | 市财政局\n| 发布清单 | 市教育局\n2 | 建平台 | 市数据局 | 市财政局 | 市统计局 | 市商务局\n",
            "|发布清单|市教育局 2|建平台|市数据局|市财政局|市统计局|市商务局",
            id="a line that no number begins before a row that is none",
        ),
        pytest.param(
            _cells("序号/任务/牵头单位/配合单位/1/编制图谱。/市科技局/市财政局/2/建设平台。/市数据局/市财政局/市统计局"),
            "2建设平台。市数据局市财政局市统计局",
            id="the last row is said too",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_told_apart_is_said(text: str, unread: str) -> None:
    places = find_flattened(text).unread
    assert ["".join(text[start:end].split()) for start, end in places] == unread.split()
    [facts] = read_document(Document(source="plan.txt", text=text))
    said = [found for found in facts.diagnostics if found.code == "unread-annotation"]
    assert [(found.start, found.end) for found in said] == list(places)
    assert all(found.line == text.count("\n", 0, found.start) + 1 for found in said)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1.编制图谱。\n牵头单位：市科技局\n配合单位：市财政局\n", id="labels with their names"),
        pytest.param("1.编制图谱。\n牵头单位\n市科技局\n配合单位\n市财政局\n", id="labels above their names"),
        pytest.param("深化改革成果\n牵头单位\n市科技局\n责任单位\n市财政局\n", id="labels and names in turn"),
        pytest.param("编制图谱。\n工作任务\n责任单位\n市科技局\n", id="two words of heads and no row"),
        pytest.param(
            "工作任务\n责任单位\n编制图谱。\n市科技局\n", id="two words of heads and what may be one row"
        ),
        pytest.param("姓名\n单位\n电话\n王一帆\n市科技局\n12345678\n", id="a list of persons"),
        pytest.param("指标\n单位\n2025年\n产值\n亿元\n35\n", id="a unit of measurement"),
        pytest.param("各责任单位\n要按照任务分工，\n抓好落实。\n", id="a sentence broken into lines"),
    ],
)
def test_what_is_no_table_stays_text(text: str) -> None:
    assert find_flattened(text) == find_flattened("")


def test_two_heads_are_those_of_a_table_with_two_rows() -> None:
    text = _cells("工作任务/责任单位/编制图谱。/市科技局/发布清单。/市教育局")
    assert _rows(text) == [["编制图谱。", "市科技局"], ["发布清单。", "市教育局"]]


@pytest.mark.parametrize(
    ("heads", "number", "most"),
    [
        pytest.param("任务/牵头单位/责任单位", "", 8, id="without a number"),
        pytest.param("序号/任务/责任单位", "1/", 59, id="with a number"),
    ],
)
def test_a_row_has_so_many_lines_of_a_task_and_no_more(heads: str, number: str, most: int) -> None:
    for lines in (most, most + 1):
        text = _cells(f"{heads}/{number}{'推进工作。/' * lines}市科技局/{number and '2/'}发布清单。/市教育局")
        assert len(_rows(text)) == (2 if lines == most else 0)
        assert bool(find_flattened(text).unread) == (lines > most)


def test_a_category_is_no_longer_than_a_line_of_it() -> None:
    for length, category in ((24, "甲乙" * 12), (25, "民生")):
        text = _cells(
            f"类别/序号/任务/责任单位/民生/1/编制图谱。/市科技局/{('甲乙' * 13)[:length]}/2/发布清单。/市教育局"
        )
        assert [row[0] for row in _rows(text)] == ["民生", category]


def test_a_form_without_rows_has_nothing_to_read() -> None:
    document = read_plain_text("序号 | 任务 | 责任单位 |\n | | |\n | | |\n".encode(), "form.md")
    assert all_task_tables(document) == ([], ())


def test_paragraphs_of_a_web_page_are_read_as_lines() -> None:
    cells = ["序号", "工作任务", "牵头单位", "1", "编制图谱。", "市科技局", "2", "发布清单。", "市教育局"]
    page = f"<html><body><h1>临江市任务分工表</h1>{''.join(f'<p>{cell}</p>' for cell in cells)}</body></html>"
    [facts] = read_document(read_html(page.encode(), "plan.html"))
    assert [measure.agencies(Role.LEADS) for measure in facts.measures] == [["市科技局"], ["市教育局"]]


def test_a_head_is_no_duty() -> None:
    text = _cells("序号/内容/牵头部门/相关责任部门/完成时间/待定。", BLANK)
    [facts] = read_document(Document(source="plan.txt", text=text))
    assert facts.measures == ()


def test_roles_deadlines_and_evidence_come_as_from_any_table() -> None:
    text = "临江市2025年任务分工表\n\n" + _cells(
        "序号/工作任务/牵头/单位/配合单位/完成时限/一、强化创新/1/编制图谱，推广应用。/市工信局/发展改革委/青岚高新区管委会/2025年6月底前/"
        "2/建设平台。/市科技局/无/长期坚持",
        BLANK,
    ).replace("发展改革委\n\n", "发展改革委\n")
    [facts] = read_document(Document(source="plan.txt", text=text))
    first, second = facts.measures
    assert (first.path, second.path) == ("一/1", "一/2")
    assert first.agencies(Role.LEADS) == ["市工信局"]
    assert first.agencies(Role.SUPPORTS) == ["市发展改革委", "青岚高新区管委会"]
    assert [deadline.date for deadline in first.deadlines] == ["2025-06-30"]
    assert second.agencies(Role.SUPPORTS) == []
    for measure in facts.measures:
        for duty in measure.duties:
            assert text[duty.evidence.start : duty.evidence.end] == duty.evidence.text
            assert duty.rule.startswith("column ")
    assert facts.diagnostics == ()


def test_names_on_lines_of_their_own_are_names() -> None:
    text = _cells("序号/目标/主要责任单位/责任单位/1/提高水平。/省民政厅/省人口计生/省妇联", BLANK)
    [facts] = read_document(Document(source="plan.txt", text=text))
    assert facts.measures[0].agencies(Role.RESPONSIBLE) == ["省民政厅", "省人口计生", "省妇联"]


@pytest.mark.parametrize(
    "short",
    [
        pytest.param("15.新建学校 | 启用两所。 | 市教育局 | 王一帆 | |", id="filled up at the end"),
        pytest.param("15.新建学校 | 启用两所。 | 市教育局 | 王一帆 |", id="one cell less"),
    ],
)
def test_a_row_below_a_cell_that_spans_rows_is_put_right(short: str) -> None:
    text = (
        "类别 | 项目名称 | 目标 | 责任单位 | 分管领导 | 备注 |\n"
        "四、民生 | 14.新建公园 | 建成一处。 | 市住建局 | 王一帆 | 在建 |\n"
        f"{short}\n16.新建桥梁 | 通车一座。 | 市交通局 | 李二帆 | |\n"
    )
    [facts] = read_document(read_plain_text(text.encode(), "plan.md"))
    assert [measure.agencies(Role.RESPONSIBLE) for measure in facts.measures] == [
        ["市住建局"],
        ["市教育局"],
        ["市交通局"],
    ]
    assert [measure.path for measure in facts.measures] == ["四/14", "四/15", "四/16"]


AGENCIES = st.sampled_from(
    ["市科技局", "市教育局、市民政局", "各县区人民政府", "临江高新区管委会", "市税务局，各银行"]
)
TASKS = st.sampled_from(["编制图谱。", "到2027年，建成平台30个。", "推进12项改革；", "新建公园，改造街区。"])
TIMES = st.sampled_from(["2025年底前", "6月", "长期坚持", "2025年6月-12月"])
RECORDS = st.lists(st.tuples(TASKS, AGENCIES, AGENCIES, TIMES), min_size=1, max_size=6)


@given(
    records=RECORDS,
    first=st.integers(1, 90),
    mark=st.sampled_from(["\n", BLANK, "\r\n", " |\n", "\n \n"]),
    above=st.sampled_from(["", "临江市任务分工表\n", "一、总体要求\n各部门要落实。\n"]),
)
def test_a_whole_table_comes_back(records: list[tuple[str, ...]], first: int, mark: str, above: str) -> None:
    rows = [[str(first + number), *record] for number, record in enumerate(records)]
    heads = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]
    text = above + "".join(cell + mark for row in [heads, *rows] for cell in row)
    assert _rows(text) == rows


LINES = st.lists(
    st.sampled_from(
        [
            "序号", "工作任务", "牵头", "单位", "牵头单位", "责任部门", "完成时限", "1", "2", "3", "编制图谱。", "市科技局", "市统计",
            "王一帆", "6月", "一、强化创新", "无", "", "序号工作任务责任单位", "1 | 编制 | 市科技局 |", "2\t市教育局",
            "序号  任务  责任单位", "（责任单位：市科技局）", "临江市人民政府", "2025年3月5日",
        ]
    ),
    max_size=40,
)  # fmt: skip


@given(lines=LINES)
def test_tables_lie_in_the_text_one_behind_the_other(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = find_flattened(text)
    end = 0
    for table in found.tables:
        assert end <= table.start < table.end <= len(text)
        end = table.end
        width = len(table.rows[0])
        for row in table.rows:
            assert len(row) == width
            for cell in row:
                assert table.start <= cell.start <= cell.end <= table.end
    for start, stop in found.unread:
        assert 0 <= start < stop <= len(text)
    for facts in read_document(Document(source="plan.txt", text=text)):
        for measure in facts.measures:
            for duty in measure.duties:
                assert text[duty.evidence.start : duty.evidence.end] == duty.evidence.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("责任单位\n" * 10_000, id="nothing but one head"),
        pytest.param("序号 任务 责任单位\n" * 10_000, id="nothing but heads"),
        pytest.param("序号\n任务\n责任单位\n" * 5_000, id="heads on lines"),
        pytest.param("序号工作任务责任单位1\n" * 5_000, id="heads run together"),
        pytest.param("序号\n任务\n责任单位\n" + "甲乙丙丁\n" * 10_000, id="short lines"),
        pytest.param("序号\n任务\n责任单位\n" + "市科技局\n" * 10_000, id="agencies"),
        pytest.param("任务\n牵头单位\n责任单位\n编制图谱。\n" + "市科技局\n" * 10_000, id="one long cell"),
        pytest.param("序号\n任务\n责任单位\n" + "一、强化\n" * 10_000, id="headings"),
        pytest.param("序号\n任务\n责任单位\n" + "1\n" * 10_000, id="numbers"),
        pytest.param("序号工作任务责任单位1" + "市局。2" * 10_000, id="numbers without rows"),
    ],
)
def test_long_texts_are_read_in_time(text: str) -> None:
    begin = time.process_time()
    all_task_tables(Document(source="plan.txt", text=text))
    assert time.process_time() - begin < 5
