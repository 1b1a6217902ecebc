"""Processes of our own: they answer, have limits, run no code but ours, and end with their parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.model.child import Child

TESTS = Path(__file__).parents[1]
_DEAF = """
import sys
sys.path.append(sys.argv[1])
from graph.model.child import Child
child = Child("model.in_a_child:deaf")
child.send(b"here")
child.receive()
print(child._process.pid, flush=True)
input()
"""


def test_it_answers_message_by_message_and_prints_nothing_between() -> None:
    child = Child("model.in_a_child:echo")
    for message in (b"first", b"", bytes(10**6)):
        child.send(message)
        assert child.receive() == message
    assert child.is_ours
    child.close()
    assert not child.is_ours


def test_its_time_has_an_end_and_the_status_tells_it() -> None:
    child = Child("model.in_a_child:endless")
    child.send(b"0.1")
    assert child.receive() is None
    assert child.status() == -signal.SIGXCPU


def test_its_memory_has_an_end() -> None:
    child = Child("model.in_a_child:greedy")
    child.send(b"%d" % 2**28)
    assert child.receive() == b"enough"
    child.close()


def test_one_that_cannot_start_is_no_fault_of_what_it_is_asked() -> None:
    child = Child("model.in_a_child:missing")
    with pytest.raises(RuntimeError, match="install"):
        child.receive()
    child.close()


def test_it_ends_with_its_parent() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _DEAF, str(TESTS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    for _ in range(100):
        if not _runs(pid):
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("it went on without its parent")


def _runs(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text("utf-8")
    except FileNotFoundError:
        return False


def test_no_module_beside_the_data_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = Child("model.in_a_child:modules")
    child.send(b"")
    names = (child.receive() or b"").decode().splitlines()
    child.close()
    assert {"json", "signal", "graph"} - set(names) <= {"json"}
    for name in names:
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "json.py"))
    child = Child("model.in_a_child:modules")
    child.send(b"")
    assert child.receive() == "\n".join(names).encode()
    assert str(tmp_path) not in (child.receive() or b"").decode().splitlines()
    child.close()
    assert not (tmp_path / "run").exists()
