"""Wordings of schools, courts, towns and their neighbours, each with the duties it says."""

import pytest
from duties.said import Who, answer, duties, leads

from loaders.pipeline import read_text

SAID = {
    "a label with a noun of no table that ends as bodies do": (
        "1.清案。责任合议庭：民一庭\n2.调研。承办委室：法制委；协办委室：预算工委",
        [answer("民一庭"), ([], ["预算工委"], ["法制委"])],
    ),
    "those who are paired with a village": (
        "1.修桥。挂点单位：县税务局\n2.打井。帮包单位：县烟草局；所在村：北河村",
        [answer("县税务局"), answer("县烟草局")],
    ),
    "a list before a mark answers where only those behind it have words": (
        "1.造册。（市国资委，各区财政局；市审计局配合）\n2.补录。（市司法局、市民政局，各县区配合）",
        [([], ["市审计局"], ["市国资委", "各区财政局"]), ([], ["各县区"], ["市司法局", "市民政局"])],
    ),
    "会同 ends at the comma before those with words of their own": (
        "1.登记。（市商务局牵头，会同市财政局、市税务局，各乡镇承办）",
        [(["市商务局"], ["市财政局", "市税务局"], ["各乡镇"])],
    ),
    "words around 配合": (
        "1.登记。（市商务局牵头抓总，市财政局、各镇联动配合）",
        [(["市商务局"], ["市财政局", "各镇"], [])],
    ),
    "many behind a full stop answer though the rule goes on": (
        "1.登记。（市医保局牵头。各县区人民政府按属地原则抓好落实，下同）\n2.备案。（责任单位：区教育局。各中小学为落实单位，下同）",
        [(["市医保局"], [], ["各县区人民政府"]), answer("区教育局", "各中小学")],
    ),
    "persons by their post stand beside a body": (
        "1.巡查。责任人：各班班主任、德育处\n2.值守。（镇水利站、各村支书）",
        [answer("德育处"), answer("镇水利站")],
    ),
    "many persons by themselves have their own word": (
        "1.筛查。（心理中心负责，各班主任配合）",
        [([], ["各班主任"], ["心理中心"])],
    ),
    "成员单位 stands before the lead": (
        "1.化解。成员单位：区法院、区司法局；牵头单位：区委政法委\n2.夜查。成员单位：各街道\n牵头单位：区治安办",
        [(["区委政法委"], ["区法院", "区司法局"], []), (["区治安办"], ["各街道"], [])],
    ),
    "villages by their committees": (
        "1.巡河。（院前镇、南沟村委会、东社区居委会）",
        [answer("院前镇", "南沟村委会", "东社区居委会")],
    ),
    "a full-width star behind the bracket": (
        "1.筑堤（市水务局负责）＊\n2.清淤（市河道中心负责）",
        [answer("市水务局"), answer("市河道中心")],
    ),
    "a compound level before a department with a bracket": (
        "1.复核。（省水利厅，各市（州）、县（市、区）水利（水务）局）",
        [answer("省水利厅", "各市(州)、县(市、区)水利(水务)局")],
    ),
    "a person shows that a body answers": (
        "1.降耗（动力车间，李建军，13900001234）\n2.盘库（物资部：孙涛 分机8021）\n3.督查。（财政所所长吴刚）",
        [answer("动力车间"), answer("物资部"), answer("财政所")],
    ),
    "a person behind a title or a dash": (
        "1.铺管。责任单位：水务站站长 何勇\n2.换泵。责任科室：设备科—陈刚",
        [answer("水务站"), answer("设备科")],
    ),
    "items run in behind a section of roads": (
        "①路（县交通局、县供电公司）②桥（县公路段）③塘（各乡镇）。",
        [answer("县交通局", "县供电公司"), answer("县公路段"), answer("各乡镇")],
    ),
    "a list that ends in a collective behind a comma": (
        "1.春防（县畜牧中心，各养殖场）",
        [answer("县畜牧中心", "各养殖场")],
    ),
    "a noun in a bracket, and one of a school": (
        "1.征集。责任院（系）：机电学院、艺术系\n2.布展。责任教研部：思政教研部",
        [answer("机电学院", "艺术系"), answer("思政教研部")],
    ),
    "a label that the table knows by its end": (
        "1.电站。牵头单位：市发改委 配合单位：东岚县 手续办理情况：可研、环评已批",
        [(["市发改委"], ["东岚县"], [])],
    ),
    "several labels on a line with gaps for their colons": (
        "1.清运。 责任单位 区环卫处 协办单位 各街道",
        [([], ["各街道"], ["区环卫处"])],
    ),
    "a sentence behind the list names nobody": (
        "1.噪音。责任：区城管局；该工地夜间须停工，如遇抢修另行公告",
        [answer("区城管局")],
    ),
    "a label that is explained names nobody": (
        "1.登记。责任单位：指承担任务的部门和单位。\n2.备案。牵头单位：指挥部办公室",
        [(["指挥部办公室"], [], [])],
    ),
    "what is passed does nothing": (
        "1.改线（途经市财政局、市人民医院）。\n2.增车（市交通局）。",
        [answer("市交通局")],
    ),
    "a youth league takes a compound level": (
        "1.登记。（各区（市、县）教育局、团委）",
        [answer("各区(市、县)教育局", "各区(市、县)团委")],
    ),
    "offices of several persons": (
        "1.归档。（资料室 周倩 13911112222，档案科 吴敏）",
        [answer("资料室", "档案科")],
    ),
    "items parted by commas": (
        "（1）树。牵头单位：区园林局，（2）灯。牵头单位：区路灯所",
        [leads("区园林局"), leads("区路灯所")],
    ),
    "several small bodies behind a full stop": (
        "1.查酒。（市监所、派出所、卫生院）",
        [answer("市监所", "派出所", "卫生院")],
    ),
    "an office of a town carries its town": (
        "1.播种。（责任单位：台前县农业农村局、所前镇农办）",
        [answer("台前县农业农村局", "所前镇农办")],
    ),
    "labels of wards and towns": (
        "1.清案。责任战线：政法战线；责任镇（街）：白河镇、安和街道",
        [answer("政法战线", "白河镇", "安和街道")],
    ),
    "a time limit with what is reached": (
        "1.库(市水利局牵头) 2031年底前完成蓄水\n2.桥(市公路局牵头) 2031年汛前完成",
        [leads("市水利局"), leads("市公路局")],
    ),
    "to whom, how many at first, and whose office are no duties": (
        "企业可向市工信局申请（市中小企业服务中心）。\n分两批（首批含各县区，第二批含市直部门）。\n"
        "联系人：赵磊（市总工会经济部）\n1.登记。（市水务局负责）",
        [answer("市水务局")],
    ),
    "the last line holds nothing but an office": (
        "（一）接站\n责任人：\n学生处\n各系辅导员\n（二）分班\n责任人：\n教务科",
        [answer("学生处"), answer("教务科")],
    ),
    "a compound level before 市场监管局": (
        "1.修标。（省司法厅牵头，各市（州）市场监管局、住建局实施）",
        [(["省司法厅"], [], ["各市(州)市场监管局", "各市(州)住建局"])],
    ),
    "a chief of a department with an extension": (
        "1.布展。责任部门：陈列部（部主任 沈婷，内线208）",
        [answer("陈列部")],
    ),
    "clauses that are counted behind a semicolon": (
        "一是清垃圾。责任单位：环卫站；二是清沟。责任单位：水利站、各村；三是清粪。责任单位：畜牧站。",
        [answer("环卫站"), answer("水利站", "各村"), answer("畜牧站")],
    ),
    "those before the comma lead": (
        "1.建站。（责任单位：市商务局，市司法局（逗号前的单位牵头，下同））",
        [answer("市商务局", "市司法局")],
    ),
    "those who follow the example answer": (
        "1.登记。（市卫健委牵头。各县（区）均参照执行，以下不再列出）",
        [(["市卫健委"], [], ["各县(区)"])],
    ),
    "who explains": (
        "预案由市粮储局解释（市军粮供应中心）。\n1.备货。（市商务局负责）",
        [answer("市商务局")],
    ),
    "labels of branches and posts": (
        "1.设窗。责任网点：城东支行、城西支行\n2.销户。责任岗：反洗钱岗",
        [answer("城东支行", "城西支行"), answer("反洗钱岗")],
    ),
    "a name before a label with a gap": (
        "1.菜场。责任单位:区商务局 配合单位:区市监局、各街道 完成情况:改造、验收已完成。",
        [([], ["区市监局", "各街道"], ["区商务局"])],
    ),
    "remarks behind a time limit name nobody": (
        "1.加站。责任单位：市公交集团；3月前完成，遇雨顺延",
        [answer("市公交集团")],
    ),
    "组织 beside another label": (
        "1.办展。组织：市文旅局；实施：市住建局\n2.设点。（牵头：市商务局；组织：市总工会）",
        [answer("市文旅局", "市住建局"), (["市商务局"], [], ["市总工会"])],
    ),
    "guilds share their city and their ending": (
        "1.评星。（市商务局牵头，市物业、家政、餐饮协会配合）\n2.助农。（市工商联、行业协会）",
        [(["市商务局"], ["市物业协会", "市家政协会", "市餐饮协会"], []), answer("市工商联", "行业协会")],
    ),
    "divisions that begin like a level": (
        "1.核价。（市住建局质安科、市政科、市场科）\n2.结算。责任单位：省发展改革委价格处、市县处\n3.会务。（市政府办、市接待处）",
        [
            answer("市住建局质安科", "市住建局市政科", "市住建局市场科"),
            answer("省发展改革委价格处", "省发展改革委市县处"),
            answer("市政府办", "市接待处"),
        ],
    ),
    "厅 is printed once in each label's list": (
        "1.建库。牵头处室：厅种业处；配合处室：厅计财处、科教处",
        [(["厅种业处"], ["厅计财处", "厅科教处"], [])],
    ),
    "offices with words of their own behind a label of persons": (
        "1.登账。责任人：实训处牵头，总务处配合\n2.巡查。责任人：安保处",
        [(["实训处"], ["总务处"], []), answer("安保处")],
    ),
    "many who answer for all that follows": (
        "1.登记。（市商务局牵头。各县（市、区）人民政府为以下各项任务的责任单位，不再逐项列出）",
        [(["市商务局"], [], ["各县(市、区)人民政府"])],
    ),
    "a name in the bracket that marks a lead is clean where the rule is not repeated": (
        "1.登记。责任单位：（区住建局）、各街道（括号内为牵头单位）\n2.备案。责任单位：（区城管局）、各街道",
        [answer("区住建局", "各街道"), answer("区城管局", "各街道")],
    ),
    "an item behind two brackets": (
        "1.巡河（镇水务站、各村（社区））2.取缔网箱（镇农业农村办）",
        [answer("镇水务站", "各村(社区)"), answer("镇农业农村办")],
    ),
    "a label with its verb for the colon": (
        "1.登记。牵头单位为市住建局，配合单位为市水务局、市财政局。\n2.备案。牵头单位为第一责任单位。",
        [(["市住建局"], ["市水务局", "市财政局"], [])],
    ),
    "a state's forest farm is named by itself": (
        "1.造林。（造林科牵头，市林业站、国有桐山林场配合）",
        [(["造林科"], ["市林业站", "国有桐山林场"], [])],
    ),
    "one office of two things, and bureaus of many places": (
        "1.清点。责任部门：实验室与设备管理处、审计处\n2.清船。责任单位：各县（市）海洋与渔业局、交通运输局",
        [answer("实验室与设备管理处", "审计处"), answer("各县(市)海洋与渔业局", "各县(市)交通运输局")],
    ),
    "a department of a college": (
        "1.补录。（责任单位：车辆系、材料系）\n2.核查。（车辆系牵头，各系配合）",
        [answer("车辆系", "材料系"), (["车辆系"], ["各系"], [])],
    ),
    "persons in brackets and with extensions": (
        "1.审查。责任部门：活动部（负责人 舒婷）\n2.核实。（测绘科　江皓　6012）",
        [answer("活动部"), answer("测绘科")],
    ),
    "the village that is helped does nothing": (
        "1.修路。包联单位：县水利局；包联村：桑园村",
        [answer("县水利局")],
    ),
    "names that begin with the plan's place, or with another's, take no level": (
        "1.查缉。责任单位：市公安局、交通局，青岚机场公安局、江右省农业广播学校、东澜公路分中心",
        [answer("市公安局", "市交通局", "青岚机场公安局", "江右省农业广播学校", "东澜公路分中心")],
    ),
    "departments without their noun": (
        "1.补种。（县农业农村、县水利负责，县财政配合）",
        [([], ["县财政"], ["县农业农村", "县水利"])],
    ),
    "wrong marks": (
        "1.报批（牵头单位。市审批局，配合单位，市公安局）\n2.硬化。（市水利局。市财政局。白河镇负责。）\n"
        "3.补贴。责任单位∶市财政局﹑市水务局､市商务局＆市文旅局，各区／市水利局））",
        [
            (["市审批局"], ["市公安局"], []),
            answer("市水利局", "市财政局", "白河镇"),
            answer("市财政局", "市水务局", "市商务局", "市文旅局", "各区", "市水利局"),
        ],
    ),
    "marks that are lost": (
        "1.培训。责任单位：县商务局县人社局团县委\n2.研学（县文旅局牵头县教体局配合，推出项目（县文旅集团负责）",
        [answer("县商务局", "县人社局", "团县委"), (["县文旅局"], ["县教体局"], []), answer("县文旅集团")],
    ),
    "a label behind a time limit, and a limit or a remark behind the list": (
        "1.创建。完成时限：9月底前责任单位：县教体局配合单位：县卫健局备注：试点\n"
        "2.增设。（责任单位县园林局、各区政府完成时限5月底）\n3.设点（县总工会、团县委，腊月二十前到位）\n"
        "4.培训。责任人：运营管理部——限7月底",
        [
            ([], ["县卫健局"], ["县教体局"]),
            answer("县园林局", "各区政府"),
            answer("县总工会", "团县委"),
            answer("运营管理部"),
        ],
    ),
    "a label broken over a line's end": (
        "1.助浴20个。责任单\n位：市民政局、各区人\n民政府\n2.关爱。责\n任单位：市退役军\n人事务局",
        [answer("市民政局", "各区人民政府"), answer("市退役军人事务局")],
    ),
    "words in a name's place": (
        "1.建馆。责任单位：待定\n2.治水。责任单位：市城管局、市排水公司\n3.修栏。责任单位：同上\n"
        "4.帮扶。帮扶单位：县税务局；驻村干部：刘洋；帮扶措施：建冷库",
        [answer("市城管局", "市排水公司"), answer("市城管局", "市排水公司"), answer("县税务局")],
    ),
    "rules of how to read the lists": (
        "1.建仓。（市商务局、市贸促会、市财政局。前两家为共同牵头单位，后文同此）\n"
        "2.统计。责任单位（排名第一的为牵头单位）：县统计局、各乡镇\n"
        "3.明厨。〔省教育厅负责。各市、县人民政府须对下列各项逐条抓好落实，后文略〕\n"
        "4.收房〔市住建局／市财政局（斜线前的为牵头单位）〕\n5.推广。责任单位：市住建局（以上单位排名不分先后）",
        [
            answer("市商务局", "市贸促会", "市财政局"),
            answer("县统计局", "各乡镇"),
            answer("省教育厅", "各市、县人民政府"),
            answer("市住建局", "市财政局"),
            answer("市住建局"),
        ],
    ),
    "items by letters, bullets and counted ones": (
        "a)围挡(区住建局牵头,各街道落实)b)覆盖(区住建局负责)\n"
        "◆小戏。责任单位：县文化馆、县剧团◆电影。责任单位：县电影公司\n"
        "第一项，药店。牵头单位：市审批局 配合单位：市医保局第二项，民宿。牵头单位：市文旅局",
        [
            (["区住建局"], [], ["各街道"]),
            answer("区住建局"),
            answer("县文化馆", "县剧团"),
            answer("县电影公司"),
            (["市审批局"], ["市医保局"], []),
            leads("市文旅局"),
        ],
    ),
    "words of a role before brackets, and gaps for colons": (
        "（一）曝光 牵头(市委宣传部) 配合(市融媒体中心)\n（二）搭棚    责任单位 各乡镇\n"
        "（三）建园(市城管局负责)和步道(市教体局负责)，方便休闲。",
        [(["市委宣传部"], ["市融媒体中心"], []), answer("各乡镇"), answer("市城管局"), answer("市教体局")],
    ),
    "a bracket before its measure": (
        "[市教育局牵头，市委宣传部配合] 1.录课。\n[市公安局负责] 2.演练。",
        [(["市教育局"], ["市委宣传部"], []), answer("市公安局")],
    ),
    "first and second, and who holds it all": (
        "1.登记。（市住建局为第一责任单位，市城管局为第二责任单位）\n2.备案。（市住建局抓总，市城管局具体负责）",
        [answer("市住建局", "市城管局"), (["市住建局"], [], ["市城管局"])],
    ),
    "a second bracket of a name in a label's list": (
        "1.登记。责任单位：市住建局、各县（市、区）政府（管委会）",
        [answer("市住建局", "各县(市、区)政府(管委会)")],
    ),
    "an owner of two characters, and posts beside a body": (
        "1.登记。责任单位：省局办公室、法规处，各市局\n2.帮扶。（县乡村振兴局、各帮扶责任人）",
        [answer("省局办公室", "省局法规处", "各市局"), answer("县乡村振兴局")],
    ),
    "a time limit or a person beside the bracket of a name": (
        "1.登记。责任单位：市住建局、市城管局（2031年6月底前）、市财政局\n2.备案。责任单位：张三（市司法局）、李四（市民政局）",
        [answer("市住建局", "市城管局", "市财政局"), answer("市司法局", "市民政局")],
    ),
    "arrows, dashes and dots between names": (
        "1.登记。责任单位：市住建局→市城管局\n2.备案。责任单位：市司法局—市民政局、……",
        [answer("市住建局", "市城管局"), answer("市司法局", "市民政局")],
    ),
    "a word before a name, and a label of two roles": (
        "1.登记。责任单位：市住建局，配合市城管局\n2.备案。牵头及配合单位：市司法局、市民政局",
        [([], ["市城管局"], ["市住建局"]), answer("市司法局", "市民政局")],
    ),
    "a time limit run into the last name": (
        "1.登记。（市住建局、市水务局2031年6月底前完成）",
        [answer("市住建局", "市水务局")],
    ),
    "a label that asks for persons and offices": (
        "1.登记。责任人及单位：张三，市住建局\n2.备案。责任部门∕单位：质安科",
        [answer("市住建局"), answer("质安科")],
    ),
    "further marks and words between names": (
        "1.登记。责任单位：市住建局 | 市水务局\n2.备案。责任单位：市司法局或市民政局\n3.评估。责任单位：见附件2",
        [answer("市住建局", "市水务局"), answer("市司法局", "市民政局")],
    ),
    "主 and 辅 beside the names, and 以…为主": (
        "1.登记。责任单位：市住建局（主）、市水务局（辅）\n2.备案。责任单位：以市司法局为主，市民政局配合",
        [(["市住建局"], ["市水务局"], []), (["市司法局"], ["市民政局"], [])],
    ),
    "role words in square brackets": (
        "1.登记。【牵头】区住建局 【配合】区城管局",
        [(["区住建局"], ["区城管局"], [])],
    ),
    "a label that the table knows by its end, with more before it": (
        "1.登记。（责任单位：区住建局；技术支撑：市勘测院）",
        [([], ["市勘测院"], ["区住建局"])],
    ),
    "inspectors by themselves, a list that 等 ends": (
        "1.监督（市纪委监委驻市政府办公室纪检监察组）\n2.办案（市政协提案委、市政府督查室等）",
        [answer("市纪委监委驻市政府办公室纪检监察组"), answer("市政协提案委", "市政府督查室")],
    ),
    "a level that shares the bureau behind it": (
        "1.拨款。（市、县（区）财政局）\n2.公开。（教育、民政等主管部门牵头）",
        [answer("市、县(区)财政局"), leads("教育部门", "民政主管部门")],
    ),
}


