"""Read plans of Chinese governments into facts: measures, duties, agencies and targets.

From a text (`read_text`), a file of any known format (`read_file`), or files, folders and archives (`read_plans`), with
human `Decisions` on who is who; or look through a draft (`check_text`). Each is imported when it is asked for.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

_graph = find_spec("graph")
if _graph is not None and _graph.submodule_search_locations is None:
    raise ImportError(f"{_graph.origin} hides the package of that name; give the file another name")

if TYPE_CHECKING:
    from loaders.agencies.decisions import Decisions
    from loaders.pipeline import check_text, read_text
    from loaders.reading import read_file, read_plans

__all__ = ["Decisions", "check_text", "read_file", "read_plans", "read_text"]

_HOMES = {
    "Decisions": "loaders.agencies.decisions",
    "check_text": "loaders.pipeline",
    "read_file": "loaders.reading",
    "read_plans": "loaders.reading",
    "read_text": "loaders.pipeline",
}


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
