"""What every store must do alike, asked of each of them."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from city import AROUND, PARK, innovation, manufacturing, plans, province
from facts import INDUSTRIES, agency, measure, plan
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from graph.model import Facts, InputError, Level, StoreError, Zone
from graph.store import Store, open_store
from graph.store.batch import Batch
from graph.store.dump import dump_lines
from graph.store.rows import JOINS


def dump(store: Store) -> str:
    return "\n".join(dump_lines(store))


def fresh_dump(facts: Sequence[Facts]) -> str:
    """What a new graph holds of these plans and nothing else."""
    return _fresh_dump(tuple(facts))


@cache
def _fresh_dump(facts: tuple[Facts, ...]) -> str:
    with open_store(":memory:") as store:
        store.replace_all(facts)
        return dump(store)


@pytest.fixture(scope="session")
def whole() -> str:
    return fresh_dump(plans())


def test_every_store_holds_the_same_bytes(any_store: Store, whole: str) -> None:
    any_store.replace_all(plans())
    assert dump(any_store) == whole


def test_every_row_given_is_held(any_store: Store) -> None:
    any_store.replace_all(plans())
    rows = Batch.of(plans()).rows
    for label, nodes in rows.nodes.items():
        assert any_store.run(f"MATCH (n:{label}) RETURN count(n) AS n").rows == [(len(nodes),)]
    for join in JOINS:
        found = any_store.run(f"MATCH (:{join.start})-[r:{join.type}]->(:{join.end}) RETURN count(r) AS n")
        expected = 2 if join.type == "CITES" else len(rows.edges[join])
        assert found.rows == [(expected,)], join


def test_loading_again_changes_nothing(any_store: Store, whole: str) -> None:
    for facts in [*plans(), *plans()]:
        any_store.replace(facts)
    assert dump(any_store) == whole
    any_store.replace_all(plans())
    assert dump(any_store) == whole


def test_the_order_of_loading_does_not_matter(any_store: Store, whole: str) -> None:
    for facts in reversed(plans()):
        any_store.replace(facts)
    assert dump(any_store) == whole


def test_a_changed_plan_leaves_nothing_of_the_old_one(any_store: Store) -> None:
    any_store.replace_all(plans())
    changed = plan(
        "临江市",
        "临江市科技创新行动方案",
        measure("一/(一)", leads=["市教育局"], chains=["生物医药"]),
        source="changed.txt",
        number="临政发〔2024〕1号",
    )
    any_store.replace(changed)
    assert dump(any_store) == fresh_dump([changed, manufacturing(), province()])


def test_a_plan_that_was_deleted_alone_is_loaded_again(any_store: Store, whole: str) -> None:
    """By Cypher, which leaves the plan's measures in the graph."""
    any_store.replace_all(plans())
    any_store.run("MATCH (p:Plan) DETACH DELETE p", write=True)
    any_store.replace_all(plans())
    assert dump(any_store) == whole


def test_a_removed_plan_leaves_nothing_behind(any_store: Store, whole: str) -> None:
    """No name, no zone, no citation that only it knew; another store that never had it is the same."""
    any_store.replace_all(plans())
    any_store.remove([innovation().plan.key])
    assert dump(any_store) == fresh_dump([manufacturing(), province()])
    any_store.remove(["no such key"])
    assert dump(any_store) == fresh_dump([manufacturing(), province()])
    any_store.replace(innovation())
    assert dump(any_store) == whole
    any_store.remove([one.plan.key for one in plans()])
    assert dump(any_store) == fresh_dump([])


def test_what_a_deleted_plan_left_is_removed(any_store: Store) -> None:
    any_store.replace_all(plans())
    key = innovation().plan.key
    any_store.run("MATCH (p:Plan {key: $key}) DETACH DELETE p", {"key": key}, write=True)
    any_store.remove([key])
    assert dump(any_store) == fresh_dump([manufacturing(), province()])


