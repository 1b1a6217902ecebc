"""Industries and industry chains."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.targets.chains import ChainReader, Rank, ranked_names, read_table
from loaders.targets.enumerations import enumerations


def chains(text: str, *, heading: str = "") -> list[str]:
    return [chain.name for chain in ChainReader(text).read(0, len(text), heading=heading)]


FOUND = [
    (
        "做强新能源汽车、锂电池、光伏三大主导产业链",
        ["新能源汽车", "锂电池", "光伏"],
        "a counted list of chains",
    ),
    (
        "围绕“2+1”产业链:智能家电、竹木加工两大制造业产业链和中医药全产业链",
        ["智能家电", "竹木加工", "中医药"],
        "a list with a chain behind it",
    ),
    ("发展羊肚菌、红托竹荪等特色优势产业", ["羊肚菌", "红托竹荪"], "names that no table holds, before 产业"),
    (
        "以矿山机械、电气设备和纺织服装等为重点",
        ["矿山机械", "电气设备", "纺织服装"],
        "the last two members are joined by 和",
    ),
    ("支持汽车、建材、家电等企业走出去", ["汽车", "建材", "家电"], "everyday words in a list of enterprises"),
    (
        "聚焦“互联网+教育”、“互联网+医疗”等新业态",
        ["互联网+教育", "互联网+医疗"],
        "quotes are no part of the names",
    ),
    (
        "推动新能源设计、软件开发等离岸服务外包",
        ["新能源设计", "软件开发", "离岸服务外包"],
        "an industry follows its kinds",
    ),
    ("加快发展数字经济", ["数字经济"], "a name that always means the industry"),
    ("促进蔬菜产业高质量发展", ["蔬菜"], "an everyday word before 产业"),
    ("支持农业企业注册商标", ["农业"], "an everyday word before 企业"),
    ("推进建筑业转型升级", ["建筑业"], "业 belongs to the name"),
    ("培育新能源电池产业链", ["新能源电池"], "an ending belongs to the name"),
    ("发展高端医疗器械", ["高端医疗器械"], "a modifier belongs to the name"),
    ("壮大竹纤维产业", ["竹纤维"], "a name before 产业 after a verb"),
    ("聚焦战略性新兴产业和未来产业", ["战略性新兴产业"], "a broad name after 聚焦"),
    (
        "规范食品经营,加强食品抽检,保障食品安全",
        ["食品"],
        "a measure that says a word three times is about it",
    ),
]

FOUND += [
    (
        "聚焦光伏、动力及储能电池、新材料5条产业链",
        ["光伏", "动力及储能电池", "新材料"],
        "a member with 及 in it is one",
    ),
    ("全面发展人参产业,引导个人参加培训", ["人参"], "人参 is not the word in 个人参加"),
]

FOUND += [
    ("发展半导体与集成电路产业", ["半导体与集成电路"], "与 before 产业 makes one name of two"),
    ("壮大黄精及竹荪产业", ["黄精及竹荪"], "so does 及"),
    (
        "做精黄精产业、做大竹荪产业、做优葛根产业",
        ["黄精", "竹荪", "葛根"],
        "a verb before a member is none of it",
    ),
    (
        "支持苏州光伏、南京储能、无锡氢能等产业",
        ["光伏", "储能", "氢能"],
        "a place before a member is none of it",
    ),
    (
        "扶持储能百强企业、省光伏产业重点企业",
        ["储能", "光伏"],
        "a rank before or after a member is none of it",
    ),
    ("做强光伏、储能、氢能四大主导产业", ["光伏", "储能", "氢能"], "a number after the last member ends it"),
    (
        "扩大竹编用品、藤编制品、草编家电等产品出口",
        ["竹编用品", "藤编制品", "草编家电"],
        "members that no table holds end as industries do",
    ),
    ("支持农、林、牧、渔业等行业企业", ["农、林、牧、渔业"], "a section of the classification is one name"),
    ("改造提升传统产业", ["传统产业"], "a broad name after the verb that acts on it"),
    ("培育壮大数据产业", ["数据产业"], "大数据 is not the word in 壮大数据"),
    ("拓展食品领域合作", ["食品"], "an everyday word before 领域"),
]

FOUND += [
    (
        "聚焦储能、高端竹制品和节能汽车、光伏等领域",
        ["储能", "高端竹制品和节能汽车", "光伏"],
        "和 before the last member makes one of two",
    ),
    (
        "聚焦储能、物流园区建设和新能源汽车、光伏等领域",
        ["储能", "新能源汽车", "光伏"],
        "but not where one of the two is none",
    ),
    (
        "聚焦锂电池及储能、光伏、氢能等产业",
        ["锂电池及储能", "光伏", "氢能"],
        "a first member with 及 in it is one",
    ),
]

FOUND += [
    (
        "入围国家电子信息榜单,强化工业软件供给",
        ["电子信息", "工业软件"],
        "a false name (家电, 化工) hides no other one",
    ),
    ("形成从化、花都、增城三大汽车产业集群", ["汽车"], "places are no industries"),
    ("支持储能、氢能、小微企业等领域", ["储能", "氢能"], "nor are kinds of enterprises"),
]

NOT_FOUND = [
    ("充分运用大数据、云计算、人工智能等技术手段", "technologies that serve something else"),
    ("推进税务、公安、商务等部门信息共享", "offices"),
    ("强化教育、卫生、住房等民生保障", "public services"),
    ("推动产业集聚发展,壮大主导产业", "产业 in general"),
    ("强化工业产品质量监管", "化工 is not the word here"),
    ("优先发展教育,办好培训", "everyday words by themselves"),
    ("落实《云岭省新能源汽车产业规划》", "an industry in a title belongs to the title"),
    ("会同市文化旅游局办理", "an office's name"),
    ("市农业农村局要加强农业指导", "an office's name of two parts"),
    ("年综合能源消费量1万吨以上", "a quantity"),
    ("打造新能源之都", "what a city is called"),
    ("数字产业化、产业数字化", "产业化 is no industry"),
    ("推动大数据、大模型在研发领域的应用", "在 leads away from the list to what it serves"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "names", "why"), FOUND, ids=[row[2] for row in FOUND])
def test_industries_are_found(text: str, names: list[str], why: str) -> None:
    assert chains(text) == names, why


@pytest.mark.parametrize(("text", "why"), NOT_FOUND, ids=[row[1] for row in NOT_FOUND])
def test_what_is_no_industry_is_not_found(text: str, why: str) -> None:
    assert chains(text) == [], why


def test_an_everyday_word_in_the_heading_is_what_the_measure_is_about() -> None:
    text = "降低物流成本。规范口岸物流作业时限。"
    assert chains(text) == []
    assert chains(text, heading="降低物流成本") == ["物流"]


def test_the_topic_of_a_document_is_found_without_the_word_industry() -> None:
    text = "青藤产业是本市产业。" * 6 + "开展青藤应用示范。"
    reader = ChainReader(text)
    assert [chain.name for chain in reader.read(len(text) - 9, len(text))] == ["青藤"]


def test_what_a_document_names_all_the_time_is_its_topic() -> None:
    """In a plan about an industry its everyday name means the industry, but not where it is part of another name."""
    text = "完善人工智能应用服务。" * 20
    last = "培养人工智能人才。开展生成式人工智能备案。"
    reader = ChainReader(text + last)
    found = reader.read(len(text), len(text + last))
    assert [chain.name for chain in found] == ["人工智能", "生成式人工智能"]
    assert chains("培养人工智能人才。") == []


def test_a_measure_gives_each_name_once_and_in_order() -> None:
    text = "发展光伏,做强储能,发展光伏"
    found = list(ChainReader(text).read(0, len(text)))
    assert [(chain.name, chain.start) for chain in found] == [("光伏", 2), ("储能", 7)]


def test_no_name_stands_in_the_table_twice() -> None:
    table = read_table()
    names = Counter(
        name for branch in table["branch"] for rank in ("firm", "plain", "listed") for name in branch[rank]
    )
    names.update(table["broad"]["words"])
    assert [name for name, count in names.items() if count > 1] == []


def test_firm_names_are_found_by_themselves() -> None:
    """But for those that the words around them would make part of an office's or another name."""
    for name, rank in ranked_names().items():
        if rank is Rank.FIRM:
            found = chains(f"大力发展{name}。")
            assert found, name
            assert found[0] == name or name.startswith(found[0]), name


