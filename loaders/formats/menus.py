"""Words of a page's elements outside and inside links, by which menus and furniture are told from the plan."""

from collections.abc import Iterator, Set
from functools import cached_property
from typing import Any

_MIN_LINKS = 3
_MIN_SHARE = 0.75


class PageWords:
    """Counts the words of a page as far as a question needs, which mostly is a few lines.

    Words are characters without white space; those of elements that are dropped are none.

    Parameters
    ----------
    root : element
        The page.
    dropped : set of str
        Tags of elements of which nothing is read.
    """

    def __init__(self, root: Any, dropped: Set[str]) -> None:
        self._root = root
        self._dropped = dropped
        self._own_counted = 0
        self._own_rest = self._texts(root, links=False)

    def are_a_menu(self, element: Any) -> bool:
        """Whether an element holds links and little else; whole sentences inside links are the plan's own."""
        links, linked = self._links.get(element, (0, 0))
        if links < _MIN_LINKS:
            return False
        words = 0
        for text in self._texts(element, links=True):
            words += _length(text)
            if linked < _MIN_SHARE * words or "。" in text:
                return False
        return True

    def hold_more_than(self, share: float, element: Any) -> bool:
        """Whether an element holds more than a share of the page's words, those in links not counted."""
        words = sum(map(_length, self._texts(element, links=False)))
        while words > share * self._own_counted:
            text = next(self._own_rest, None)
            if text is None:
                return True
            self._own_counted += _length(text)
        return False

    @cached_property
    def _links(self) -> dict[Any, tuple[int, int]]:
        """For each element that holds links their number, and their words."""
        found: dict[Any, tuple[int, int]] = {}
        for link in self._root.xpath("//a[@href != '']"):
            words = sum(map(_length, self._texts(link, links=True)))
            for element in link.iterancestors():
                if element.tag in self._dropped:
                    break
                links, linked = found.get(element, (0, 0))
                found[element] = links + 1, linked + words
                if element.tag == "a" and element.get("href"):
                    words = 0
        return found

    def _texts(self, element: Any, *, links: bool) -> Iterator[str]:
        """The texts of an element in their order; those inside links only if they are asked for."""
        if element.tag in self._dropped or (not links and element.tag == "a" and element.get("href")):
            return
        if text := element.text:
            yield text
        for child in element:
            yield from self._texts(child, links=links)
            if tail := child.tail:
                yield tail


def _length(text: str) -> int:
    return len("".join(text.split()))
