"""An invented city, its province and its plans, with every node and edge that the schema knows."""

from facts import agency, measure, plan

from graph.model import Facts, Level, Scope, Zone

COMMITTEE = agency("临江高新区管委会", zone="临江高新区")
DEVELOPMENT = agency("市发改委", canonical="市发展改革委", line="发展改革")
AROUND = Zone(name="临江高新区", jurisdiction="临江市", kind="开发区")
PARK = Zone(name="青岚软件园", jurisdiction="临江市", kind="园区", level=Level.CITY, part_of=AROUND)


def innovation() -> Facts:
    """A plan with a section, goals, deadlines, a focus, citations and a convention."""
    return plan(
        "临江市",
        "临江市科技创新行动方案",
        measure(
            "一",
            "深化体制改革",
            scope=Scope.SECTION,
            leads=[agency("市科技局", line="科技")],
            supports=["市委编办"],
        ),
        measure(
            "一/(一)",
            "建设创新平台",
            leads=[agency("市科技局", line="科技"), DEVELOPMENT],
            supports=["市财政局", COMMITTEE],
            zones=["临江高新区"],
            chains=["北斗", "中医药"],
            deadlines=["2025年底前", ("2026年6月底前", "2026-06-30")],
            goals=[("创新平台", "20", "家"), ("创新平台", "5", "家")],
            citations=[("云岭省促进科技创新条例", "云政发〔2023〕5号")],
            focuses=[("临江高新区", "北斗", "首位产业")],
        ),
        measure(
            "一/(二)",
            "培育企业",
            responsible=[agency("市工信局", line="工信", open=True), "各县区政府"],
            supports=["市财政局"],
            zones=[PARK],
            deadlines=["长期坚持"],
            goals=[("高新技术企业", "300", "家")],
            persons=["王小明"],
        ),
        number="临政发〔2024〕1号",
        date="2024-01-05",
        citations=["临江市先进制造业集群方案"],
        conventions=["排在第一位的部门为牵头部门"],
    )


def manufacturing() -> Facts:
    """A plan of the same city by other names, with a lead by convention and measures nobody leads."""
    return plan(
        "临江市",
        "临江市先进制造业集群方案",
        measure(
            "一",
            "壮大链主企业",
            leads=[agency("市工信局", line="工信"), agency("市科技局", line="科技")],
            supports=["市财政局", "市统计局"],
            chains=["中医药"],
            deadlines=["2025年底前"],
        ),
        measure(
            "二",
            "盘活用地",
            convention_lead="市自然资源局",
            responsible=["市自然资源局", agency("市发展改革委", line="发展改革")],
            chains=["新型建材"],
            zones=["白石经开区"],
        ),
        measure(
            "三",
            "提升服务",
            supports=["市税务局"],
            chains=["低空经济"],
            zones=["青岚港区"],
            goals=[("办理时限", "3", "天")],
        ),
        measure(
            "三",
            "提升服务",
            leads=[agency("市工信局", line="工信", open=True)],
            supports=["市税务局", "市财政局"],
        ),
        number="临政办发〔2024〕7号",
    )


def province() -> Facts:
    """A plan of the province over the city, cited by it."""
    return plan(
        "云岭省",
        "云岭省促进科技创新条例",
        measure(
            "一",
            "统筹创新资源",
            leads=[agency("省科技厅", line="科技")],
            responsible=["各市人民政府"],
            supports=[agency("省财政厅", line="财政")],
            chains=["新型建材"],
        ),
        number="云政发(2023)5号",
    )


def plans() -> list[Facts]:
    """All plans of the city and its province."""
    return [innovation(), manufacturing(), province()]
