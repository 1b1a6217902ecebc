"""A bar for people who watch, and nothing for programs."""

import io
import re
import sys

import pytest

from graph.model.progress import progress_bar, tell


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _watched(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error, as a person watches it; in a fixture, pytest would put its own back before the test."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    return terminal


def test_a_terminal_sees_how_many_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _watched(monkeypatch)
    with progress_bar("reading") as report:
        assert report is not None
        report(2, 7)
    assert "reading" in terminal.getvalue()
    assert "2/7" in terminal.getvalue()


def test_what_is_said_meanwhile_stands_on_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _watched(monkeypatch)
    with progress_bar("reading") as report:
        assert report is not None
        report(2, 7)
        tell("Error: [a] broken.pdf")
    assert re.search(r"\r\x1b\[2KError: \[a\] broken.pdf\n", terminal.getvalue())


@pytest.mark.parametrize(("stream", "shown"), [(io.StringIO(), True), (Terminal(), False)])
def test_nobody_sees_nothing(stream: io.StringIO, shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_bar("reading", shown=shown) as report:
        assert report is None
    assert stream.getvalue() == ""
