"""What is said of characters that were recognised: on which pages, which lines and names are doubtful, what is mended."""

from dataclasses import replace

import msgspec
import pytest
from msgspec import UNSET

from graph.model import Department, Place
from loaders.agencies.mending import doubtful_names, mended_names
from loaders.check import check
from loaders.document import Document, PlacedSpan, RecognisedSpan
from loaders.doubts import DOUBTFUL, ranges
from loaders.pipeline import read_document

HEAD = "青岚市行动方案\n"


def recognised(*lines: str, unsure: str = "") -> Document:
    """A document of lines that were recognised, a page each; the characters of `unsure` are not sure."""
    text, spans, places = "", [], []
    for number, line in enumerate(lines, 1):
        place = Place(page=number, box=(72.0, 700.0, 500.0, 716.0))
        start, end = len(text), len(text) + len(line)
        sure = tuple(0.5 if sign in unsure else 0.99 for sign in line)
        spans.append(RecognisedSpan(start=start, end=end, sure=sure, place=place))
        places.append(PlacedSpan(start=start, end=end, place=place))
        text += line + "\n"
    return Document(source="scan.png", text=text, places=tuple(places), recognised=tuple(spans))


def _found(document: Document) -> list[tuple[str, str]]:
    found = check(document, list(read_document(document, inline=True)))
    codes = ("recognised", "doubtful-line", "doubtful-name")
    return [(one.code, one.message) for one in found if one.code in codes]


def test_a_doubtful_line_brings_its_picture() -> None:
    document = recognised("青岚市行动方案", "一、培育产业。（市科技局牵头）", unsure="技")
    document = replace(
        document, recognised=tuple(replace(span, picture=b"PNG") for span in document.recognised)
    )
    [facts] = read_document(document)
    pictures = {found.code: found.picture for found in facts.diagnostics}
    assert pictures == {"recognised": UNSET, "doubtful-line": "UE5H"}
    assert [b'"picture"' in msgspec.json.encode(found) for found in facts.diagnostics] == [False, True]


def test_the_pages_and_the_doubtful_lines_are_named() -> None:
    document = recognised(
        "青岚市行动方案", "一、培育产业。（市科技局牵头）", "二、招商。（市商务局牵头）", unsure="技"
    )
    assert _found(document) == [
        (
            "recognised",
            "characters recognised on pages 1-3 with a mean confidence of 0.98; compare what matters with the pictures",
        ),
        ("doubtful-line", "recognised with a confidence of 0.50 only: 技; compare the picture"),
    ]
    [facts] = read_document(document)
    assert [duty.evidence.ocr for measure in facts.measures for duty in measure.duties] == [0.5, 0.99]
    assert 0.5 < DOUBTFUL < 0.99


@pytest.mark.parametrize(
    ("printed", "name", "read"),
    [
        ("市科枝局", "市科技局", "市科枝局"),
        ("市财改局", "市财政局", "市财改局"),
        ("市科技局", "市科技局", ""),
        ("市玄青局", "市玄青局", ""),
    ],
    ids=["one agency is like it", "another", "an agency", "nothing is like it"],
)
def test_a_recognised_name_is_mended_only_to_the_one_agency_it_can_be(
    printed: str, name: str, read: str
) -> None:
    [facts] = read_document(recognised("青岚市行动方案", f"一、培育产业。（{printed}牵头）"))
    [duty] = facts.measures[0].duties
    assert duty.agency == name
    assert duty.evidence.text == printed
    assert ("mended, recognised as" in duty.rule) is bool(read)
    assert ("mended, recognised as" in duty.department.rule) is bool(read)


def test_a_printed_name_is_never_mended() -> None:
    text = f"{HEAD}一、培育产业。（市科枝局牵头）"
    [facts] = read_document(Document(source="plan.txt", text=text))
    assert facts.measures[0].duties[0].agency == "市科枝局"


@pytest.mark.parametrize(
    ("numbers", "words"), [([], ""), ([4], "4"), ([1, 2, 3, 7], "1-3, 7"), ([1, 3], "1, 3")]
)
def test_pages_are_named_in_few_words(numbers: list[int], words: str) -> None:
    assert ranges(numbers) == words


def test_a_recognised_name_that_is_like_several_agencies_stays_and_is_told() -> None:
    [facts] = read_document(recognised("青岚市行动方案", "一、培育产业。（市士土局牵头）"))
    duties = facts.measures[0].duties

    def resolve(name: str) -> Department:
        known = name in ("市土土局", "市士士局")
        return Department(name=name, jurisdiction="青岚市", rule="function" if known else "ending 局")

    assert mended_names(duties, resolve) == duties
    assert [doubt.message for doubt in doubtful_names(duties, resolve)] == [
        "recognised as 市士土局, which is no agency; it may be 市土土局 or 市士士局"
    ]
