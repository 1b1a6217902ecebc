"""The forms of names in a list of agencies: places, zones, collectives, and what a department does."""

import re
from collections.abc import Callable
from functools import cache

from loaders.lexicon.wording import any_of, bodies

LEAD_MARKS = "*＊★▲☆△●※◆◇■□◎○▼♦"
"""Signs that mark one of a list (带★为牵头单位)."""

COLLECTIVE_START = ("各", "有关", "相关", "其他")
"""What the name of a collective actor begins with."""

AREA = r"(?:地级|设区的?|县级|自治|省直管|直管)?(?:省|自治区|直辖市|市|州|盟|县|区|旗|特区|林区|地区|乡|镇|街道|乡镇|县区|区县)(?:\([^()]*\))?"
COLLECTIVE_AREA = re.compile(rf"^各(?:有关|相关)?(?:{AREA}[、和及]?)+(?:行政公署|行署)?$")
COLLECTIVE_TAIL = re.compile(
    rf"^(?:各级)?(?:{AREA})+(?:区|市)?(?:党委[和、]?)?(?:人民政府|政府|党委|办事处|管委会)?(?:\([^()]*\))?$"
)
ZONE_END = re.compile(f"(?:{any_of(bodies().zones.endings)})$")
PLACE_END = re.compile(r"^(?!各|有关|相关|其他|全)[\u4e00-\u9fff]{1,8}(?:市|县|区|州|盟|旗|镇|乡|街道)$")
SHORT_PLACE = re.compile(r"^(?!各|有关|相关)[\u4e00-\u9fff]{2,4}$")


@cache
def functional() -> Callable[[str], re.Match[str] | None]:
    """Give the test whether a name begins with what a department does."""
    return re.compile(any_of(bodies().functions.words)).match


@cache
def levelled_function() -> Callable[[str], re.Match[str] | None]:
    """Give the test whether a name is 县水利 or 市财政: a level and what its department does, without the noun."""
    levels = bodies().levels
    parts = (
        word + (f"(?!{any_of(levels.not_before[word])})" if word in levels.not_before else "")
        for word in levels.words
    )
    return re.compile(rf"(?:{'|'.join(parts)})(?:{any_of(bodies().functions.words)})+").fullmatch


@cache
def function_alone() -> re.Pattern[str]:
    """公安 in 公安、交通部门: what a department does, without any noun."""
    return re.compile(
        rf"^(?:市|省|县|区)?(?:{any_of(bodies().functions.words)})(?:和?(?:{any_of(bodies().functions.words)})){{0,2}}$"
    )
