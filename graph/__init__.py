"""Who leads, supports and answers for the measures of Chinese government plans, as a graph.

Keep it (`open_store`, `load_plans`), take it into memory (`read_incidence`, `incidence_of`), find who is meant
(`find_agency`); `graph.analysis` answers the rest. Each is imported when it is asked for.
"""

from importlib import import_module

# `typing` itself could be a file of the working folder while `python -m graph` has not yet left it out.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from graph.answers.names import find_agency
    from graph.loading import load_plans
    from graph.network import incidence_of, read_incidence
    from graph.store import open_store

__all__ = ["find_agency", "incidence_of", "load_plans", "open_store", "read_incidence"]

_HOMES = {
    "find_agency": "graph.answers.names",
    "incidence_of": "graph.network",
    "load_plans": "graph.loading",
    "open_store": "graph.store",
    "read_incidence": "graph.network",
}


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
