"""Files as given, folders in order; what is bad is named and loses nothing beside it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from formats import invented

from graph.model import InputError
from graph.model.mark import GENERATOR
from loaders.formats.files import find_files, read_bytes, read_documents, read_regular


def test_folders_are_walked_in_sorted_order_and_other_endings_are_reported(tmp_path: Path) -> None:
    for name in ("b/二.txt", "a/一.md", "a/图.png", ".git/x.txt", "c.TXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("一、总体要求", "utf-8")
    skipped: list[str] = []
    found = list(find_files([tmp_path], on_skip=skipped.append))
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["c.TXT", "a/一.md", "b/二.txt"]
    assert skipped == [f"{tmp_path / 'a/图.png'}: no plan by its ending"]


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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_pipe_in_the_place_of_a_file_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.txt")
    with pytest.raises(InputError, match="not a regular file"):
        read_regular(tmp_path / "plan.txt", "plan.txt")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    with pytest.raises(InputError, match="not a regular file"):
        read_regular(tmp_path / "device.txt", "device.txt")


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("一、总体要求", "utf-8")
    (tmp_path / "link.txt").symlink_to("plan.txt")
    assert read_regular(tmp_path / "link.txt", "link.txt").decode() == "一、总体要求"


def test_a_zip_gives_its_plans_in_sorted_order_and_names_what_it_leaves_out(tmp_path: Path) -> None:
    archive = tmp_path / "plans.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("乙/二.txt", "二、保障措施")
        file.writestr("甲.md", "一、总体要求")
        file.writestr("图.png", b"\x89PNG")
        file.writestr("__MACOSX/._甲.md", b"\0")
        file.writestr("更多.zip", invented.package({"三.docx": invented.docx()}))
        file.writestr("坏.pdf", b"%PDF-1.7")
    skipped: list[str] = []
    errors: list[InputError] = []
    documents = list(read_documents(archive, on_error=errors.append, on_skip=skipped.append))
    inside = f"{archive}!/"
    assert [document.source for document in documents] == [
        f"{inside}乙/二.txt",
        f"{inside}更多.zip!/三.docx",
        f"{inside}甲.md",
    ]
    assert skipped == [f"{inside}图.png: no plan by its ending"]
    assert [error.file for error in errors] == [f"{inside}坏.pdf"]


def test_without_a_callback_the_first_error_comes_behind_what_can_be_read(tmp_path: Path) -> None:
    archive = tmp_path / "plans.zip"
    archive.write_bytes(invented.package({"a.pdf": "%PDF-1.7", "b.txt": "一、总体要求"}))
    documents = read_documents(archive)
    assert next(documents).text == "一、总体要求"
    with pytest.raises(InputError, match=r"a\.pdf"):
        next(documents)


def test_names_in_a_zip_of_a_chinese_program_are_read(tmp_path: Path) -> None:
    archive = tmp_path / "plans.zip"
    name = "计划\\临江市.txt"
    # A program that stores GB18030 sets no flag; Python would set it for any name but ASCII.
    data = invented.package({"x" * len(name.encode("gb18030")): "一、总体要求"})
    archive.write_bytes(data.replace(b"x" * len(name.encode("gb18030")), name.encode("gb18030")))
    assert [document.source for document in read_documents(archive)] == [f"{archive}!/计划/临江市.txt"]


def test_an_archive_that_unpacks_beyond_measure_is_read_up_to_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.formats.files.MAX_ARCHIVE_BYTES", 2000)
    monkeypatch.setattr("loaders.formats.files.MAX_ARCHIVE_RATIO", 0)
    archive = tmp_path / "plans.zip"
    archive.write_bytes(invented.package({f"{name}.txt": "一、总体要求" * 50 for name in "abcde"}))
    errors: list[InputError] = []
    assert [document.source[-5:] for document in read_documents(archive, on_error=errors.append)] == [
        "a.txt",
        "b.txt",
    ]
    assert len(errors) == 1
    assert "unpacks to more than" in str(errors[0])


def test_an_archive_without_plans_is_named(tmp_path: Path) -> None:
    archive = tmp_path / "plans.zip"
    archive.write_bytes(invented.package({"a.png": "x"}))
    with pytest.raises(InputError, match="no plan in this archive"):
        list(read_documents(archive))


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        pytest.param(
            invented.package({"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
            "a.docx",
            "neither",
            id="slides",
        ),
        pytest.param(b"Rar!\x1a\x07\x01\0", "a.txt", "pack it as zip", id="RAR"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0", "a.txt", "a damaged picture", id="a picture"),
        pytest.param(b"GIF89a", "a.gif", "save it as PNG", id="a moving picture"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "password",
            id="a protected Word document",
        ),
    ],
)
def test_a_kind_that_cannot_be_read_says_what_to_do(data: bytes, name: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        list(read_bytes(data, name))


def test_without_libreoffice_an_older_format_says_how_to_convert(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.formats.word.office.shutil.which", lambda _: None)
    with pytest.raises(InputError, match=r"a\.wps: \.wps is read through LibreOffice.*save it as \.docx"):
        list(read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "a.wps"))


@pytest.mark.office
def test_what_libreoffice_cannot_read_is_named() -> None:
    with pytest.raises(InputError, match=r"a\.doc: LibreOffice cannot read it"):
        list(read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "a.doc"))


def test_reading_text_loads_no_library_of_another_format() -> None:
    code = (
        "import sys; from loaders.formats.files import read_bytes; list(read_bytes('一、总体要求'.encode(), 'a.txt'));"
        "print([name for name in ('lxml', 'pypdfium2', 'python_calamine', 'docx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_the_program_wrote_itself_is_left_out_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("一、总体要求", "utf-8")
    (tmp_path / "report.html").write_text(f'<html><meta name="generator" content="{GENERATOR}">', "utf-8")
    (tmp_path / "facts.csv").write_text("plan,document,title\n青岚市方案.txt,1,青岚市方案\n", "utf-8-sig")
    (tmp_path / "plan.csv").write_text("序号,任务,责任单位\n1,建库,市水利局\n", "utf-8")
    for name, author in (("ledger.xlsx", GENERATOR), ("plan.xlsx", "青岚市")):
        with xlsxwriter.Workbook(tmp_path / name) as book:
            book.set_properties({"author": author})
            book.add_worksheet().write(0, 0, "责任单位")
    skipped: list[str] = []
    found = [path.name for path in find_files([tmp_path], on_skip=skipped.append)]
    assert found == ["plan.csv", "plan.txt", "plan.xlsx"]
    assert skipped == [
        f"{tmp_path / name}: written by qiantou itself"
        for name in ("facts.csv", "ledger.xlsx", "report.html")
    ]


def test_a_ledger_given_by_name_is_refused_with_what_to_give_instead(tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"author": GENERATOR})
        book.add_worksheet().write_row(0, 0, ["序号", "任务", "牵头单位"])
    errors: list[InputError] = []
    assert list(find_files([path], on_error=errors.append)) == []
    assert [error.what for error in errors] == [
        f"written by {GENERATOR} itself, no plan; give the plans that it was made from"
    ]
