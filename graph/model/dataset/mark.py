"""How a data set of facts is known, without reading any of it."""

from pathlib import Path

FORMAT = "qiantou facts"
VERSION = 2
"""Of the columns and of the manifest; a reader takes no other."""
MANIFEST = "manifest.json"
PARTS = "parts"


def is_dataset(path: Path) -> bool:
    """Whether a folder of this machine is a data set of facts, or the beginning of one."""
    return (path / MANIFEST).is_file() or (path / PARTS).is_dir()
