"""What makes a plan the same plan: the one rule, by which every store knows it again."""

import re
import unicodedata
from functools import lru_cache

# 国发〔2024〕3号 is one office's own; 2024年第3号 is borne by a paper of every ministry, and 国发〔20__〕3号 by none.
_ONE_OFFICE_S = re.compile(r"[一-龥].*〔(?:19|20)\d\d〕\d+号")
# A plan of the government of its place is named by the place alone: copies often lack the notice that names it.
_GOVERNMENT = re.compile(r".*人民政府(?:办公[室厅])?|国务院(?:办公厅)?")
_BRACKETS = str.maketrans("（）()[]［］【】﹝﹞", "〔〕〔〕〔〕〔〕〔〕〔〕")


# Every measure of a plan asks for it.
@lru_cache(maxsize=1024)
def plan_key(
    *, jurisdiction: str, document_number: str, part: int, issuer: str, title: str, date: str
) -> str:
    """The key of a plan: its place and its document number, else its issuer, title and date.

    Parameters
    ----------
    jurisdiction, document_number, issuer, title, date : str
        As the plan has them; empty where it has none. Marks and widths make no other number and no other title.
    part : int
        Which of the plans under one number it is, from 1: a notice may enclose several.

    Examples
    --------
    >>> plan = dict(jurisdiction="青岚市", issuer="", title="工作_要点", date="2024-03-01", part=1)
    >>> plan_key(**plan, document_number="青政办发[2024] 3号")
    '青岚市/青政办发〔2024〕3号'
    >>> plan_key(**plan, document_number="")
    '青岚市/工作要点/2024-03-01'
    """
    number = "".join(document_number.split()).translate(_BRACKETS).replace("〕第", "〕")
    if jurisdiction and _ONE_OFFICE_S.fullmatch(number):
        return f"{jurisdiction}/{number}" + (f"/{part}" if part > 1 else "")
    if _GOVERNMENT.fullmatch(issuer):
        issuer = ""
    said = (number, issuer, _folded(title), date, str(part) if part > 1 else "")
    return "/".join((jurisdiction, *filter(None, said)))


def _folded(title: str) -> str:
    return (
        "".join(character for character in unicodedata.normalize("NFKC", title) if character.isalnum())
        or title
    )
