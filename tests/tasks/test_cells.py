"""What cells are by their words, and the columns of rows that lost their empty cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.lexicon.headings import Column
from loaders.lexicon.wording import wording
from loaders.tasks.cells import CellKind, align, cell_kind

TASK, ROLE, PERSON = Column.TASK, Column.ROLE, Column.PERSON
DEADLINE, NOTE, SECTION = Column.DEADLINE, Column.NOTE, Column.SECTION


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("12", CellKind.NUMBER, id="a number"),
        pytest.param("（3）", CellKind.NUMBER, id="a number in brackets"),
        pytest.param("/", CellKind.NOTHING, id="a stroke"),
        pytest.param("无", CellKind.NOTHING, id="the word for nothing"),
        pytest.param("2025年6月底前", CellKind.TIME, id="a time limit"),
        pytest.param("9月投入使用", CellKind.TIME, id="what is done by a time"),
        pytest.param("长期坚持", CellKind.TIME, id="a time without an end"),
        pytest.param("市科技局", CellKind.AGENCIES, id="one agency"),
        pytest.param("市科技局、各县（市、区）人民政府，临江高新区管委会。", CellKind.AGENCIES, id="a list that ends like a sentence"),
        pytest.param("人口计生委等相关部门，13个街道、镇", CellKind.AGENCIES, id="a list with others and a bare level"),
        pytest.param("安监站 电管所", CellKind.AGENCIES, id="gaps between the names"),
        pytest.param("市科技局牵头；市财政局配合；各县区落实", CellKind.AGENCIES, id="a list with words of roles"),
        pytest.param("市科技局、市财", CellKind.BROKEN, id="a list that ends inside a name"),
        pytest.param("省新闻出版", CellKind.WORD, id="a short name without an ending"),
        pytest.param("王 一帆", CellKind.WORD, id="a person"),
        pytest.param("续办", CellKind.WORD, id="how a matter stands"),
        pytest.param("启用两所。", CellKind.TEXT, id="a sentence that ends like a body"),
        pytest.param("加快建设临江高新区", CellKind.WORD, id="a task that ends like a body"),
        pytest.param("建成第一中学、第二中学等新建、扩建项目", CellKind.TEXT, id="a task that lists bodies"),
    ],
)  # fmt: skip
def test_kinds(text: str, kind: CellKind) -> None:
    assert cell_kind(text) is kind


@pytest.mark.parametrize("verb", wording().task_verbs.words)
def test_what_begins_with_the_verb_of_a_task_names_no_agency(verb: str) -> None:
    assert cell_kind(f"{verb}市民服务中心") is not CellKind.AGENCIES


@pytest.mark.parametrize(
    "time",
    [
        *("2026年", "6月", "三季度", "下半年", "年底", "月底", "季末", "全年", "每年", "常态", "立行立改"),
        *("即知即改", "立即", "长期", "持续"),
        *(f"2026年底前{how}" for how in ("完成", "推进", "整改", "开展", "实施", "建成", "投入使用", "启用")),
        *(f"{how}坚持" for how in ("长期", "持续")),
        *(f"2026年6月{how}" for how in ("动工", "开工", "竣工", "完工", "分步实施")),
    ],
)
def test_a_time_is_known_by_its_words(time: str) -> None:
    assert cell_kind(time) is CellKind.TIME


@pytest.mark.parametrize(
    ("longest", "too_long"),
    [
        pytest.param("市科技局" + "、市科技局" * 119, "市科技局" + "、市科技局" * 120, id="a list"),
        pytest.param(f"市{'甲' * 24}局、市教育局", f"市{'甲' * 25}局、市教育局", id="a name"),
    ],
)
def test_agencies_are_no_longer_than_plans_print_them(longest: str, too_long: str) -> None:
    assert cell_kind(longest) is CellKind.AGENCIES
    assert cell_kind(too_long) is CellKind.TEXT


@pytest.mark.parametrize(
    ("kinds", "columns", "places"),
    [
        pytest.param(
            [CellKind.TEXT, CellKind.AGENCIES, CellKind.AGENCIES], [TASK, ROLE, ROLE], [0, 1, 2], id="a cell for every column"
        ),
        pytest.param(
            [CellKind.TEXT, CellKind.AGENCIES, CellKind.TIME], [TASK, ROLE, ROLE, DEADLINE], [0, 1, 3], id="a column left out"
        ),
        pytest.param([CellKind.TEXT, CellKind.AGENCIES], [SECTION, TASK, PERSON, ROLE], [1, 3], id="category and person left out"),
        pytest.param([CellKind.TEXT, CellKind.WORD, CellKind.AGENCIES], [TASK, PERSON, ROLE], [0, 1, 2], id="a person beside an agency"),
        pytest.param([CellKind.AGENCIES, CellKind.AGENCIES], [TASK, ROLE], [0, 1], id="a task that reads like an agency"),
        pytest.param(
            [CellKind.TEXT, CellKind.AGENCIES, CellKind.AGENCIES, CellKind.TIME], [TASK, ROLE, DEADLINE], [0, 1, 1, 2], id="two names in a cell"
        ),
        pytest.param(
            [CellKind.TEXT, CellKind.AGENCIES, CellKind.AGENCIES, CellKind.AGENCIES], [SECTION, TASK, ROLE, ROLE], [1, 2, 2, 3],
            id="as many cells as columns, but not one in each",
        ),
        pytest.param([CellKind.TEXT, CellKind.TEXT], [TASK, ROLE], [0, 0], id="a sentence names no agency"),
        pytest.param([CellKind.TEXT, CellKind.AGENCIES, CellKind.TEXT], [TASK, ROLE], None, id="no column left"),
        pytest.param([], [TASK, ROLE], None, id="no cell"),
    ],
)  # fmt: skip
def test_columns(kinds: list[CellKind], columns: list[Column | None], places: list[int] | None) -> None:
    assert align(kinds, columns) == places


@given(
    kinds=st.lists(st.sampled_from(CellKind), max_size=12),
    columns=st.lists(st.sampled_from([*Column, None]), max_size=8),
)
def test_the_order_is_kept_and_sentences_are_no_agencies(
    kinds: list[CellKind], columns: list[Column | None]
) -> None:
    found = align(kinds, columns)
    if found is None:
        return
    assert len(found) == len(kinds)
    assert found == sorted(found)
    assert all(0 <= place < len(columns) for place in found)
    assert not any(
        kind in (CellKind.TEXT, CellKind.TIME, CellKind.NUMBER) and columns[place] is ROLE
        for kind, place in zip(kinds, found, strict=True)
    )
