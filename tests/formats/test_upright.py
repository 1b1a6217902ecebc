"""Whether lines stand on their heads: what can be read decides, where the look of some says so."""

from typing import Any, cast

import numpy as np
import pytest

from loaders.formats.recognised.engine import Engine, Picture
from loaders.formats.recognised.upright import _are_upside_down


class Looks:
    """Lines that are dark at their foot stand upright; `misled` are the shades that look upside down as they are."""

    def __init__(self, misled: tuple[int, ...] = ()) -> None:
        self.misled = misled
        self.read_lines = 0

    def is_upside_down(self, line: Picture) -> bool:
        return bool(line[0, 0]) or int(line[-1, 0]) in self.misled

    def read(self, line: Picture) -> list[tuple[str, float, float]]:
        self.read_lines += 1
        return [("市", 0.9, 0.5)] * 9 if line[-1, 0] else [("·", 0.4, 0.5)]


def line(shade: int, *, turned: bool = False) -> Picture:
    picture = np.zeros((4, 8), np.uint8)
    picture[0 if turned else -1] = shade
    return cast(Picture, picture)


@pytest.mark.parametrize(
    ("lines", "misled", "expected", "read"),
    [
        ([line(1), line(2), line(3)], (), False, 0),
        ([line(1), line(2), line(3)], (1, 2, 3), False, 6),
        ([line(1, turned=True), line(2, turned=True)], (), True, 4),
        ([], (), False, 0),
    ],
    ids=["none looks so, none is read", "all look so and can be read", "they do stand so", "no line"],
)
def test_what_can_be_read_decides(
    lines: list[Picture], misled: tuple[int, ...], expected: bool, read: int
) -> None:
    engine: Any = Looks(misled)
    assert _are_upside_down(lines, cast(Engine, engine)) is expected
    assert engine.read_lines == read
