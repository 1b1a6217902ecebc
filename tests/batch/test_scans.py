"""Scans into a data set: the facts that reading them gives, on the cores and by Dask."""

import fcntl
from pathlib import Path

import pytest
from click.testing import CliRunner
from formats.pictured import FACTS, FILES, TABLE_FACTS

from graph.cli import main
from graph.model import Basis
from graph.model.dataset.folders import open_folder
from graph.model.dataset.reading import read_dataset


@pytest.mark.parametrize("engine", [[], ["--engine", "dask"]], ids=["cores", "dask"])
def test_scans_are_recognised_into_a_data_set(
    engine: list[str], recognised_once: Path, tmp_path: Path
) -> None:
    out = tmp_path / "facts"
    scans = [str(FILES / name) for name in ("scan.png", "scan.tif")]
    with recognised_once.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = CliRunner().invoke(
            main, ["extract", *scans, "--format", "parquet", "-o", str(out), "--ocr", "auto", *engine]
        )
    assert done.exit_code == 0, done.output
    duties = [
        [duty for measure in facts.measures for duty in measure.duties]
        for facts in read_dataset(open_folder(str(out)))
    ]
    assert sorted([(str(duty.role), duty.agency) for duty in plan] for plan in duties) == sorted(
        [FACTS, TABLE_FACTS]
    )
    assert all(duty.basis is Basis.OCR and duty.evidence.ocr for plan in duties for duty in plan)
