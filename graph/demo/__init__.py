"""Two plans of the invented city 青岚 in the invented province 云岭, with the traps that real plans have."""

from pathlib import Path

_FOLDER = Path(__file__).resolve().parent

PLANS: tuple[Path, ...] = (_FOLDER / "qinglan-zones.txt", _FOLDER / "qinglan-services.txt")
"""The plans' files: one hard-wrapped as from a PDF, one with a paragraph a line."""
