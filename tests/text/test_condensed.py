"""The condensed text leads back to every character of the text as read."""

from hypothesis import given
from hypothesis import strategies as st

from loaders.text.condensed import Condensed

TEXT = st.text(
    alphabet=st.sampled_from("市科技局、（）〔〕：;。 \u3000\n\r\t*#-—1２\u200b\ufeff单位牵头"), max_size=200
)


@given(TEXT)
def test_offsets_lead_back(raw: str) -> None:
    condensed = Condensed(raw)
    assert len(condensed.plain) == len(condensed.text)
    for offset, character in enumerate(condensed.plain):
        at = condensed.raw_offset(offset)
        assert condensed.offset(at) == offset
        assert raw[at] == character or (character == ":" and raw[at].isspace())


@given(TEXT, st.data())
def test_a_span_quotes_its_own_characters(raw: str, data: st.DataObject) -> None:
    condensed = Condensed(raw)
    start = data.draw(st.integers(0, len(condensed.text)))
    end = data.draw(st.integers(start, len(condensed.text)))
    begin, stop = condensed.raw_span(start, end)
    assert 0 <= begin <= stop <= len(raw)
    inside = Condensed(raw[begin:stop]).plain
    assert len(inside) <= end - start


def test_widths_are_folded_one_to_one() -> None:
    condensed = Condensed("（牵头 单位：市科技局；２０２３年）")
    assert condensed.text == "(牵头单位:市科技局;2023年)"
    assert condensed.plain == "（牵头单位：市科技局；２０２３年）"


def test_page_numbers_and_emphasis_print_nothing() -> None:
    condensed = Condensed("责任单位：市科\n— 12 —\n技局\n第 3 页 共 9 页\n**牵头单位**：市财政局")
    assert condensed.text == "责任单位:市科技局牵头单位:市财政局"


def test_a_gap_behind_a_label_stands_for_its_colon() -> None:
    assert Condensed("牵头单位　市政府办公室\n").text == "牵头单位:市政府办公室"


def test_lines_begin_where_they_are_printed() -> None:
    condensed = Condensed("一、总则\n  二、任务\n\n三、保障")
    assert [condensed.text[at] for at in condensed.lines] == ["一", "二", "三"]
    assert condensed.lines_between(1, 8) == condensed.lines[1:2]


def test_what_stands_in_for_a_mark_moves_nothing() -> None:
    raw = "牵头单位  \r\n市科技局\n【配合单位】市教育局 市财政局 各县（市、区）\n(责任单位　市税务局)"
    condensed = Condensed(raw)
    assert condensed.text == "牵头单位:市科技局配合单位:市教育局、市财政局、各县(市、区)(责任单位:市税务局)"
    for name in ("市科技局", "市教育局", "市财政局", "市税务局"):
        at = condensed.text.index(name)
        start, end = condensed.raw_span(at, at + len(name))
        assert raw[start:end] == name


def test_gaps_between_names_behind_a_label_stand_for_marks() -> None:
    assert (
        Condensed("牵头单位：教育局　财政局 责任单位：人社局").text
        == "牵头单位:教育局、财政局;责任单位:人社局"
    )
