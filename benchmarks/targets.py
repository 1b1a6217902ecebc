"""How fast targets are read: characters a second beside jieba and spaCy, and how time grows in one measure.

    python benchmarks/targets.py FOLDER [--rounds 10]

FOLDER holds plans as text. The measures are cut out first; timed is what finds and reads their targets. spaCy's blank
zh pipeline, alone and with a ruler of the same names, shows why the command does not send its text through it.
"""

import argparse
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import jieba
import spacy

from graph.model import Facts
from loaders.component import patterns
from loaders.pipeline import read_text
from loaders.targets.chains import ChainReader
from loaders.targets.reader import TargetReader
from loaders.text.condensed import Condensed


def best(run: Callable[[], object], rounds: int) -> float:
    """Least processor time of some runs, in seconds."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
    return min(times)


def read(plans: Iterable[tuple[Condensed, list[Facts]]]) -> None:
    """Read the targets of every measure again."""
    for condensed, facts in plans:
        for plan in facts:
            reader = TargetReader(condensed, jurisdiction=plan.plan.jurisdiction, year=None)
            for measure in plan.measures:
                reader.read(
                    measure.start,
                    measure.end,
                    annotation=(measure.duty_start, measure.duty_end),
                )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    args = parser.parse_args()
    texts = [path.read_text("utf-8") for path in sorted(args.folder.glob("*.txt"))]
    texts = [text for text in texts if len(read_text(text)) == 1]
    plans = [(Condensed(text), read_text(text)) for text in texts]
    characters = sum(map(len, texts))
    measures = sum(len(plan.measures) for _, facts in plans for plan in facts)
    print(f"{len(texts)} plans, {characters:,} characters, {measures} measures")

    blank = spacy.blank("zh")
    ruler = spacy.blank("zh")
    ruler.add_pipe("span_ruler").add_patterns(patterns())
    jieba.initialize()
    runs: dict[str, Callable[[], object]] = {
        "jieba.cut": lambda: [sum(1 for _ in jieba.cut(text)) for text in texts],
        "spaCy, blank zh": lambda: [blank.make_doc(text) for text in texts],
        "spaCy, with a ruler of the names": lambda: [ruler(text) for text in texts],
        "targets": lambda: read(plans),
    }
    times = {name: best(run, args.rounds) for name, run in runs.items()}
    for name, seconds in times.items():
        ratio = times["jieba.cut"] / seconds
        print(f"{name:34} {characters / seconds:12,.0f} characters/s  {ratio:6.2f} times jieba")

    for count in (25_000, 50_000, 100_000, 200_000):
        text = "推动新能源汽车、绿色食品等产业在青岚高新区发展，2024年底前产值突破100亿元，" * (count // 40)
        seconds = best(lambda text=text: list(ChainReader(text).read(0, len(text))), 3)  # type: ignore[misc]
        whole = best(
            lambda text=text: TargetReader(text, jurisdiction="", year=None).read(0, len(text)),  # type: ignore[misc]
            3,
        )
        print(f"one measure of {len(text):7,} characters {seconds:7.3f} s for chains, {whole:7.3f} s in all")


if __name__ == "__main__":
    main()