@pytest.mark.parametrize(("body", "expected"), SAID.values(), ids=SAID)
def test_who_does_the_work(body: str, expected: list[Who]) -> None:
    assert duties(body) == expected


def test_who_holds_a_power_has_no_task_and_it_is_said() -> None:
    [facts] = read_text(
        "青岚市水务局清单\n1 取水许可 行政许可 实施主体：市水务局\n2.修泵站。实施主体：市城投集团\n"
    )
    assert [duty.agency for one in facts.measures for duty in one.duties] == ["市城投集团"]
    assert any("power" in found.message for found in facts.diagnostics)


def test_a_title_of_divided_tasks_gives_work_in_brackets_of_one_name() -> None:
    [facts] = read_text(
        "青岚市“一网通办”2031年任务分解\n1.归集证照（市数据局）\n2.设自助机（市政务服务中心）\n"
    )
    assert [duty.agency for one in facts.measures for duty in one.duties] == ["市数据局", "市政务服务中心"]


@pytest.mark.parametrize("title", ["代表建议交办表", "接待日交办事项", "“万企兴万村”结对表"])
def test_a_list_of_what_is_handed_on_gives_work(title: str) -> None:
    [facts] = read_text(f"青岚市{title}\n1.修路。主办单位：市交通局　协办单位：市财政局\n")
    assert [duty.agency for one in facts.measures for duty in one.duties] == ["市交通局", "市财政局"]


def test_a_number_may_stand_directly_behind_the_word_of_an_annex() -> None:
    [facts] = read_text("附2　西岚县招商行动任务清单\n1.驻点。（县商务局、县投促中心）\n")
    assert facts.plan.jurisdiction == "西岚县"
