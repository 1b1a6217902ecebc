"""Files as given, folders in order; what is bad is named and loses nothing beside it."""

from pathlib import Path

import pytest

from graph.model import InputError
from loaders.reading import find_files, read_documents


def test_folders_are_walked_in_sorted_order_and_other_endings_are_reported(tmp_path: Path) -> None:
    for name in ("b/二.txt", "a/一.md", "a/图.png", ".git/x.txt", "c.TXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("一、总体要求", "utf-8")
    skipped: list[str] = []
    found = list(find_files([tmp_path], on_skip=skipped.append))
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["c.TXT", "a/一.md", "b/二.txt"]
    assert skipped == [str(tmp_path / "a/图.png")]


def test_a_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    plan = tmp_path / "plan.unknown"
    plan.write_text("一、总体要求", "utf-8")
    assert list(find_files([plan])) == [plan]
    assert [document.text for document in read_documents(plan)] == ["一、总体要求"]


def test_a_folder_without_plans_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no plan in this folder"):
        list(find_files([tmp_path]))
    with pytest.raises(InputError, match="no such file"):
        list(find_files([tmp_path / "missing.txt"]))


def test_a_bad_path_does_not_lose_the_others(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("一、总体要求", "utf-8")
    errors: list[InputError] = []
    assert list(find_files([tmp_path / "missing.txt", plan], on_error=errors.append)) == [plan]
    assert [error.file for error in errors] == [str(tmp_path / "missing.txt")]


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_documents(tmp_path))
