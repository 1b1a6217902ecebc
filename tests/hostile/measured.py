"""Read one file and print what came of it, how long it took and how much memory: run in a process of its own."""

import json
import resource
import sys
import time
from pathlib import Path

from graph.model import QiantouError
from loaders.pipeline import read_plans


def measured(path: Path) -> dict[str, object]:
    """Errors, facts, seconds and the greater memory of this process and its helpers, in MB."""
    started = time.monotonic()
    errors: list[QiantouError] = []
    facts = list(read_plans([path], on_error=errors.append))
    seconds = time.monotonic() - started
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return {
        "errors": [str(error) for error in errors],
        "measures": sum(len(plan.measures) for plan in facts),
        "diagnostics": sum(len(plan.diagnostics) for plan in facts),
        "seconds": seconds,
        "megabytes": max(resource.getrusage(kind).ru_maxrss for kind in who) / 1024,
    }


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
