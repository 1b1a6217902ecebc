"""What departments a person may mean by a name, wherever these are: by any spelling that the tables know."""

from collections.abc import Iterable

from loaders.agencies.resolver import Resolver
from loaders.lexicon.organs import tables
from loaders.places.jurisdictions import by_name

_BEFORE_ANY_CHANGE = 1
"""A year in which every organ still had the name that it has changed since."""


def keys_of(text: str, places: Iterable[str]) -> set[str]:
    """The keys of the departments that a name means in each of some places.

    A name that says its place (玉林市科技局, 玉林科技局) means the same in all of them.

    Parameters
    ----------
    text : str
        What somebody typed.
    places : iterable of str
        Full names of places; empty where it is not known.

    Examples
    --------
    >>> sorted(keys_of("玉林科学技术局", ["玉林市", "三亚市"]))
    ['玉林市/市科技局']
    >>> sorted(keys_of("科学技术局", ["玉林市", "三亚市"]))
    ['三亚市/市科技局', '玉林市/市科技局']
    """
    return {
        Resolver(by_name(place), year=year).resolve(text).key
        for place in places
        for year in (None, _BEFORE_ANY_CHANGE)
    }


def successors_of(text: str, places: Iterable[str]) -> set[str]:
    """The keys of the departments that took over from those that a name means.

    Examples
    --------
    >>> sorted(successors_of("玉林市工商局", ["玉林市"]))
    ['玉林市/市市场监管局']
    """
    found = set()
    for place in places:
        resolver = Resolver(by_name(place))
        former = resolver.resolve(text)
        for old, new in tables().successors.items():
            if old in former.name:
                found.add(Resolver(by_name(former.jurisdiction)).resolve(former.name.replace(old, new)).key)
    return found
