"""What comes with `pip install .` may be used like qiantou itself: no licence asks for its own terms of the whole."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_STRONG = re.compile(
    r"\bA?GPL|GNU (?:Affero )?General Public|\bSSPL|\bBUSL|Business Source|Commons Clause", re.I
)
_WEAK = re.compile(r"\bLGPL|Lesser General Public", re.I)


def hard_dependencies(name: str = "qiantou") -> Iterator[str]:
    """Names of what a package needs without extras, and of what that needs in turn."""
    seen: set[str] = set()
    asked: list[tuple[str, frozenset[str]]] = [(name, frozenset())]
    while asked:
        package, extras = asked.pop()
        try:
            required = distribution(package).requires or []
        except PackageNotFoundError:
            # A part that a marker asks for and nobody installed.
            continue
        if package != name:
            yield package
        for requirement in map(Requirement, required):
            environments = [{"extra": extra} for extra in ("", *extras)]
            if requirement.marker and not any(map(requirement.marker.evaluate, environments)):
                continue
            found = canonicalize_name(requirement.name)
            if found not in seen:
                seen.add(found)
                asked.append((found, frozenset(requirement.extras)))


def licence_of(name: str) -> str:
    """All that a package's metadata says of its licence, the whole text aside."""
    metadata = distribution(name).metadata
    said = [*metadata.get_all("License-Expression", []), *metadata.get_all("License", [])]
    classifiers = metadata.get_all("Classifier", [])
    return "; ".join(
        [text.splitlines()[0] for text in said if text]
        + [text for text in classifiers if text.startswith("License ::")]
    )


def test_no_hard_dependency_has_a_licence_that_spreads() -> None:
    names = sorted(hard_dependencies())
    assert {"neo4j", "ladybug", "pyarrow", "networkx"} <= set(names)
    said = {name: licence_of(name) for name in names}
    assert {name: text for name, text in said.items() if _STRONG.search(_WEAK.sub("", text))} == {}


def test_every_hard_dependency_names_its_licence() -> None:
    assert [name for name in hard_dependencies() if not licence_of(name)] == []
