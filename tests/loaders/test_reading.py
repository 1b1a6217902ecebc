"""Files are read in processes that run no code but ours; standard input is a file like any other."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from formats import invented
from formats.printed import Page, printed

TEXT = "一、总体要求\n（一）建平台。做好工作。（市科技局负责）\n"
FILES = {
    "plan.pdf": printed(Page().lines("一、总体要求", "（市科技局负责）")),
    "plan.xlsx": invented.xlsx(),
    "plan.docx": invented.docx(),
    "plan.csv": invented.csv().encode(),
    "plan.html": invented.html().encode(),
    "plan.txt": TEXT.encode(),
    "plans.zip": invented.package({"plan.txt": TEXT}),
}
ENTRIES = {
    "command": [str(Path(sys.executable).with_name("qiantou"))],
    "module": [sys.executable, "-m", "graph"],
}
# In a process that reads: every module that is there when a file of each format was read.
_MODULES = """
import sys
from pathlib import Path
from loaders.formats.dispatch import read_as
from loaders.formats.files import read_documents
from loaders.pipeline import facts_of
from loaders.reading import Settings
import graph.model.child, loaders.formats.reader
for path in map(Path, sys.argv[1:]):
    for document in read_documents(path):
        list(facts_of(document, Settings().packed()))
print(*{name.partition(".")[0] for name in sys.modules})
"""


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return folder


def _run(command: list[str], **options: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("name", ["plan.txt", "plan.html", "plan.docx", "plan.xlsx", "plan.pdf", "plans.zip"])
def test_standard_input_is_read_in_any_format(name: str, plans: Path) -> None:
    command = [*ENTRIES["command"], "extract"]
    from_pipe = subprocess.run([*command, "-"], input=FILES[name], capture_output=True, timeout=120)
    from_file = _run([*command, name], cwd=plans)
    assert (from_pipe.returncode, from_pipe.stderr.decode()) == (0, from_file.stderr)
    assert from_pipe.stdout.decode().count("\n") == from_file.stdout.count("\n") > 0


@pytest.fixture(scope="module")
def hostile(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of plans, and beside them a module of every name that reading imports; what is run leaves a mark."""
    folder = tmp_path_factory.mktemp("hostile")
    names = set(_run([sys.executable, "-I", "-c", _MODULES, *map(str, plans.iterdir())]).stdout.split())
    assert {"json", "lxml", "msgspec", "loaders", "pypdfium2", "python_calamine"} <= names | {"json"}
    # Python itself imports some before it runs a module, and the module from where it is told to.
    before = _run([sys.executable, "-c", "import runpy, sys; print('graph', *sys.modules)"]).stdout.split()
    for name in {*names, "json", "loaders", "cssselect", "html5lib", "bs4"} - set(before):
        (folder / f"{name}.py").write_text(
            f"open({str(folder / 'run')!r}, 'a').write(__name__ + ' ')", "utf-8"
        )
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("environment", [{}, {"PYTHONSTARTUP": "json.py"}], ids=str)
def test_no_module_beside_a_plan_is_run(entry: str, environment: dict[str, str], hostile: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = _run(
        [*ENTRIES[entry], "extract", "--jobs", "2", *FILES], cwd=hostile, env={**clean, **environment}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not (hostile / "run").exists(), (hostile / "run").read_text("utf-8")
