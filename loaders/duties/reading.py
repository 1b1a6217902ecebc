"""What one responsibility annotation says: its names with their roles, and what was not read of it."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from graph.model import Role
from loaders.duties.names import Name


class RoleName(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A name with its role; `rule` tells the words that gave the role, and what was restored of the name."""

    role: Role
    name: Name
    rule: str


class Reading(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What an annotation says.

    `convention` bounds a sentence that states how the plan's lists are to be read, `unread` are stretches that are
    neither names nor known words, `strength` is how sure the reading is: labels and role words that name bodies are
    2, a bare list of agencies 1, nothing 0.
    """

    roles: tuple[RoleName, ...] = ()
    persons: tuple[str, ...] = ()
    conventions: tuple[tuple[str, int, int], ...] = ()
    unread: tuple[tuple[int, int], ...] = ()
    strength: int = 0


class Default(msgspec.Struct, frozen=True, gc=False):
    """The role of names without words of their own, and what gives it."""

    role: Role
    rule: str


def as_printed(reading: Reading, marks: Sequence[int]) -> Reading:
    """The reading of a text into which a mark was put at each of these places, with the offsets of the text without."""

    def back(at: int) -> int:
        return at - sum(mark + number < at for number, mark in enumerate(marks))

    return replace(
        reading,
        roles=tuple(
            replace(item, name=replace(item.name, start=back(item.name.start), end=back(item.name.end)))
            for item in reading.roles
        ),
        conventions=tuple((rule, back(left), back(right)) for rule, left, right in reading.conventions),
        unread=tuple((back(left), back(right)) for left, right in reading.unread),
    )
