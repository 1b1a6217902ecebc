"""Wordings of published plans that were first read wrongly, each with the duties it says."""

import pytest
from duties.said import Who, answer, duties, leads

from loaders.pipeline import read_text

SAID = {
    "统筹 by itself leads": ("1.登记。（市工信局统筹，市财政局配合）", [(["市工信局"], ["市财政局"], [])]),
    "统筹单位 leads": ("1.登记。统筹单位：市工信局", [leads("市工信局")]),
    "统筹推进 answers": ("1.登记。（市工信局、各县区统筹推进）", [answer("市工信局", "各县区")]),
    "成员单位 beside a lead supports": (
        "1.登记。牵头单位：区建委\n成员单位：区园林局、各街道办事处",
        [(["区建委"], ["区园林局", "各街道办事处"], [])],
    ),
    "成员单位 by itself lists a group": ("1.领导小组。\n组长：王明\n成员单位：区园林局、区住建局", []),
    "领办 answers": ("1.登记。领办单位：县发改局", [answer("县发改局")]),
    "nouns of courts and the Party": (
        "1.清案。责任团队：刑事审判团队\n2.登记。责任党委：机关党委",
        [answer("刑事审判团队"), answer("机关党委")],
    ),
    "the chiefs of many offices answer as the offices": (
        "1.值班。责任科室：办公室、各科室负责人",
        [answer("办公室", "各科室")],
    ),
    "a bracket before a name gives its role to those behind it": (
        "1.登记。责任单位：（牵头）市水务局，（配合）市财政局、市住建局",
        [(["市水务局"], ["市财政局", "市住建局"], [])],
    ),
    "names in the brackets that mark a lead": (
        "1.登记。责任单位：【市水务局】、市财政局（【】内为牵头单位）",
        [answer("市水务局", "市财政局")],
    ),
    "items run in behind a bracket": (
        "1、绿道（县住建局负责）2、公厕（县城管局、各镇负责）3、泵站（县水务局牵头）",
        [answer("县住建局"), answer("县城管局", "各镇"), leads("县水务局")],
    ),
    "a compound level with a short department": (
        "1.禁烧。责任单位：各区县（自治县）教委、卫生健康委",
        [answer("各区县(自治县)教委", "各区县(自治县)卫生健康委")],
    ),
    "towns share no ending with a county": (
        "1.登记。（责任单位：局头镇、办场乡、台前县政府）",
        [answer("局头镇", "办场乡", "台前县政府")],
    ),
    "a street office takes no level, and lends a town no office": (
        "1.登记。（责任单位：台前县水利局、局河镇、城关街道办事处）\n2.备案。（区住建局、白石、青山街道办负责）",
        [answer("台前县水利局", "局河镇", "城关街道办事处"), answer("区住建局", "白石街道办", "青山街道办")],
    ),
    "what else a lead does": (
        "1.登记。（市人社局牵头并负责日常调度，市住建局参与）",
        [(["市人社局"], ["市住建局"], [])],
    ),
    "labels of those who take a case": (
        "1.化解信访。包案单位：区住建局；稳控单位：东湖街道\n2.清案。主办庭：民一庭；协办部门：立案庭、法警队",
        [answer("区住建局", "东湖街道"), (["民一庭"], ["立案庭", "法警队"], [])],
    ),
    "a department whose work begins like a level takes the list's": (
        "1.登记。（县农业农村局、乡村振兴局、乡供电所负责）\n2.备案。（各市（州）财政局、乡村振兴局负责）",
        [
            answer("县农业农村局", "县乡村振兴局", "乡供电所"),
            answer("各市(州)财政局", "各市(州)乡村振兴局"),
        ],
    ),
    "lists in brackets with the next item directly behind": (
        "（一）管网（县住建局、县水务集团）（二）绿地（县园林中心）（三）路灯（县城管局）",
        [answer("县住建局", "县水务集团"), answer("县园林中心"), answer("县城管局")],
    ),
    "a rule whose clause begins before its own words": (
        "1.公开。（县数据局、县司法局；分号前第一个单位为牵头单位，其余为配合单位，下同）",
        [answer("县数据局", "县司法局")],
    ),
    "work that all share is no name of one": (
        "1.监测。（县气象局负责。各乡镇人民政府抓好落实，以下均需落实，不再一一列出）",
        [answer("县气象局", "各乡镇人民政府")],
    ),
    "an alias of a Party organ": (
        "各单位于12月10日前将总结报县委组织部（县人才办）。\n1.引才。（县人社局负责）",
        [answer("县人社局")],
    ),
    "further labels of those who take a place": (
        "1.帮扶。挂联单位：县税务局；挂联领导：刘洋",
        [answer("县税务局")],
    ),
    "a department of two names behind a compound level": (
        "1.治虫。（责任单位：各市、县（区）林业（自然资源）局）",
        [answer("各市、县(区)林业(自然资源)局")],
    ),
    "the next item behind a comma": (
        "1.步道，责任单位：区园林所、区城管局，2.护栏，责任单位：区交警大队。",
        [answer("区园林所", "区城管局"), answer("区交警大队")],
    ),
    "a work that is spoken of again": (
        "1.督导。（区应急局负责。此项工作各镇街均为责任单位）\n2.培训。（该工作专班负责）",
        [answer("区应急局", "各镇街"), answer("该工作专班")],
    ),
    "an alias of a division": (
        "请汇总后报区住建局物业科（区物业管理服务中心）。\n1.物业。（区住建局负责）",
        [answer("区住建局")],
    ),
    "remarks behind a bracket": (
        "1.古桥（区文旅局牵头）——列入民生实事\n2.公交（区交通局、区公交公司） 年内完成\n3.巡河（区水利局） 全年",
        [leads("区文旅局"), answer("区交通局", "区公交公司"), answer("区水利局")],
    ),
    "the next item of a half bracket directly behind a list": (
        "1）种子。责任单位：市农业农村局 2）培训。责任单位：市农广校、各镇农业站 3）测产。责任单位：市统计局",
        [answer("市农业农村局"), answer("市农广校", "各镇农业站"), answer("市统计局")],
    ),
    "a city's own company, and the next item behind ;": (
        "1.站房（市公交公司）；2.标牌（市交通局、市文旅局）；3.班次（市公交公司、市交通局）。",
        [answer("市公交公司"), answer("市交通局", "市文旅局"), answer("市公交公司", "市交通局")],
    ),
    "an amount is nobody": (
        "1.小区。责任单位：市住建局 配合单位：各街道 投资完成：3000万元",
        [([], ["各街道"], ["市住建局"])],
    ),
    "work that runs on behind the body": (
        "1.登记。责任部门：园林局配合做好专项整治工作(一)等",
        [answer("园林局")],
    ),
    "a person in a list of those who came": (
        "1.登记。（市司法局负责）\n参加：张强、李敏",
        [answer("市司法局")],
    ),
    "a name that begins like a word which explains": (
        "1.竞赛（经发局、各街道）\n2.评比（如东县政府、对外联络办）",
        [answer("经发局", "各街道"), answer("如东县政府", "对外联络办")],
    ),
    "labels and names parted by gaps": (
        "1. 清河。牵头部门 市水利局 责任部门 市生态环境局 市农业农村局 沿线各县",
        [(["市水利局"], [], ["市生态环境局", "市农业农村局", "沿线各县"])],
    ),
    "商 between two bodies": (
        "1. 保障。（市人影办商民航青岚空管站、空军青岚场站办理）",
        [answer("市人影办", "民航青岚空管站", "空军青岚场站")],
    ),
    "an item's heading before those who do it": (
        "1.保洁：区水务局牵头，各街道负责\n2.养护：区园林中心负责\n3.会议要求：各科室负责",
        [(["区水务局"], [], ["各街道"]), answer("区园林中心")],
    ),
    "two names of a bracket over a line's end": (
        "1.登记。（责任单位：市科技局\n市教育局）",
        [answer("市科技局", "市教育局")],
    ),
    "three, of which the last take their level from the first": (
        "1.登记。（牵头单位：市科技局；责任单位：市教育局\n财政局\n税务局）",
        [(["市科技局"], [], ["市教育局", "市财政局", "市税务局"])],
    ),
    "words behind a semicolon are only of those who stand there": (
        "1.招聘。责任单位：人社局、社会局；区工会协助\n2.春运。（牵头：车站；各车间落实）",
        [([], ["区工会"], ["人社局", "社会局"]), (["车站"], [], ["各车间"])],
    ),
    "a person with a title is no agency": (
        "1.办好家长学校。（主管：李明华副校长；责任部门：德育处）",
        [answer("德育处")],
    ),
    "a label that no table knows ends the list above it": (
        "1.任务\n牵头科室：城管科\n配合科室：平安建设办\n包联网格：第三网格",
        [(["城管科"], ["平安建设办"], [])],
    ),
    "a label that is broken over a line's end stays one": (
        "1.登记。（牵头单位：市科技局，责任\n单位：市教育局）",
        [(["市科技局"], [], ["市教育局"])],
    ),
    "who looks on does not do the work": (
        "1.管好林地。责任单位：村委会，镇林业站指导",
        [answer("村委会")],
    ),
    "communities share their ending": (
        "1.加梯。责任社区：望江门、清波、柳浪社区\n2.平安。（责任单位：近江、海潮等社区）\n3.共育。（责任单位：学校、家庭、社区）",
        [
            answer("望江门社区", "清波社区", "柳浪社区"),
            answer("近江社区", "海潮社区"),
            answer("学校", "家庭", "社区"),
        ],
    ),
    "a division may be named for an area and more": (
        "1.扩大试点。责任处室：稽查处、自贸区和特殊区域发展处",
        [answer("稽查处", "自贸区和特殊区域发展处")],
    ),
    "the editor of a page below its last measure": (
        "【出行】改造过街设施。\n责任单位：市城管局\n（记者 林夏）\n责任编辑：周敏",
        [answer("市城管局")],
    ),
    "who has words behind those who lead by theirs": (
        "1.培训。（主责科室：医患办牵头，人事科、护理部落实）",
        [(["医患办"], [], ["人事科", "护理部"])],
    ),
    "a bracket that asks or says who watches is no part of a name": (
        "1.供电。配合部门：市工信局（请予支持）\n2.上缴。责任单位：区城投公司、区文旅集团（区国资中心督促）",
        [([], ["市工信局"], []), answer("区城投公司", "区文旅集团")],
    ),
    "协助部 and 协管 support, 组织单位 answers": (
        "1.夜读。牵头部：流通部  协助部：各区图书馆\n2.清退。【主责：法务部；协管：各作业公司】\n3.评审。组织单位：集团工会",
        [(["流通部"], ["各区图书馆"], []), (["法务部"], ["各作业公司"], []), answer("集团工会")],
    ),
    "works, palaces and companies of the militia are bodies": (
        "1.防火。（镇武装部牵头，民兵连、市少年宫、第二分厂参与）",
        [(["镇武装部"], ["镇民兵连", "市少年宫", "第二分厂"], [])],
    ),
    "who recommends does not do the work": (
        "1.贷款。（青年发展部、青岚农商行；各高校团委推荐）",
        [answer("青年发展部", "青岚农商行")],
    ),
    "a name broken over a line's end stays one": (
        "1.登记。（责任单位：市委组织\n部、市人力资源\n社会保障局）",
        [answer("市委组织部", "市人力资源社会保障局")],
    ),
    "a mark of leads without a verb": (
        "1.登记。责任单位：市水务局、（市财政局）（括号内的单位牵头）",
        [answer("市水务局", "市财政局")],
    ),
    "who answers for each of the tasks": (
        "1.登记。（市水务局牵头。各县（市、区）政府、青湖度假区管委会为各项任务的责任单位，不再逐项列出）",
        [(["市水务局"], [], ["各县(市、区)政府", "青湖度假区管委会"])],
    ),
    "a school has a name of its own, one by number has not": (
        "1.登记。（县教育局、白岭中学、第一中学负责）",
        [answer("县教育局", "白岭中学", "县第一中学")],
    ),
    "further brackets around a label": (
        "1.登记。〖牵头单位〗市水务局〖配合单位〗市财政局、市住建局",
        [(["市水务局"], ["市财政局", "市住建局"], [])],
    ),
    "names of a list with a number each": (
        "1.登记。责任单位：（1）市住建局（2）市城管局\n2.备案。责任单位：1. 市司法局 2. 各县（市、区）政府\n"
        "3.公示。\n责任单位：\n①市财政局；\n②市审计局。\n4.归档。责任单位：1.市档案馆\n5.销毁。（市保密局负责）",
        [
            answer("市住建局", "市城管局"),
            answer("市司法局", "各县(市、区)政府"),
            answer("市财政局", "市审计局"),
            answer("市档案馆"),
            answer("市保密局"),
        ],
    ),
    "names of a list with a dash each, under its label": (
        "1.登记。\n牵头单位：\n- 市住建局\n- 市城管局\n配合单位：\n- 市财政局\n- 各区政府\n2.备案。（市司法局负责）",
        [(["市住建局", "市城管局"], ["市财政局", "各区政府"], []), answer("市司法局")],
    ),
    "a stroke for the colon": (
        "1.登记（牵头单位/市住建局 配合单位/市财政局、各区政府）\n2.备案。责任单位｜市司法局",
        [(["市住建局"], ["市财政局", "各区政府"], []), answer("市司法局")],
    ),
    "a label and its list in angles or in quotation marks": (
        "1.登记。<责任单位：市住建局>\n2.备案。“责任单位：市司法局”",
        [answer("市住建局"), answer("市司法局")],
    ),
    "a full stop between names that support": (
        "1.登记。（牵头单位：市住建局；配合单位：市财政局。市城管局）",
        [(["市住建局"], ["市财政局", "市城管局"], [])],
    ),
    "an annotation in front of what it is about": (
        "1.（市住建局牵头，市城管局配合）改造旧楼。\n2.（市司法局负责）备案合同。\n"
        "3.责任单位：市财政局\n任务内容：建设泵站2处。",
        [(["市住建局"], ["市城管局"], []), answer("市司法局"), answer("市财政局")],
    ),
    "a bracket that is doubled": (
        "1.登记。（（市住建局负责））\n2.备案。（（牵头单位：市司法局））",
        [answer("市住建局"), leads("市司法局")],
    ),
    "how far the work is": (
        "1.登记。责任单位：市住建局、各区政府（已完成选址）\n2.备案。责任单位：市司法局（正在调研）",
        [answer("市住建局", "各区政府"), answer("市司法局")],
    ),
    "an arrow before a label and a stroke behind it": (
        "1.登记\n▶责任单位｜市住建局、市城管局\n2.备案\n▶责任单位｜市司法局",
        [answer("市住建局", "市城管局"), answer("市司法局")],
    ),
    "names that bring their own place, and none of the level before them": (
        "1.登记。（市水利局、东山水库管理处、大中型水库管理处、青云民族中学负责）",
        [answer("市水利局", "东山水库管理处", "市大中型水库管理处", "青云民族中学")],
    ),
    "a town's office for farming, which is no organ of a committee": (
        "1.登记。（镇城建办牵头，农办配合）",
        [(["镇城建办"], ["镇农办"], [])],
    ),
    "an arrow, an equals sign or a dash for a label's colon": (
        "1.登记。责任单位→市民政局、财政局\n2.备案。牵头单位＝市司法局，配合单位＝市信访局\n3.核查\n责任单位——市住建局",
        [answer("市民政局", "市财政局"), (["市司法局"], ["市信访局"], []), answer("市住建局")],
    ),
    "any other mark between names": (
        "1.登记。责任单位：市民政局→财政局\n2.备案。（市司法局~市信访局负责）\n3.核查。责任单位：市住建局_市城管局",
        [answer("市民政局", "市财政局"), answer("市司法局", "市信访局"), answer("市住建局", "市城管局")],
    ),
    "a label that asks for those who answer and those who support": (
        "1.登记。责任及配合单位：市民政局、市财政局\n2.备案。责任主体和协办单位：市司法局",
        [answer("市民政局", "市财政局"), answer("市司法局")],
    ),
    "middle dots between names that print their level once": (
        "1.登记。（市民政局·财政局•人社局）\n2.备案。责任单位：市司法局・城管局\n3.核查。责任单位：市住建局",
        [answer("市民政局", "市财政局", "市人社局"), answer("市司法局", "市城管局"), answer("市住建局")],
    ),
    "an owner without a level owns no other division": (
        "1.登记。（水利厅农水处、人事处负责）",
        [answer("水利厅农水处", "人事处")],
    ),
    "a note between two rows of a table": (
        "序号\t任务\t责任单位\n1\t清淤\t市水利局\n注：每月报送。\n2\t植树\t市林业局",
        [answer("市水利局"), answer("市林业局")],
    ),
    "a bracket behind a name of a label's list, with a division and a telephone": (
        "1.登记。牵头单位：市住建局（物业科，联系人：李敏，电话：0571-88886666），配合单位：市财政局、各区政府（管委会）。",
        [(["市住建局"], ["市财政局", "各区政府(管委会)"], [])],
    ),
    "brackets for a label's colon": (
        "1.登记。责任单位（市住建局、各区政府），完成时限（2027年6月）。\n2.备案。★责任单位：市司法局牵头，市民政局具体实施。",
        [answer("市住建局", "各区政府"), (["市司法局"], [], ["市民政局"])],
    ),
    "whom a body charges with it": (
        "1.登记。（市住建局会同市财政局，委托市测绘研究院组织实施）",
        [answer("市住建局", "市财政局", "市测绘研究院")],
    ),
    "a division's neighbours may be its department's": (
        "1.登记。（省教育厅学生处、信息中心、财政厅按照职责分工负责）",
        [answer("省教育厅学生处", "信息中心", "省财政厅")],
    ),
    "strokes between offices and those who head the wards": (
        "1.结算 [财务科/医保办/各病区护士长]\n2.响应（医患办；分管院领导：周院长）",
        [answer("财务科", "医保办", "各病区护士长"), answer("医患办")],
    ),
    "等部门 behind what departments do": (
        "1.登记。（市住建局牵头，发改、财政、自然资源等部门配合）",
        [(["市住建局"], ["发改部门", "财政部门", "自然资源部门"], [])],
    ),
    "a wide stroke between labels": (
        "1.登记。*牵头：市住建局｜配合：市财政局、各县区｜时限：12月*",
        [(["市住建局"], ["市财政局", "各县区"], [])],
    ),
    "full stops between the names of a label": (
        "1.登记。责任单位：市民政局。市财政局、市住建局。\n2.备案。责任单位：市司法局。市财政局安排经费。",
        [answer("市民政局", "市财政局", "市住建局"), answer("市司法局")],
    ),
}


