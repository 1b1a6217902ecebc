"""Writing a data set: parts first, the manifest that names them last, so that a stopped run leaves nothing half told."""

import hashlib
import io
from collections.abc import Iterable, Sequence

import msgspec
import pyarrow.parquet as pq

from graph.model.dataset.folders import Folder
from graph.model.dataset.manifest import FileRead, Manifest, Part, decode
from graph.model.dataset.mark import MANIFEST, PARTS
from graph.model.dataset.tables import Tables, tables_of_facts
from graph.model.records import Facts

_PART = "part.json"
_ID_LENGTH = 24


def write_part(
    folder: Folder, settings: str, files: Sequence[FileRead], plans: Iterable[tuple[str, Facts]]
) -> Part:
    """Write the facts of a group of files.

    The same files read in the same way give the same part, whoever writes it and however often.

    Parameters
    ----------
    folder : Folder
        The data set.
    settings : str
        How the files were read.
    files : sequence of FileRead
        The files, in the order of the facts.
    plans : iterable of pairs
        What was read from them, each with the name of its file.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    what = [settings, *(f"{entry.file}\0{entry.sha256}" for entry in files)]
    name = hashlib.sha256("\n".join(what).encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]
    part = Part(id=name, settings=settings, files=tuple(files))
    write_tables(folder, f"{PARTS}/{name}", tables_of_facts(plans))
    folder.write(f"{PARTS}/{name}/{_PART}", msgspec.json.encode(part))
    return part


def write_tables(folder: Folder, name: str, tables: Tables) -> None:
    """Write tables as the files of a part."""
    for table, rows in tables.items():
        buffer = io.BytesIO()
        pq.write_table(rows, buffer, compression="zstd")
        folder.write(f"{name}/{table}.parquet", buffer.getvalue())


def unnamed_parts(folder: Folder, manifest: Manifest | None) -> list[Part]:
    """The finished parts that a manifest does not name, sorted: what a run that was stopped has done."""
    named = manifest.by_part if manifest else {}
    found = []
    for name in folder.folders(PARTS):
        file = f"{PARTS}/{name}/{_PART}"
        if name not in named and folder.exists(file):
            found.append(decode(folder.read(file), Part, f"{folder.name}/{file}"))
    return found


def write_manifest(folder: Folder, manifest: Manifest) -> None:
    """Put a manifest in place, then remove the parts that nothing in it needs any more."""
    folder.write(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    needed = manifest.by_part
    for name in folder.folders(PARTS):
        if name not in needed:
            folder.remove(f"{PARTS}/{name}")
