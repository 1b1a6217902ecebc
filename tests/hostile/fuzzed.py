"""Ask a graph queries of standard input, a JSON line each, and print what came of each: run in a process of its own.

The store's own rules alone stand before the engine here, not the limits of the system.
"""

import json
import sys

from graph.model import QiantouError
from graph.store import open_store


def main() -> None:
    with open_store(sys.argv[1], read_only=sys.argv[2] == "read", memory=2**28) as store:
        for line in sys.stdin:
            try:
                table = store.run(json.loads(line), write=sys.argv[2] == "write")
                told = ["rows", str(table.rows[:1000])]
            except QiantouError as error:
                told = ["refused", str(error)]
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