def test_a_plan_that_did_not_change_is_left_alone(any_store: Store) -> None:
    any_store.replace_all(plans())
    any_store.run("MATCH (m:Measure) SET m.heading = 'x'", write=True)
    before = dump(any_store)
    any_store.replace_all(plans())
    assert dump(any_store) == before


def test_a_measure_that_was_deleted_is_loaded_again(any_store: Store, whole: str) -> None:
    any_store.replace_all(plans())
    any_store.run("MATCH (m:Measure) WITH m ORDER BY m.key LIMIT 1 DETACH DELETE m", write=True)
    assert dump(any_store) != whole
    any_store.replace_all(plans())
    assert dump(any_store) == whole


def test_goals_that_a_deleted_plan_left_are_taken_up_by_it(any_store: Store) -> None:
    given = plan("临江市", "方案", measure("一", leads=["市科技局"], goals=[("企业", "10", "家")]))
    any_store.replace(given)
    for label in ("Measure", "Plan"):
        any_store.run(f"MATCH (n:{label}) DETACH DELETE n", write=True)
    any_store.replace(given)
    assert dump(any_store) == fresh_dump([given])


def test_a_plan_given_twice_holds_as_given_last(any_store: Store) -> None:
    first = plan("临江市", "方案", measure("一", leads=["市教育局"]))
    last = plan("临江市", "方案", measure("二", leads=["市体育局"]))
    any_store.replace_all([first, province(), last])
    assert dump(any_store) == fresh_dump([last, province()])


def test_facts_that_cannot_stand_leave_the_state_before(any_store: Store) -> None:
    any_store.replace_all(plans())
    before = dump(any_store)
    facts = innovation()
    twice = replace(facts, measures=(*facts.measures, facts.measures[-1]))
    with pytest.raises(InputError, match=r"科技创新行动方案\.txt: two measures .* 一/\(二\) number 1"):
        any_store.replace_all([manufacturing(), twice])
    surrogate = plan("临江市", "半个字\ud83d", measure("一", leads=["市教育局"]))
    with pytest.raises(InputError, match="surrogate"):
        any_store.replace(surrogate)
    assert dump(any_store) == before


