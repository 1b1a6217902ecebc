"""What the package says at its front."""

import subprocess
import sys
from pathlib import Path


def test_a_file_that_hides_the_other_package_is_named(tmp_path: Path) -> None:
    (tmp_path / "graph.py").write_text("", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "import loaders"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"ImportError: {tmp_path / 'graph.py'} hides the package of that name; give the file another name"
    )
