"""What axe-core says of a page."""

import json
from typing import Any


def violations(page: Any, axe: str) -> list[str]:
    """What axe-core finds serious or critical in a page."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {json.dumps([node['html'] for node in violation['nodes'][:3]], ensure_ascii=False)}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
