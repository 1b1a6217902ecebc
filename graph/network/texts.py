"""Long texts that most analyses never look at: held as Arrow has them, and made strings when somebody asks."""

from collections.abc import Iterator
from typing import Any, Self, overload

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


class LongTexts:
    """Strings by their places, as an array of them gives; an array of places gives texts again.

    Examples
    --------
    >>> texts = LongTexts(pa.array(["一", "二", "三"]))
    >>> texts[1], texts[np.array([2, 0])].tolist(), len(texts)
    ('二', ['三', '一'], 3)
    """

    def __init__(self, column: pa.Array) -> None:
        # Short offsets tell no more than 2 GB of text apart.
        self._column = column.cast(pa.large_string())

    @overload
    def __getitem__(self, place: int | np.integer[Any]) -> str: ...
    @overload
    def __getitem__(self, place: NDArray[Any]) -> Self: ...
    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, np.ndarray):
            places = np.flatnonzero(place) if place.dtype == np.bool_ else place
            return type(self)(self._column.take(pa.array(places)))
        return self._column[int(place)].as_py()

    def __len__(self) -> int:
        return len(self._column)

    def __iter__(self) -> Iterator[str]:
        return iter(self.tolist())

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[np.object_]:
        return np.array(self.tolist(), dtype=np.object_)

    def tolist(self) -> list[str]:
        """All of them."""
        texts: list[str] = self._column.to_pylist()
        return texts
