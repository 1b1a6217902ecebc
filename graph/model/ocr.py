"""When the characters on a picture of a page are to be recognised."""

from enum import StrEnum


class Ocr(StrEnum):
    """Of which pages characters are recognised: those without usable text, none, or all."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"
