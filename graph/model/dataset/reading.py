"""Reading a data set: in the order of its files' names, whatever its parts are called and whoever wrote them."""

from collections.abc import Callable, Iterator, Mapping

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from graph.model.dataset.folders import Folder
from graph.model.dataset.manifest import Manifest, is_begun, read_manifest
from graph.model.dataset.mark import PARTS
from graph.model.dataset.tables import NEEDED, SCHEMAS, Tables, facts_of_tables, of_files
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
    whole = list(read_batches(folder, None, schemas=SCHEMAS))
    return whole[0] if whole else {name: schema.empty_table() for name, schema in SCHEMAS.items()}


def read_batches(
    folder: Folder,
    measures: int | None,
    *,
    schemas: Mapping[str, pa.Schema] = NEEDED,
    on_error: Callable[[InputError], None] | None = None,
) -> Iterator[Tables]:
    """Give the tables of a data set some files at a time, in the order of the files' names.

    Parameters
    ----------
    folder : Folder
        The data set.
    measures : int, optional
        About how many measures to give at once; all without it.
    schemas : mapping
        The columns to read of each table; without it those that facts are made of.
    on_error : callable, optional
        See `read_dataset`.

    Raises
    ------
    InputError
        If it holds no facts, is damaged or of another version.
    """
    manifest = _manifest(folder)
    left = {part: len(files) for part, files in manifest.by_part.items()}
    opened: dict[str, Tables | None] = {}
    for files in _groups(manifest, measures):
        pieces = []
        for part, names in files.items():
            if part not in opened:
                opened[part] = _opened(folder, part, schemas, on_error)
            tables = opened[part]
            if tables is not None:
                pieces.append({name: of_files(table, names) for name, table in tables.items()})
            left[part] -= len(names)
            if not left[part]:
                del opened[part]
        if pieces:
            yield {name: _by_files(pa.concat_tables(piece[name] for piece in pieces)) for name in schemas}


def _groups(manifest: Manifest, measures: int | None) -> Iterator[dict[str, list[str]]]:
    """Files in the order of their names, by their parts, with so many measures together.

    Parts are left whole where that makes no group twice as big: to take some of a part's rows costs as much as to read it.
    """
    group: dict[str, list[str]] = {}
    number = 0
    left = {part: len(files) for part, files in manifest.by_part.items()}
    for file in sorted(manifest.files):
        part = manifest.parts[file]
        if part:
            group.setdefault(part, []).append(file)
            number += manifest.files[file].measures
            left[part] -= 1
            if measures is not None and number >= (
                2 * measures if any(left[one] for one in group) else measures
            ):
                yield group
                group, number = {}, 0
    if group:
        yield group


def _opened(
    folder: Folder,
    part: str,
    schemas: Mapping[str, pa.Schema],
    on_error: Callable[[InputError], None] | None,
) -> Tables | None:
    try:
        return _part(folder, part, schemas)
    except InputError as error:
        if on_error is None:
            raise
        on_error(error)
        return None


def _by_files(table: pa.Table) -> pa.Table:
    """The rows in the order of the files; within a file they stay in the order of the text."""
    table = table.combine_chunks()
    file = table["file"].combine_chunks()
    if pc.any(pc.less(file[1:], file[:-1])).as_py():
        return table.sort_by("file")
    return table


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
        for file, facts in facts_of_tables(_part(folder, part, NEEDED), files):
            found.setdefault(file, []).append(facts)
    except (msgspec.ValidationError, KeyError, TypeError) as error:
        raise InputError(
            f"damaged: {error}; write it anew with `qiantou extract`", file=f"{folder.name}/{PARTS}/{part}"
        ) from None
    return found


def _part(folder: Folder, id: str, schemas: Mapping[str, pa.Schema]) -> Tables:
    tables = {}
    for name, schema in schemas.items():
        file = f"{PARTS}/{id}/{name}.parquet"
        try:
            # A part is small: threads for its columns take twice the processor time that they save.
            part = pq.ParquetFile(pa.BufferReader(folder.read(file)))
            tables[name] = part.read(schema.names, use_threads=False).cast(schema)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise InputError(
                f"damaged: {str(error).splitlines()[0]}; write it anew with `qiantou extract`",
                file=f"{folder.name}/{file}",
            ) from None
    return tables
