"""The extraction's score over real plans, its floors, and what a change makes different."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
QIANTOU = (sys.executable, "-c", "from graph.cli import main; main(prog_name='qiantou')")
ROLES = ("leads", "supports", "responsible")
FIGURES = ("core", "annotations", "zones", "chains", "deadlines")

FLOORS = {"core": 0.99, "annotations": 0.995, "deadlines": 0.90, "zones": 0.80, "chains": 0.50}
"""F1 over all plans."""

CORE_FLOOR_OF_A_PLAN = 0.97

pytestmark = [pytest.mark.gold, pytest.mark.checkout]


@pytest.fixture(scope="module")
def scores(gold_folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, gold_folder / "gold" / "score.py", "--json", "--errors", "--", *QIANTOU, "extract"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    *errors, result = done.stdout.splitlines()
    return {**json.loads(result), "errors": [json.loads(error) for error in errors]}


def test_scores_are_printed_and_stay_above_their_floors(
    scores: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        heads = "".join(f"{head:>8}" for head in ("core P", "R", "F1", "annot", "zones", "chains", "dates"))
        print(f"\n\n{'plan':36}{heads}")
        for plan, figures in [*scores["plans"].items(), ("all", scores["total"])]:
            core = figures["core"]
            values = [core["precision"], core["recall"], *(figures[name]["f1"] for name in FIGURES)]
            print(f"{plan:36}" + "".join(f"{value:8.4f}" for value in values))
        for error in scores["errors"]:
            print(f"  {error['plan']} {error['path']}: missed {error['missed']}, false {error['false']}")
    below = {
        name: scores["total"][name]["f1"]
        for name, floor in FLOORS.items()
        if scores["total"][name]["f1"] < floor
    }
    assert not below
    poor = {
        plan: figures["core"]["f1"]
        for plan, figures in scores["plans"].items()
        if figures["core"]["f1"] < CORE_FLOOR_OF_A_PLAN
    }
    assert not poor


def base_commit() -> str:
    """The commit to compare with: QIANTOU_BASE, or where this branch left `main`, or the one before."""
    if named := os.environ.get("QIANTOU_BASE"):
        return named
    head = git("rev-parse", "HEAD")
    for branch in ("origin/main", "main"):
        base = git("merge-base", "HEAD", branch)
        if base and base != head:
            return base
    return git("rev-parse", "--verify", "--quiet", "HEAD~1")


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=CHECKOUT, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""


def facts(plans: list[Path], code: Path) -> Counter[tuple[str, ...]] | str:
    """What the code in a folder extracts: one row a name in a role, or the reason why it cannot."""
    done = subprocess.run(
        [*QIANTOU, "extract", *map(str, plans)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(code)},
    )
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["no message"])[-1]
    rows: Counter[tuple[str, ...]] = Counter()
    for line in map(json.loads, done.stdout.splitlines()):
        where = (Path(line["plan"]).stem, str(line["document"]), line["path"])
        rows.update((*where, role, name) for role in ROLES for name in line[role])
        rows.update((*where, kind, name) for kind in ("zones", "chains", "deadlines") for name in line[kind])
    return rows


def test_what_changed_is_printed(
    gold_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plans = sorted(
        file for file in (gold_folder / "plans").iterdir() if file.suffix != ".md" and file.is_file()
    )
    now = facts(plans, CHECKOUT)
    assert isinstance(now, Counter), now
    assert now, "nothing was extracted"
    base = base_commit()
    if not base:
        report = ["no earlier commit to compare with"]
    else:
        archive = subprocess.run(["git", "archive", base], cwd=CHECKOUT, capture_output=True, check=True)
        subprocess.run(["tar", "-x", "-C", tmp_path], input=archive.stdout, check=True)
        before = facts(plans, tmp_path)
        if isinstance(before, str):
            report = [f"{base[:12]} does not extract: {before}"]
        else:
            report = [
                f"compared with {base[:12]}: {(now - before).total()} new, {(before - now).total()} gone"
            ]
            report += [f"  + {' '.join(row)}" for row in sorted(now - before)]
            report += [f"  - {' '.join(row)}" for row in sorted(before - now)]
    with capsys.disabled():
        print("\n\n" + "\n".join(report))
