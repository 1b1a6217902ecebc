"""What the tests of child processes run in them."""

import sys
import time

from graph.model.child import Parent, limit_memory, limit_processor


def echo() -> None:
    """Answer every message with itself, whatever else is printed."""
    parent = Parent()
    while True:
        message = parent.receive()
        print("printed")
        parent.send(message)


def modules() -> None:
    """Tell the names of the modules that are imported, and where this one looks for more."""
    parent = Parent()
    parent.receive()
    parent.send("\n".join(sorted({name.partition(".")[0] for name in sys.modules})).encode())
    parent.send("\n".join(sys.path).encode())


def endless() -> None:
    """Work for ever, within limits."""
    parent = Parent()
    limit_processor(float(parent.receive()))
    while True:
        pass


def greedy() -> None:
    """Take more memory than there may be."""
    parent = Parent()
    limit_memory(int(parent.receive()))
    try:
        parent.send(bytes(2**29))
    except MemoryError:
        parent.send(b"enough")


def deaf() -> None:
    """Work on with no look at the parent."""
    parent = Parent()
    parent.send(parent.receive())
    time.sleep(60)
