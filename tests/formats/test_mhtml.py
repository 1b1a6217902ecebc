"""Pages that a browser saved in one file."""

import base64
import quopri
from pathlib import Path

import pytest
from formats import invented

from graph.model import InputError
from loaders.formats.files import find_files, read_bytes
from loaders.formats.kinds import FileFormat, format_of

PAGE = "<html><head><title>行动方案</title></head><body><p>一、招商。（市商务局负责）</p></body></html>"
FRAME = "<html><body><p>二、别的网页。（市教育局负责）</p></body></html>"


def _saved(page: bytes, head: str, *others: str, by: str = "<Saved by Blink>", type_: str = "") -> bytes:
    parts = [
        f"Content-Type: text/html{head}\r\nContent-ID: <page@local>\r\nContent-Location: https://example.org/\r\n\r\n".encode()
        + page,
        *(part.encode() for part in others),
    ]
    return (
        (
            f"From: {by}\r\nSubject: =?utf-8?Q?plan?=\r\nDate: Mon, 3 Mar 2025 08:00:00 +0800\r\nMIME-Version: 1.0\r\n"
            f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--cut"{type_}\r\n\r\n'
        ).encode()
        + b"".join(b"----cut\r\n" + part + b"\r\n" for part in parts)
        + b"----cut--\r\n"
    )


SAVED = {
    "quoted, UTF-8": _saved(
        quopri.encodestring(PAGE.encode()), "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
    ),
    "quoted, said by the page alone": _saved(
        quopri.encodestring(PAGE.replace("<head>", '<head><meta charset="gb2312">').encode("gb18030")),
        "\r\nContent-Transfer-Encoding: quoted-printable",
    ),
    "base64, GB 2312": _saved(
        base64.encodebytes(PAGE.encode("gb18030")),
        '; charset="gb2312"\r\nContent-Transfer-Encoding: base64',
        by="=?gb2312?B?08kgV2luZG93cw==?=",
    ),
    "with a frame and a picture": _saved(
        PAGE.encode(),
        "; charset=utf-8\r\nContent-Transfer-Encoding: 8bit",
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=",
        f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{FRAME}",
    ),
    "the page behind its frame": _saved(
        FRAME.encode(),
        "; charset=utf-8\r\nContent-Transfer-Encoding: 8bit",
        "Content-Type: text/html; charset=utf-8\r\nContent-ID: <root@local>\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{PAGE}",
        type_=';\r\n\tstart="<root@local>"',
    ),
}


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_page_is_read_as_the_page(name: str) -> None:
    assert format_of(SAVED[name], "plan.txt") is FileFormat.MHTML
    [document] = read_bytes(SAVED[name], "plan.mhtml")
    [page] = read_bytes(PAGE.encode(), "plan.html")
    assert document.text == page.text


def test_the_invented_plan_reads_the_same_when_it_is_saved() -> None:
    saved = _saved(
        quopri.encodestring(invented.html().encode()),
        "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable",
    )
    [document] = read_bytes(saved, "plan.mht")
    [page] = read_bytes(invented.html().encode(), "plan.html")
    assert (document.text, document.tables) == (page.text, page.tables)


@pytest.mark.parametrize(
    "text",
    [
        "关于：MIME-Version: 1.0",
        "一、招商。（市商务局负责）\nContent-Type: text/html",
        "From: 市商务局\n一、招商。",
    ],
)
def test_a_text_that_speaks_of_mail_stays_a_text(text: str) -> None:
    assert format_of(text.encode(), "plan.txt") is FileFormat.TEXT


def test_a_saved_page_without_a_page_is_named() -> None:
    empty = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=cut\r\n\r\n--cut--\r\n"
    with pytest.raises(InputError, match=r"plan\.mht: a saved page without its text"):
        list(read_bytes(empty, "plan.mht"))


def test_parts_inside_parts_without_end_are_named() -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(2_000)
    )
    saved = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n" + nested
    with pytest.raises(InputError, match=r"plan\.mht: parts inside parts without end"):
        list(read_bytes(saved, "plan.mht"))


def test_saved_pages_in_a_folder_are_found(tmp_path: Path) -> None:
    for name in ("a.mht", "b.MHTML"):
        (tmp_path / name).touch()
    assert [path.name for path in find_files([tmp_path])] == ["a.mht", "b.MHTML"]
