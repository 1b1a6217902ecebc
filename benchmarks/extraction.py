"""How fast plans are read: characters a second beside jieba, and how time and memory grow.

    python benchmarks/extraction.py FOLDER [--megabytes 10]

FOLDER holds plans as text. Everything runs on one core, one after the other, in one run, so that the figures can be
compared; the ratio is what counts.
"""

import argparse
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import jieba
import msgspec

from graph.model.lines import to_lines
from loaders.document import Document
from loaders.pipeline import read_document

_ENCODER = msgspec.json.Encoder()


def extract(texts: Iterator[str]) -> int:
    """Read each text and encode its lines, as the command does; the bytes are counted and dropped."""
    written = 0
    for number, text in enumerate(texts):
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


def timed(label: str, characters: int, texts: Iterator[str]) -> float:
    """Print and return characters a second."""
    begin = time.process_time()
    extract(texts)
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{label:34} {seconds:7.2f} s  {characters / seconds:12,.0f} characters/s  peak {peak:6.0f} MB")
    return characters / seconds


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
    begin = time.process_time()
    for text in repeated(texts, wanted // 4):
        for _ in jieba.cut(text):
            pass
    jieba_speed = wanted // 4 / (time.process_time() - begin)
    print(f"{'jieba.cut':34} {'':9}  {jieba_speed:12,.0f} characters/s")
    extract(iter(texts))
    speed = timed(f"extract, {args.megabytes:g} MB of plans", wanted, repeated(texts, wanted))
    print(f"extract is {speed / jieba_speed:.2f} times jieba.cut")
    for share in (8, 4, 2, 1):
        one = "\n".join(repeated(texts, wanted // share))
        timed(f"one document of {args.megabytes / share:g} MB", len(one), iter([one]))
    short = texts[0][:1000]
    for count in (1250, 2500, 5000, 10000):
        timed(f"{count} documents", count * len(short), (short for _ in range(count)))


if __name__ == "__main__":
    main()
