"""Real Neo4j Community servers for tests, from the jars of Maven Central, without Docker.

Run as a program it fetches the jars, so that they are there before the tests need them.
"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from maven_jars import jars_of

_START_SECONDS = 120
_JVM = [
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    # A fifth of a start is checking the bytes of classes, which are those of Maven Central.
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:-BytecodeVerificationRemote",
    "-Dfile.encoding=UTF-8",
    "-Dlog4j2.disable.jmx=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
]


@dataclass(frozen=True)
class Release:
    """A version of the server: the class that starts it, and the oldest Java that it runs on."""

    version: str
    starts: str
    java: int


LTS = Release("5.26.30", "org.neo4j.server.CommunityEntryPoint", 17)
NEWEST = Release("2026.08.1", "org.neo4j.server.Neo4jCommunity", 21)

# The shell waits for the server and ends it, and removes its home, when nobody holds its standard input any more:
# also where the tests themselves were killed.
_SUPERVISE = """
home=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ cat <&3 >/dev/null; : >"$home/left"; kill "$server" 2>/dev/null; } &
watch=$!
wait "$server"
ended=$?
kill "$watch" 2>/dev/null
[ ! -e "$home/left" ] || rm -rf "$home"
exit "$ended"
"""


@dataclass(frozen=True)
class Neo4jServer:
    """A running server: where it answers, and to whom."""

    address: str
    user: str
    password: str

    @property
    def uri(self) -> str:
        """The address with user and password in it."""
        scheme, _, host = self.address.partition("://")
        return f"{scheme}://{self.user}:{self.password}@{host}"


def cache_folder(release: Release) -> Path:
    """Where the jars are kept: a folder in QIANTOU_NEO4J_JARS, or in the user's cache."""
    named = os.environ.get("QIANTOU_NEO4J_JARS")
    return (Path(named) if named else Path.home() / ".cache" / "qiantou-neo4j") / release.version


def fetch_jars(release: Release) -> Path:
    """Give the folder of the jars, fetched by Maven if they are not there yet."""
    return jars_of(cache_folder(release) / "lib", "org.neo4j", "neo4j", release.version)


@cache
def java_for(release: Release) -> str:
    """A Java that the release runs on: QIANTOU_JAVA, of JAVA_HOME, on the path, or of the system; else empty."""
    home = os.environ.get("JAVA_HOME")
    named = [os.environ.get("QIANTOU_JAVA"), home and f"{home}/bin/java", shutil.which("java")]
    installed = sorted(map(str, Path("/usr/lib/jvm").glob("*/bin/java")))
    return next((java for java in [*named, *installed] if java and _java_version(java) >= release.java), "")


def _java_version(java: str) -> int:
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    except OSError:
        return 0
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


