"""What a run reads, keeps and says, on the cores of this machine."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import fsspec
import pytest
from batch.plans import content, held, plan, write_plans

from graph.model import InputError, QiantouError
from graph.model.dataset.mark import MANIFEST, PARTS
from graph.network import incidence_of
from graph.views.report import report_page
from loaders.batch import groups as group_sizes
from loaders.batch import read_into
from loaders.batch.groups import Done, FileGroup
from loaders.batch.here import Here
from loaders.batch.run import Read
from loaders.reading import Settings, read_plans


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return write_plans(tmp_path / "plans", 6)


@pytest.fixture(autouse=True)
def _small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_sizes, "_FILES", 2)


def run(out: Path, *places: Path, errors: list[QiantouError] | None = None, inline: bool = False) -> Read:
    return read_into(
        out,
        places,
        Here(2),
        settings=Settings(inline=inline),
        on_error=(errors if errors is not None else []).append,
    )


def test_a_data_set_holds_what_a_plain_run_reads(plans: Path, tmp_path: Path) -> None:
    run(tmp_path / "facts", plans)
    assert held(tmp_path / "facts") == list(read_plans([plans]))


def test_a_second_run_reads_only_what_changed(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts"
    assert (run(out, plans).read, run(out, plans).read) == (6, 0)
    (plans / "plan-003.txt").write_text(plan(3, lead="市教育局"), encoding="utf-8")
    (plans / "plan-006.txt").write_text(plan(6), encoding="utf-8")
    (plans / "plan-000.txt").unlink()
    done = run(out, plans)
    assert (done.read, done.kept, done.plans) == (2, 4, 6)
    assert held(out) == list(read_plans([plans]))


def test_a_file_that_was_only_touched_keeps_its_part(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts"
    run(out, plans)
    before = sorted(path.name for path in (out / PARTS).iterdir())
    os.utime(plans / "plan-001.txt", ns=(1, 1))
    assert run(out, plans).read == 1
    assert sorted(path.name for path in (out / PARTS).iterdir()) == before
    assert run(out, plans).read == 0


def test_other_settings_read_all_of_it_anew(plans: Path, tmp_path: Path) -> None:
    run(tmp_path / "facts", plans)
    assert run(tmp_path / "facts", plans, inline=True).read == 6


def test_parts_that_nothing_needs_are_removed(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts"
    run(out, plans)
    for number in range(6):
        (plans / f"plan-{number:03}.txt").write_text(plan(number + 10), encoding="utf-8")
    run(out, plans)
    fresh = tmp_path / "fresh"
    run(fresh, plans)
    assert sorted(content(out)) == sorted(content(fresh))


def test_a_file_that_cannot_be_read_costs_itself_and_is_said_each_time(plans: Path, tmp_path: Path) -> None:
    (plans / "plan-002.docx").write_bytes(b"PK\x03\x04 no more of it")
    for _ in range(2):
        errors: list[QiantouError] = []
        assert run(tmp_path / "facts", plans, errors=errors).plans == 6
        assert ["plan-002.docx" in str(error) for error in errors] == [True]


class _Stopping:
    """Reads some groups and then breaks off, as a run that is stopped."""

    def __init__(self, after: int) -> None:
        self._after = after

    def read(self, groups: Iterable[FileGroup]) -> Iterator[tuple[FileGroup, Done | InputError]]:
        for number, found in enumerate(Here(1).read(groups)):
            if number == self._after:
                raise KeyboardInterrupt
            yield found


def test_a_run_that_was_stopped_goes_on(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts"
    with pytest.raises(KeyboardInterrupt):
        read_into(out, [plans], _Stopping(2), on_error=pytest.fail)
    assert not (out / MANIFEST).exists()
    with pytest.raises(InputError, match="did not come to its end"):
        held(out)
    done = run(out, plans)
    assert done.kept >= 4
    assert held(out) == list(read_plans([plans]))


@pytest.mark.parametrize("moment", [0.0, 0.3, 1.0])
def test_a_killed_run_leaves_nothing_half_told(plans: Path, tmp_path: Path, moment: float) -> None:
    """Whatever was there before is there afterwards, whole, and the next run makes it what a fresh one is."""
    out, fresh = tmp_path / "facts", tmp_path / "fresh"
    run(out, plans / "plan-000.txt")
    before = held(out)
    command = [sys.executable, "-m", "graph", "extract", str(plans), "--format", "parquet", "-o", str(out)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while len(list((out / PARTS).iterdir())) < 2 and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(moment * 0.2)
        process.send_signal(signal.SIGKILL)
    assert held(out) in (before, list(read_plans([plans])))
    run(out, plans)
    run(fresh, plans)
    assert held(out) == held(fresh) == list(read_plans([plans]))


def test_another_folder_is_left_alone(plans: Path) -> None:
    with pytest.raises(InputError, match="no data set of facts, and not empty"):
        run(plans, plans)


def test_a_damaged_manifest_costs_no_part(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts"
    run(out, plans)
    (out / MANIFEST).write_text("{", encoding="utf-8")
    assert (run(out, plans).kept, len(held(out))) == (6, 6)


def test_a_damaged_part_is_named_and_the_others_are_read(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts"
    run(out, plans)
    table = next(out.rglob("measures.parquet"))
    table.write_bytes(table.read_bytes()[:-20])
    from graph.model.dataset.folders import open_folder
    from graph.model.dataset.reading import read_dataset

    errors: list[InputError] = []
    assert len(list(read_dataset(open_folder(out), on_error=errors.append))) == 4
    assert [error.file.endswith("measures.parquet") for error in errors] == [True]


def test_what_the_program_wrote_itself_is_left_alone_in_a_bucket(tmp_path: Path) -> None:
    bucket = fsspec.filesystem("memory")
    bucket.pipe("/own/plan.txt", plan(1).encode())
    bucket.pipe("/own/report.html", report_page(incidence_of([])).encode())
    bucket.pipe("/own/pairs.csv", b"first_key,second_key,weight\r\na,b,1\r\n")
    done = read_into(tmp_path / "facts", ["memory://own"], Here(1), settings=Settings(), on_error=[].append)
    assert done.plans == 1
    assert sorted(name for entry in done.manifest.files.values() for name in entry.skipped) == [
        f"memory:///own/{name}: written by qiantou itself" for name in ("pairs.csv", "report.html")
    ]