def test_listed_names_are_not_found_by_themselves() -> None:
    for name, rank in ranked_names().items():
        if rank is Rank.LISTED:
            assert chains(f"关于{name}的通知") == [], name


def test_an_enumeration_has_members_and_an_end() -> None:
    text = "在茶油、竹艺和花灯等领域"
    [found] = enumerations(text, 0, len(text), [])
    assert [text[slice(*span)] for span in found.members] == ["茶油", "竹艺", "花灯"]
    assert text[found.end :] == "领域"
    assert found.closed


def test_time_grows_with_the_text_alone() -> None:
    """A long text without a full stop, and one of nothing but separators, are read at once."""
    for text in ("新能源汽车、" * 20_000, "、" * 100_000, "产业" * 50_000, "等" * 100_000):
        list(ChainReader(text).read(0, len(text)))


@given(st.text(alphabet="新能源汽车、和等产业链领域的发展食品“”互联网+,。12大", max_size=80))
def test_every_chain_stands_in_the_text(text: str) -> None:
    found = list(ChainReader(text).read(0, len(text)))
    assert len({chain.name for chain in found}) == len(found)
    for chain in found:
        assert 0 <= chain.start < chain.end <= len(text)
        assert chain.name in text[chain.start : chain.end].translate(str.maketrans("", "", "“”"))
