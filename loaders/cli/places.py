"""Files, folders and URLs on the command line."""

from pathlib import Path

import click

from graph.model.names import is_url


def place(_context: click.Context, _option: click.Parameter, value: str | tuple[str, ...] | None) -> object:
    """Make paths of what is no URL; a URL would lose a slash as a path."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return tuple(one if is_url(one) else Path(one) for one in value)
    return value if is_url(value) else Path(value)
