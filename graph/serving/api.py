"""The JSON API of `qiantou serve`: the desk's questions under /api, as JSON, CSV or a workbook, and their description."""

import io
from collections.abc import Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graph.model import InputError, QiantouError, StoreError
from graph.model.language import asked_for, helping
from graph.model.language import in_words as error_in_words
from graph.serving.answer import MOST_ROWS, Answer
from graph.serving.desk import QUESTIONS, Desk
from graph.serving.parameters import Question, arguments_of, question_summary, taken
from graph.serving.uploads import read_body
from graph.table_files import csv_text, in_words, write_workbook
from graph.views.site import Site, in_turn

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

FORMATS = ("json", "csv", "xlsx")
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "xlsx": _SHEET,
}
_WAITS = ("query", "overload", "overlap")


def routes(site: Site, desk: Desk) -> "list[Route]":
    """The routes of the API, and of the ledger."""
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    found = [
        Route(
            f"/api/{question.__name__}",
            in_turn(_asking(desk, question), site.turn if question.__name__ in _WAITS else None),
            methods=["GET"],
        )
        for question in QUESTIONS
        if question is not Desk.check
    ]

    async def check(request: "Request") -> "Response":
        from starlette.concurrency import run_in_threadpool

        async with site.turn:
            return await run_in_threadpool(
                _told, lambda name, data: desk.check_file(name, data, MOST_ROWS), *await read_body(request)
            )

    return [
        *found,
        Route("/api/check", check, methods=["POST"]),
        Route("/api/openapi.json", in_turn(lambda _: JSONResponse(description())), methods=["GET"]),
        Route("/ledger.xlsx", in_turn(lambda request: _ledger(site, request), site.turn), methods=["GET"]),
    ]


def description() -> dict[str, Any]:
    """The API in OpenAPI 3.1."""
    error = {
        "description": "What is wrong, and what to do",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {"error": {"type": "string"}},
                    "required": ["error"],
                }
            }
        },
    }
    paths: dict[str, Any] = {}
    for question in QUESTIONS:
        draft = question is Desk.check
        operation: dict[str, Any] = {
            "operationId": question.__name__,
            "summary": question_summary(question),
            "parameters": [_NAME] if draft else [*_parameters(question), _FORMAT],
            "responses": {"200": _ANSWER, "400": error, "503": error},
        }
        if draft:
            operation["requestBody"] = _BODY
        paths[f"/api/{question.__name__}"] = {"post" if draft else "get": operation}
    about = {
        "title": "qiantou",
        "version": version("qiantou"),
        "description": "Reads only. JSON holds at most 1,000 rows, CSV and workbooks all of them.",
    }
    found: dict[str, Any] = _in_words({"openapi": "3.1.0", "info": about, "paths": paths})
    return found


def _in_words(tree: Any) -> Any:
    """A description with what it says of its parts in the language of the run."""
    if isinstance(tree, dict):
        return {
            key: helping(part) if key == "description" and isinstance(part, str) else _in_words(part)
            for key, part in tree.items()
        }
    return [_in_words(part) for part in tree] if isinstance(tree, list) else tree


def _asking(desk: Desk, question: Question) -> "Any":
    def answer(request: "Request") -> "Response":
        given = dict(request.query_params)
        form = given.pop("format", "json")
        return _told(lambda: _asked(desk, question, given, form), form=form)

    return answer


def _asked(desk: Desk, question: Question, given: Mapping[str, str], form: str) -> Answer:
    if form not in FORMATS:
        raise InputError(f"format is one of {', '.join(FORMATS)}, not “{form}”")
    arguments = arguments_of(question, given)
    if any(one.name == "limit" for one in taken(question)):
        if form == "json":
            arguments["limit"] = min(arguments.get("limit") or MOST_ROWS, MOST_ROWS)
        else:
            arguments.setdefault("limit", 0)
    return question(desk, **arguments)


def _told(ask: Any, *arguments: Any, form: str = "json") -> "Response":
    """The answer as it was asked for, or what is wrong as JSON."""
    from starlette.responses import JSONResponse

    try:
        found = ask(*arguments)
    except QiantouError as error:
        return JSONResponse(
            {"error": error_in_words(error)}, status_code=503 if isinstance(error, StoreError) else 400
        )
    return written(found, form)


def written(found: Answer, form: str) -> "Response":
    """An answer as JSON, or as a file of rows to keep."""
    from starlette.responses import Response

    if form == "csv":
        table = in_words(found.table) if asked_for() else found.table
        return file_to_keep(f"{found.title}.csv", csv_text(table).encode("utf-8-sig"))
    if form == "xlsx":
        book = io.BytesIO()
        write_workbook(in_words(found.table), book, found.title)
        return file_to_keep(f"{found.title}.xlsx", book.getvalue())
    import msgspec

    # Values that JSON does not know, such as dates of a server, stand as text.
    return Response(msgspec.json.encode(found.to_json(), enc_hook=str), media_type="application/json")


def _ledger(site: Site, request: "Request") -> "Response":
    from graph.views.ledger import write_ledger

    plan, place = (request.query_params.get(name, "") for name in ("plan", "place"))
    part = site.graph().select(plans=[plan] if plan else [], jurisdictions=[place] if place else [])
    book = io.BytesIO()
    write_ledger(part, book)
    return file_to_keep("督查台账.xlsx", book.getvalue())


def file_to_keep(name: str, data: bytes) -> "Response":
    """A file to download, of the kind that its ending says."""
    from starlette.responses import Response

    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(data, media_type=_KINDS[name.rpartition(".")[2]], headers=headers)


def _parameters(question: Question) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "in": "query",
            "required": one.required,
            "description": one.meaning,
            "schema": one.schema,
            **({"style": "deepObject", "explode": True} if one.values else {}),
        }
        for one in taken(question)
    ]


_FORMAT = {
    "name": "format",
    "in": "query",
    "description": "How to write the rows",
    "schema": {"type": "string", "enum": list(FORMATS), "default": "json"},
}
_NAME = {
    "name": "name",
    "in": "query",
    "description": "The name of the draft, whose ending tells its format",
    "schema": {"type": "string", "default": "draft.txt"},
}
_BODY = {
    "required": True,
    "description": "The draft: a file of any known format; it is kept nowhere",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}
_ANSWER = {
    "description": "A table",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {
                    "title": {"type": "string"},
                    "note": {"type": "string"},
                    "total": {"type": "integer", "description": "Rows before any were left out"},
                    "columns": {"type": "array", "items": {"type": "string"}},
                    "rows": {"type": "array", "items": {"type": "object"}},
                },
                "required": ["title", "note", "total", "columns", "rows"],
            }
        },
        "text/csv": {"schema": {"type": "string"}},
        _SHEET: {"schema": {"type": "string", "format": "binary"}},
    },
}
