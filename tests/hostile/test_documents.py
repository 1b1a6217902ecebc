"""Documents made to keep a reader busy are read or refused within 10 s of the processor and 1 GB, in a line each."""

import os
import resource
import time
from pathlib import Path

import pytest
from hostile.documents import DOCUMENTS

from graph.model import QiantouError
from loaders.formats import guard
from loaders.reading import read_plans

SECONDS = 10
BYTES = 2**30


def _of_reader(reader: int) -> tuple[float, int]:
    """Seconds of the processor that a reader has taken, and the most memory that it has had."""
    times = Path(f"/proc/{reader}/stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    peak = Path(f"/proc/{reader}/status").read_text("ascii").partition("VmHWM:")[2].split()[0]
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK"), int(peak) * 1024


def _taken() -> tuple[float, int]:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    living = [_of_reader(reader.pid) for reader in guard._idle if reader.is_ours]
    seconds = time.process_time() + ended.ru_utime + ended.ru_stime + sum(used for used, _ in living)
    return seconds, max((peak for _, peak in living), default=0)


def test_there_are_enough_of_them() -> None:
    assert len(DOCUMENTS) >= 128
    assert {Path(name).suffix for name, _ in DOCUMENTS.values()} >= {
        ".txt",
        ".md",
        ".html",
        ".docx",
        ".csv",
        ".xlsx",
        ".pdf",
        ".ofd",
        ".zip",
    }


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="a system that does not tell what a process takes"
)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_keeps_nobody_busy(document: str, tmp_path: Path) -> None:
    name, build = DOCUMENTS[document]
    path = tmp_path / name
    path.write_bytes(build())
    errors: list[QiantouError] = []
    begun, _ = _taken()
    for facts in read_plans([path], jobs=1, on_error=errors.append):
        assert facts.plan.source.startswith(str(path))
    ended, peak = _taken()
    assert ended - begun < SECONDS, errors
    assert peak < BYTES
    assert all("\n" not in str(error) and str(path) in str(error) for error in errors)
