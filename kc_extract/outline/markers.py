"""The markers that number the sections of a Vietnamese document, recognised at the start of a paragraph.

Systems after Nghị định 30/2020/NĐ-CP, Phụ lục I, and Nghị định 78/2025/NĐ-CP: Phần, Chương, Mục, Tiểu mục, Điều,
khoản (``1.``), điểm (``a)``), and the roman, capital, decimal and bulleted numbering of plans and programmes.
"""

from __future__ import annotations

from typing import Literal

import regex

from kc_extract.marks import heading
from kc_extract.text import LETTERS, lower, roman_to_int
from kc_extract.types import Frozen

System = Literal[
    "part", "chapter", "heading", "subheading", "article", "roman", "capital", "arabic", "decimal", "paren", "letter",
    "letter_number", "small_roman", "bullet",
]  # fmt: skip


class Marker(Frozen, frozen=True):
    """A marker as read: its text for the path, its place in its system, and where heading text begins behind it."""

    system: System
    text: str
    value: tuple[int, ...]
    end: int


_KEYWORDS: dict[str, System] = {
    "phần": "part",
    "chương": "chapter",
    "mục": "heading",
    "tiểu mục": "subheading",
    "điều": "article",
}
_ORDINALS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
_KEYWORD = regex.compile(
    r"(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Tiểu mục|TIỂU MỤC|Mục|MỤC|Điều|ĐIỀU)\s+"
    r"(?P<number>(?:thứ|THỨ|Thứ)\s+\p{L}+|[IVXLC]+(?!\p{L})|\d{1,3}(?!\d)[a-zđ]?(?!\p{L})|[A-ZĐ](?![\p{L}/]))\s*"
    r"(?P<stop>[.:]|[-–](?=\s)|$|(?=\s*\p{Lu}))\s*"
)
#: Behind an article's number these continue a citation (``Điều 5 Luật …``), not a heading.
_CITED = regex.compile(r"(?:của|Luật|Nghị|Quyết|Thông|Bộ luật|Hiến|và|này|trên|Chương|Pháp|Quy|Quy chế|nêu|được)\b")


def find_marker(text: str) -> Marker | None:
    """The marker that opens a paragraph, or None; ``end`` counts from the start of ``text``."""
    for read in _READERS:
        marker = read(text)
        if marker is not None:
            return marker
    return None


def _keyword(text: str) -> Marker | None:
    found = _KEYWORD.match(text)
    if found is None:
        return None
    if not found["stop"] and _CITED.match(text[found.end() :]):
        return None
    word = lower(found["word"])
    number = regex.sub(r"\s+", " ", found["number"])
    value = _value(number)
    if value is None:
        return None
    name = f"{word.capitalize()} {lower(number) if ' ' in number else number}"
    return Marker(system=_KEYWORDS[word], text=name, value=value, end=found.end())


def _value(number: str) -> tuple[int, ...] | None:
    if " " in number:
        ordinal = _ORDINALS.get(lower(number).split()[-1])
        return (ordinal,) if ordinal else None
    digits = regex.match(r"(\d+)([a-zđ]?)$", number)
    if digits:
        return (int(digits[1]), *((LETTERS.index(digits[2]) + 1,) if digits[2] in LETTERS and digits[2] else ()))
    roman = roman_to_int(number)
    return (roman,) if roman else _capital_value(number)


def _number_letter(text: str) -> Marker | None:
    """``1.a)``, the point of a clause that is printed with it; ``12a.`` is a clause put in behind the twelfth."""
    found = heading("number_letter").match(text)
    if found is None or found["letter"] not in LETTERS:
        return None
    value = (*(int(part) for part in found["number"].split(".")), LETTERS.index(found["letter"]) + 1)
    system: System = "decimal" if found["dot"] or "." in found["number"] else "arabic"
    return Marker(system=system, text=found["number"] + found["dot"] + found["letter"], value=value, end=found.end())


def _small_roman(text: str) -> Marker | None:
    """``(i)`` or ``ii)``; a bare ``i)`` is a letter until its list shows what it is."""
    found = heading("small_roman").match(text)
    value = roman_to_int(found["number"].upper()) if found else None
    if found is None or value is None or value > _SMALL_ROMANS:
        return None
    return Marker(system="small_roman", text=found["number"], value=(value,), end=found.end())


#: No list counts further in small roman.
_SMALL_ROMANS = 20


def _decimal(text: str) -> Marker | None:
    found = heading("decimal").match(text)
    if found is None:
        return None
    value = tuple(int(part) for part in found["number"].split("."))
    if 0 in value:
        return None
    return Marker(system="decimal", text=found["number"], value=value, end=found.end())


def _arabic(text: str) -> Marker | None:
    found = heading("arabic").match(text)
    if found is None or int(found["number"]) == 0:
        return None
    system: System = "paren" if found["stop"] == ")" else "arabic"
    return Marker(system=system, text=found["number"], value=(int(found["number"]),), end=found.end())


def _roman(text: str) -> Marker | None:
    found = heading("roman").match(text)
    value = roman_to_int(found["number"]) if found else None
    if found is None or value is None or value > _ROMANS:
        return None
    return Marker(system="roman", text=found["number"], value=(value,), end=found.end())


#: No document numbers so far in roman; C, D and L are capitals.
_ROMANS = 49


def _capital(text: str) -> Marker | None:
    found = heading("capital").match(text)
    value = _capital_value(found["number"]) if found else None
    if found is None or value is None:
        return None
    return Marker(system="capital", text=found["number"], value=value, end=found.end())


def _capital_value(letter: str) -> tuple[int, ...] | None:
    return (LETTERS.index(lower(letter)) + 1,) if len(letter) == 1 and lower(letter) in LETTERS else None


def _letter(text: str) -> Marker | None:
    found = heading("letter").match(text)
    if found is None or found["number"] not in LETTERS:
        return None
    return Marker(system="letter", text=found["number"], value=(LETTERS.index(found["number"]) + 1,), end=found.end())


def _letter_number(text: str) -> Marker | None:
    found = heading("letter_number").match(text)
    if found is None or found["letter"] not in LETTERS:
        return None
    value = (LETTERS.index(found["letter"]) + 1, *(int(part) for part in found["number"].split(".")))
    name = regex.match(r"[a-zđ]\.?[\d.]*\d", text)
    return Marker(system="letter_number", text=name[0] if name else "", value=value, end=found.end())


def _bullet(text: str) -> Marker | None:
    found = heading("bullet").match(text)
    return Marker(system="bullet", text=found["number"], value=(), end=found.end()) if found else None


#: In this order: a reader takes what the ones behind it would take for less.
_READERS = (
    _keyword, _number_letter, _small_roman, _decimal, _arabic, _roman, _capital, _letter_number, _letter, _bullet,
)  # fmt: skip


def as_small_roman(marker: Marker) -> Marker | None:
    """A letter read as the small roman number it may be (``i)`` before ``ii)``), else None."""
    value = roman_to_int(marker.text.upper()) if marker.system == "letter" else None
    return None if value is None else Marker(system="small_roman", text=marker.text, value=(value,), end=marker.end)


def as_capital(marker: Marker) -> Marker | None:
    """A one-letter roman read as the capital it may be (``C.`` after ``B.``), else None."""
    value = _capital_value(marker.text)
    if marker.system != "roman" or value is None:
        return None
    return Marker(system="capital", text=marker.text, value=value, end=marker.end)
