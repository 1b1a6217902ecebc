"""Drafts that are given as bytes: read and checked in the processes with limits, and kept nowhere."""

from graph.model import Diagnostic, Facts, QiantouError
from loaders.findings import Checked
from loaders.formats.guard import Readers, Source, Work
from loaders.formats.messages import Skipped
from loaders.reading import Settings


def read_draft(name: str, data: bytes) -> list[Facts]:
    """Read the plans of a file of any known format.

    Parameters
    ----------
    name : str
        The name of the file, whose ending tells its format.
    data : bytes
        What is in it.

    Raises
    ------
    InputError
        If it, or a part of it, cannot be read.
    """
    plans: list[Facts] = []
    with Readers(Work("loaders.pipeline:facts_of", Facts, Settings().packed())) as readers:
        for one in readers.read(Source(name, data=data)):
            if isinstance(one, QiantouError):
                raise one
            if not isinstance(one, Skipped):
                plans.append(one)
    return plans


def check_draft(name: str, data: bytes) -> tuple[list[Diagnostic], list[str]]:
    """Say what is wrong or missing in the duties of a file of any known format.

    Parameters
    ----------
    name : str
        The name of the file, whose ending tells its format.
    data : bytes
        What is in it.

    Returns
    -------
    findings : list of Diagnostic
    unread : list of str
        What could not be read or holds no plan, and why.
    """
    findings: list[Diagnostic] = []
    unread: list[str] = []
    with Readers(Work("loaders.findings:checked", Checked, Settings().packed())) as readers:
        for one in readers.read(Source(name, data=data)):
            if isinstance(one, QiantouError):
                unread.append(str(one))
            elif isinstance(one, Skipped):
                unread.append(one.what)
            else:
                findings += [located.finding for located in one.found]
                if one.none:
                    unread.append(f"{one.source}: {one.none}")
    return findings, unread
