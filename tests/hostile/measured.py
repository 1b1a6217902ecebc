"""Read one file and print what came of it and what it took of processor and memory: run in a process of its own."""

import json
import resource
import sys
from pathlib import Path

from graph.model import QiantouError
from loaders.formats.guard import close_readers
from loaders.reading import read_plans


def measured(path: Path) -> dict[str, object]:
    """Errors, facts, seconds of the processor, and the greater memory of this process and its helpers in MB."""
    errors: list[QiantouError] = []
    facts = list(read_plans([path], on_error=errors.append))
    close_readers()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "errors": [str(error) for error in errors],
        "measures": sum(len(plan.measures) for plan in facts),
        "diagnostics": sum(len(plan.diagnostics) for plan in facts),
        "seconds": sum(usage.ru_utime + usage.ru_stime for usage in used),
        "megabytes": max(_own_peak(), used[1].ru_maxrss) / 1024,
    }


def _own_peak() -> int:
    """The most memory of this process in KB; what `getrusage` says begins with what the one that started it has."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
