"""Invented plans in a folder, as a run reads them, and what a data set of them holds."""

from pathlib import Path

from graph.model import Facts
from graph.model.dataset.folders import open_folder
from graph.model.dataset.reading import read_dataset


def plan(number: int, *, lead: str = "市科技局") -> str:
    """An invented plan of an invented city."""
    return (
        f"青岚市第{number}号行动方案\n"
        f"一、培育产业。支持青岚高新区建设，2027年底前完成。（牵头单位：{lead}；配合单位：市财政局，各县区人民政府）\n"
        f"二、招商引资。（责任单位：市商务局）\n"
    )


def write_plans(folder: Path, count: int) -> Path:
    """Write so many plans into a new folder."""
    folder.mkdir()
    for number in range(count):
        (folder / f"plan-{number:03}.txt").write_text(plan(number), encoding="utf-8")
    return folder


def held(out: Path | str) -> list[Facts]:
    """The facts of a data set."""
    return list(read_dataset(open_folder(out)))


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name in it."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
