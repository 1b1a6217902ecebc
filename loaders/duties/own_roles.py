"""Give names the role that stands in a bracket beside them: 市发展改革委(牵头), (配合)市财政局."""

import re

from msgspec.structs import replace

from graph.model import Role
from loaders.duties.reading import RoleName
from loaders.lexicon.bodies import ends_like_a_body
from loaders.lexicon.labels import NOUN, ROLE_WORD
from loaders.lexicon.wording import role_of

_OWN_ROLE = re.compile(rf"\(((?:总)?{ROLE_WORD}{NOUN}?|[主辅])\)$")
# 责任单位:甲,配合市城管局
_WORD_BEFORE = re.compile("(?:配合|协助)(?=[市省县区州各][\u4e00-\u9fff]{2,})")
# 市住建局(主)、市水务局(辅)
_SHORT = {"主": Role.LEADS, "辅": Role.SUPPORTS}
_ROLE_BEFORE = re.compile(rf"\(((?:总)?{ROLE_WORD}{NOUN}?)\)(?=.)")


def with_own_role(item: RoleName) -> RoleName:
    """市发展改革委(牵头) has its role in its own bracket."""
    name = item.name
    if before := _WORD_BEFORE.match(name.text):
        bare = replace(name, text=name.text[before.end() :], start=name.start + before.end())
        return RoleName(role=Role.SUPPORTS, name=bare, rule=f"words {before.group()}")
    match = _OWN_ROLE.search(name.text)
    role = (_SHORT.get(match.group(1)) or role_of(match.group(1))) if match else None
    if match is None or role is None or not ends_like_a_body(name.text[: match.start()]):
        return item
    cut = replace(name, text=name.text[: match.start()], end=name.end - len(match.group()))
    return RoleName(role=role, name=cut, rule=f"words {match.group(1)}")


def with_roles_before(roles: list[RoleName]) -> list[RoleName]:
    """(牵头)市水务局,(配合)市财政局、市住建局 give the names up to the next bracket its role."""
    given: RoleName | None = None
    kept = []
    for item in roles:
        name = item.name
        if match := _ROLE_BEFORE.match(name.text):
            cut = replace(name, text=name.text[match.end() :], start=name.start + match.end())
            role = role_of(match.group(1)) or item.role
            item = given = RoleName(role=role, name=cut, rule=f"words {match.group(1)}")
        elif given is not None:
            item = RoleName(role=given.role, name=name, rule=given.rule)
        kept.append(item)
    return kept
