"""Industries that a measure acts on: golden pairs, each with its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.targets.chains import ChainReader
from loaders.targets.enumerations import enumerations


def chains(text: str) -> list[str]:
    return [chain.name for chain in ChainReader(text).read(0, len(text))]


NAMED = [
    ("大力发展货物多式联运", ["多式联运"], "what is carried is none of a transport's name"),
    ("监测“互联网+服务业”市场竞争秩序", ["服务业"], "a market in quotes that is put in order"),
    ("推动“家政+养老”融合发展", ["家政", "养老"], "two industries in quotes that are to grow together"),
    ("推动电子信息产品制造业发展", ["电子信息产品制造业"], "the making of products keeps its 业"),
    (
        "打造食用菌、大豆、茶油等一批百亿级绿色食品产业集群",
        ["食用菌", "大豆", "茶油", "绿色食品"],
        "一批 between a list and the industry of its members",
    ),
    (
        "发展设施蔬菜1.5万亩、食用菌2000余亩。",
        ["设施蔬菜", "食用菌"],
        "members with how much there is of them",
    ),
    (
        "着力发展金融、电子商务、文化等低消耗低污染的现代服务业",
        ["金融", "电子商务", "文化", "现代服务业"],
        "what describes the industries of a list before their noun",
    ),
    ("推动老年食品、老年用品制造发展", ["老年食品", "老年用品制造"], "a list whose members are to develop"),
    (
        "培育环境监测、土壤修复、环境咨询企业",
        ["环境监测", "土壤修复", "环境咨询"],
        "firms of several industries that are nurtured, whatever they do",
    ),
    (
        "支持餐饮住宿、家政服务、养老托育等服务消费重点领域发展",
        ["餐饮住宿", "家政", "养老托育"],
        "a noun that names no industry before 领域",
    ),
    ("扩大教育、金融、电信等领域先行先试", ["教育", "金融", "电信"], "fields that are opened first"),
    (
        "发展云展览服务、现代航运服务、赛事运营服务等产业",
        ["云展览服务", "现代航运服务", "赛事运营服务"],
        "services that a list calls industries",
    ),
    (
        "激发医疗、养老、教育等社会领域投资活力",
        ["医疗", "养老", "教育"],
        "fields that investors are let into",
    ),
    (
        "在能源、交通运输、养老、教育等公共服务领域采用政府和社会资本合作模式",
        ["能源", "交通运输", "养老", "教育"],
        "public services that are opened",
    ),
    ("在需求大、呼声高的医疗、养老领域深化改革", ["医疗", "养老"], "a list behind what describes it"),
    ("推动绿色制造产业发展", ["绿色制造"], "a way of making that is called an industry"),
    (
        "在车规级芯片、类脑芯片、化合物半导体等前沿领域形成一批创新成果",
        ["车规级芯片", "类脑芯片", "化合物半导体"],
        "fields in which something new is made",
    ),
    ("建设成为区域制造业、物流业集聚平台", ["制造业", "物流"], "区域 is no part of a name"),
    ("优化冷链设施布局,完善冷链物流网络", ["冷链物流"], "a short form beside the full name"),
    (
        "壮大智能网联与新能源汽车、石化等产业",
        ["智能网联汽车", "新能源汽车", "石化"],
        "an ending that 与 shares",
    ),
    ("要求政府性融资担保、再担保机构降低费率", ["融资担保", "再担保"], "政府性 says whose"),
    ("健全商贸流通体系", ["商贸流通"], "a sector whose system is built"),
    ("加快建设现代农业产业园、产业强镇", ["现代农业"], "a park among other things that are built"),
    ("招引服务业项目100个、科创项目210个", ["服务业"], "figures are no members"),
    ("招引重大茶油产业项目", ["茶油"], "a grade before 产业"),
    (
        "培育环保装备、康复辅助器具、康复治疗设备生产企业",
        ["环保装备", "康复辅助器具", "康复治疗设备"],
        "the last member of a list of firms is read up to its noun",
    ),
    ("在基础设施和公用事业等领域去除隐性门槛", ["公用事业"], "a sector that is opened"),
    ("加快发展农村生活服务业", ["农村生活服务业"], "services of the country"),
    (
        "发展金融租赁、电子商务等生产性服务业和健康养老、文化体育等生活性服务业",
        ["金融租赁", "电子商务", "生产性服务业", "健康养老", "文化体育", "生活性服务业"],
        "a list that goes on behind what closes the one before",
    ),
    (
        "培育以算力为引领的电子信息产业、以低碳为标准的建材业等五大产业",
        ["算力", "电子信息", "建材"],
        "what a member is described by is none of it",
    ),
    ("发展石化、电子信息技术等产业", ["石化", "电子信息技术"], "技术 at the end of a list of industries"),
    (
        "在新能源、光热装置、制冷装置等领域招商引资",
        ["新能源", "光热装置", "制冷装置"],
        "fields that investors are sought for",
    ),
    ("支持花炮、竹编、灯笼等企业“走出去”", ["花炮", "竹编", "灯笼"], "firms whose list no table knows"),
    (
        "围绕汽车产业、绿色金融、城市更新等领域开展研究",
        ["汽车"],
        "a member that is called an industry itself",
    ),
    ("培育优质零售、电商平台企业", ["零售", "电商"], "优质 is a grade"),
    (
        "开展物流、人居环境、金融、水电气暖等领域违规收费整治",
        ["物流", "金融"],
        "sectors whose fees are supervised",
    ),
    ("加强专利代理机构违法行为惩戒", ["专利代理"], "bodies that are held to the law"),
    ("加强平台经济、科技创新、信息安全等领域不正当竞争执法", ["平台经济"], "safety is a task"),
    ("规范金融服务收费", ["金融"], "the fees of a sector"),
    (
        "加大冰雪装备、清洁能源等领域的信息公开力度",
        ["冰雪装备", "清洁能源"],
        "fields that are told of in public",
    ),
    ("支持青岚湖区培育沙漠旅游", ["沙漠旅游"], "a kind of its own right behind a verb"),
    ("发展公铁水多式联运", ["多式联运"], "ways of transport are no kind of it"),
    ("户外运动人数占旅游总人数的15%", [], "a figure"),
    (
        "开发观光农业、休闲农业等乡村旅游项目",
        ["观光农业", "休闲农业", "乡村旅游"],
        "what a verb makes counts beside its kind",
    ),
    (
        "鼓励固定翼、动力伞等新型装置研发制造",
        ["固定翼", "动力伞"],
        "what is researched and made",
    ),
    ("发展冰雪、露营经济", ["冰雪经济", "露营经济"], "经济 that two share is given back"),
    ("推进退役动力电池、光伏组件等新型废弃物回收利用", [], "waste"),
    ("完善现代金融监管体系", [], "现代 changes no thing"),
    ("支持青岚动力电池产业园扩区", ["动力电池"], "a park that grows"),
    ("打造集运输物流、电子商务于一体的枢纽", [], "what a place is described by"),
    ("开展交通水利、文化旅游等重点行业数据创新应用试点", [], "industries in which something is used"),
    (
        "发展石化、造纸3个超千亿元产业和电子、粮油加工等产业",
        ["石化", "造纸", "电子", "粮油加工"],
        "a number closes a list before the next one",
    ),
    (
        "巩固电子信息、光伏制造2个优势数字产业",
        ["电子信息", "光伏制造", "数字产业"],
        "parts of an industry that are counted",
    ),
    ("作为经济责任、投资等行业领域审计的重点", [], "fields that are audited"),
    ("充分调动信用服务机构的积极性", [], "whose will is asked for"),
    ("推动农业机械化、科技化", ["农业"], "农业|机械化 is no 农业机械"),
    (
        "将土鸡、食用菌、茶叶等庭院产业做大",
        ["土鸡", "食用菌", "茶叶"],
        "words that no table knows before 产业",
    ),
    ("安保等体育竞赛表演产业经营场所", ["体育竞赛表演"], "an industry behind 等 is no word before 产业"),
    (
        "推进金融业、研发设计和科技服务业等5个生产性服务业专业化发展",
        ["金融业", "研发设计", "科技服务", "生产性服务业"],
        "two names in a member, and 专业化 is no 专业",
    ),
    (
        "支持新能源和智能网联汽车发展",
        ["新能源汽车", "智能网联汽车"],
        "the ending that two share is given back",
    ),
    ("力争规模以上工业企业超过150家", [], "a figure of the statistics"),
    ("推动铁路专用线进入物流园区", [], "a park that is only entered"),
    ("打造硅料—硅片—光伏组件产业链", ["硅料", "硅片", "光伏组件"], "links of a chain between dashes"),
    ("重点抓好稀土、镁合金等新材料产业化", ["稀土", "镁合金", "新材料"], "kinds of what becomes an industry"),
    ("培育十大海洋产业", ["海洋产业"], "a number before 产业 is none of the name"),
    ("发展中医药和健康养生养老产业", ["中医药", "健康养生养老"], "two names together before 产业 are one"),
    ("提高文化在旅游领域的影响力", [], "a field of something else"),
    ("在货运物流、医疗等领域开展数字支付", [], "fields in which something else is done"),
    ("开展集成电路、发动机等大型成套设备进口", [], "a list of goods"),
    ("争取进口药品、医疗器械", [], "goods that are bought"),
    ("打造以中药材为特色的路线", [], "what something is coloured by is a base"),
    ("围绕农业、医疗、养老服务等领域,深入挖掘应用场景", [], "a list of fields that use something"),
    (
        "围绕农业、医疗等领域,培育企业,开放应用场景",
        ["农业", "医疗"],
        "what is done with the fields first decides",
    ),
    ("支持柔性显示、高性能医疗器械等创新中心提升能力", [], "names of bodies behind a list"),
    ("加快集成电路成套工艺技术创新中心建设", [], "the name of a body is long"),
    ("促进电子元器件高端化", ["电子元器件"], "goods that are raised"),
    ("加快电影、广播电视数字化", ["电影", "广播电视"], "sectors that are raised"),
    ("以影视作品流量带动线下消费", [], "what carries something else is a means"),
    ("培育鱿鱼、贻贝两条超10亿元产业链", ["鱿鱼", "贻贝"], "names that no table holds, called chains"),
    ("发展农业电子商务", ["农业电子商务"], "a branch right before an industry is part of its name"),
    ("招引人工智能芯片设计龙头企业", ["人工智能芯片"], "a link of the chain, then a grade of firms"),
    ("深化新一代信息技术植入渗透", [], "a technology that is put into something"),
    ("发挥在生物医药等方面优势", [], "a base"),
    ("建设云岭机器人产业园", ["机器人"], "a park that is built stands for its industry"),
    (
        "发展人参食品、人参保健品、人参化妆品",
        ["人参食品", "人参保健品", "人参化妆品"],
        "goods of one kind are grown",
    ),
    ("发展康复辅助器具(辅具)产业", ["康复辅助器具"], "a bracket may stand before the noun"),
    ("规范托育机构备案", ["托育"], "bodies that are put in order"),
    ("加强校外培训机构监管", ["校外培训"], "bodies that are watched"),
    ("规范民办教育发展", ["民办教育"], "a sector that is put in order"),
    (
        "支持先进制造业、战略性新兴产业发展",
        ["先进制造业"],
        "new industries in general are none in a list either",
    ),
    ("加快合成生物技术创新中心、中医药实验室建设", [], "names of laboratories"),
    ("支持民营企业进入电力、电信领域", ["电力", "电信"], "sectors that are entered"),
    ("支持青州、临海发展铝箔、铝合金", ["铝箔", "铝合金"], "a list of places, then of what they grow"),
    ("扩大电信、健康医疗、文化教育开放", ["电信", "健康医疗", "文化教育"], "sectors that are opened"),
    ("推动煤炭工业遗址改造", [], "a site is a thing"),
    ("发展烤鱼、白酒等地方特色产业", ["烤鱼", "白酒"], "what is the place's own may stand before the noun"),
    ("发展谷子经济、后备箱经济", ["谷子经济", "后备箱经济"], "a new economy that no table holds"),
    ("壮大村级集体经济,促进区域经济发展", [], "economies that name no sector"),
    ("选配懂经济、善管理的干部", [], "what somebody knows"),
    (
        "依托青岚高新区、临江新区建设银发经济产业园",
        ["银发经济"],
        "a list of zones, then of what is built there",
    ),
    ("推动养老与旅游、医疗融合", ["养老", "旅游", "医疗"], "sectors that grow into each other"),
    ("支持沿海工业园区用水", [], "a word of the coast is no sea industry"),
    ("壮大文旅经济", ["文旅经济"], "经济 behind an industry's name is a head that stays"),
    ("推进旅游经济区建设", [], "经济区 is no such head"),
    (
        "引进冰雪装备、雪杖、索道企业",
        ["冰雪装备", "雪杖", "索道"],
        "firms of what no table holds are brought in",
    ),
    ("培育科技型、创新型、上市企业", [], "kinds of firms are none"),
    (
        "发展戏曲、冰雕、冰雪演艺、冰雪影视",
        ["戏曲", "冰雕", "冰雪演艺", "冰雪影视"],
        "unknown names among what is developed",
    ),
    ("做大天麻、石斛等单品", ["天麻", "石斛"], "goods that are grown big"),
    ("规范化妆品经营企业", ["化妆品"], "firms by what they deal in"),
    ("支持德化陶瓷、安溪藤铁等产业发展", ["陶瓷", "藤铁"], "a place before an unknown name is no part of it"),
    ("推进邮轮母港建设", [], "a port of ships is a thing"),
    (
        "做强新能源汽车、锂电池、光伏三大主导产业链",
        ["新能源汽车", "锂电池", "光伏"],
        "a counted list of chains",
    ),
    (
        "围绕“2+1”产业链:智能家电、竹木加工两大制造业产业链和中医药全产业链",
        ["智能家电", "竹木加工", "制造业", "中医药"],
        "a list with the branch that it is of, and a chain behind it",
    ),
    ("发展羊肚菌、红托竹荪等特色优势产业", ["羊肚菌", "红托竹荪"], "names that no table holds, before 产业"),
    ("支持汽车、建材、家电等企业走出去", ["汽车", "建材", "家电"], "everyday words before 企业"),
    ("加快发展数字经济", ["数字经济"], "an established name"),
    ("促进蔬菜产业高质量发展", ["蔬菜"], "goods before 产业"),
    ("支持农业企业注册商标", ["农业"], "a branch before 企业"),
    ("推进建筑业转型升级", ["建筑业"], "业 belongs to the name"),
    ("推动房地产业平稳健康发展", ["房地产"], "and is dropped where the rest is one"),
    ("发展高端医疗器械", ["高端医疗器械"], "a grade that is printed before the name stays"),
    ("建设国际物流网络", ["物流"], "what is no grade does not"),
    ("发展高端教育。", ["高端教育"], "a grade parts an everyday word from its verb, and nothing more"),
    (
        "聚焦彩陶、古瓷、储能等细分领域招商",
        ["彩陶", "古瓷", "储能"],
        "a verb and a name of the table make industries of a list of fields",
    ),
    (
        "培育影视制作、花影放映企业",
        ["影视制作", "花影放映"],
        "firms that are brought up, whatever they do",
    ),
    (
        "鼓励快递、乡间揽货企业及平台型企业等转型",
        ["快递", "乡间揽货"],
        "a list whose last member says that all are firms",
    ),
    (
        "推动岩层钻采装备、海上风电装备等产业集聚",
        ["岩层钻采装备", "海上风电装备"],
        "all of the first member, though the table knows its end alone",
    ),
    (
        "发展船舶交易、海事仲裁等现代航运服务业",
        ["船舶交易", "海事仲裁", "现代航运服务业"],
        "members of a list of services that has a name of its own",
    ),
    ("发展演艺经济,引进演艺项目", ["演艺经济"], "an economy is named after its industry"),
    (
        "引进研发设计、检验检测等科技服务机构",
        ["研发设计", "检验检测", "科技服务"],
        "bodies of an industry that has a name, and of its parts",
    ),
    ("引进知名旅行社、酒店管理公司", ["旅行社", "酒店管理"], "a grade of firms is no part of a name"),
    (
        "培育洗染、美容美发等居民生活服务业",
        ["洗染", "美容美发", "生活服务业"],
        "members of a branch that the sentence names",
    ),
    ("规范典当、资产管理公司经营", ["典当", "资产管理"], "companies are firms"),
    ("规范校外培训,公开收费", ["校外培训"], "a sector that is put in order"),
    ("培育低碳冶金,发展有机果蔬产业", ["低碳冶金", "有机果蔬"], "a grade that is a word of the table itself"),
    ("推动乳制品深加工。", ["乳制品深加工"], "goods that are worked are an industry"),
    (
        "发展医学检验、影像诊断等第三方医疗服务机构",
        ["医学检验", "影像诊断", "医疗服务"],
        "adjectives stand before what a list is called",
    ),
    ("壮大竹纤维产业", ["竹纤维"], "an unknown name between a verb and 产业"),
    (
        "聚焦光伏、锂电池及储能、新材料5条产业链",
        ["光伏", "锂电池及储能", "新材料"],
        "a member with 及 in it is one",
    ),
    (
        "支持光伏、新能源汽车和智能网联汽车、储能等企业",
        ["光伏", "新能源汽车", "智能网联汽车", "储能"],
        "和 in a member joins two",
    ),
    (
        "做精黄精产业、做大竹荪产业、做优葛根产业",
        ["黄精", "竹荪", "葛根"],
        "a verb before a member is none of it",
    ),
    ("支持苏州光伏、南京储能、无锡氢能等产业", ["光伏", "储能", "氢能"], "nor is a place"),
    ("扶持储能百强企业、省光伏产业重点企业", ["储能", "光伏"], "a rank before or after a name is none of it"),
    ("支持农、林、牧、渔业等行业企业", ["农、林、牧、渔业"], "a section of the classification is one name"),
    ("全面发展人参产业,引导个人参加培训", ["人参"], "人参 is not the word in 个人参加"),
    (
        "入围国家电子信息榜单,强化工业软件供给",
        ["电子信息", "工业软件"],
        "a false name (家电, 化工) hides no other one",
    ),
    ("形成从化、花都、增城三大汽车产业集群", ["汽车"], "places are no industries"),
    ("支持集成电路设计企业流片", ["集成电路"], "a link of the chain folds into it before 企业"),
    ("发展旅游服务业和养老服务业", ["旅游", "养老"], "服务 is dropped behind what is a name without it"),
    ("壮大数字产业", ["数字产业"], "产业 stays where the rest is no name"),
    ("完善物流标准,健全现代物流体系", ["现代物流"], "one industry by its fullest form"),
    ("推动先进制造业和现代服务业融合发展", ["先进制造业", "现代服务业"], "both of what grows together"),
    ("以酒店、餐饮等为配套的产业集群", ["酒店", "餐饮"], "members that support a cluster"),
    ("以光伏为主导,延伸链条", ["光伏"], "以 before what leads"),
    ("推动餐饮、医疗、教育等领域开放", ["餐饮", "医疗", "教育"], "sectors that are opened"),
    ("引导检验检测认证机构集聚", ["检验检测认证"], "an established service before 机构"),
    ("突破人工智能技术", ["人工智能"], "a technology that is made"),
    (
        "建设青藤产业园,发展青藤产业,做优青藤产业,办好青藤展",
        ["青藤"],
        "what a document often calls an industry is one",
    ),
    ("规范医疗美容市场秩序", ["医疗美容"], "a sector whose market is put in order"),
    ("培育检验检测机构", ["检验检测"], "an everyday word whose bodies are nurtured"),
    ("建设蔬菜产业园", ["蔬菜"], "a park that is built yields its industry"),
    ("做强光伏、储能、氢能“三特”产业", ["光伏", "储能", "氢能"], "a word in quotes between a list and 产业"),
    (
        "支持农村电商、再生资源利用等产业",
        ["农村电商", "再生资源利用"],
        "a short word behind a name makes a member with it",
    ),
    ("支持知识产权、科技咨询服务机构发展", ["知识产权服务", "科技咨询服务"], "服务 comes back before 机构"),
    ("支持生物医药进口", ["生物医药"], "a name that can only be an industry, with 进口"),
    ("引进消费品制造业项目", ["消费品制造"], "制造业 with what it makes"),
    (
        "培育以电子信息产业为主导、装备制造业为支撑的现代产业体系",
        ["电子信息", "装备制造"],
        "what a system of industries is made of",
    ),
]

LEFT_OUT = [
    ("培育知识产权优势企业", "part of a thing's name", "a title of firms"),
    ("打造现代化国际滨海产业新城", "", "a new city is no industry"),
    ("抢抓内河航运机遇", "means or base", "a chance that is seized is a base"),
    ("奋力打造明星产业", "", "a word of praise names no industry"),
    ("创建国家全域旅游示范区", "part of a thing's name", "the title of a kind of places"),
    ("扩能改造西江航运干线", "part of a thing's name", "a waterway"),
    ("提高二手车交易量", "", "a figure"),
    (
        "支持奥新、云岭电工、徐安涂料等重点企业创建标杆",
        "no list of industries",
        "leading firms are listed by their own names",
    ),
    ("设立通信行业共建共享办公室", "office", "an office of an industry"),
    ("提高服务业就业比重", "part of a fixed name", "a figure"),
    ("列入新材料首批次目录", "part of a thing's name", "a list of first batches"),
    (
        "引导重点物流企业、行业协会常态化开展促销活动",
        "doer",
        "firms that do something for others, with their like",
    ),
    ("鼓励民宿、旅行社等企业举办惠民活动", "doer", "a list of firms that do something"),
    ("研发工业领域解决方案", "field of application", "what is made for a field"),
    ("支持青岚家纺城设立服务站", "part of a fixed name", "a place that is named after its trade"),
    ("简化物流企业注册登记", "part of a fixed name", "an entry in a register"),
    ("推广“光伏+农业”模式", "part of a scheme", "a scheme in quotes"),
    ("应用面向钢铁、纺织行业的解决方案", "field of application", "whom a thing is made for"),
    ("推广可穿戴设备、服务机器人等智能设备", "goods", "what the sentence calls devices"),
    ("充分运用大数据、云计算、人工智能等技术手段", "means or base", "technologies that serve something else"),
    ("依托工业互联网平台开展服务", "means or base", "a base"),
    ("发挥光伏优势招引项目", "base", "a base behind 发挥"),
    ("推动大数据、大模型在研发领域的应用", "means", "technologies that are applied elsewhere"),
    ("面向智慧农业、智能交通等领域研制终端", "field of application", "fields of application"),
    ("在汽车、农机等领域开展规模化应用", "field of application", "fields of application behind 在"),
    ("扩大纺织、服装等传统产品出口", "goods", "goods"),
    ("扩大铁矿石、铜矿石进口", "goods", "goods that are imported"),
    ("新能源汽车购置税减免", "part of a thing's name", "a thing that is bought"),
    ("引导光伏企业参与制定标准", "doer", "firms that take part"),
    ("会同市文化旅游局办理", "part of a fixed name", "an office"),
    ("简化食品经营许可流程", "part of a fixed name", "a licence"),
    ("举办云岭光伏博览会", "part of a fixed name", "a fair"),
    ("完善人工智能学科", "part of a fixed name", "a field of study"),
    ("统计工业增加值", "part of a fixed name", "a figure"),
    ("推进供水、光伏、教育等行业主管部门公开", "office", "an office behind a list"),
    ("提供检验检测认证、人力资源服务", "what is given", "services that are given"),
    ("推出“智慧物流平台”", "name in quotes", "the name of a platform"),
    ("提升科技咨询、技术评估等服务能力", "services", "services, not their firms"),
    ("培育“基地+冷链物流+门店”模式", "part of a scheme", "a member of a scheme"),
    ("推进节能技术与装备产业化", "everyday word", "产业化 is no noun of industries"),
    ("在城市管理、消防安全、交通运输、税务等领域执法", "list of other things", "fields of government"),
    ("推动营业执照、检测认证等企业常用证照互认", "no list of industries", "papers of firms"),
    ("引导技术评估、人力资源服务等机构开展业务", "doer", "bodies that do"),
    ("赡养老人支出", "", "养老 is not the word here"),
    ("发展供应链金融、绿色金融", "no industry by sense", "ways of finance"),
    ("推进医疗、民生、税务等部门信息共享", "no list of industries", "departments"),
    ("规范医疗、体育等领域预付卡管理", "another object", "the list says where, not what is acted on"),
    ("壮大主导产业和战略性新兴产业", "", "产业 in general"),
    ("数字产业化、产业数字化", "", "产业化 is no industry"),
    ("打造新能源之都", "part of a fixed name", "what a city is called"),
    ("落实《云岭省新能源汽车产业规划》", "", "an industry in a title belongs to the title"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("text", "names", "why"), NAMED, ids=[row[2] for row in NAMED])
def test_an_industry_that_is_acted_on_is_found(text: str, names: list[str], why: str) -> None:
    assert chains(text) == names, why


@pytest.mark.parametrize(("text", "rule", "why"), LEFT_OUT, ids=[row[2] for row in LEFT_OUT])
def test_what_is_not_acted_on_is_left_out_for_a_reason(text: str, rule: str, why: str) -> None:
    reader = ChainReader(text)
    assert not reader.read(0, len(text)), why
    assert {chain.rule for chain in reader.left_out(0, len(text))} - {""} >= ({rule} if rule else set()), why


def test_every_target_says_its_rule() -> None:
    text = "加快发展光伏,做强白茶产业,推动制造业转型"
    found = ChainReader(text).read(0, len(text))
    assert [(chain.name, chain.rule, chain.words) for chain in found] == [
        ("光伏", "established", "发展"),
        ("白茶", "called an industry", "产业"),
        ("制造业", "branch", "制造业转型"),
    ]


def test_a_measure_gives_each_name_once_and_in_order() -> None:
    text = "发展光伏,做强储能,发展光伏"
    found = list(ChainReader(text).read(0, len(text)))
    assert [(chain.name, chain.start) for chain in found] == [("光伏", 2), ("储能", 7)]


def test_two_names_of_one_industry_are_one() -> None:
    assert chains("发展跨境电商,办好跨境电子商务园区") == ["跨境电子商务"]


def test_an_enumeration_has_members_and_an_end() -> None:
    text = "在茶油、竹艺和花灯等领域"
    [found] = enumerations(text, 0, len(text), [])
    assert [text[slice(*span)] for span in found.members] == ["茶油", "竹艺", "花灯"]
    assert text[found.end :] == "领域"
    assert found.closed


def test_time_grows_with_the_text_alone() -> None:
    """A long text without a full stop, and one of nothing but separators, are read at once."""
    for part in ("新能源汽车、", "、", "产业", "等", "发展", "的", "竹荪产业", "新能源", "在光伏", "“光伏"):
        text = part * (100_000 // len(part))
        list(ChainReader(text).read(0, len(text)))


@given(st.text(alphabet="新能源汽车、和等产业链领域的发展食品“”互联网+,。12大以为在", max_size=80))
def test_every_chain_stands_in_the_text(text: str) -> None:
    reader = ChainReader(text)
    found = list(reader.read(0, len(text)))
    assert len({chain.name for chain in found}) == len(found)
    for chain in [*found, *reader.left_out(0, len(text))]:
        assert 0 <= chain.start < chain.end <= len(text)
        assert chain.rule
