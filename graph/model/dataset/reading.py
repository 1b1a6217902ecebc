"""Reading a data set: in the order of its files' names, whatever its parts are called and whoever wrote them."""

import io
from collections.abc import Callable, Iterator

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from graph.model.dataset.folders import Folder
from graph.model.dataset.manifest import Manifest, is_begun, read_manifest
from graph.model.dataset.mark import PARTS
from graph.model.dataset.tables import SCHEMAS, Tables, facts_of_tables, of_files
from graph.model.errors import InputError
from graph.model.records import Facts


def read_dataset(folder: Folder, *, on_error: Callable[[InputError], None] | None = None) -> Iterator[Facts]:
    """Give the facts of a data set, plan after plan, in the order of the files' names.

    Parameters
    ----------
    folder : Folder
        The data set.
    on_error : callable, optional
        Called with the error of a part that cannot be read, once; the others are read all the same. Without it the
        first is raised.

    Raises
    ------
    InputError
        If it holds no facts, is damaged or of another version.
    """
    manifest = _manifest(folder)
    wanted = manifest.by_part
    left = {part: set(files) for part, files in wanted.items()}
    opened: dict[str, dict[str, list[Facts]]] = {}
    for file in sorted(manifest.files):
        part = manifest.parts[file]
        if not part:
            continue
        if part not in opened:
            try:
                opened[part] = _by_file(folder, part, wanted[part])
            except InputError as error:
                if on_error is None:
                    raise
                on_error(error)
                opened[part] = {}
        yield from opened[part].pop(file, ())
        left[part].discard(file)
        # Files of one part were read one behind the other: hardly ever is a part kept open for a later one.
        if not left[part]:
            del opened[part]


def read_tables(folder: Folder) -> Tables:
    """The whole data set as five tables in memory, sorted by file, plan and measure; see `SCHEMAS`.

    Raises
    ------
    InputError
        If it holds no facts, is damaged or of another version.
    """
    manifest = _manifest(folder)
    pieces: dict[str, list[pa.Table]] = {name: [] for name in SCHEMAS}
    for part, files in manifest.by_part.items():
        for name, table in _part(folder, part).items():
            pieces[name].append(of_files(table, files))
    tables = {}
    for name, schema in SCHEMAS.items():
        table = pa.concat_tables(pieces[name]) if pieces[name] else schema.empty_table()
        # The sort is stable: within a file the rows stay in the order of the text.
        tables[name] = table.sort_by("file")
    return tables


def _manifest(folder: Folder) -> Manifest:
    manifest = read_manifest(folder)
    if manifest is None:
        if not is_begun(folder):
            raise InputError("no data set of facts is there", file=folder.name)
        raise InputError(
            "the run that was to write it did not come to its end: give the same command once more",
            file=folder.name,
        )
    return manifest


def _by_file(folder: Folder, part: str, files: list[str]) -> dict[str, list[Facts]]:
    found: dict[str, list[Facts]] = {}
    try:
        for file, facts in facts_of_tables(_part(folder, part), files):
            found.setdefault(file, []).append(facts)
    except (msgspec.ValidationError, KeyError, TypeError) as error:
        raise InputError(
            f"damaged: {error}; write it anew with `qiantou extract`", file=f"{folder.name}/{PARTS}/{part}"
        ) from None
    return found


def _part(folder: Folder, part: str) -> Tables:
    tables = {}
    for name, schema in SCHEMAS.items():
        file = f"{PARTS}/{part}/{name}.parquet"
        try:
            tables[name] = pq.ParquetFile(io.BytesIO(folder.read(file))).read().cast(schema)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise InputError(
                f"damaged: {str(error).splitlines()[0]}; write it anew with `qiantou extract`",
                file=f"{folder.name}/{file}",
            ) from None
    return tables
