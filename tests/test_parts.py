"""The rule for parts that a machine may lack: skipped with the reason, or failed where they are asked for."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture
def lacking(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A test folder under the same conftest, on a machine without real plans."""
    monkeypatch.delenv("QIANTOU_REQUIRE", raising=False)
    monkeypatch.setenv("QIANTOU_GOLD", str(pytester.path / "none"))
    pytester.makeconftest((Path(__file__).parent / "conftest.py").read_text("utf-8"))
    pytester.makeini("[pytest]\nmarkers =\n    gold: g\n    server: s\n    browser: b\n    checkout: c\n")
    pytester.makepyfile(
        "import pytest\n"
        "@pytest.mark.gold\n"
        "def test_marked():\n    pass\n"
        "def test_asking(gold_folder):\n    pass\n"
        "def test_other():\n    pass\n"
    )
    return pytester


def test_a_missing_part_skips_with_the_reason(lacking: pytest.Pytester) -> None:
    result = lacking.runpytest("-rs", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, skipped=2)
    result.stdout.fnmatch_lines(["*no real plans in *none; name their folder in QIANTOU_GOLD*"])


@pytest.mark.parametrize("asked", ["gold", "all", "server,gold"])
def test_a_part_that_is_asked_for_fails_where_it_is_missing(
    asked: str, lacking: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QIANTOU_REQUIRE", asked)
    result = lacking.runpytest("-p", "no:cacheprovider")
    outcomes = result.parseoutcomes()
    assert outcomes["passed"] == 1
    assert outcomes.get("failed", 0) + outcomes.get("errors", 0) == 2
    assert "skipped" not in outcomes


def test_a_part_that_is_not_asked_for_still_skips(
    lacking: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QIANTOU_REQUIRE", "server")
    lacking.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=1, skipped=2)


def test_a_server_ends_with_the_tests_that_were_killed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    script = (
        f"import sys, time; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from pathlib import Path\n"
        "from neo4j_server import supervised\n"
        "supervised(Path(sys.argv[1]), ['sh', '-c', 'echo $$; exec sleep 600'])\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, home], stdout=subprocess.PIPE, text=True) as tests:
        assert tests.stdout is not None
        server = Path("/proc") / tests.stdout.readline().strip()
        assert server.is_dir()
        assert home.is_dir()
        tests.kill()
    until = time.monotonic() + 60
    while (home.exists() or server.exists()) and time.monotonic() < until:
        time.sleep(0.05)
    assert not home.exists()
    assert not server.exists()
