"""The process that reads files for another one: see `loaders.formats.guard`."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from graph.model import InputError
from graph.model.child import Parent, limit_memory
from loaders.document import Document
from loaders.formats.dispatch import read_as
from loaders.formats.files import DocumentFile, entries, read_regular
from loaders.formats.limits import MEMORY_BYTES, OUT_OF_MEMORY, limited, memory_taken
from loaders.formats.messages import Begun, End, Failure, Recognised, Reply, Request, Result, Skipped
from loaders.formats.recognised.recogniser import Recogniser


def serve() -> None:
    """Read what is asked for: what a reading process runs."""
    parent = Parent()
    limit_memory(MEMORY_BYTES)
    decode = msgspec.msgpack.Decoder(Request).decode
    recogniser = cache(Recogniser)
    while True:
        try:
            request = decode(parent.receive())
            recognise = recogniser(request.ocr, request.jobs)
            recognise.on_page = lambda page, pages: parent.send(
                msgspec.msgpack.encode(Recognised(page, pages))
            )
            for reply in _answers(request, recognise):
                parent.send(msgspec.msgpack.encode(reply))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        parent.send(msgspec.msgpack.encode(End(spent=memory_taken() > MEMORY_BYTES // 2)))


def _answers(request: Request, recogniser: Recogniser) -> Iterator[Reply]:
    make, name = _function(request.work), request.name
    try:
        with limited(request.seconds):
            data = (
                request.data if request.path is None else read_regular(Path(os.fsdecode(request.path)), name)
            )
            found = entries(data, name, images=recogniser.can)
        for number in count(1):
            with limited(request.seconds):
                entry = next(found, None)
            if entry is None:
                break
            if number <= request.begin:
                continue
            if isinstance(entry, Skipped):
                yield entry
            elif isinstance(entry, InputError):
                yield Failure.of(entry, name)
            else:
                inner = entry.source != name
                if inner:
                    yield Begun(number, entry.source)
                with limited(request.seconds):
                    replies = _made(entry, make, request.settings, recogniser)
                yield from replies
                if inner:
                    yield Begun(0, name)
    except InputError as error:
        yield Failure.of(error, name)


_Make = Callable[[Document, bytes], Iterable[Any]]


def _made(entry: DocumentFile, make: _Make, settings: bytes, recogniser: Recogniser) -> list[Reply]:
    """What is made of one document: all of it or an error, and what is wrong with its parts."""
    errors: list[InputError] = []
    records: list[Reply] = []
    try:
        document = read_as(entry.kind, entry.data, entry.source, errors.append, recogniser)
        for record in make(document, settings):
            if not isinstance(record, Skipped):
                record = Result(msgspec.Raw(msgspec.msgpack.encode(record)))
            records.append(record)
    except InputError as error:
        errors.append(error)
    except MemoryError:
        raise
    except Exception as error:
        what = " ".join(f"its reader failed ({type(error).__name__}: {error})".split())
        errors.append(InputError(what))
    return [*records, *[Failure.of(error, entry.source) for error in errors]]


@cache
def _function(name: str) -> _Make:
    module, _, function = name.partition(":")
    found: _Make = getattr(import_module(module), function)
    return found