def test_a_failure_in_the_middle_leaves_the_state_before(
    any_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    any_store.replace_all(plans())
    before = dump(any_store)

    def fail(*_given: object) -> None:
        raise RuntimeError("power cut")

    changed = plan(
        "临江市", "临江市科技创新行动方案", measure("九", leads=["市教育局"]), number="临政发〔2024〕1号"
    )
    with monkeypatch.context() as patch:
        patch.setattr("graph.store.replacing.update_citations", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            any_store.replace(changed)
    assert dump(any_store) == before
    any_store.replace(changed)
    assert "市教育局" in dump(any_store)


def test_a_department_knows_every_name_it_is_called(any_store: Store) -> None:
    any_store.replace_all(plans())
    asked = "MATCH (d:Department {key: '临江市/市发展改革委'}) RETURN d.aliases AS aliases"
    assert any_store.run(asked).rows == [(["市发展改革委", "市发改委"],)]
    any_store.replace(
        plan(
            "临江市", "临江市科技创新行动方案", measure("一", leads=["市教育局"]), number="临政发〔2024〕1号"
        )
    )
    assert any_store.run(asked).rows == [(["市发展改革委"],)]


def test_what_one_plan_knows_of_a_department_is_not_lost_to_another(any_store: Store) -> None:
    known = agency("市科技局", line="科技", level=Level.CITY)
    vague = agency("市科技局", level=Level.UNKNOWN)
    asked = "MATCH (d:Department {name: '市科技局'}) RETURN d.line AS line, d.level AS level"
    any_store.replace(plan("临江市", "甲方案", measure("一", leads=[known])))
    any_store.replace(plan("临江市", "乙方案", measure("一", leads=[vague])))
    assert any_store.run(asked).rows == [("科技", "city")]
    any_store.replace(plan("临江市", "乙方案", measure("一", leads=[agency("市科技局", line="创新")])))
    assert any_store.run(asked).rows == [("创新", "city")]


def test_what_only_the_replaced_plan_knew_is_not_known_any_more(any_store: Store) -> None:
    """Of a node that another plan speaks of, too, the graph does not hold who said what: that stays."""

    def told(level: Level, part_level: Level, line: str) -> Facts:
        around = Zone(name="青岚高新区", jurisdiction="青岚市", level=part_level)
        zone = Zone(name="青岚科技园", jurisdiction="青岚市", level=level, kind="园区", part_of=around)
        lead = agency("市科技局", jurisdiction="青岚市", line=line)
        return plan("青岚市", "甲方案", measure("一", leads=[lead], zones=[zone]))

    asked = "MATCH (z:Zone) RETURN z.name AS name, z.level AS level ORDER BY name"
    vague = told(Level.UNKNOWN, Level.UNKNOWN, "")
    any_store.replace(told(Level.COUNTY, Level.NATIONAL, "科技"))
    any_store.replace(vague)
    assert dump(any_store) == fresh_dump([vague])
    other = plan(
        "青岚市",
        "乙方案",
        measure("一", leads=["市商务局"], zones=[Zone(name="青岚科技园", jurisdiction="青岚市")]),
    )
    any_store.replace_all([told(Level.COUNTY, Level.NATIONAL, "科技"), other])
    any_store.replace(vague)
    assert any_store.run(asked).rows == [("青岚科技园", "county"), ("青岚高新区", "national")]
    assert any_store.run("MATCH (d:Department {name: '市科技局'}) RETURN d.line AS line").rows == [("",)]


def test_a_committee_that_moves_takes_its_zone_along(any_store: Store) -> None:
    asked = "MATCH (d:Department)-[:ADMINISTERS]->(z:Zone) RETURN d.name AS d, z.name AS z"
    any_store.replace(plan("临江市", "甲方案", measure("一", leads=[agency("管委会", zone="老园区")])))
    any_store.replace(plan("临江市", "乙方案", measure("一", leads=[agency("管委会", zone="新园区")])))
    assert any_store.run(asked).rows == [("管委会", "新园区")]
    assert any_store.run("MATCH (z:Zone) RETURN z.name AS z").rows == [("新园区",)]


def test_a_mention_that_says_nothing_of_a_zone_leaves_it_to_its_committee(any_store: Store) -> None:
    asked = "MATCH (d:Department)-[:ADMINISTERS]->(z:Zone) RETURN d.name AS d, z.name AS z"
    any_store.replace(plan("临江市", "甲方案", measure("一", leads=[agency("管委会", zone="园区")])))
    any_store.replace(plan("临江市", "乙方案", measure("一", leads=[agency("管委会")])))
    assert any_store.run(asked).rows == [("管委会", "园区")]


def test_a_citation_holds_while_one_plan_answers_to_it(any_store: Store) -> None:
    asked = "MATCH (a:Plan)-[r:CITES]->(b:Plan) RETURN a.title AS a, b.title AS b, r.evidence AS e"
    citing = plan("临江市", "细则", measure("一", leads=["市科技局"], citations=["总体方案"]))
    any_store.replace(citing)
    assert any_store.run(asked).rows == []
    any_store.replace(plan("临江市", "总体方案", measure("一", leads=["市科技局"])))
    assert any_store.run(asked).rows == [("细则", "总体方案", "《总体方案》")]
    any_store.replace(plan("青岚市", "总体方案", measure("一", leads=["市科技局"])))
    assert any_store.run(asked).rows == []


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (:Zone {key: 'x'})",
        "MERGE (:Zone {key: 'x'})",
        "MATCH (n:Department) SET n.name = 'x'",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n:Zone) WITH n LIMIT 1 CREATE (:Zone {key: 'x'})",
        "MATCH (d:Department)-[r]->(m) DELETE r",
    ],
)
def test_a_query_that_would_write_is_refused(any_store: Store, whole: str, cypher: str) -> None:
    any_store.replace_all(plans())
    with pytest.raises(StoreError):
        any_store.run(cypher)
    assert dump(any_store) == whole


