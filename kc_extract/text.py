"""Text of Vietnamese documents: NFC, a fold that keeps offsets, roman numerals, the letter order of điểm."""

import unicodedata
from collections.abc import Callable

#: The letters that number items, in Vietnamese order (đ after d; no f, j, w, z).
LETTERS = "abcdđeghiklmnopqrstuvxy"

_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def nfc(text: str) -> str:
    """The text in Unicode NFC, with no-break and typographic spaces made plain spaces."""
    return unicodedata.normalize("NFC", text.translate(_SPACES))


def typed(text: str) -> str:
    """The text in NFC, with what old fonts and keyboards put for Vietnamese letters as the letters that they print."""
    return nfc(text.translate(_LOOK_ALIKES))


#: The Icelandic letter that prints as Đ, the Latin gha that prints as ư, and the stroke of fractions in a number.
_LOOK_ALIKES = {0x00D0: "Đ", 0x00F0: "đ", 0x01A2: "Ư", 0x01A3: "ư", 0x2044: "/"}
#: Characters that print as a space or as nothing; the zero-width ones vanish.
_BLANKS = (0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_NOTHING = (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD)
_SPACES: dict[int, str | None] = {**dict.fromkeys(_BLANKS, " "), **dict.fromkeys(_NOTHING)}


def _lower(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char


def _bare(char: str) -> str:
    low = _lower(char)
    if low == "đ":
        return "d"
    base = unicodedata.normalize("NFD", low)[0]
    return base if len(base) == 1 else low


class _Table(dict[int, str]):
    """A translation table that fills itself, one character at a time."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, code: int) -> str:
        value = self._fold(chr(code))
        self[code] = value
        return value


_LOWER = _Table(_lower)
_BARE = _Table(_bare)


def lower(text: str) -> str:
    """The text in lower case, of the same length, so that offsets hold (İ and its like stay)."""
    return text.translate(_LOWER)


def bare(text: str) -> str:
    """The text in lower case without accents (``Đồng`` gives ``dong``), of the same length."""
    return text.translate(_BARE)


def roman_to_int(numeral: str) -> int | None:
    """The value of an upper-case roman numeral in canonical form up to 399, else None."""
    rest, value = numeral, 0
    for number, sign in _ROMAN:
        while rest.startswith(sign):
            value, rest = value + number, rest[len(sign) :]
    return value if not rest and numeral and int_to_roman(value) == numeral else None


def int_to_roman(value: int) -> str:
    """The upper-case roman numeral of a positive number."""
    out = []
    for number, sign in _ROMAN:
        count, value = divmod(value, number)
        out.append(sign * count)
    return "".join(out)


def is_upper(text: str) -> bool:
    """Whether the text has letters and none of them is lower case."""
    return text.upper() == text and text.lower() != text
