r"""Names of files as texts: printed on one line, obeyed by no terminal, and still the names that they were.

A name is bytes to most systems: one that is no UTF-8 (archives from Chinese Windows, unpacked elsewhere) is kept by
``\xNN`` for each byte that belongs to no character, and control characters are written by their numbers.
"""

import re
import unicodedata
from pathlib import Path

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_OBEYED = _UNSEEN - {"Cf"}
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Invisible characters that turn the text behind them around."""
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")
_BYTE = 0xDC00
"""Bytes from 0x80 up that are no text stand in a name as characters from here on."""


def shown(path: Path | str) -> str:
    r"""The name of a file as it may be printed and stored.

    Examples
    --------
    >>> shown("方案.txt"), shown("a\nb\x1b[0m"), shown("\udcb7\udcbd.txt")
    ('方案.txt', 'a\\x0ab\\x1b[0m', '\\xb7\\xbd.txt')
    """
    name = str(path)
    if name.isprintable() and "\\" not in name:
        return name
    # What already looks like such a number must not be taken for one.
    name = _ESCAPE.sub(lambda number: rf"\x5c{number[0][1:]}", name)
    return "".join(_number(char) if unicodedata.category(char) in _UNSEEN else char for char in name)


def on_one_line(message: str) -> str:
    r"""A message in which names may stand as they are: what a terminal would obey is written by its number.

    Examples
    --------
    >>> on_one_line("a\nb.txt: no plan")
    'a\\x0ab.txt: no plan'
    """
    if message.isprintable():
        return message
    return "".join(
        _number(char) if unicodedata.category(char) in _OBEYED or char in _TURNING else char
        for char in message
    )


def path_of(name: str) -> Path:
    r"""The file whose name was shown.

    Examples
    --------
    >>> path_of("a\\x0ab") == Path("a\nb")
    True
    """
    return Path(_ESCAPE.sub(_character, name))


def _number(char: str) -> str:
    code = ord(char)
    if _BYTE + 0x80 <= code <= _BYTE + 0xFF:
        return rf"\x{code - _BYTE:02x}"
    if code < 0x80:
        return rf"\x{code:02x}"
    return rf"\u{code:04x}" if code <= 0xFFFF else rf"\U{code:08x}"


def _character(number: re.Match[str]) -> str:
    code = int(number[1] or number[2] or number[3], 16)
    return chr(_BYTE + code if number[1] and code >= 0x80 else code)


def is_url(location: "str | Path") -> bool:
    """Whether a location is a URL and no path."""
    return "://" in str(location)


def path_or_url(location: str) -> "Path | str":
    """A path, unless it is a URL, which would lose a slash as one.

    Examples
    --------
    >>> path_or_url("s3://plans/2027"), path_or_url("plans//2027").as_posix()
    ('s3://plans/2027', 'plans/2027')
    """
    return location if is_url(location) else Path(location)