def test_a_query_that_may_write_writes(any_store: Store) -> None:
    any_store.run("CREATE (:Zone {key: $key, name: 'x'})", {"key": "k"}, write=True)
    assert any_store.run("MATCH (z:Zone) RETURN z.key AS key").rows == [("k",)]


@pytest.mark.parametrize(
    "cypher", ["", "   // nothing", "MATCH (n RETURN n", "no cypher", "MATCH (n:Plan) RETURN $missing AS x"]
)
def test_a_query_that_is_none_is_one_line(any_store: Store, cypher: str) -> None:
    with pytest.raises(StoreError) as caught:
        any_store.run(cypher)
    assert "\n" not in str(caught.value)
    assert any_store.run("RETURN 1 AS one").rows == [(1,)]


def test_values_come_alike(any_store: Store) -> None:
    any_store.replace(province())
    table = any_store.run(
        "MATCH (d:Department {name: '省科技厅'})-[r:LEADS]->(m:Measure) "
        "RETURN d, r, $list AS list, $nothing AS nothing, $yes AS yes, date('2025-01-31') AS day, 2.5 AS number",
        {"list": ["甲", "乙"], "nothing": None, "yes": True},
    )
    assert table.columns == ("d", "r", "list", "nothing", "yes", "day", "number")
    department, lead, *others = table.rows[0]
    assert department["label"] == "Department"
    assert list(department) == ["label", *sorted(department.keys() - {"label"})]
    assert department["aliases"] == ["省科技厅"]
    assert lead["type"] == "LEADS"
    assert lead["evidence"] == "省科技厅"
    assert "key" not in lead
    assert others == [["甲", "乙"], None, True, "2025-01-31", 2.5]


def test_sums_are_whole_numbers(any_store: Store) -> None:
    any_store.replace_all(plans())
    asked = "MATCH (p:Plan) RETURN sum(p.measures) AS total, count(p) AS plans, avg(p.measures) AS mean"
    assert any_store.run(asked).rows == [(8, 3, 8 / 3)]
    assert isinstance(any_store.run(asked).rows[0][0], int)
    assert any_store.arrow(asked).to_pydict() == {"total": [8], "plans": [3], "mean": [8 / 3]}


def test_threads_ask_one_store(any_store: Store) -> None:
    any_store.replace_all(plans())
    asked = "MATCH (p:Plan) RETURN p.title AS title ORDER BY title"
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: any_store.run(asked).rows, range(20)))
    assert all(answer == answers[0] for answer in answers)


def test_a_path_comes_as_its_nodes_and_edges(any_store: Store) -> None:
    any_store.replace(province())
    (row,) = any_store.run(
        "MATCH p = (:Department {name: '省科技厅'})-[:LEADS]->(:Measure)-[:PART_OF]->(:Plan) RETURN p"
    ).rows
    kinds = [part.get("label") or part.get("type") for part in row[0]]
    assert kinds == ["Department", "LEADS", "Measure", "PART_OF", "Plan"]


def test_columns_come_as_arrow(any_store: Store) -> None:
    any_store.replace_all(plans())
    table = any_store.arrow(
        "MATCH (d:Department)-[r:LEADS]->(m:Measure) WHERE m.plan = $plan "
        "RETURN d.name AS name, m.position AS number ORDER BY number, name",
        {"plan": province().plan.key},
    )
    assert table.to_pydict() == {"name": ["省科技厅"], "number": [1]}


HOSTILE = [
    "x'}) DETACH DELETE n //",
    '"); MATCH (n) DETACH DELETE n; //',
    "`name`",
    "a}b{c",
    "$key",
    "\\",
    "\\'",
    "行\n列\t\r\n",
    "零\x00字",
    "\u202e倒\u202c",
    "𠮷野家🏭",
    "|#/.~",
    " ",
]


