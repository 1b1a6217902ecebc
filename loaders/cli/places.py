"""Files, folders and URLs on the command line."""

import click

from graph.model.names import path_or_url


def place(_context: click.Context, _option: click.Parameter, value: str | tuple[str, ...] | None) -> object:
    """Make paths of what is no URL."""
    if value is None:
        return None
    return tuple(map(path_or_url, value)) if isinstance(value, tuple) else path_or_url(value)
