"""A first load of very much into a Neo4j server: by its own import, into an empty database while the server is stopped."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from graph.model import StoreError
from graph.store.base import Store
from graph.store.import_files import write_import_files


def find_admin() -> str:
    """Where `neo4j-admin` is: on the path, or in NEO4J_HOME.

    Raises
    ------
    StoreError
        If it is in neither.
    """
    home = os.environ.get("NEO4J_HOME")
    found = shutil.which("neo4j-admin") or (home and shutil.which(f"{home}/bin/neo4j-admin"))
    if not found:
        raise StoreError(
            "a bulk load runs neo4j-admin, which is neither on the path nor in NEO4J_HOME; run it on the server's "
            "machine, or write the files with `qiantou export --format neo4j-csv` and take them there"
        )
    return found


def import_graph(store: Store, folder: Path, database: str, admin: str) -> str:
    """Write the graph of a store into a new folder and import it; give the command that finishes it on the server.

    Raises
    ------
    InputError
        If the folder exists or cannot be made.
    StoreError
        If a text cannot be written, or the import fails: the database is not empty, the server is running.
    """
    command, finish = write_import_files(store, folder, database)
    done = subprocess.run(
        [admin, *shlex.split(command)[1:]],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        cwd=folder,
    )
    if done.returncode:
        said = [line.strip() for line in f"{done.stdout}\n{done.stderr}".splitlines() if line.strip()]
        reason = next((line for line in reversed(said) if not line.startswith("at ")), "it says nothing")
        raise StoreError(f"neo4j-admin cannot import into the database {database}: {reason}")
    return finish
