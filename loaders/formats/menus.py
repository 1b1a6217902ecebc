"""Words of a page's elements outside and inside links, by which menus are told from the plan."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

MIN_LINKS = 3
"""Links that a menu has at least."""

_MIN_SHARE = 0.75


@dataclass(slots=True)
class Words:
    """Characters of an element outside and inside links, white space not counted."""

    own: int = 0
    linked: int = 0
    links: int = 0
    sentences: bool = False

    @property
    def are_a_menu(self) -> bool:
        """Whether they are links and little else; whole sentences inside links are the plan's own."""
        return (
            self.links >= MIN_LINKS
            and not self.sentences
            and self.linked >= _MIN_SHARE * (self.own + self.linked)
        )


def count_words(root: Any, dropped: Set[str]) -> dict[Any, Words]:
    """Count the words of each element of a page and of all inside it, which are none in those that are dropped."""
    counts: dict[Any, Words] = {}
    _count(root, dropped, counts)
    return counts


def _count(element: Any, dropped: Set[str], counts: dict[Any, Words]) -> Words:
    tag, text = element.tag, element.text
    own, linked, links, sentences = 0, 0, 0, False
    if text and not text.isspace():
        own, sentences = len("".join(text.split())), "。" in text
    for child in element.iterchildren("*"):
        inner = _count(child, dropped, counts)
        own += inner.own
        linked += inner.linked
        links += inner.links
        sentences = sentences or inner.sentences
        text = child.tail
        if text and not text.isspace():
            own += len("".join(text.split()))
            sentences = sentences or "。" in text
    if tag in dropped:
        words = Words()
    elif tag == "a" and element.get("href"):
        words = Words(0, own + linked, links + 1, sentences)
    else:
        words = Words(own, linked, links, sentences)
    counts[element] = words
    return words
