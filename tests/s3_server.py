"""A real S3 server for tests: S3Proxy over a folder, from the jars of Maven Central.

Run as a program it fetches the jars, so that they are there before the tests need them.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from maven_jars import jars_of

VERSION = "2.6.0"
_START_SECONDS = 60


@dataclass(frozen=True)
class S3Server:
    """A running server: what fsspec's environment has to say to reach it, and the folder of its buckets."""

    environment: dict[str, str]
    buckets: Path


def fetch_jars() -> Path:
    """Give the folder of the jars, fetched by Maven if they are not there yet."""
    return jars_of(Path.home() / ".cache" / "qiantou-s3" / VERSION, "org.gaul", "s3proxy", VERSION)


@contextmanager
def running(home: Path) -> Iterator[S3Server]:
    """Run a server over an empty folder for a while."""
    buckets = home / "buckets"
    buckets.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    endpoint = f"http://127.0.0.1:{port}"
    properties = home / "s3proxy.conf"
    properties.write_text(
        "s3proxy.authorization=aws-v2-or-v4\ns3proxy.identity=tester\ns3proxy.credential=secret\n"
        f"s3proxy.endpoint={endpoint}\ns3proxy.ignore-unknown-headers=true\n"
        f"jclouds.provider=filesystem\njclouds.filesystem.basedir={buckets}\n",
        encoding="utf-8",
    )
    java = ["java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", f"{fetch_jars()}/*"]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [*java, "org.gaul.s3proxy.Main", "--properties", str(properties)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(server, port, home / "log")
        yield S3Server(
            {
                "FSSPEC_S3_KEY": "tester",
                "FSSPEC_S3_SECRET": "secret",
                "FSSPEC_S3_ENDPOINT_URL": endpoint,
            },
            buckets,
        )
    finally:
        server.kill()
        server.wait()


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise RuntimeError(f"S3Proxy does not answer:\n{log.read_text(errors='replace')[-4000:]}")


if __name__ == "__main__":
    sys.stdout.write(f"{fetch_jars()}{os.linesep}")
