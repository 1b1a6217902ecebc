"""Markdown as its reader sees it: its marks give way to spaces, so that every offset still counts in the file."""

import re

# Each alternative is bounded, so that marks that never close cost no more than they are long.
_MARKS = re.compile(
    r"""
      !\[[^\[\]\n]{0,200}\]\([^()\n]{0,500}\)
    | </?(?:br|b|strong|i|em|u|s|sup|sub|span|font|p|div|ul|ol|li|center|a|mark|del)(?:\s[^<>]{0,300})?/?>
    | ~~[^~\n]{1,200}~~
    | \*\*
    | `{1,3}
    | ^[ \t]{0,3}(?:>[ \t]?){1,9}
    | \\(?=[!-/:-@\[-`{-~])
    | \\(?=\r?$)
    """,
    re.VERBOSE | re.MULTILINE,
)
_LINK = re.compile(
    r"\[([^\[\]\n]{1,200})\](\((?:https?:|mailto:|[./#])[^()\s]{0,500}(?:[ \t]{1,9}\"[^\"\n]{0,200}\")?\))"
)
_ESCAPED_PIPE = re.compile(r"\\\|")
_SHOWN = re.compile(r"[^\r\n]")
_SIGNS = ("<", "[", "*", "`", ">", "\\", "~~")


def shown(text: str) -> str:
    """The text without the marks of Markdown, each of their characters a space.

    Examples
    --------
    >>> shown("（**牵头单位：**[市科技局](https://kjj.example)）")
    '（  牵头单位：   市科技局                      ）'
    """
    if not any(sign in text for sign in _SIGNS):
        return text
    text = _LINK.sub(lambda match: f" {match[1]} {' ' * len(match[2])}", text)
    return _MARKS.sub(lambda match: _blank(match[0]), _without_comments(text))


def _without_comments(text: str) -> str:
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[at:start], _blank(text[start : end + 3])]
        at = end + 3
    return "".join([*parts, text[at:]])


def _blank(text: str) -> str:
    return _SHOWN.sub(" ", text)


def without_escaped_pipes(text: str) -> str:
    """The text with spaces for the pipes that part no cells."""
    return _ESCAPED_PIPE.sub("  ", text)
