"""The helper process that native engines run in: it serves, it ends with its file, it starts anew."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from formats import invented
from formats.printed import Page, printed
from hostile.bombs import pdf_with_form_cycle

from graph.model import InputError
from loaders.formats import guard
from loaders.formats.dispatch import read_as
from loaders.formats.kinds import Kind

pytestmark = pytest.mark.smoke

PDF = printed(Page().lines("一、总体要求", "（市科技局负责）"))


def _fail(error: InputError) -> None:
    raise error


def test_the_helper_gives_what_reading_here_gives() -> None:
    for kind, data, name in ((Kind.PDF, PDF, "a.pdf"), (Kind.SHEETS, invented.xlsx(), "a.xlsx")):
        assert guard.read_guarded(kind, data, name, _fail) == read_as(kind, data, name, _fail)


def test_one_helper_serves_many_files() -> None:
    guard.read_guarded(Kind.PDF, PDF, "a.pdf", _fail)
    helper = guard._helper()
    guard.read_guarded(Kind.PDF, PDF, "b.pdf", _fail)
    assert guard._helper() is helper


def test_an_error_of_a_part_and_of_the_whole_come_through() -> None:
    data = printed(Page().picture(0, 0, 600, 800), Page().lines("一、总体要求"))
    errors: list[InputError] = []
    assert guard.read_guarded(Kind.PDF, data, "a.pdf", errors.append).text == "一、总体要求\n"
    assert [(error.file, error.what[:7]) for error in errors] == [("a.pdf", "page 1:")]
    with pytest.raises(InputError, match=r"^a\.pdf: a damaged PDF"):
        guard.read_guarded(Kind.PDF, b"%PDF-", "a.pdf", _fail)


def test_a_file_that_ends_the_helper_is_named_and_the_next_one_is_read() -> None:
    with pytest.raises(InputError, match=r"^a\.pdf: it crashes its reader, or takes more than"):
        guard.read_guarded(Kind.PDF, pdf_with_form_cycle(), "a.pdf", _fail)
    assert guard.read_guarded(Kind.PDF, PDF, "b.pdf", _fail).text


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_a_forked_process_starts_a_helper_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    code = f"""
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from loaders.formats import guard
from loaders.formats.files import read_documents

def read(number):
    [document] = read_documents(Path({str(tmp_path / "a.pdf")!r}))
    return document.text, guard._helper().owner

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


def test_the_helper_ends_with_its_process() -> None:
    code = (
        "from loaders.formats import guard; from loaders.formats.kinds import Kind\n"
        f"guard.read_guarded(Kind.PDF, {PDF!r}, 'a.pdf', print)\n"
        "print(guard._helper()._process.pid)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert not Path(f"/proc/{int(done.stdout)}").exists()
