"""Formats of older office programs, through LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path, PurePath

from graph.model import InputError
from loaders.formats.limits import of_a_program

TIMEOUT_SECONDS = 90

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
# No macro runs, and nothing that a document links to is fetched.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def convert(data: bytes, source: str, to: str) -> bytes:
    """Convert a file to docx or xlsx.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, whose ending tells LibreOffice what it is.
    to : str
        "docx" or "xlsx".

    Raises
    ------
    InputError
        LibreOffice is not installed, does not know the file, or takes longer than `TIMEOUT_SECONDS`.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    ending = PurePath(source).suffix.lower() or ".doc"
    if program is None:
        raise InputError(
            f"{ending} is read through LibreOffice, which is not installed; install it, or open the file in"
            f" Word or WPS and save it as .{to}",
            file=source,
        )
    with tempfile.TemporaryDirectory(prefix="qiantou-") as folder:
        profile = Path(folder, "profile")
        Path(profile, "user").mkdir(parents=True)
        Path(profile, "user", "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        given = Path(folder, f"plan{ending}")
        given.write_bytes(data)
        command = [
            *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"),
            *("--convert-to", _FILTERS[to], "--outdir", str(Path(folder, "out")), str(given)),
        ]
        message = _run(command, source)
        converted = Path(folder, "out", f"plan.{to}")
        if not converted.is_file():
            reason = message.strip().splitlines()[-1] if message.strip() else "it gave no reason"
            raise InputError(
                f"LibreOffice cannot read it ({reason}); open it in Word or WPS and save it as .{to}",
                file=source,
            )
        return converted.read_bytes()


def _run(command: list[str], source: str) -> str:
    with of_a_program():
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    try:
        _, errors = process.communicate(timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        raise InputError(
            f"LibreOffice did not convert it within {TIMEOUT_SECONDS} s; save it as .docx yourself",
            file=source,
        ) from None
    finally:
        if process.poll() is None:
            # soffice is a script that starts the program proper: both end with their group.
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()
    return errors.decode("utf-8", "replace")