class ServerProcess:
    """A server in a fresh home; `start` returns when it answers, `stop` ends it and removes the home."""

    def __init__(self, release: Release = LTS) -> None:
        self._release = release
        self._jars = fetch_jars(release)
        self.home = Path(tempfile.mkdtemp(prefix="qiantou-neo4j-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._server: Neo4jServer | None = None

    @property
    def server(self) -> Neo4jServer:
        """Where the started server answers."""
        assert self._server is not None
        return self._server

    def start(self) -> Neo4jServer:
        """Make the home, start the server and wait until it answers a query."""
        self.prepare()
        return self.launch()

    def prepare(self) -> None:
        """Make the home of a server that has not run yet."""
        self._port = _free_port()
        for name in ("conf", "data", "logs", "run", "import", "plugins"):
            (self.home / name).mkdir()
        (self.home / "conf" / "neo4j.conf").write_text(
            "\n".join(
                [
                    f"server.bolt.listen_address=127.0.0.1:{self._port}",
                    f"server.bolt.advertised_address=127.0.0.1:{self._port}",
                    "server.http.enabled=false",
                    "server.https.enabled=false",
                    "dbms.usage_report.enabled=false",
                    # Graphs of a few nodes come and go: their counts are no reason to plan a query again.
                    "dbms.cypher.min_replan_interval=1h",
                    "server.memory.heap.initial_size=512m",
                    "server.memory.heap.max_size=512m",
                    "server.memory.pagecache.size=256m",
                    "",
                ]
            ),
            encoding="utf-8",
        )
        self._password = secrets.token_hex(8)
        self.admin("dbms", "set-initial-password", self._password)

    def launch(self) -> Neo4jServer:
        """Start the server in its home and wait until it answers a query."""
        command = [
            *self._java(),
            self._release.starts,
            f"--home-dir={self.home}",
            f"--config-dir={self.home / 'conf'}",
        ]
        with (self.home / "logs" / "console.log").open("wb") as log:
            self._process = supervised(self.home, command, log, {**os.environ, **self.environment()})
        server = Neo4jServer(f"bolt://127.0.0.1:{self._port}", "neo4j", self._password)
        self._wait(server)
        self._server = server
        return server

    def stop(self) -> None:
        """End the server and remove its home."""
        if self._process is not None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process.wait(timeout=60)
        shutil.rmtree(self.home, ignore_errors=True)

    def admin_command(self) -> list[str]:
        """What a server's own script `neo4j-admin` runs."""
        return [*self._java(), "org.neo4j.cli.AdminTool"]

    def admin(self, *arguments: str, folder: Path | None = None) -> str:
        """Run `neo4j-admin` with these arguments on the server's home, in a working folder."""
        done = subprocess.run(
            [*self.admin_command(), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=folder,
            env={**os.environ, **self.environment()},
        )
        if done.returncode:
            raise RuntimeError(f"neo4j-admin {' '.join(arguments[:2])} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def run_script(self, script: Path) -> None:
        """Run the statements of a file in the running server, as `cypher-shell --file` does."""
        import neo4j

        auth = (self.server.user, self.server.password)
        with (
            neo4j.GraphDatabase.driver(self.server.address, auth=auth) as driver,
            driver.session() as session,
        ):
            for statement in filter(None, script.read_text("utf-8").split(";\n")):
                session.run(statement).consume()

    def _java(self) -> list[str]:
        return [java_for(self._release), *_JVM, "-cp", f"{self._jars}/*"]

    def environment(self) -> dict[str, str]:
        """Variables that name the home to its programs."""
        return {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}

    def _wait(self, server: Neo4jServer) -> None:
        import neo4j
        from neo4j.exceptions import DriverError, Neo4jError

        assert self._process is not None
        until = time.monotonic() + _START_SECONDS
        while True:
            if self._process.poll() is not None:
                raise RuntimeError(f"Neo4j ended while starting:\n{self._console()}")
            try:
                with (
                    neo4j.GraphDatabase.driver(server.address, auth=(server.user, server.password)) as driver,
                    driver.session() as session,
                ):
                    session.run("RETURN 1").consume()
                return
            except (DriverError, Neo4jError):
                if time.monotonic() > until:
                    raise RuntimeError(f"Neo4j does not answer:\n{self._console()}") from None
                time.sleep(0.3)

    def _console(self) -> str:
        return (self.home / "logs" / "console.log").read_text(encoding="utf-8", errors="replace")[-4000:]


def supervised(
    home: Path,
    command: Sequence[str],
    log: IO[bytes] | None = None,
    environment: dict[str, str] | None = None,
) -> "subprocess.Popen[bytes]":
    """Run a server that ends, and whose home goes, when this process has ended, however it did."""
    return subprocess.Popen(
        ["sh", "-c", _SUPERVISE, "supervise", str(home), *command],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=subprocess.STDOUT if log else None,
        env=environment,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    for one in (LTS, NEWEST):
        if java_for(one):
            sys.stdout.write(f"{fetch_jars(one)}\n")
        else:
            sys.stdout.write(f"Neo4j {one.version} needs Java {one.java} or later, which is not here\n")
