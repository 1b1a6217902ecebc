"""Files made to break a reader end in a clear error, in time and memory, and lose nothing beside them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from formats import invented
from hostile.bombs import BOMBS, empty_rows

from graph.model import QiantouError
from loaders.reading import read_plans

# Of the processor, so that a busy machine changes nothing.
SECONDS = 10
MEGABYTES = 1024
_QUICK = (
    *("Word document that unpacks to 2 GB", "the same, lying of its size", "entities in a Word document"),
    *(
        "entities in a workbook",
        "tables nested a thousand deep",
        "cells at far corners",
        "NULs",
        "lone surrogates",
    ),
    *("PDF whose pages contain themselves", "PDF of 10,000 pages", "archive of archives of archives"),
    *(
        "noise that calls itself a PDF",
        "noise that calls itself a workbook",
        "noise that calls itself a package",
    ),
)


def measured(path: Path) -> dict[str, Any]:
    """What `measured.py` says of a file."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("measured.py")), str(path)],
        capture_output=True,
        text=True,
        timeout=30 * SECONDS,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    assert result["seconds"] < SECONDS
    assert result["megabytes"] < MEGABYTES
    return result


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_ends_in_a_clear_error(bomb: str, tmp_path: Path) -> None:
    name, build, says = BOMBS[bomb]
    path = tmp_path / name
    path.write_bytes(build())
    result = measured(path)
    assert result["measures"] == 0
    assert any(re.search(says, error) for error in result["errors"]), result["errors"]
    assert all("\n" not in error and name in error for error in result["errors"])


def test_a_million_empty_rows_hide_no_duty(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(empty_rows(1_000_000))
    result = measured(path)
    assert result["errors"] == []
    assert result["measures"] == 1


def test_what_is_bad_in_an_archive_or_a_folder_loses_nothing_beside_it(tmp_path: Path) -> None:
    small = {f"{number}{BOMBS[key][0]}": BOMBS[key][1]() for number, key in enumerate(_QUICK)}
    good = {"1.txt": invented.text().encode(), "2.docx": invented.docx(), "3.csv": invented.csv().encode()}
    files = {
        **{f"bad/{name}": data for name, data in small.items()},
        **{f"good/{name}": data for name, data in good.items()},
    }
    (tmp_path / "all.zip").write_bytes(invented.package(files))
    for name, data in files.items():
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_bytes(data)
    errors: list[QiantouError] = []
    archive, folder = tmp_path / "all.zip", tmp_path / "folder"
    read = [facts.plan.source for facts in read_plans([archive, folder], jobs=1, on_error=errors.append)]
    assert read == [f"{archive}!/good/{name}" for name in good] + [f"{folder}/good/{name}" for name in good]
    assert len(errors) >= 2 * len(small)
    assert all("\n" not in str(error) for error in errors)
