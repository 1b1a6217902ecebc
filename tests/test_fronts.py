"""What `import graph` and `import loaders` offer: each name leads where it is defined, and costs nothing before."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import graph
import loaders
from graph.model import InputError


@pytest.mark.parametrize(
    ("package", "name"), [(package, name) for package in (graph, loaders) for name in package.__all__]
)
def test_every_name_is_there_and_says_what_it_does(package: ModuleType, name: str) -> None:
    offered = getattr(package, name)
    assert offered.__name__ == name
    assert len(offered.__doc__) > 40
    assert name in dir(package)


@pytest.mark.parametrize("package", [graph, loaders])
def test_another_name_is_not(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'fame'"):
        package.fame  # noqa: B018


def test_the_packages_load_nothing_before_they_are_asked() -> None:
    script = "import sys, graph, loaders; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"numpy", "pyarrow", "pandas", "lxml", "msgspec"} & set(done.stdout.split())


def test_a_plan_that_cannot_be_read_is_raised_or_told(tmp_path: Path) -> None:
    missing, good = tmp_path / "missing.txt", tmp_path / "good.txt"
    good.write_text("青岚市行动方案\n一、培育产业。（牵头单位：市科技局）\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"missing\.txt"):
        list(loaders.read_plans([missing, good]))
    errors: list[Exception] = []
    plans = list(loaders.read_plans([missing, good], on_error=errors.append))
    assert [len(plan.measures) for plan in plans] == [1]
    assert len(errors) == 1
    assert loaders.read_file(good) == plans
    with pytest.raises(InputError):
        loaders.read_file(missing)


def test_a_file_that_hides_the_other_package_is_named(tmp_path: Path) -> None:
    (tmp_path / "graph.py").write_text("", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "import loaders"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"ImportError: {tmp_path / 'graph.py'} hides the package of that name; give the file another name"
    )
