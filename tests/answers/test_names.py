"""Finding an agency by what people type: one candidate, or none, or a choice."""

import pytest
from city import innovation, manufacturing
from facts import agency, measure, plan

from graph.answers.duties import duties_of
from graph.answers.names import Named, agency_names, find_agency, find_chain, find_name, find_zone
from graph.model import AmbiguousNameError, InputError, Role, UnknownNameError
from graph.model.language import speaking, translated
from graph.network import incidence_of, read_incidence
from graph.store import Store, open_store
from graph.views.search import hits

ENTRIES = [
    Named("临江市/市发展改革委", "市发展改革委", "临江市", ("市发改委", "市发展改革委")),
    Named("临江市/市科技局", "市科技局", "临江市", ("市科技局",)),
    Named("临江市/市市场监管局", "市市场监管局", "临江市", ("市市场监管局",)),
    Named("云岭省/省市场监管局", "省市场监管局", "云岭省", ("省市场监管局",)),
    Named("青岚市/市科技局", "市科技局", "青岚市", ("市科技局", "市科学技术局")),
]


def found_among_entries(text: str, places: tuple[str, ...]) -> Named:
    return find_name("agency", [one for one in ENTRIES if not places or one.jurisdiction in places], text)


@pytest.mark.parametrize(
    ("text", "places", "key"),
    [
        pytest.param("临江市/市科技局", (), "临江市/市科技局", id="the key"),
        pytest.param("市发展改革委", (), "临江市/市发展改革委", id="the name"),
        pytest.param("市发改委", (), "临江市/市发展改革委", id="an alias"),
        pytest.param("发改", (), "临江市/市发展改革委", id="a part of an alias"),
        pytest.param("科学技术", (), "青岚市/市科技局", id="a part that one of two has"),
        pytest.param("市市场监管局", (), "临江市/市市场监管局", id="a whole name before a part"),
        pytest.param("市科技局", ("青岚市",), "青岚市/市科技局", id="one in the place"),
        pytest.param("市场监管局", ("云岭省",), "云岭省/省市场监管局", id="a part, in the place"),
    ],
)
def test_one_answers(text: str, places: tuple[str, ...], key: str) -> None:
    assert found_among_entries(text, places).key == key


def two_cities() -> Store:
    """Two cities with the same agencies; 市发改委 is so called in the plan of one alone."""
    store = open_store(":memory:")
    for place in ("临江市", "青岚市"):
        names = [
            "市科技局",
            agency("市发改委" if place == "临江市" else "市发展改革委", canonical="市发展改革委"),
        ]
        store.replace(plan(place, f"{place}方案", measure("一", leads=names, supports=["市市场监管局"])))
    return store


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("青岚市科技局", "青岚市/市科技局", id="place and name"),
        pytest.param("青岚科技局", "青岚市/市科技局", id="short place and name"),
        pytest.param("青岚市市科技局", "青岚市/市科技局", id="place and name with its level"),
        pytest.param("临江市科学技术局", "临江市/市科技局", id="place and full name"),
        pytest.param(
            "临江市发展和改革委员会", "临江市/市发展改革委", id="place and full name of a committee"
        ),
        pytest.param("青岚发改委", "青岚市/市发展改革委", id="short place and short name"),
        pytest.param("临江市工商局", "临江市/市市场监管局", id="a former name"),
    ],
)
def test_an_agency_answers_to_every_spelling_with_its_place(text: str, key: str) -> None:
    with two_cities() as store:
        assert find_agency(store, text).key == key
        assert [hit[0] for hit in hits(store, read_incidence(store), text)["agency"]] == [key]


@pytest.mark.parametrize("text", ["科学技术局", "市科学技术局", "市发改委", "工商局"])
def test_a_spelling_without_a_place_means_the_agencies_of_all_places(text: str) -> None:
    """Also where the plans of one place alone print it."""
    with two_cities() as store:
        with pytest.raises(AmbiguousNameError) as caught:
            find_agency(store, text)
        assert {key.partition("/")[0] for key in caught.value.candidates} == {"临江市", "青岚市"}
        assert find_agency(store, text, ["青岚市"]).jurisdiction == "青岚市"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("市科技局", ["临江市/市科技局", "青岚市/市科技局"]),
        ("市场监管局", ["临江市/市市场监管局", "云岭省/省市场监管局"]),
    ],
)
def test_several_answer(text: str, keys: list[str]) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        find_name("agency", ENTRIES, text)
    assert list(caught.value.candidates) == keys


