"""Digits within a word: web addresses, names (COVID-19, CO2), short months (T3/2024), the power of a unit (m2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.lexicon import alternation
from kc_extract.rules import lists
from kc_extract.rules.shape import Silence

if TYPE_CHECKING:
    from kc_extract.rules.view import View

_WEB = regex.compile(r"https?:/|www\.|@|\.(?:vn|com|org|net|gov|html?|pdf|aspx?|docx?)\b", regex.IGNORECASE)
_WORD_START = regex.compile(r"(?r)[^\s|()\[\]\"“”;]*")
_WORD_END = regex.compile(r"[^\s|()\[\]\"“”;,]*")
_POWER = regex.compile(r"(?:k|d|c|m|h)?m[23](?!\d)", regex.IGNORECASE)
_WHOLE = {
    "date": regex.compile(r"t\d{1,2}[/-](?:19|20)\d\d(?!\d)", regex.IGNORECASE),
    "period": regex.compile(r"(?:q\d|[IVX]{1,4})[/-](?:19|20)\d\d(?!\d)", regex.IGNORECASE),
}
_MARK = regex.compile(r"\d{1,2}(?=[ ,.;:)/]|\n|$)(?!,\d|\.\d)")
#: A measure in front of a slash: what stands behind it (``250kVA/380V``) is another one.
_MEASURES = alternation((*lists.units().signs, *lists.units().capitals), reverse=True)
_MEASURED = regex.compile(rf"(?r)(?<![\p{{L}}\d])\d[\d.,]*[ ]?{_MEASURES}")
_JOINTS = "-–/._&+*#'’:"
_INSIDE = frozenset(_JOINTS + "@%?=")
#: Vietnamese words of up to this many letters may begin a name (``Đ1``, ``KĐ2``); longer ones run into a number.
_SHORT = 2


def inside_word(view: View, at: int) -> Silence | None:
    """The silence of a number at ``at`` that letters or joints touch in front, or None where it stands free."""
    before = view.text[at - 1]
    if not (before.isalnum() or before in _INSIDE):
        return None
    start = _WORD_START.match(view.text, max(0, at - 200), at).start()  # type: ignore[union-attr]
    end = _WORD_END.match(view.text, at, at + 300).end()  # type: ignore[union-attr]
    return _whole_word(view.text[start:end], start, end) or _part(view, start, at, end)


def _whole_word(word: str, start: int, end: int) -> Silence | None:
    if _WEB.search(word):
        return Silence(start, end, "email" if "@" in word else "web_address", "address_on_the_web")
    for reason, pattern in _WHOLE.items():
        if found := pattern.match(word):
            return Silence(start, start + found.end(), reason, "short_period")
    return None


def _part(view: View, start: int, at: int, end: int) -> Silence | None:
    """What the letters in front of the digits make of them: a power, a name, the mark of a footnote, or nothing."""
    before, head = view.text[at - 1], view.text[start:at]
    letters = head.rstrip(_JOINTS)
    if before.isalpha() and _POWER.match(head + view.text[at : at + 2].rstrip()):
        return Silence(start, at + 1, "unit", "power_of_a_unit")
    known = letters.lower()
    if not letters or not letters[-1].isalpha() or known in view.words.cues or known in view.words.currencies_before:
        return None
    if before == "/" and _MEASURED.match(view.low, max(0, at - 24), at - 1):
        return None
    if _is_name(letters, before):
        return Silence(start, _trim(view.text, at, end), "name", "digits_in_a_name")
    mark = _MARK.match(view.text, at) if before.isalpha() else None
    if mark is None or view.words.after.match(view.low, mark.end()):
        return None
    return Silence(at, mark.end(), "footnote", "mark_of_a_footnote")


def _is_name(letters: str, before: str) -> bool:
    """Whether letters and digits are one name, and not a word run into a number or a rate (``đồng/01 hộ``)."""
    if before == "/":
        return letters[-1].isupper()
    if before in "-–.:":
        return letters.isascii() or letters.isupper()
    return not before.isalpha() or letters.isascii() or letters.isupper() or len(letters) <= _SHORT


def _trim(text: str, at: int, end: int) -> int:
    """The end of the name without the punctuation behind it."""
    while end > at + 1 and text[end - 1] in ".,:;!?-–/":
        end -= 1
    return end
