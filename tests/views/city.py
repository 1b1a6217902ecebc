"""An invented city whose names try what a page must bear."""

from facts import agency, measure, plan

from graph.model import DepartmentKind, Facts

HOSTILE = "</script><img src=x onerror=alert(1)>"


def linjiang() -> list[Facts]:
    """Two plans of a city: every role, collectives, zones, chains, deadlines, and a name that is markup."""
    committee = agency(
        "青岚高新区管委会", zone="青岚高新区", kind=DepartmentKind.ZONE_COMMITTEE, line="开发区"
    )
    science = agency("市科技局", line="科技")
    bureau = agency("科学技术局", canonical="市科技局", line="科技")
    finance = agency("市财政局", line="财政")
    return [
        plan(
            "临江市",
            "临江市开发区提升行动方案",
            measure(
                "一/(一)",
                "建设创新平台",
                leads=[science],
                supports=[finance, committee],
                zones=["青岚高新区"],
                chains=["新能源汽车"],
                deadlines=["2026年底前"],
            ),
            measure(
                "一/(二)",
                "完善科技金融",
                leads=[science, committee],
                supports=[finance, "市金融办"],
                goals=[("科技贷款余额", "120", "亿元")],
            ),
            measure("一/(三)", "优化审批流程", responsible=["市行政审批局", "各县区政府"]),
            measure(
                "二/(一)",
                "壮大产业链条",
                leads=["市工业和信息化局"],
                supports=[bureau, "市商务局", "各县区政府"],
                zones=["青岚高新区", "临港经开区"],
                chains=["新能源汽车", "工业互联网"],
                focuses=[("青岚高新区", "新能源汽车", "首位产业")],
            ),
            number="临政发〔2025〕3号",
            date="2025-03-01",
        ),
        plan(
            "临江市",
            "临江市优化营商环境实施方案",
            measure(
                "1",
                "简化企业开办",
                leads=["市行政审批局"],
                supports=["市市场监管局", HOSTILE],
                deadlines=["2025年底前"],
            ),
            measure("2", "降低用能成本", responsible=["市发展改革委", "国网临江供电公司"]),
            measure("3", "支持创新企业", leads=[finance], supports=[science], chains=["工业互联网"]),
            date="2025-06-01",
        ),
    ]