def test_no_text_of_a_plan_is_read_as_a_query(any_store: Store) -> None:
    facts = [
        plan(
            text,
            f"方案{text}",
            measure(
                text,
                text,
                leads=[agency(text, canonical=text, line=text, zone=text)],
                chains=[text],
                goals=[(text, text, text)],
                deadlines=[(text, text)],
                citations=[(text, text)],
                focuses=[(text, text, text)],
                persons=[text],
            ),
            number=text,
        )
        for text in HOSTILE
    ]
    any_store.replace(province())
    any_store.replace_all(facts)
    assert dump(any_store) == fresh_dump([province(), *facts])
    found = any_store.run("MATCH (d:Department) WHERE d.name <> '省科技厅' RETURN d.name AS name").rows
    assert {text for (text,) in found} >= set(HOSTILE)
    for text in HOSTILE:
        asked = any_store.run("MATCH (d:Department {name: $name}) RETURN d.line AS line", {"name": text})
        assert asked.rows == [(text,)]


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
measures = st.builds(
    lambda path, leads, supports, chains, zones: measure(
        path, leads=leads, supports=supports, chains=chains, zones=zones
    ),
    st.sampled_from(["一", "一/(一)", "二"]),
    st.lists(names, max_size=3),
    st.lists(names, max_size=3),
    st.lists(st.one_of(names, st.sampled_from(sorted(INDUSTRIES))), max_size=2),
    st.lists(st.sampled_from([PARK, AROUND]), max_size=1),
)
some_plans = st.builds(
    lambda title, sketches: plan("临江市", title, *sketches),
    st.sampled_from(["甲方案", "乙方案", "丙方案"]),
    st.lists(measures, max_size=4),
)


@settings(max_examples=15, deadline=None)
@given(steps=st.lists(some_plans, min_size=1, max_size=5))
def test_any_history_ends_as_if_only_its_last_plans_were_loaded(steps: list[Facts]) -> None:
    with open_store(":memory:") as store:
        for facts in steps:
            store.replace(facts)
        after = dump(store)
    last = list({facts.plan.key: facts for facts in steps}.values())
    random.Random(0).shuffle(last)
    assert after == fresh_dump(last)


def _dates(store: Store) -> list[str]:
    return [row[0] for row in store.run("MATCH (p:Plan) RETURN p.date AS date ORDER BY date").rows]


def test_two_years_of_one_title_are_two_plans(any_store: Store) -> None:
    any_store.replace_all(
        plan("临江市", "工作要点", measure("一", leads=[agency(f"市{one}局")]), date=date)
        for one, date in (("财政", "2023-03-01"), ("教育", "2024-03-01"))
    )
    assert _dates(any_store) == ["2023-03-01", "2024-03-01"]


def test_one_number_in_two_files_is_one_plan(any_store: Store) -> None:
    for title, source in (("关于创新的意见", "a.txt"), ("关于_创新的意见", "b.docx")):
        any_store.replace(
            plan("临江市", title, measure("一"), number="临政发〔2024〕9号", source=source, date="2024-05-01")
        )
    assert _dates(any_store) == ["2024-05-01"]
    assert any_store.run("MATCH (m:Measure) RETURN count(m) AS n").rows == [(1,)]


def test_two_enclosures_of_one_notice_are_two_plans(any_store: Store) -> None:
    first = plan("临江市", "甲方案", measure("一"), number="临政发〔2024〕9号", date="2024-05-01")
    second = plan("临江市", "乙方案", measure("一"), number="临政发〔2024〕9号", date="2024-05-01")
    any_store.replace_all([first, replace(second, plan=replace(second.plan, part=2))])
    assert _dates(any_store) == ["2024-05-01", "2024-05-01"]


