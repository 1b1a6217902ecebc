"""Each word that a pattern of grammar lists, read where it stands: one taken out of its pattern fails here."""

import pytest

from graph.model import Role
from loaders.duties.conventions import stated_conventions
from loaders.duties.forms import COLLECTIVE_AREA, COLLECTIVE_TAIL, LEAD_MARKS, PLACE_END
from loaders.duties.grammar import read_list

MARKED = [
    *(f"带{mark}为牵头单位" for mark in LEAD_MARKS),
    *(
        f"{verb}★的为牵头单位"
        for verb in ("标", "带", "注", "加", "打", "有", "标有", "标注", "标记", "带有")
    ),
]
BEFORE_MARKS = [
    *(f"{mark}前为牵头单位" for mark in ("逗号", "顿号", "分号", "冒号", "“、”")),
    *(f"分号{place}为牵头单位" for place in ("之前", "以前", "前面", "左边")),
]
STYLED = [
    f"{style}的单位为牵头单位"
    for style in ("加粗", "粗体", "黑体", "下划线", "画线", "划线", "标红", "红色", "斜体")
]
FIRST = [
    *(
        f"{verb}{place}{first}的为牵头单位"
        for verb in "排列"
        for place in ("在", "名", "")
        for first in ("第一位", "第一个", "第一名", "第一", "首位", "最前")
    ),
    *(
        f"{first}为牵头单位"
        for first in (
            "第一单位",
            "第一部门",
            "第一个单位",
            "第一家单位",
            "首个单位",
            "首位单位",
            "首位者",
            "首位的",
        )
    ),
]
BRACKETED = [f"括号{place}的单位为牵头单位" for place in ("中", "内", "里")]
SEVERAL = [
    *(f"前{number}家为牵头单位" for number in "两二三四234"),
    *(f"前两{noun}均为共同牵头单位" for noun in ("个", "位", "家单位")),
]
IMPLIED = [
    *(
        f"{what}均需各区政府落实,不再列出"
        for what in ("以下", "下列", "后续", "其余", "各项", "具体", "所有")
    ),
    *(
        f"以下{verb}各区政府落实,不再列出"
        for verb in ("均需", "均由", "均须", "均涉及", "均含", "均包括", "都")
    ),
    *(
        f"以下均需各区政府落实,{how}列出"
        for how in ("不再", "不另", "不再一一", "不再逐一", "不再重复", "不再作", "不再做")
    ),
    *(
        f"以下均需各区政府落实,不另{verb}"
        for verb in ("列出", "列", "列举", "单列", "单独列出", "标注", "注明", "分工", "赘述")
    ),
]
CONVENTIONS = [
    (rule, text)
    for rule, texts in (
        ("first-listed-leads", FIRST),
        ("marked-leads", MARKED),
        ("before-mark-leads", BEFORE_MARKS),
        ("styled-leads", STYLED),
        ("bracketed-leads", BRACKETED),
        ("first-several-lead", SEVERAL),
        ("local-governments-implied", IMPLIED),
    )
    for text in texts
]


@pytest.mark.parametrize(("rule", "text"), CONVENTIONS, ids=[text for _, text in CONVENTIONS])
def test_a_convention_is_known_in_each_wording(rule: str, text: str) -> None:
    assert [(found, text[start:end]) for found, start, end in stated_conventions(text, 0, len(text))] == [
        (rule, text)
    ]


def test_collectives_are_of_every_kind_of_area() -> None:
    units = [
        "省",
        "自治区",
        "直辖市",
        "市",
        "州",
        "盟",
        "县",
        "区",
        "旗",
        "特区",
        "林区",
        "地区",
        "乡",
        "镇",
        "街道",
        "乡镇",
        "县区",
        "区县",
    ]
    assert [unit for unit in units if not COLLECTIVE_AREA.match(f"各{unit}")] == []
    assert [unit for unit in units if not COLLECTIVE_TAIL.match(f"{unit}人民政府")] == []
    before = ["地级", "设区的", "设区", "县级", "自治", "省直管", "直管"]
    assert [word for word in before if not COLLECTIVE_AREA.match(f"各{word}市")] == []
    bodies = ["人民政府", "政府", "党委", "办事处", "管委会"]
    assert [body for body in bodies if not COLLECTIVE_TAIL.match(f"区{body}")] == []
    assert COLLECTIVE_AREA.match("各市州行政公署")
    assert COLLECTIVE_AREA.match("各地区行署")


def test_a_place_ends_like_a_unit_and_is_no_collective() -> None:
    assert [
        unit
        for unit in ["市", "县", "区", "州", "盟", "旗", "镇", "乡", "街道"]
        if not PLACE_END.match(f"白石{unit}")
    ] == []
    assert [word for word in ["各", "有关", "相关", "其他", "全"] if PLACE_END.match(f"{word}白石县")] == []


ACCORDING = [
    *(f"按{word}" for word in ["职责", "职能", "权限", "分工", "任务", "职权", "规定", "层级", "程序"]),
    *(f"{word}职责" for word in ["按照", "按", "依照", "依据", "依", "根据", "结合"]),
    *(f"按{whose}职责" for whose in ["各自", "自身", "本级", "有关", "相关", "法定", "本部门", "本单位"]),
    *(f"按{which}职责" for which in ["工作", "行业", "监管", "管理"]),
    *(
        f"按照职责{behind}"
        for behind in ["分工", "任务", "领域", "范围", "管理", "原则", "要求", "权限", "职能"]
    ),
]


@pytest.mark.parametrize("words", ACCORDING)
def test_by_what_a_body_acts_is_no_part_of_its_name(words: str) -> None:
    reading = read_list(f"市财政局{words}负责")
    assert [(item.role, item.name.text) for item in reading.roles] == [(Role.RESPONSIBLE, "市财政局")]
    assert reading.unread == ()
