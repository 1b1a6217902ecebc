"""A user's terminal of 80 columns, in Chinese, on a graph in a folder of the user's own."""

import re
from dataclasses import dataclass
from pathlib import Path

from commands.forking import Forked
from rich.cells import cell_len

COLUMNS = 80
_NEW_LINE, _CODE = "\x1b[2K", re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
"""What a bar of progress writes: it begins its line again, and chooses colours."""
_SAID = ("注意：", "跳过：", "错误：")
"""What begins like this is a sentence of its own, which the terminal wraps; names of files in it can be copied."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Runs commands where the user is."""

    forked: Forked
    folder: Path

    def shows(self, line: str, *, status: int = 0) -> str:
        """What a command shows; no line is wider than the terminal, so that no wide character is broken."""
        came = self.forked.run(*line.split(), "--language", "zh", folder=self.folder, columns=COLUMNS)
        assert came.status == status, came.output
        shown = _CODE.sub("", came.output.replace(_NEW_LINE, "\n"))
        assert "�" not in shown
        wide = [row for row in shown.split("\n") if cell_len(row) > COLUMNS and not row.startswith(_SAID)]
        assert wide == []
        return shown

    def gives(self, line: str) -> str:
        """What a command gives a program."""
        came = self.forked.run(*line.split(), "--raw", folder=self.folder)
        assert came.status == 0, came.errors
        return came.output


def joined(shown: str) -> str:
    """What is shown, without the breaks of its lines."""
    return re.sub(r"\s", "", shown)


def numbers(shown: str) -> set[str]:
    """The numbers that stand whole in what is shown."""
    return set(re.findall(r"(?<![\d.-])-?\d+(?:\.\d+)?(?![\d.])", shown))
