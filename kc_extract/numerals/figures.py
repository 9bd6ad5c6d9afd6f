"""Numbers in figures: what they look like in Vietnamese texts, and their exact values.

Dots group thousands and the comma is the decimal sign (``1.234.567,89``); a dot before one or two digits is a decimal
(``1.5 tỷ``). What is ambiguous is decided in ``docs/grammar.md``.
"""

from decimal import Decimal

#: A figure: grouped by dots, by commas (English), by spaces or by apostrophes (Swiss), with decimals, or plain.
#: Only the digits 0 to 9: the newest digits of Unicode are no digits to Decimal.
FIGURE = (
    r"[0-9]{1,3}(?:\.[0-9]{3})++(?:,[0-9]++)?(?![.,]?[0-9])"
    r"|[0-9]{1,3}(?:,[0-9]{3}){2,}+(?:\.[0-9]++)?(?![.,]?[0-9])"
    r"|[0-9]{1,3}(?:,[0-9]{3})++\.[0-9]{1,2}(?![.,]?[0-9])"
    r"|[0-9]{1,3}(?: [0-9]{3})++(?:,[0-9]++)?(?![.,]?[0-9])"
    r"|[0-9]{1,3}(?:['’][0-9]{3})++(?:[.,][0-9]++)?(?![.,'’]?[0-9])"
    r"|[0-9]++[.,][0-9]++(?![.,]?[0-9])"
    r"|[0-9]++"
)

_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅕": "0.2", "⅖": "0.4", "⅗": "0.6", "⅘": "0.8", "⅛": "0.125",
              "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"}  # fmt: skip
_THIRDS = {"⅓": (1, 3), "⅔": (2, 3), "⅙": (1, 6), "⅚": (5, 6)}

#: Signs that are fractions.
SIGNS = "".join((*_FRACTIONS, *_THIRDS))
_GROUP = 3


def figure_to_decimal(figure: str, *, english: bool = False) -> Decimal:
    """The value of one figure as ``FIGURE`` finds it.

    ``english`` reads a comma before exactly three digits as a group (``1,234``) and a dot there as a decimal sign;
    without it the comma is the decimal sign and dots before three digits are groups.
    """
    if "'" in figure or "’" in figure:
        return Decimal(figure.replace("'", "").replace("’", "").replace(",", "."))
    plain = figure.replace(" ", "")
    dots, commas = plain.count("."), plain.count(",")
    if commas > 1 or (commas and dots and plain.index(",") < plain.index(".")):
        return Decimal(plain.replace(",", ""))
    if english and _is_grouped(plain, ","):
        return Decimal(plain.replace(",", ""))
    if english and dots == 1 and not commas:
        return Decimal(plain)
    if dots > 1 or commas or _is_grouped(plain, "."):
        return Decimal(plain.replace(".", "").replace(",", "."))
    return Decimal(plain)


def _is_grouped(plain: str, sign: str) -> bool:
    """Whether one sign stands before exactly three last digits of a number that does not begin with zero."""
    head, found, tail = plain.partition(sign)
    return bool(found) and len(tail) == _GROUP and tail.isdecimal() and 0 < len(head) <= _GROUP and head[0] != "0"


def sign_to_decimal(sign: str) -> Decimal:
    """The value of a fraction sign (``½``)."""
    if sign in _FRACTIONS:
        return Decimal(_FRACTIONS[sign])
    over, under = _THIRDS[sign]
    return Decimal(over) / Decimal(under)
