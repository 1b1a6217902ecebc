"""What an engine and who asks it tell each other: the columns of tables go as they lie in memory, beside the rest."""

import pickle
from collections.abc import Callable
from typing import Any


def send(thing: Any, message: Callable[[Any], None]) -> None:
    """Send a thing as messages: how many columns there are, what they are of, then each."""
    columns: list[pickle.PickleBuffer] = []
    head = pickle.dumps(thing, protocol=5, buffer_callback=columns.append)
    message(pickle.dumps(len(columns)))
    message(head)
    for column in columns:
        message(column.raw())


def receive(message: Callable[[], bytes | None]) -> Any:
    """Receive a thing that was sent.

    Raises
    ------
    EOFError
        If there is no end of it: who sends it has ended.
    """
    number = pickle.loads(_next(message))
    head = _next(message)
    return pickle.loads(head, buffers=[_next(message) for _ in range(number)])


def _next(message: Callable[[], bytes | None]) -> bytes:
    found = message()
    if found is None:
        raise EOFError
    return found
