"""The process of an engine: what an `EngineProcess` asks is answered here."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from graph.model.child import Parent, lift_memory_limit, limit_more_memory
from graph.store.engine import Engine
from graph.store.engine_messages import receive, send

if TYPE_CHECKING:
    from graph.model.dataset.tables import Tables


class _WithoutPandas(PathFinder):
    """Finds what is installed, but no pandas.

    The engine and Arrow would both import it to see whether rows are a data frame: two seconds for each write.
    """

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return None if fullname == "pandas" else super().find_spec(fullname, path, target)


def serve() -> None:
    """Open the engine on the file that is named first, and answer as long as anybody asks."""
    sys.meta_path[sys.meta_path.index(PathFinder)] = _WithoutPandas
    parent = Parent()
    opened: list[Engine] = []

    def open_engine(path: Path, name: Path, memory: int, read_only: bool) -> None:
        opened.append(Engine(path, name, memory=memory, read_only=read_only, expendable=True))
        if memory:
            limit_more_memory(memory)

    _reply(parent, partial(open_engine, *receive(parent.receive)))
    while opened:
        method, *arguments = receive(parent.receive)
        _reply(parent, partial(_METHODS[method], opened[0], *arguments))


def _replace(engine: Engine, tables: "Tables", inline: bool) -> bool:
    from graph.store.batch import Batch

    return engine.replace(Batch(tables, inline=inline))


def _run(engine: Engine, cypher: str, parameters: dict[str, Any], write: bool) -> Any:
    return engine.run(cypher, parameters, write=write)


def _close(engine: Engine) -> None:
    lift_memory_limit()
    engine.close()
    # What cannot be opened again must not take the place of anything.
    Engine(engine.file, engine.name, read_only=True).close()


_METHODS: dict[str, Callable[..., Any]] = {
    "replace": _replace,
    "remove": Engine.remove,
    "states": Engine.states,
    "add_plans": Engine.add_plans,
    "run": _run,
    "arrow": Engine.arrow,
    "close": _close,
}


def _reply(parent: Parent, work: Callable[[], Any]) -> None:
    """Do the work and tell what came of it: an error and an answer, one of them None."""
    try:
        reply: tuple[Exception | None, Any] = None, work()
    except Exception as error:
        reply = error, None
    send(reply, parent.send)
