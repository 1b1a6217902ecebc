"""One self-contained HTML file: scripts and styles inside it, data escaped, nothing else allowed."""

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from graph.model.mark import GENERATOR

if TYPE_CHECKING:
    from jinja2 import Environment

_ASSETS = files("graph.views") / "assets"
# In JSON inside a script element these could end it, or a line of it.
_UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def render(
    template: str,
    *,
    scripts: Sequence[str] = (),
    styles: Sequence[str] = (),
    data: Callable[[], Any] = lambda: None,
    **values: Any,
) -> str:
    """Fill a template, with autoescape, into a page that asks no host for anything.

    Parameters
    ----------
    template : str
        A file of `graph/views/templates`.
    scripts, styles : sequence of str
        Texts to put into the page; its Content-Security-Policy allows these by their hashes and nothing else.
    data : callable
        Gives what the scripts read, as JSON; called when the rest of the page is filled.
    **values
        What the template names.
    """
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_sources(scripts)}",
            f"style-src {_sources(styles)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return (
        environment()
        .get_template(template)
        .render(
            policy=policy,
            generator=GENERATOR,
            scripts=[Markup(script) for script in scripts],
            styles=[Markup(style) for style in styles],
            data=lambda: Markup(to_json(data())),
            **values,
        )
    )


@cache
def environment() -> "Environment":
    """The templates: everything is escaped, and a name that is not given is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("graph.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def asset(name: str) -> str:
    """A script or style sheet of `graph/views/assets`."""
    return (_ASSETS / name).read_text(encoding="utf-8")


def to_json(data: Any) -> str:
    """JSON that may stand inside a script element, whatever the values hold."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def digest(text: str) -> str:
    """A Content-Security-Policy source for one inline script or style."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _sources(texts: Sequence[str]) -> str:
    return " ".join(digest(text) for text in texts) or "'none'"
