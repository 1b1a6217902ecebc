"""The staff of a deputy mayor: a draft checked and mended, the table of changes, and the pages for the meeting."""

from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from commands.forking import Forked
from views.accessibility import violations
from walks.terminal import Terminal, joined

from graph.demo import PLANS

DRAFT = """\
青岚市低空经济行动方案（征求意见稿）
一、引进整机企业。2026年底前引进整机企业3家。（牵头单位：市工业和信息化局；配合单位：市财政局）
二、建设起降场地。（配合单位：市自然资源局、市住房城乡建设局）
三、开放低空空域。2026年2月30日前完成。（牵头单位：市交通运输局，市公安局配合）
"""
FINAL = (
    DRAFT.replace("（征求意见稿）", "")
    .replace("（配合单位：", "（牵头单位：市住房城乡建设局；配合单位：")
    .replace("市自然资源局、市住房城乡建设局）", "市自然资源局）")
    .replace("2月30日前", "3月底前")
)


@pytest.mark.browser
def test_a_drafting_office(forked: Forked, browser: Any, axe: str, tmp_path: Path) -> None:
    at = Terminal(forked, tmp_path)
    (tmp_path / "草案.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "定稿.txt").write_text(FINAL, "utf-8")

    found = at.shows("check 草案.txt", status=1)
    assert "草案.txt:3:" in found
    assert "二建设起降场地：没有写明牵头单位" in joined(found)
    assert "没有2026年2月30日这一天" in joined(found)
    assert "2提醒" in joined(found)
    assert "提醒" not in at.shows("check 定稿.txt")

    at.shows("compare 草案.txt 定稿.txt -o 修订对照表.docx")
    document = docx.Document(str(tmp_path / "修订对照表.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("+市住房城乡建设局" in text for text in cells)
    marked = [
        run
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
    ]
    assert any(run.font.strike and "30" in run.text for run in marked)
    assert not any("整机企业" in text for text in cells)

    for path in PLANS:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    at.shows(f"load 定稿.txt {' '.join(path.name for path in PLANS)}")
    at.shows("report -o 报告.html --today 2026-11-30")
    at.shows("draw -o 网络.html")
    for name in ("报告.html", "网络.html"):
        for width in (1280, 390):
            context = browser.new_context(viewport={"width": width, "height": 844})
            context.set_offline(True)
            page = context.new_page()
            page.goto((tmp_path / name).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if width == 390:
                assert violations(page, axe) == []
            assert page.evaluate("performance.getEntriesByType('navigation')[0].duration") < 2000
            if (name, width) == ("报告.html", 1280):
                assert "38\n项措施" in page.inner_text("main")
                page.emulate_media(media="print")
                page.pdf(path=str(tmp_path / "报告.pdf"), format="A4")
            context.close()
    with pypdfium2.PdfDocument(tmp_path / "报告.pdf") as printed:
        pages = [sheet.get_textpage().get_text_range() for sheet in printed]
    matrix = [text for text in pages if "牵头 ↓ 配合 →" in text]
    assert matrix
    assert matrix == pages[: len(matrix)]
    assert "市住房城乡建设局" in "".join(pages)
