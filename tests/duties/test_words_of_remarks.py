"""Each word by which a remark beside a name is known: one taken out of its pattern fails here."""

import pytest
from duties.said import Who, answer, duties, leads

REMARKS = [
    f"责任单位：市教育局、市财政局，{word}季度分配资金"
    for word in (
        *(
            "以",
            "按",
            "将",
            "须",
            "如",
            "于",
            "从",
            "该",
            "遇",
            "若",
            "待",
            "已",
            "暂",
            "拟",
            "每",
            "逢",
            "见",
        ),
        *("另", "确保", "力争", "争取", "咨询", "详见", "依据", "根据", "可", "自", "此", "经"),
    )
]
WATCHED = [
    f"市教育局、市财政局，镇林业站{word}"
    for word in ("指导", "监督", "督办", "督导", "督促", "考核", "验收", "把关", "推荐", "提名")
]
NOTED = [
    f"市教育局（{note}）、市财政局"
    for note in (
        *(f"逗号前为{role}单位" for role in ("牵头", "主责", "主办", "责任", "配合")),
        *("表示牵头", "代表主办", "下同", "排名不分先后", "排序不分先后", "★", "2031年6月"),
        *(f"{word}完成选址" for word in ("已", "正在", "尚未", "拟于", "暂未", "暂缓", "待")),
        *("尚无方案", "指导", "督导", "监督", "监管", "把关", "支持", "支撑", "服务"),
        *(f"{of}指导" for of in ("业务", "技术", "政策", "行业")),
        *(f"{of}保障" for of in ("资金", "经费", "技术", "要素", "用地", "安全", "后勤")),
        *("职责范围内", "本单位职责内", "属地", "属地管理", "属地负责"),
        *(f"{word}王明" for word in ("联系", "电话", "手机", "客服", "热线", "请", "做好", "落实")),
        *(f"{word}落实" for word in ("按职责", "各自", "共同", "分别", "具体")),
        *(f"按职责{word}" for word in ("负责", "落实", "配合", "实施")),
        *(f"市政府督查办{word}" for word in ("督促", "督导", "督办", "指导", "监督")),
    )
]


@pytest.mark.parametrize("words", [*REMARKS, *WATCHED, *NOTED])
def test_a_remark_names_nobody_and_leaves_the_names(words: str) -> None:
    assert duties(f"1.备案。（{words}）") == [answer("市教育局", "市财政局")]


@pytest.mark.parametrize(
    "words",
    [f"市教育局牵头，{word}市委组织部" for word in ("结果报", "情况报", "报", "送", "并报", "报送", "向")],
)
def test_to_whom_it_is_told_is_nobody_s_duty(words: str) -> None:
    assert duties(f"1.备案。（{words}）") == [leads("市教育局")]


@pytest.mark.parametrize("word", ["会同", "联合", "商"])
def test_who_acts_together_with_a_lead_supports_it(word: str) -> None:
    assert duties(f"1.备案。（市教育局牵头{word}市财政局）") == [(["市教育局"], ["市财政局"], [])]


@pytest.mark.parametrize(
    "words", ["不再一一列出", "不再逐一列出", "不再列", "不逐一列出", "不一一列出", "下同"]
)
def test_a_rule_for_all_lists_names_nobody(words: str) -> None:
    assert duties(f"1.备案。（市教育局牵头。其他有关部门配合，{words}）") == [leads("市教育局")]


ANSWER = (["市教育局"], [], ["乡镇政府"])
SUPPORT = (["市教育局"], ["乡镇政府"], [])


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("均负责落实", ANSWER),
        ("均落实", ANSWER),
        ("均参照落实", ANSWER),
        ("均执行", ANSWER),
        ("都负责落实", ANSWER),
        ("均参与", SUPPORT),
        ("均配合落实", SUPPORT),
    ],
)
def test_a_rule_for_all_lists_that_says_who_names_them(words: str, who: Who) -> None:
    assert duties(f"1.备案。（市教育局牵头。乡镇政府{words}，下同）") == [who]


@pytest.mark.parametrize(
    ("level", "bodies"),
    [
        (f"各市、县{body}", ["财政局", "教育局"])
        for body in ("政府", "人民政府", "党委", "党工委", "管委会", "办事处")
    ],
)
def test_a_level_with_its_government_is_none_of_the_bureaus_behind_it(level: str, bodies: list[str]) -> None:
    assert duties(f"1.备案。（{level}、{'、'.join(bodies)}）") == [answer(level, *bodies)]
