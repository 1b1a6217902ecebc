"""A bar for people who watch, and nothing for programs."""

import io
import sys

import pytest

from graph.model.progress import progress_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_many_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar("reading") as report:
        assert report is not None
        report(2, 7)
    assert "reading" in terminal.getvalue()
    assert "2/7" in terminal.getvalue()


@pytest.mark.parametrize(("stream", "shown"), [(io.StringIO(), True), (Terminal(), False)])
def test_nobody_sees_nothing(stream: io.StringIO, shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_bar("reading", shown=shown) as report:
        assert report is None
    assert stream.getvalue() == ""
