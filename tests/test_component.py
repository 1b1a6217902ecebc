"""The readers as a spaCy component."""

import pytest

spacy = pytest.importorskip("spacy")

from spacy import displacy  # noqa: E402
from spacy.tokens import Doc, DocBin  # noqa: E402

from loaders.component import COLOURS, GROUPS, patterns  # noqa: E402
from loaders.pipeline import read_text  # noqa: E402

PLAN = """青岚市产业发展实施方案

一、重点任务
（一）壮大主导产业。聚焦新能源汽车、绿色食品等产业，支持青岚高新
区建设，2024年底前建成标准厂房20万平方米。（牵头单位：市科技局；配合单位：市财政局）
"""


def groups(text: str) -> dict[str, list[tuple[str, str]]]:
    nlp = spacy.blank("zh")
    nlp.add_pipe("qiantou")
    doc = nlp(text)
    return {name: [(span.text, span.label_) for span in doc.spans[name]] for name in GROUPS}


@pytest.mark.smoke
def test_a_plan_gets_its_span_groups() -> None:
    assert groups(PLAN) == {
        "duties": [("（牵头单位：市科技局；配合单位：市财政局）", "measure")],
        "agencies": [("市科技局", "leads"), ("市财政局", "supports")],
        "zones": [("青岚高新\n区", "高新技术产业开发区")],
        "chains": [("新能源汽车", "chain"), ("绿色食品", "chain")],
        "deadlines": [("2024年底前", "deadline")],
        "goals": [("建成标准厂房20万平方米", "goal")],
    }


def test_the_ids_are_those_of_the_facts() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("qiantou")
    doc = nlp(PLAN)
    [facts] = read_text(PLAN)
    assert doc._.qiantou == (facts,)
    [measure] = facts.measures
    assert [span.kb_id_ for span in doc.spans["agencies"]] == [duty.department.key for duty in measure.duties]
    assert [span.kb_id_ for span in doc.spans["zones"]] == [zone.zone.key for zone in measure.zones]
    assert [span.id_ for span in doc.spans["deadlines"]] == ["2024-12-31"]


def test_a_text_that_is_no_plan_is_read_as_one_measure() -> None:
    found = groups("支持青岚高新区发展生物医药产业")
    assert found["zones"] == [("青岚高新区", "高新技术产业开发区")]
    assert found["chains"] == [("生物医药", "chain")]
    assert found["duties"] == found["agencies"] == []


def test_an_empty_text_has_empty_groups() -> None:
    assert all(not spans for spans in groups("").values())


@pytest.mark.smoke
def test_the_component_is_found_without_an_import() -> None:
    nlp = spacy.blank(
        "zh", config={"nlp": {"pipeline": ["qiantou"]}, "components": {"qiantou": {"factory": "qiantou"}}}
    )
    assert nlp.pipe_names == ["qiantou"]


def test_a_pipeline_goes_to_bytes_and_back() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("qiantou", config={"jurisdiction": "青岚市", "year": 2024})
    copy = spacy.blank("zh")
    copy.add_pipe("qiantou", config={"jurisdiction": "青岚市", "year": 2024})
    copy.from_bytes(nlp.to_bytes())
    doc = copy("支持东滩高新区建设")
    [zone] = doc.spans["zones"]
    assert zone.kb_id_ == "青岚市/东滩高新区"


def test_the_names_of_the_tables_feed_a_ruler() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("span_ruler").add_patterns(patterns())
    doc = nlp("加快发展新能源汽车")
    assert ("新能源汽车", "chain", "新能源汽车") in [
        (span.text, span.label_, span.id_) for span in doc.spans["ruler"]
    ]


def test_names_that_are_no_targets_are_told_when_asked_for() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("qiantou", config={"explain": True})
    doc = nlp("依托工业互联网平台发展光伏，完善各开发区功能")
    assert [(span.text, span.label_, span.id_) for span in doc.spans["left_out"]] == [
        ("工业互联网", "chain", "means or base"),
        ("开发区", "zone", "no name before its kind"),
    ]
    assert [span.text for span in doc.spans["chains"]] == ["光伏"]


def test_a_document_goes_through_bytes_and_keeps_its_facts() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("qiantou")
    doc = nlp(PLAN)
    for again in (
        Doc(nlp.vocab).from_bytes(doc.to_bytes()),
        next(DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)),
    ):
        assert again._.qiantou == doc._.qiantou != ()
        assert [span.text for span in again.spans["agencies"]] == [
            span.text for span in doc.spans["agencies"]
        ]


def test_several_processes_give_the_same() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("qiantou")
    texts = [PLAN, "", PLAN]
    several = list(nlp.pipe(texts, n_process=2))
    assert [doc._.qiantou for doc in several] == [nlp(text)._.qiantou for text in texts]


def test_entities_are_set_when_asked_for_and_have_their_colours() -> None:
    plain, asked = spacy.blank("zh"), spacy.blank("zh")
    plain.add_pipe("qiantou")
    asked.add_pipe("qiantou", config={"ents": True})
    assert plain(PLAN).ents == ()
    doc = asked(PLAN)
    labels = {entity.label_ for entity in doc.ents}
    assert "leads" in labels
    assert labels <= COLOURS.keys()
    named = {span.kb_id_ for span in doc.spans["agencies"]}
    assert {entity.kb_id_ for entity in doc.ents if entity.label_ == "leads"} <= named
    html = displacy.render(doc, style="ent", options={"colors": COLOURS}, jupyter=False)
    assert COLOURS["leads"] in html
