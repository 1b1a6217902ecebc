"""The server of the pages answers whole requests, and closes connections on which none comes."""

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from graph.cli.connections import PatientProtocol

_HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"


async def _application(
    scope: Any, receive: Callable[[], Awaitable[MutableMapping[str, Any]]], send: Any
) -> None:
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await asyncio.sleep(0.6)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"page"})


@contextmanager
def _served(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(PatientProtocol, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(_application, http=PatientProtocol, log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


@pytest.mark.parametrize(
    "sent", [b"", _HEAD, b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nhalf"]
)
def test_a_connection_without_a_whole_request_is_closed(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        _served(monkeypatch) as port,
        socket.create_connection(("127.0.0.1", port), timeout=20) as connection,
    ):
        connection.sendall(sent)
        while connection.recv(1000):
            pass


def test_a_request_that_takes_its_time_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        _served(monkeypatch) as port,
        socket.create_connection(("127.0.0.1", port), timeout=20) as connection,
    ):
        for _ in range(2):
            connection.sendall(_HEAD)
            time.sleep(0.1)
            connection.sendall(b"\r\n")
            answer = b""
            while not answer.endswith(b"page"):
                received = connection.recv(1000)
                assert received, answer
                answer += received
