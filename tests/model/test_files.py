"""A file is written whole or not at all, in one way."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from graph.model import InputError
from graph.model.files import whole_file

posix = pytest.mark.skipif(os.name == "nt", reason="works with POSIX links, modes and devices")


def write(path: Path, text: str) -> None:
    with whole_file(path) as scratch:
        scratch.write_text(text, encoding="utf-8")


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("before")

    def fail_halfway() -> None:
        with whole_file(path) as scratch:
            scratch.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("out.csv", "before")]
    write(path, "after")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("out.csv", "after")]


@pytest.mark.parametrize(
    ("name", "told"),
    [("none/x", "none/x: cannot be written: "), (".", "this is a folder; name a file in it")],
)
def test_what_cannot_be_written_is_one_line(
    name: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        write(Path(name), "text")
    assert told in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_full_disk_is_one_line_and_the_old_file(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "out.txt"
    write(path, "before")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limits[1]))
    try:
        with pytest.raises(InputError, match=r"out\.txt: cannot be written: no file may be so large here"):
            write(path, "text" * 1_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("out.txt", "before")]


def test_a_graph_stays_a_graph(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbug"
    path.write_bytes(b"LBUG1\0 and more")
    with pytest.raises(InputError, match=r"graph\.lbug: this is a graph and stays one"):
        write(path, "text")
    assert path.read_bytes() == b"LBUG1\0 and more"


@posix
def test_a_name_as_long_as_a_name_may_be(tmp_path: Path) -> None:
    path = tmp_path / ("方" * 85)
    write(path, "text")
    assert path.read_text() == "text"


@posix
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_the_mode_is_the_users_or_the_old_files(mask: int, mode: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        for name in ("new.txt", "old.txt"):
            write(tmp_path / name, "text")
        (tmp_path / "old.txt").chmod(0o604)
        write(tmp_path / "old.txt", "again")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == mode
    assert stat.S_IMODE((tmp_path / "old.txt").stat().st_mode) == 0o604


@posix
@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_written_through(there: bool, tmp_path: Path) -> None:
    target, link = tmp_path / "far" / "target.txt", tmp_path / "link.txt"
    target.parent.mkdir()
    if there:
        target.write_text("before")
    link.symlink_to(target)
    write(link, "after")
    assert link.is_symlink()
    assert target.read_text() == "after"
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["far", "link.txt", "target.txt"]


@posix
def test_a_device_is_written_to_and_stays_one() -> None:
    write(Path(os.devnull), "text")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@posix
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write(pipe, "text")
    reader.join()
    assert read == ["text"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@posix
@pytest.mark.parametrize("where", ["file", "pipe"])
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_is_written_where_it_stands(name: str, where: str, tmp_path: Path) -> None:
    if not Path(name).exists():
        pytest.skip(f"this system has no {name}")
    code = (
        "import sys; from pathlib import Path; from graph.model.files import whole_file\n"
        "print('before', flush=True)\n"
        "with whole_file(Path(sys.argv[1])) as path: path.write_text('text\\n')\n"
        "print('after')"
    )
    command = [sys.executable, "-c", code, name]
    if where == "pipe":
        said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    else:
        with (tmp_path / "out.txt").open("w") as out:
            subprocess.run(command, stdout=out, check=True)
        said = (tmp_path / "out.txt").read_text()
    assert said == "before\ntext\nafter\n"
