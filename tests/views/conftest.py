"""An invented city's graph, and its pages opened in a browser that reaches no host."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from views.city import linjiang

from graph.network import Incidence, read_incidence
from graph.store.base import Store
from graph.store.opening import open_store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The city's graph."""
    path = tmp_path_factory.mktemp("city") / "city.lbug"
    with open_store(path) as opened:
        for facts in linjiang():
            opened.replace(facts)
    with open_store(path, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def incidence(store: Store) -> Incidence:
    """The city's graph as pages show it."""
    return read_incidence(store)


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open HTML in a page that may ask no host for anything and may not complain; checked at the end."""
    complaints: list[str] = []
    contexts = []

    def open_page(html: str, width: int = 1280, height: int = 800) -> Any:
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        own = file.as_uri()

        def requested(request: Any) -> None:
            if request.url.split("#")[0] != own and not request.url.startswith(("data:", "blob:")):
                complaints.append(f"request of {request.url}")

        def said(message: Any) -> None:
            if message.type in ("error", "warning"):
                complaints.append(f"{message.type}: {message.text}")

        page.on("request", requested)
        page.on("console", said)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(own)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
