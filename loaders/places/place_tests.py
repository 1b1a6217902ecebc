"""Tell names that begin with a place: with one of the divisions, or with the place that a plan is of."""

import re
from collections.abc import Callable
from functools import lru_cache

from loaders.places.divisions import divisions

_PLACE = re.compile("([\u4e00-\u9fff]{2})[\u4e00-\u9fff]{0,8}?(?:省|市|自治[区州县旗]|州|县|区|旗|盟|镇|乡)")


def place_test(jurisdiction: str, title: str = "") -> Callable[[str], bool]:
    """The test whether a name begins with a place of the current divisions (三亚供电局), or with a plan's own.

    Examples
    --------
    >>> begins = place_test("青岚市")
    >>> begins("三亚供电局"), begins("青岚机场公安局"), begins("机场公安局")
    (True, True, False)
    """
    own = {found[1] for found in _PLACE.finditer(jurisdiction)}
    if found := _PLACE.match(title):
        own.add(found[1])
    return _test_of(tuple(sorted(own)))


@lru_cache(maxsize=64)
def _test_of(own: tuple[str, ...]) -> Callable[[str], bool]:
    # What is read of a list is kept by this test: the plans of a place share one.
    def begins_with_place(name: str) -> bool:
        return bool(divisions().short_at(name)) or name.startswith(own)

    return begins_with_place