def test_of_hundreds_that_answer_some_are_named_and_the_rest_counted() -> None:
    agencies = [Named(f"第{number:03}市/市科技局", "市科技局", f"第{number:03}市") for number in range(413)]
    with pytest.raises(AmbiguousNameError) as caught:
        find_name("agency", agencies, "市科技局")
    first, *listed, rest = str(caught.value).split("\n")
    assert first == "市科技局: 413 agencies answer to this name; name one of:"
    assert [line.strip() for line in listed] == [one.key for one in agencies[:12]]
    assert rest == "  … and 401 more; write more of the name, or its place before it"
    assert len(caught.value.candidates) == 413
    with speaking("zh"):
        assert translated(str(caught.value)).endswith("另有 401 个；请把名称写全，或在前面写明所在地")


@pytest.mark.parametrize(
    ("text", "places", "hint"),
    [
        ("市科计局", (), "did you mean 市科技局"),
        ("市科技局", ("白石县",), "the graph holds no agency of this place"),
        ("环球", (), "list them with `qiantou query agency_aliases`"),
        ("", (), "(nothing): no agency has this name"),
    ],
)
def test_none_answers(text: str, places: tuple[str, ...], hint: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        found_among_entries(text, places)
    assert hint in str(caught.value)


def test_the_directory_is_that_of_the_graph(any_store: Store) -> None:
    any_store.replace_all([innovation(), manufacturing()])
    entries = agency_names(any_store)
    assert entries == sorted(entries)
    assert entries == agency_names(incidence_of([innovation(), manufacturing()]))
    found = find_agency(any_store, "发改委")
    assert found == Named("临江市/市发展改革委", "市发展改革委", "临江市", ("市发展改革委", "市发改委"))


def test_zones_and_chains_are_found_by_a_part_that_only_one_has() -> None:
    graph = incidence_of(
        [
            plan(
                "临江市",
                "方案",
                measure("一", zones=["临江高新区", "临港经开区"], chains=["光伏", "光伏玻璃"]),
            )
        ]
    )
    assert find_zone(graph, "高新").key == "临江市/临江高新区"
    assert find_chain(graph, "光伏").key == "光伏"
    with pytest.raises(AmbiguousNameError, match="2 zones answer"):
        find_zone(graph, "区")
    with pytest.raises(UnknownNameError, match="no industry chain has this name; did you mean 光伏玻璃"):
        find_chain(graph, "光优玻璃")


def test_duties_come_by_role_with_partners_in_the_order_of_the_lists(any_store: Store) -> None:
    any_store.replace_all([innovation(), manufacturing()])
    table = duties_of(any_store, "临江市/市工信局")
    assert table.columns == ("role", "plan", "path", "heading", "deadlines", "partners", "basis")
    made = "临江市先进制造业集群方案"
    assert table.rows == [
        (
            "牵头",
            made,
            "一",
            "壮大链主企业",
            ["2025年底前"],
            ["市科技局(牵头)", "市财政局(配合)", "市统计局(配合)"],
            "明文",
        ),
        ("牵头", made, "三", "提升服务", [], ["市税务局(配合)", "市财政局(配合)"], "明文"),
        (
            "责任",
            "临江市科技创新行动方案",
            "一/(二)",
            "培育企业",
            ["长期坚持"],
            ["市财政局(配合)", "各县区政府(责任)"],
            "明文",
        ),
    ]


def test_duties_of_some_roles_and_plans_with_evidence() -> None:
    with open_store(":memory:") as store:
        store.replace_all([innovation(), manufacturing()])
        table = duties_of(store, "临江市/市财政局", roles=[Role.SUPPORTS], plans=["制造业"], evidence=True)
        assert table.columns[-2:] == ("duty", "text")
        assert [row[2] for row in table.rows] == ["一", "三"]
        assert "市财政局" in table.rows[0][-2]
        assert duties_of(store, "临江市/市财政局", roles=[Role.LEADS]).rows == []


def test_a_plan_that_is_not_there_is_named() -> None:
    with open_store(":memory:") as store:
        store.replace(innovation())
        with pytest.raises(InputError, match="no plan of the graph has “文旅” in its title"):
            duties_of(store, "临江市/市财政局", plans=["文旅"])


def test_a_duty_by_convention_or_over_a_section_says_so() -> None:
    with open_store(":memory:") as store:
        store.replace_all([innovation(), manufacturing()])
        assert [row[-1] for row in duties_of(store, "临江市/市自然资源局").rows] == ["约定", "明文"]
        assert [row[-1] for row in duties_of(store, "临江市/市委编办").rows] == ["章节"]


def test_an_agency_listed_twice_has_one_row() -> None:
    twice = [agency("市发改委", canonical="市发展改革委"), "市发展改革委"]
    with open_store(":memory:") as store:
        store.replace(plan("临江市", "方案", measure("一", leads=twice)))
        assert len(duties_of(store, "临江市/市发展改革委").rows) == 1
