"""How near texts are to each other, and which pairs are worth comparing."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

from graph.analysis.chance import Floats
from graph.analysis.projection import Matrix, as_csr
from graph.network import Ints

_COMMON_FROM = 100
_SHARED_FROM = 3
_ROWS_AT_ONCE = 2_000
_NOT_WORDS = re.compile(r"[\W_]+")


class TextVectors:
    """Texts as vectors of their three-character sequences, weighted by how rare these are (TF-IDF).

    A sequence that occurs c times in a text and in d of all N texts weighs :math:`c (1 + \\ln((1 + N) / (1 + d)))`;
    spaces and punctuation do not count. Vectors have length 1.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        sequences, owners = _trigrams(texts)
        names, column = np.unique(sequences, return_inverse=True)
        counts = sparse.coo_array(
            (np.ones(len(owners)), (owners, column.reshape(-1))), shape=(len(texts), len(names))
        )
        self._counts = as_csr(counts.tocsr())
        self._documents = np.bincount(self._counts.indices, minlength=len(names))
        rarity = 1 + np.log((1 + len(texts)) / (1 + self._documents))
        weighted = as_csr(self._counts * rarity[None, :])
        lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)))
        self._vectors = as_csr(
            weighted * np.divide(1.0, lengths, out=np.zeros(len(texts)), where=lengths > 0)[:, None]
        )

    def similarity(self, first: Ints, second: Ints) -> Floats:
        """Cosine of pairs of texts, 0 to 1."""
        found = [np.zeros(0)]
        for start in range(0, len(first), _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            product = self._vectors[first[rows]].multiply(self._vectors[second[rows]])
            found.append(np.asarray(product.sum(axis=1), dtype=np.float64).reshape(-1))
        return np.minimum(np.concatenate(found), 1.0)

    def candidates(self) -> tuple[Ints, Ints]:
        """Pairs of texts, the earlier first, that share at least three sequences found in few texts.

        Sequences found in more than a hundred texts are phrases that all plans use; leaving them aside keeps the
        number of pairs in proportion to the length of the texts.
        """
        rare = np.flatnonzero((self._documents > 1) & (self._documents <= _COMMON_FROM))
        present = as_csr(self._counts[:, rare]).astype(bool).astype(np.int32)
        firsts: list[Ints] = [np.zeros(0, dtype=np.int64)]
        seconds: list[Ints] = [np.zeros(0, dtype=np.int64)]
        turned: Matrix = as_csr(present.T)
        for start in range(0, present.shape[0], _ROWS_AT_ONCE):
            shared = (present[start : start + _ROWS_AT_ONCE] @ turned).tocoo()
            row, column = (part.astype(np.int64) for part in shared.coords)
            kept = (shared.data >= _SHARED_FROM) & (row + start < column)
            firsts.append(row[kept] + start)
            seconds.append(column[kept])
        return ordered_pairs(np.concatenate(firsts), np.concatenate(seconds))


def ordered_pairs(first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """The distinct ones of pairs whose first is smaller, sorted."""
    pairs = np.unique(np.stack([first, second], axis=1), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _trigrams(texts: Iterable[str]) -> tuple[Ints, Ints]:
    """Each three-character sequence as a number, and the text it stands in."""
    points = [np.frombuffer(_NOT_WORDS.sub("", text).encode("utf-32-le"), dtype=np.uint32) for text in texts]
    lengths = np.array([len(part) for part in points], dtype=np.int64)
    joined = np.concatenate([*points, np.zeros(2, dtype=np.uint32)]).astype(np.int64)
    owner = np.repeat(np.arange(len(points)), lengths)
    ends = np.repeat(np.cumsum(lengths), lengths)
    place = np.flatnonzero(np.arange(len(owner)) + 3 <= ends)
    return (joined[place] << 42) | (joined[place + 1] << 21) | joined[place + 2], owner[place]
