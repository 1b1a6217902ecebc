"""The processes that read: they give what reading here gives, end with their file alone, and run no code but ours."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from formats import invented
from formats.printed import Page, printed
from hostile.bombs import pdf_with_form_cycle

from graph.model import InputError
from loaders.document import Document
from loaders.formats import guard
from loaders.formats.files import read_bytes
from loaders.formats.guard import Readers, Source, Work
from loaders.formats.messages import Skipped

PDF = printed(Page().lines("一、总体要求", "（市科技局负责）"))
DOCUMENTS = Work("formats.as_read:as_read", Document)
SOURCES = {
    "a.pdf": PDF,
    "a.xlsx": invented.xlsx(),
    "a.docx": invented.docx(),
    "a.csv": invented.csv().encode(),
    "a.html": invented.html().encode(),
    "a.txt": invented.text().encode(),
    "a.zip": invented.package(
        {"a.txt": invented.text(), "b.rar": "", "c.docx": invented.docx(), "d.pdf": b"no"}
    ),
}


@pytest.fixture(autouse=True)
def _little_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "CPU_SECONDS", 1)


def _read(name: str, data: bytes, work: Work[Document] = DOCUMENTS) -> list[Document | InputError | Skipped]:
    with Readers(work) as readers:
        return list(readers.read(Source(name, data=data)))


def _told(found: list[Document | InputError | Skipped]) -> list[str]:
    return [str(one) for one in found if isinstance(one, InputError)]


@pytest.mark.parametrize("name", SOURCES)
def test_a_reader_gives_what_reading_here_gives(name: str) -> None:
    errors: list[InputError] = []
    skipped: list[str] = []
    here = list(read_bytes(SOURCES[name], name, on_error=errors.append, on_skip=skipped.append))
    there = _read(name, SOURCES[name])
    assert [one for one in there if isinstance(one, Document)] == here
    assert _told(there) == [str(error) for error in errors]
    assert [one.what for one in there if isinstance(one, Skipped)] == skipped


def test_a_file_is_read_by_its_path_and_stands_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(invented.text(), "utf-8")
    with Readers(DOCUMENTS) as readers:
        [document] = readers.read(Source("mine.txt", tmp_path / "plan.txt"))
    assert isinstance(document, Document)
    assert document.source == "mine.txt"


def test_one_reader_serves_many_files_of_many_runs() -> None:
    # Those that other tests of this process have left are not of these runs.
    guard.close_readers()
    _read("a.pdf", PDF)
    [reader] = guard._idle
    _read("b.txt", b"plan")
    assert guard._idle == [reader]


@pytest.mark.smoke
@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (b"loop", "a.txt: takes more than 1 s of the processor to read"),
        (b"crash", "a.txt: makes its reader crash"),
        (b"fail", "a.txt: its reader failed (ValueError: two lines)"),
        (b"memory", "a.txt: takes more than 1 GB of memory to read"),
    ],
)
def test_what_ends_a_reader_is_one_error_and_the_next_file_is_read(settings: bytes, says: str) -> None:
    [told] = _told(_read("a.txt", b"plan", Work(DOCUMENTS.function, Document, settings)))
    assert told.startswith(says)
    assert "\n" not in told
    assert not _told(_read("b.txt", b"plan"))


def test_an_archive_is_read_on_behind_a_file_that_ends_its_reader() -> None:
    data = invented.package({"a.txt": "a", "b.txt": "b", "c.rar": "", "d.txt": "d"})
    found = _read("a.zip", data, Work(DOCUMENTS.function, Document, b"loop over b"))
    assert [one.what if isinstance(one, Skipped) else one.source for one in found if not isinstance(one, InputError)] == [
        "a.zip!/a.txt", "a.zip!/c.rar: no plan by its ending", "a.zip!/d.txt",
    ]  # fmt: skip
    assert [told.partition(": ")[0] for told in _told(found)] == ["a.zip!/b.txt"]


def test_an_archive_of_files_that_end_their_readers_is_given_up() -> None:
    data = invented.package({f"{name}.pdf": pdf_with_form_cycle() for name in "abcde"})
    assert [told.partition(": ")[0] for told in _told(_read("a.zip", data))] == [
        "a.zip!/a.pdf", "a.zip!/b.pdf", "a.zip!/c.pdf", "a.zip",
    ]  # fmt: skip


def test_files_read_at_once_are_given_in_their_order_and_a_run_can_be_left() -> None:
    sources = [Source(f"{number}.txt", data=b"plan" * (20 - number)) for number in range(20)]
    with Readers(DOCUMENTS) as readers:
        found = [one for several in readers.read_all(sources, 3) for one in several]
    assert [one.source for one in found if isinstance(one, Document)] == [source.name for source in sources]
    endless = Work(DOCUMENTS.function, Document, b"loop over b")
    started = time.monotonic()
    with Readers(endless) as readers:
        sources = [Source("a.txt", data=b"plan"), *[Source("b.txt", data=b"plan")] * 5]
        several = readers.read_all(sources, 2)
        assert next(several)
        several.close()
    assert time.monotonic() - started < 5


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_a_forked_process_starts_a_reader_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(invented.text(), "utf-8")
    code = f"""
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from loaders.formats import guard
from loaders.reading import read_file

def read(number):
    [facts] = read_file(Path({str(tmp_path / "a.txt")!r}))
    return facts.plan.sha256, guard._idle[0].owner

own = read(0)
with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
    others = list(pool.map(read, range(20)))
assert {{text for text, _ in others}} == {{own[0]}}
assert own[1] not in {{owner for _, owner in others}}
assert read(0) == own
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("ends", ["", "import os; os.kill(os.getpid(), 9)"])
def test_readers_end_with_their_process(ends: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(invented.text(), "utf-8")
    code = (
        "from pathlib import Path; from loaders.formats import guard; from loaders.reading import read_file\n"
        f"read_file(Path({str(tmp_path / 'a.txt')!r}))\n"
        f"print(guard._idle[0]._process.pid, flush=True)\n{ends}"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert any(not_there(int(done.stdout)) for _ in range(100))


def not_there(pid: int) -> bool:
    """Whether a process is gone, after a moment."""
    time.sleep(0.05)
    return not Path(f"/proc/{pid}").exists()
