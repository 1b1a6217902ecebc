"""Parameters to ask the named queries with, where the defaults are not enough."""

from typing import Any

ASKED: dict[str, list[dict[str, Any]]] = {
    "agency_path": [
        {"from": "市税务局", "to": "临江高新区管委会", "limit": 5},
        {"from": "省科技厅", "to": "市科技局"},
    ],
    "chain_leads": [
        {},
        {"chain": "中医"},
        {"chain": "新型建筑材料"},
        {"chain": "制造业", "narrower": True},
        {"chain": "C30", "narrower": True},
    ],
    "coordination_pairs": [{}, {"minimum": 2}, {"collectives": True}],
    "due_between": [{}, {"from": "2026-01-01", "to": "2026-12-31"}],
    "duties_of_agency": [{"agency": "市发改委"}, {"agency": "临江市/市财政局"}],
    "evidence_of_pair": [{"first": "市科技局", "second": "市财政局"}],
    "goal_leads": [{}, {"indicator": "平台"}],
    "industry_leads": [{"industry": "制造业"}, {"industry": "C30"}, {"industry": "没有"}],
    "lead_support_pairs": [{}, {"minimum": 2, "collectives": True}],
    "line_comparison": [{}, {"line": "科技"}],
    "measures_of_plan": [
        {"plan": "临江市科技创新行动方案"},
        {"plan": "科技创新行动"},
        {"plan": "云岭省/云政发〔2023〕5号"},
    ],
    "measures_with_text": [{"text": "平台"}],
    "overdue": [{"today": "2026-01-01"}, {}],
    "search": [
        {"text": "平台"},
        {"text": "科 技"},
        {"text": "临政发〔2024〕"},
        {"text": "市"},
        {"text": "a"},
        {"text": "1号"},
        {"text": "新型建筑材料"},
        {"text": "没有"},
    ],
    "shared_industries": [{}, {"level": 2}],
    "who_answers": [{"agency": "市发展改革委"}, {"agency": "各县区政府"}],
    "who_leads": [{"agency": "市科技局"}, {"agency": "市发改委"}],
    "who_supports": [{"agency": "市财政局"}],
    "zone_industries": [{}, {"zone": "高新区"}],
    "zone_leads": [{}, {"zone": "没有"}],
}