def test_what_another_plan_says_of_a_zone_outlives_a_changed_plan(any_store: Store) -> None:
    """A zone, and an industry, that only another plan's leading industries hold are no leftovers."""
    kept = plan(
        "青岚市",
        "青岚市园区规划",
        measure("一", leads=["市商务局"], focuses=[("青岚高新区", "光电", "首位产业")]),
    )
    before = plan(
        "青岚市",
        "青岚市行动方案",
        measure(
            "一", leads=["市科技局"], zones=[Zone(name="青岚高新区", jurisdiction="青岚市")], chains=["光电"]
        ),
    )
    after = plan("青岚市", "青岚市行动方案", measure("一", leads=["市科技局"]))
    any_store.replace_all([kept, before])
    any_store.replace(after)
    assert dump(any_store) == fresh_dump([kept, after])
    assert any_store.run("MATCH (z:Zone)-[:FOCUSES_ON]->(c:IndustryChain) RETURN z.name, c.name").rows == [
        ("青岚高新区", "光电")
    ]


def test_classes_stand_over_their_industries_and_go_with_the_last_of_them(any_store: Store) -> None:
    def cars(*chains: str) -> Facts:
        return plan("临江市", "临江市汽车方案", measure("一", leads=["市工信局"], chains=chains))

    above = (
        "MATCH (c:IndustryChain)-[:BROADER*1..4]->(k:IndustryClass) "
        "RETURN DISTINCT k.code AS code ORDER BY code"
    )
    other = plan("青岚市", "青岚市汽车方案", measure("一", leads=["市工信局"], chains=["智能网联汽车"]))
    any_store.replace_all([cars("新能源汽车"), other])
    assert [code for (code,) in any_store.run(above).rows] == ["5", "C", "C36", "C361", "C3612"]
    any_store.replace(cars("低空经济"))
    assert [code for (code,) in any_store.run(above).rows] == ["C", "C36"]
    found = any_store.run("MATCH (k:IndustryClass) RETURN k.name AS name, k.level AS level ORDER BY level")
    assert found.rows == [("制造业", 1), ("汽车制造业", 2)]


def test_a_zone_goes_with_its_last_part(any_store: Store) -> None:
    def parks(*zones: Zone) -> Facts:
        return plan("临江市", "临江市园区方案", measure("一", leads=["市科技局"], zones=zones))

    zones = "MATCH (z:Zone) RETURN z.name AS name ORDER BY name"
    any_store.replace(parks(PARK))
    assert [name for (name,) in any_store.run(zones).rows] == [AROUND.name, PARK.name]
    any_store.replace(parks())
    assert any_store.run(zones).rows == []


def test_a_code_that_is_none_is_refused(any_store: Store) -> None:
    one = plan("临江市", "临江市方案", measure("一", chains=["北斗"]))
    named = one.measures[0].chains[0]
    wrong = replace(named, chain=replace(named.chain, sei=("99",)))
    facts = replace(one, measures=(replace(one.measures[0], chains=(wrong,)),))
    with pytest.raises(InputError, match="北斗 has the code 99"):
        any_store.replace(facts)


def test_later_loads_do_not_read_all_plans(any_store: Store) -> None:
    """Citations between plans of different batches, loaded one by one, removed and changed by hand in between."""
    number = "临政发〔2025〕{}号".format
    facts = [
        plan(
            "临江市",
            f"方案{item}",
            measure("一"),
            number=number(item),
            citations=[("", number(item * 7 % 10))],
        )
        for item in range(10)
    ]
    for one in facts:
        any_store.replace(one)
    # Two of the ten cite themselves.
    assert any_store.run("MATCH (:Plan)-[r:CITES]->(:Plan) RETURN count(r)").rows == [(8,)]
    assert dump(any_store) == fresh_dump(facts)
    any_store.remove([facts[3].plan.key])
    rest = [one for place, one in enumerate(facts) if place != 3]
    assert dump(any_store) == fresh_dump(rest)
    any_store.run("MATCH (:Plan)-[r:CITES]->(:Plan) DELETE r", write=True)
    any_store.replace(facts[3])
    assert dump(any_store) == fresh_dump(facts)
