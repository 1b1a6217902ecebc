"""What a browser or a program sends: read into memory up to a size, and never written anywhere."""

from typing import TYPE_CHECKING

from graph.model import InputError
from graph.serving.drafts import DRAFT

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request

MOST_BYTES = 20 << 20
"""A draft of more is refused."""


async def read_body(request: "Request") -> tuple[str, bytes]:
    """The name that the request gives its draft, and the draft, which is the whole body.

    Raises
    ------
    InputError
        If it is too large or empty.
    """
    data = b"".join([part async for part in _limited(request)])
    if not data:
        raise InputError("send the draft as the body of the request")
    return request.query_params.get("name", DRAFT), data


async def read_form(request: "Request") -> tuple[str, bytes, dict[str, str]]:
    """The file of a form by its name, or its text, and the other fields.

    Raises
    ------
    InputError
        If it is too large, holds no draft, or is no such form.
    """
    from starlette.formparsers import MultiPartException, MultiPartParser

    class InMemory(MultiPartParser):
        spool_max_size = 2 * MOST_BYTES
        """Above this size the parser would write to the disk; so much is never read."""

    try:
        form = await InMemory(
            request.headers, _limited(request), max_files=1, max_fields=9, max_part_size=MOST_BYTES
        ).parse()
    except (MultiPartException, KeyError):
        raise InputError("the form cannot be read; send it again from the page") from None
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    name, data = DRAFT, fields.get("text", "").encode("utf-8", "replace")
    for value in form.values():
        if not isinstance(value, str) and value.filename:
            name, data = value.filename, await value.read()
    if not data.strip():
        raise InputError("choose a file, or paste the text of a draft")
    return name, data, fields


async def _limited(request: "Request") -> "AsyncGenerator[bytes, None]":
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise InputError(f"a draft has {MOST_BYTES >> 20} MB at most")
        yield part
