"""How fast plans are read: characters a second beside jieba, and how time and memory grow.

    python benchmarks/extraction.py FOLDER [--megabytes 10]

FOLDER holds plans as text. Everything runs on one core, one after the other, in one run, so that the figures can be
compared; the ratio is what counts. Plans of one place repeat their lists of agencies, and what was read of a list is
kept; a few plans repeated do so more than any folder of real ones, so that the speed with nothing kept from plan to
plan is given, too.
"""

import argparse
import resource
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import jieba
import msgspec

from graph.model.lines import to_lines
from loaders import pipeline
from loaders.document import Document
from loaders.duties import grammar as duties
from loaders.pipeline import read_document

ROUNDS = 5
_ENCODER = msgspec.json.Encoder()


def extract(texts: Iterator[str], *, forget: bool = False) -> int:
    """Read each text and encode its lines, as the command does; the bytes are counted and dropped."""
    written = 0
    for number, text in enumerate(texts):
        if forget:
            duties.read_list.cache_clear()
            pipeline.resolver_of.cache_clear()
        for facts in read_document(Document(source=f"{number}.txt", text=text)):
            for line in to_lines(facts):
                written += len(_ENCODER.encode(line))
    return written


def repeated(texts: list[str], characters: int) -> Iterator[str]:
    """The texts again and again, until there are so many characters."""
    given = 0
    while given < characters:
        for text in texts:
            yield text
            given += len(text)
            if given >= characters:
                return


def timed(label: str, characters: int, texts: Iterator[str]) -> None:
    """Print characters a second."""
    begin = time.process_time()
    extract(texts)
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{label:34} {seconds:7.2f} s  {characters / seconds:12,.0f} characters/s  peak {peak:6.0f} MB")


def round_of(texts: list[str], characters: int, *, forget: bool) -> tuple[float, float]:
    """Characters a second of extract, and of jieba.cut on a quarter of the same text right before it."""
    begin = time.process_time()
    for text in repeated(texts, characters // 4):
        for _ in jieba.cut(text):
            pass
    between = time.process_time()
    extract(repeated(texts, characters), forget=forget)
    return characters / (time.process_time() - between), characters // 4 / (between - begin)


def spread(figures: Sequence[float], form: str = ",.0f") -> str:
    """The median of the rounds, with the least and the most."""
    least, most = format(min(figures), form), format(max(figures), form)
    return f"{format(statistics.median(figures), form):>12} ({least}, {most})"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=10)
    args = parser.parse_args()
    texts = [path.read_text("utf-8") for path in sorted(args.folder.glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts)
    characters = sum(map(len, texts))
    wanted = int(args.megabytes * 2**20 * characters / size)
    jieba.initialize()
    extract(iter(texts))
    print(f"{args.megabytes:g} MB of plans in {ROUNDS} rounds, median (least, most)")
    for label, forget in (("extract", False), ("extract, nothing kept between", True)):
        rounds = [round_of(texts, wanted // ROUNDS, forget=forget) for _ in range(ROUNDS)]
        ours, theirs = zip(*rounds, strict=True)
        print(f"{label:34} {spread(ours)} characters/s")
        print(f"{'  jieba.cut':34} {spread(theirs)} characters/s")
        ratios = [speed / jieba_speed for speed, jieba_speed in rounds]
        print(f"{'  times jieba.cut':34} {spread(ratios, '.2f')}")
    for share in (8, 4, 2, 1):
        one = "\n".join(repeated(texts, wanted // share))
        timed(f"one document of {args.megabytes / share:g} MB", len(one), iter([one]))
    short = texts[0][:1000]
    for count in (1250, 2500, 5000, 10000):
        timed(f"{count} documents", count * len(short), (short for _ in range(count)))


if __name__ == "__main__":
    main()
