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


@pytest.fixture(scope="session")
def kept_page(browser: Any) -> Iterator[Callable[[int], Any]]:
    """Pages that tests open HTML in one after another, by number: a page of its own takes five times as long."""
    kept: list[Any] = []

    def page(number: int) -> Any:
        if number == len(kept):
            context = browser.new_context(accept_downloads=True)
            context.set_offline(True)
            kept.append(context.new_page())
        return kept[number]

    yield page
    for one in kept:
        one.context.close()


@pytest.fixture
def opened(kept_page: Callable[[int], Any], tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open HTML in a page that may ask no host for anything and may not complain; checked at the end."""
    complaints: list[str] = []
    used: list[tuple[Any, dict[str, Callable[[Any], object]]]] = []

    def open_page(html: str, width: int = 1280, height: int = 800) -> Any:
        file = tmp_path / f"page-{len(used)}.html"
        file.write_text(html, encoding="utf-8")
        page = kept_page(len(used))
        page.set_viewport_size({"width": width, "height": height})
        own = file.as_uri()

        def requested(request: Any) -> None:
            if request.url.split("#")[0] != own and not request.url.startswith(("data:", "blob:")):
                complaints.append(f"request of {request.url}")

        def said(message: Any) -> None:
            if message.type in ("error", "warning"):
                complaints.append(f"{message.type}: {message.text}")

        hears: dict[str, Callable[[Any], object]] = {
            "request": requested,
            "console": said,
            "pageerror": lambda error: complaints.append(str(error)),
            "dialog": lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()),
        }
        used.append((page, hears))
        for event, hear in hears.items():
            page.on(event, hear)
        page.goto(own)
        return page

    yield open_page
    for page, hears in used:
        for event, hear in hears.items():
            page.remove_listener(event, hear)
        page.mouse.move(-1, -1)
        page.emulate_media(media="null")
        page.goto("about:blank")
    assert complaints == []
