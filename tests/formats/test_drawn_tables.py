"""Tables that a text draws: each cell whole, everything behind them where it was."""

import pytest

from loaders.formats.drawn_tables import laid_out

BOX = """青岚市2031年重点项目
┌────────────┬────┬────────┬──────┐
│工作任务　　　　　　　│分管领导│牵头单位　　　　│完成时限│
├────────────┼────┼────────┼──────┤
│△建设数据大厅　　　　│李四　　│市数据局、市财政│12月底前│
│　　　　　　　　　　　│　　　　│局　　　　　　　│　　　　│
├────────────┼────┼────────┼──────┤
│△修建渔港码头　　　　│王五　　│市农业农村局　　│6月底前 │
└────────────┴────┴────────┴──────┘
附：联系人名单
"""
MERGED = """╔════╦════════╦══════════╗
║领域║任务    ║责任单位  ║
╠════╬════════╬══════════╣
║住建║整修巷道║市住建局  ║
║    ╠════════╬══════════╣
║    ║新建公厕║市城管局  ║
║    ║        ║市水务局  ║
╚════╩════════╩══════════╝
"""
PLUS = """+------+------------+
| 任务 | 牵头单位   |
+======+============+
| 图谱 | 市人力资源 |
|      | 社会保障局 |
+------+------------+
| 清单 | 市财政局   |
+------+------------+
"""
ACROSS = """┌────┬────────┐
│任务│责任单位│
├────┴────────┤
│一、城市建设    │
├────┬────────┤
│公厕│市城管局│
└────┴────────┘
"""
UNPARTED = """┏━━━━┳━━━━━━┳━━━━━━┓
┃任务    ┃牵头单位    ┃配合单位    ┃
┣━━━━╋━━━━━━╋━━━━━━┫
┃抢收    ┃市农业农村局┃市供销社    ┃
┃抢种    ┃市水利局    ┃市财政局、市┃
┃        ┃            ┃气象局      ┃
┃收购粮食┃市粮食和储备┃            ┃
┃和油料  ┃局          ┃            ┃
┗━━━━┻━━━━━━┻━━━━━━┛
"""
NUMBERED = """╭──┬────┬────────╮
│序号│任务  │责任单位│
│1   │修渠  │市水利局│
│    │通水  │市财政局│
│2   │供电  │市工信局│
╰──┴────┴────────╯
"""


def _cells(text: str) -> list[list[str]]:
    laid, [table], unsure = laid_out(text)
    assert unsure == ()
    assert len(laid) == len(text)
    assert laid.count("\n") == text.count("\n")
    return [[laid[cell.start : cell.end] for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            BOX,
            [
                ["工作任务", "分管领导", "牵头单位", "完成时限"],
                ["△建设数据大厅", "李四", "市数据局、市财政局", "12月底前"],
                ["△修建渔港码头", "王五", "市农业农村局", "6月底前"],
            ],
        ),
        (
            MERGED,
            [
                ["领域", "任务", "责任单位"],
                ["住建", "整修巷道", "市住建局"],
                ["住建", "新建公厕", "市城管局\n市水务局"],
            ],
        ),
        (
            UNPARTED,
            [
                ["任务", "牵头单位", "配合单位"],
                ["抢收", "市农业农村局", "市供销社"],
                ["抢种", "市水利局", "市财政局、市气象局"],
                ["收购粮食和油料", "市粮食和储备局", ""],
            ],
        ),
        (
            NUMBERED,
            [
                ["序号", "任务", "责任单位"],
                ["1", "修渠通水", "市水利局\n市财政局"],
                ["2", "供电", "市工信局"],
            ],
        ),
        (PLUS, [["任务", "牵头单位"], ["图谱", "市人力资源社会保障局"], ["清单", "市财政局"]]),
        (ACROSS, [["任务", "责任单位"], ["一、城市建设"] * 2, ["公厕", "市城管局"]]),
    ],
)
def test_cells_come_whole(text: str, cells: list[list[str]]) -> None:
    assert _cells(text) == cells


def test_what_stands_around_keeps_its_place() -> None:
    laid, _, _ = laid_out(BOX)
    assert laid.startswith("青岚市2031年重点项目\n")
    assert laid.index("附：") == BOX.index("附：")
    assert laid[: laid.index("△修建")].count("\n") == BOX[: BOX.index("△修建")].count("\n")


@pytest.mark.parametrize(
    "text",
    ["一、总体要求\n│旁注│\n", "├── loaders\n│   ├── text\n└── graph\n", "", "+--+\n", "+------+\n| a |"],
)
def test_other_lines_stay_as_they_are(text: str) -> None:
    assert laid_out(text) == (text, (), ())
