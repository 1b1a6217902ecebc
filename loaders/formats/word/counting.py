"""Numbers as word processors print them before a paragraph.

The formats are those of `ST_NumberFormat` in ECMA-376, part 1, 17.18.59.
"""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_WIDE_DIGITS = "０１２３４５６７８９"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL_DIGITS = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def printed_number(number: int, number_format: str) -> str:
    """Print a counter in a number format; an unknown format and a number that the format lacks are decimal.

    Parameters
    ----------
    number : int
        The counter, from 0.
    number_format : str
        A value of `ST_NumberFormat`: decimal, chineseCounting, ideographTraditional, …

    Examples
    --------
    >>> [printed_number(12, name) for name in ("decimal", "chineseCounting", "upperRoman", "decimalEnclosedCircle")]
    ['12', '十二', 'XII', '⑫']
    """
    if number_format in ("none", "bullet"):
        return ""
    return (_FORMATS.get(number_format, str)(number) if number >= 0 else "") or str(number)


def _chinese(
    number: int, *, digits: str = "零" + _DIGITS[1:], units: tuple[str, ...] = ("", "十", "百", "千")
) -> str:
    if number >= 100_000_000:
        return ""
    high, low = divmod(number, 10_000)
    text = _chinese_below_ten_thousand(low, digits, units)
    if high:
        gap = digits[0] if low and low < 1000 else ""
        text = _chinese_below_ten_thousand(high, digits, units) + "万" + gap + (text if low else "")
    if digits[1] == "一" and text.startswith("一十"):
        text = text[1:]
    return text


def _chinese_below_ten_thousand(number: int, digits: str, units: tuple[str, ...]) -> str:
    if number == 0:
        return digits[0]
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit, number = divmod(number, 10**power)
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + units[power]
        gap = not digit
    return text


def _chinese_to_99_then_digits(number: int) -> str:
    return _chinese(number) if 0 < number < 100 else _in_digits(number)


def _in_digits(number: int, digits: str = _DIGITS) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else ""


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return ""
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _from(first: str, last: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else ""


def _circled(number: int) -> str:
    for low, high, first in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if low <= number <= high:
            return chr(ord(first) + number - low)
    return ""


def _sexagenary(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number > 0 else ""


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else ""


def _legal(digits: str) -> Callable[[int], str]:
    return lambda number: _chinese(number, digits=digits, units=("", "拾", "佰", "仟"))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: _in_digits(number, _WIDE_DIGITS),
    "decimalFullWidth2": lambda number: _in_digits(number, _WIDE_DIGITS),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": str,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographDigital": _in_digits,
    "japaneseDigitalTenThousand": _in_digits,
    "taiwaneseDigital": _in_digits,
    "chineseCounting": _chinese_to_99_then_digits,
    "taiwaneseCounting": _chinese_to_99_then_digits,
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "chineseLegalSimplified": _legal(_LEGAL_DIGITS),
    "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL_DIGITS),
}
