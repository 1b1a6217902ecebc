"""What a goal's printed value is as a number: 3,500 万元 is 35,000,000 元, 5-8 % is from 5 to 8."""

import re
from decimal import Decimal
from typing import Any

_NUMBER = r"\d{1,18}(?:,\d{3})*(?:\.\d{1,12})?"
_VALUE = re.compile(rf"(?P<least>{_NUMBER})(?:[\-—–~～至](?P<most>{_NUMBER}))?")
_SCALED = re.compile(r"(?P<times>[十百千]?)(?P<scale>万亿|亿|万)(?P<unit>.*)", re.DOTALL)
_TIMES = {"": 1, "十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8, "万亿": 10**12}


def amount(value: str, unit: str) -> dict[str, Any]:
    """Give a goal's value as numbers that can be compared.

    Parameters
    ----------
    value : str
        As printed: `3,500`, `5.5`, `5-8`.
    unit : str
        As printed; the 万 or 亿 at its beginning is counted into the numbers.

    Returns
    -------
    dict
        `number` and `number_to`, the bounds of a range, alike where the value is one number and None where it is
        none; `number_unit`, what they count.

    Examples
    --------
    >>> amount("1.5", "亿元")
    {'number': 150000000.0, 'number_to': 150000000.0, 'number_unit': '元'}
    >>> amount("5-8", "%")
    {'number': 5.0, 'number_to': 8.0, 'number_unit': '%'}
    """
    found = _VALUE.fullmatch(value)
    scaled = _SCALED.fullmatch(unit)
    counted = scaled["unit"] if scaled else unit
    if found is None:
        return {"number": None, "number_to": None, "number_unit": counted}
    factor = _TIMES[scaled["times"]] * _SCALES[scaled["scale"]] if scaled else 1
    least, most = (_times(found[part] or found["least"], factor) for part in ("least", "most"))
    known = least <= most
    return {
        "number": least if known else None,
        "number_to": most if known else None,
        "number_unit": counted,
    }


def _times(number: str, factor: int) -> float:
    return float(Decimal(number.replace(",", "")) * factor)
