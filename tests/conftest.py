"""What tests need from the machine: real plans, a Neo4j server, a browser, LibreOffice, strace, the checkout.

A test marked with the name of such a part is skipped, with the reason, where the part is missing;
``QIANTOU_REQUIRE`` (a list of parts, or ``all``) makes the missing part a failure instead.
"""

import fcntl
import gc
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from maven_jars import missing_tools

if TYPE_CHECKING:
    from commands.forking import Forked
    from commands.nursery import Nursery
    from neo4j_server import Neo4jServer, ServerProcess

    from graph.store import Store

# A busy machine must not fail a test, and a failure must be seen again by the next who runs it.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

# Who starts the tests in the background of a shell ignores Ctrl-C, and so would every command that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Hundreds of commands are started: what one has compiled is there for the next.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Whoever runs the tests, the commands speak English, if a test does not ask for Chinese.
os.environ["QIANTOU_LANGUAGE"] = "en"

CHECKOUT = Path(__file__).resolve().parent.parent
AXE = "axe-core@4.10.3"


def gold_location() -> Path:
    """The folder with `plans` and `gold`: QIANTOU_GOLD, or `shared` beside the checkout."""
    return Path(os.environ.get("QIANTOU_GOLD") or CHECKOUT.parent / "shared")


def chromium_location() -> str:
    """The Chromium to drive: QIANTOU_CHROMIUM, one on the path, or Playwright's own; else empty."""
    named = os.environ.get("QIANTOU_CHROMIUM")
    for name in [named] if named else ["chromium", "chromium-browser", "google-chrome"]:
        found = shutil.which(name)
        if found:
            return found
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return ""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).is_file() else ""


@cache
def missing(part: str) -> str:
    """Why a part cannot be used here, or empty if it can."""
    if part == "gold":
        folder = gold_location()
        there = (folder / "gold").is_dir() and (folder / "plans").is_dir()
        return "" if there else f"no real plans in {folder}; name their folder in QIANTOU_GOLD"
    if part == "server":
        absent = missing_tools()
        return f"a server of jars needs {' and '.join(absent)} on the path" if absent else ""
    if part == "newest":
        from neo4j_server import NEWEST, java_for

        if reason := missing("server"):
            return reason
        needed = f"Neo4j {NEWEST.version} needs Java {NEWEST.java} or later; name one in QIANTOU_JAVA"
        return "" if java_for(NEWEST) else needed
    if part == "browser":
        return (
            "" if chromium_location() else "no Chromium; name one in QIANTOU_CHROMIUM or install Playwright's"
        )
    if part == "office":
        return "" if shutil.which("soffice") else "no LibreOffice on the path"
    if part == "strace":
        return "" if shutil.which("strace") else "no strace on the path"
    if part == "checkout":
        return "" if (CHECKOUT / "pyproject.toml").is_file() else "the checkout is not here, only its tests"
    raise ValueError(part)


def required(part: str) -> bool:
    """Whether QIANTOU_REQUIRE makes a missing part a failure."""
    named = os.environ.get("QIANTOU_REQUIRE", "").replace(",", " ").split()
    # Debian's stable release has no Java that is new enough for it.
    return part in named or ("all" in named and part != "newest")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for part in ("gold", "server", "newest", "browser", "office", "strace", "checkout"):
        if item.get_closest_marker(part) and (reason := missing(part)):
            if required(part):
                pytest.fail(f"QIANTOU_REQUIRE asks for {part}: {reason}", pytrace=False)
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage among thousands of tests while they come to be, nor ever again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the timed tests come first, before other workers are in the middle of any, then the modules with tests of a server.

    The first worker then runs them all on one server, for others take over tests from the end of its list.
    """
    asking = {item.path for item in items if item.get_closest_marker("server")}
    items.sort(key=lambda item: (not item.get_closest_marker("timed"), item.path not in asking))


@pytest.fixture(autouse=True)
def _turn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Run a timed test while no other worker runs a test.

    Tests hold one lock together, a timed one alone; whoever waits for it holds up all who come later.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    shared = tmp_path_factory.getbasetemp().parent
    with (shared / "gate").open("w") as gate, (shared / "turn").open("w") as turn:
        fcntl.flock(gate, fcntl.LOCK_EX)
        fcntl.flock(turn, fcntl.LOCK_EX if request.node.get_closest_marker("timed") else fcntl.LOCK_SH)
        fcntl.flock(gate, fcntl.LOCK_UN)
        yield


@pytest.fixture(scope="session")
def recognised_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep recognised pages in one folder of the run; whoever takes its lock recognises a file for all workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "recognised"
    folder.mkdir(exist_ok=True)
    from loaders.formats.guard import close_readers

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QIANTOU_CACHE", str(folder))
        # Those that wait for a file were started with another folder.
        close_readers()
        yield folder / "lock"


@pytest.fixture(scope="session")
def forked() -> Iterator["Forked"]:
    """Runs commands as in processes of their own, without the start of each."""
    from commands.forking import Forked

    running = Forked()
    yield running
    running.close()


@pytest.fixture(scope="session")
def _nursery() -> Iterator["Nursery"]:
    from commands.nursery import Nursery

    running = Nursery()
    yield running
    running.close()


@pytest.fixture(scope="module")
def born(_nursery: "Nursery") -> Iterator[None]:
    """Has engines and readers forked that a module's commands start in this process; not for tests of such processes."""
    from graph.model import child
    from loaders.formats.guard import close_readers

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(child, "subprocess", _nursery.subprocess())
        yield
        # Other modules have readers of their own.
        close_readers()


@pytest.fixture(scope="session")
def gold_folder() -> Path:
    """The folder with the real `plans` and their `gold`; for tests marked gold."""
    if reason := missing("gold"):
        (pytest.fail if required("gold") else pytest.skip)(reason)
    return gold_location()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A running Chromium of Playwright; for tests marked browser."""
    if reason := missing("browser"):
        (pytest.fail if required("browser") else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium_location(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, from npm's registry into a cache folder."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "qiantou-tests" / AXE
    script = cache / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        npm = shutil.which("npm")
        if npm is None:
            reason = "no npm to fetch axe-core with"
            (pytest.fail if "all" in os.environ.get("QIANTOU_REQUIRE", "") else pytest.skip)(reason)
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [npm, "install", "--prefix", str(cache), "--no-audit", "--no-fund", "--ignore-scripts", AXE],
            check=True,
            capture_output=True,
        )
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def neo4j_process() -> Iterator["ServerProcess"]:
    """A Neo4j server of the session's own, with its way to `neo4j-admin`; for tests marked server."""
    if reason := missing("server"):
        (pytest.fail if required("server") else pytest.skip)(reason)
    from neo4j_server import ServerProcess

    process = ServerProcess()
    try:
        process.start()
        yield process
    finally:
        process.stop()


@pytest.fixture(scope="session")
def neo4j_server(neo4j_process: "ServerProcess") -> "Neo4jServer":
    """Where the session's Neo4j server answers, and to whom."""
    return neo4j_process.server


@pytest.fixture(
    params=[
        "embedded",
        pytest.param("neo4j", marks=pytest.mark.server),
        pytest.param("py2neo", marks=pytest.mark.server),
    ]
)
def any_store(request: pytest.FixtureRequest) -> Iterator["Store"]:
    """Each of the three stores in turn, empty and open for writing."""
    from graph.store import open_store

    if request.param == "embedded":
        with open_store(":memory:") as store:
            yield store
        return
    server = request.getfixturevalue("neo4j_server")
    with open_store(server.uri, driver=request.param) as store:
        store.run("MATCH (n) DETACH DELETE n", write=True)
        yield store
