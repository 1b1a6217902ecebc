"""The command that serves the pages, running, and who asks it."""

import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.client import HTTPMessage as Message
from urllib.parse import quote, urlencode, urlsplit


@contextmanager
def serving(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command, running, and the address that it names."""
    code = "from graph.cli import main; main(prog_name='qiantou')"
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", code, "serve", "--port", "0", "--language", "zh", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    timer = threading.Timer(600, process.kill)
    timer.start()
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line
        for _ in range(100):
            try:
                urllib.request.urlopen(found[0]).close()
                break
            except urllib.error.URLError:
                time.sleep(0.05)
        yield process, found[0]
    finally:
        timer.cancel()
        process.kill()
        process.communicate()


@dataclass(frozen=True)
class Answer:
    """What the site answered."""

    status_code: int
    headers: Message
    data: bytes

    @property
    def text(self) -> str:
        """The answer as text."""
        return self.data.decode()


@dataclass(frozen=True)
class Client:
    """Asks a served site."""

    address: str

    def get(
        self, path: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        return self.request("GET", path, params, headers)

    def request(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        url = urlsplit(self.address)
        target = quote(path, safe="/?=&%[]") + (f"?{urlencode(params)}" if params else "")
        connection = HTTPConnection(str(url.hostname), url.port, timeout=30)
        try:
            connection.request(method, target, body, dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()
