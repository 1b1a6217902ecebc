"""Commands as of a process of their own, without its start: in a fork of one that has imported what they need."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a command: its status, its output and its errors, both in the output where it is a terminal."""

    status: int
    output: str
    errors: str


class Forked:
    """Runs commands in forks of a process that has imported what they need."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("forked.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(
        self,
        *arguments: str | Path,
        folder: Path,
        stdout: str = "",
        most: int | None = None,
        columns: int = 0,
        environment: Mapping[str, str] | None = None,
    ) -> Came:
        """Run a command as `forked.py` says."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        case = {
            "arguments": [str(argument) for argument in arguments],
            "folder": str(folder),
            "stdout": stdout,
            "most": most,
            "columns": columns,
            "environment": dict(environment or {}),
        }
        self._process.stdin.write(json.dumps(case) + "\n")
        self._process.stdin.flush()
        return Came(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End it."""
        self._process.communicate()
