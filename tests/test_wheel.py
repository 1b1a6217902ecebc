"""The built wheel, in an environment of its own, does what an installed program has to do."""

import os
import shutil
import site
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
PARTS = ("graph", "loaders", "cypher")

pytestmark = pytest.mark.checkout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--quiet", "-w", folder, cwd=CHECKOUT)
    (built,) = folder.glob("*.whl")
    return built


def run(*line: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(word) for word in line],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    )
    assert done.returncode == 0, f"{done.stdout[-8000:]}{done.stderr[-2000:]}"
    return done.stdout


def test_the_wheel_holds_what_the_checkout_has_and_nothing_else(wheel: Path) -> None:
    listed = run(
        "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *PARTS, cwd=CHECKOUT
    ).split("\0")
    files = {name for name in listed if (CHECKOUT / name).is_file()}
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        (bill,) = (name for name in archive.namelist() if name.endswith(".dist-info/sboms/sbom.cdx.json"))
        assert archive.read(bill) == (CHECKOUT / "sbom.cdx.json").read_bytes()
    assert {name.split("/")[0] for name in names} == {"graph", "loaders"}
    assert names == {
        name.replace("cypher/", "graph/cypher/") if name.startswith("cypher/") else name for name in files
    }


def test_the_wheel_passes_the_smoke_tests(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    own = Path(run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=tmp_path).strip())
    # The wheel is this environment's own; its dependencies are those beside the tests. A path named in a .pth
    # file is searched, but its own .pth files (the editable installation) are not read.
    with ZipFile(wheel) as archive:
        archive.extractall(own)
    (own / "dependencies.pth").write_text("\n".join(site.getsitepackages()) + "\n", "utf-8")
    tests = tmp_path / "elsewhere" / "tests"
    shutil.copytree(CHECKOUT / "tests", tests, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", tests.parent)
    where = run(python, "-c", "import graph, loaders; print(graph.__file__, loaders.__file__)", cwd=tmp_path)
    assert str(CHECKOUT) not in where
    # Those of other files would only be collected, which takes longer than the tests.
    files = sorted(
        file for file in tests.rglob("test_*.py") if "pytest.mark.smoke" in file.read_text("utf-8")
    )
    said = run(
        *(python, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"),
        *("-m", "smoke and not (server or browser or office or gold)", *files),
        cwd=tests.parent,
    )
    assert " passed" in said.splitlines()[-1]
    assert "skipped" not in said.splitlines()[-1]
