"""Whether the extra `ocr` is installed; nothing of it is imported to know."""

from functools import cache
from importlib.util import find_spec

INSTALL = "install character recognition by `python -m pip install 'qiantou[ocr]'`"
"""What to do where it is not."""

_PARTS = ("rapidocr", "onnxruntime")


@cache
def is_installed() -> bool:
    """Whether characters can be recognised here."""
    return all(find_spec(part) is not None for part in _PARTS)