@pytest.mark.parametrize(("body", "expected"), SAID.values(), ids=SAID)
def test_who_does_the_work(body: str, expected: list[Who]) -> None:
    assert duties(body) == expected


UNREAD = {
    "a label that begins with the word of a role": "责任战区：东战区指挥部、市教育局",
    "a label of a single body": "遇险情：市应急局",
    "a label with a letter in it": "（承X单位：市住建局）",
    "a verb that ends like an office": "盯办：区住建局、各街道",
    "labels of one character": "（主：区住建局）",
    "those who look on": "督办单位：区政府办",
    "a list whose half is no body": "（县级河长、县水利局）",
}


@pytest.mark.parametrize("said", UNREAD.values(), ids=UNREAD)
def test_a_list_of_bodies_behind_a_label_that_no_table_knows_is_said(said: str) -> None:
    [facts] = read_text(f"青岚市工作方案\n一、任务\n1.登记。{said}\n2.备案。（市司法局负责）\n")
    assert [duty.agency for one in facts.measures for duty in one.duties] == ["市司法局"]
    label = said.strip("（）").partition("：")[0]
    assert any(
        found.excerpt.lstrip("（").startswith(label) and found.code == "unread-annotation"
        for found in facts.diagnostics
    )


OF_NO_DOERS = {
    "who gets a paper": ("工作方案", "抄送：市委办公室、市人大办公室"),
    "who belongs to a group": ("工作方案", "成员单位：市财政局、市水务局"),
    "who comes to a meeting": ("工作方案", "参会单位：市财政局、市水务局"),
    "a body that says something": ("工作方案", "市气象局：市水文局"),
    "a text that divides no work": ("科普展公告", "承运单位：市公交公司"),
}


@pytest.mark.parametrize(("title", "said"), OF_NO_DOERS.values(), ids=OF_NO_DOERS)
def test_other_lists_behind_a_label_are_not_said(title: str, said: str) -> None:
    [facts] = read_text(f"青岚市{title}\n一、任务\n1.登记。\n{said}\n")
    assert [found.code for found in facts.diagnostics] == ["no-annotation"]


IN_PART = {
    "behind a heading": "2.古树保护：市林业局负总责，市文旅局协助，各村委会看护到人",
    "in a bracket": "2.验收（市级主管部门主持，市水利局抽查）",
    "behind a dash": "2.村庄绿化——各乡镇人民政府，市农业农村局指导",
}


@pytest.mark.parametrize("line", IN_PART.values(), ids=IN_PART)
def test_a_list_whose_words_are_known_in_part_is_said(line: str) -> None:
    [facts] = read_text(f"青岚市工作方案\n一、任务\n1.登记。（市司法局负责）\n{line}\n")
    assert [duty.agency for one in facts.measures for duty in one.duties] == ["市司法局"]
    assert any(found.code == "unread-annotation" for found in facts.diagnostics)
