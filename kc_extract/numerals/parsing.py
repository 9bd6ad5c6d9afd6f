"""A whole string that is one number, in figures, in words or in both."""

from decimal import Decimal

import regex

from kc_extract import text as texts
from kc_extract.numerals.figures import FIGURE, SIGNS, figure_to_decimal, sign_to_decimal
from kc_extract.numerals.words import SCALE_NAMES, Token, canonical, digits_to_words, tokens_to_decimal

#: Short scales that only a whole string given as a number may use; in running text ``m`` is a metre.
_SHORT = {"k": 1000, "tr": 10**6, "m": 10**6, "g": 10**9, "b": 10**9}

_WORD_OR_FIGURE = regex.compile(
    rf"(?P<figure>{FIGURE})|(?P<sign>[{SIGNS}])|(?P<tail>[.,][0-9]+)|(?P<minus>[-−])|(?P<word>\p{{L}}+)|/|\S"
)


def parse_number(words_or_digits: str) -> Decimal:
    """The exact value of a whole string that is one number in figures, words or both (``2 tỷ 500 triệu``).

    A bracketed number is negative and a lone dash is zero, as in tables. Fractions that no decimal can hold (``1/3``)
    are rounded to 28 digits. Raises ``ValueError`` for anything else.
    """
    lowered = texts.lower(texts.nfc(words_or_digits)).strip()
    if lowered in ("-", "–", "—"):
        return Decimal(0)
    if lowered.startswith("(") and lowered.endswith(")"):
        return -parse_number(lowered[1:-1])
    value = tokens_to_decimal(_tokens(lowered))
    if value is None:
        message = f"not a number: {words_or_digits!r}"
        raise ValueError(message)
    return value


def _tokens(lowered: str) -> list[Token]:
    """Figures, words and signs; a comma between groups of words (``hai tỷ, năm trăm triệu``) is left out."""
    words = lowered.split()
    if all(map(str.isalpha, words)):
        return list(map(canonical, words))
    out: list[Token] = []
    for found in _WORD_OR_FIGURE.finditer(lowered):
        part = _token(found)
        if out[-1:] == ["phẩy"] and found[0].isdecimal() and found["figure"]:
            out.extend(digits_to_words(found[0]))
        elif part in _SHORT and out and isinstance(out[-1], Decimal):
            out[-1] *= _SHORT[str(part)]
        elif not (part == "," and out and out[-1] in SCALE_NAMES):
            out.append(part)
    return out


def _token(match: regex.Match[str]) -> Token:
    if match["figure"]:
        return figure_to_decimal(match["figure"])
    if match["sign"]:
        return sign_to_decimal(match["sign"])
    if match["tail"]:
        return Decimal("0." + match["tail"][1:])
    return "âm" if match["minus"] else canonical(match[0])
