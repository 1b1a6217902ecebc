"""Limits of the process that reads, and of the programs that it starts."""

import time

import pytest

from loaders.formats import limits


def test_a_program_does_not_end_the_process_that_starts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_CPU)
    monkeypatch.setattr(time, "process_time", lambda: 500.7)
    with limits.of_a_program():
        assert resource.getrlimit(resource.RLIMIT_CPU)[0] == 500 + limits.PROGRAM_SECONDS
    assert resource.getrlimit(resource.RLIMIT_CPU) == before
