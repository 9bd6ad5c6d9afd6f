"""Numbers spelled out as in ``Bằng chữ``."""

from decimal import Decimal

_NAMES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSAND = 1000
_FIVE = 5
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}


def number_to_words(number: int | Decimal) -> str:
    """The number spelled out as in ``Bằng chữ`` (1.005.000: ``một triệu không trăm linh năm nghìn``), lower case.

    Whole numbers of any size and sign; the digits behind the decimal sign are read one by one.
    """
    value = Decimal(number)
    sign = "âm " if value < 0 else ""
    whole, _, digits = format(abs(value), "f").partition(".")
    words = _whole_to_words(int(whole))
    return sign + words + (" phẩy " + " ".join(_NAMES[int(digit)] for digit in digits) if digits else "")


def _whole_to_words(number: int) -> str:
    if number < _THOUSAND:
        return _group_to_words(number, full=False)
    parts = []
    billions, rest = divmod(number, 10**9)
    if billions:
        parts.append(f"{_whole_to_words(billions)} tỷ")
    for name, factor in (("triệu", 10**6), ("nghìn", 1000), ("", 1)):
        group, rest = divmod(rest, factor)
        if group:
            parts.append(f"{_group_to_words(group, full=bool(parts))} {name}".strip())
    return " ".join(parts)


def _group_to_words(group: int, *, full: bool) -> str:
    """A group below a thousand; ``full`` names its empty hundreds (``không trăm linh năm``)."""
    hundreds, rest = divmod(group, 100)
    words = [_NAMES[hundreds], "trăm"] if hundreds or full else []
    if rest or not words:
        words.append(_tens_to_words(rest, linh=bool(words)))
    return " ".join(words)


def _tens_to_words(number: int, *, linh: bool) -> str:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return ("linh " if linh else "") + _NAMES[unit]
    head = "mười" if tens == 1 else f"{_NAMES[tens]} mươi"
    if not unit:
        return head
    last = ("lăm" if unit == _FIVE else _NAMES[unit]) if tens == 1 else _AFTER_TENS.get(unit, _NAMES[unit])
    return f"{head} {last}"
