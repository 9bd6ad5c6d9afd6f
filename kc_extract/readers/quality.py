"""Whether the text layer of a page is usable: by coverage and by the share of possible Vietnamese syllables.

"Has text" is no answer: portals put a watermark over scans, scanners add English readings, fonts lose letters.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec
import regex

from kc_extract.readers.words import syllables

if TYPE_CHECKING:
    from collections.abc import Iterable

State = Literal["good", "ocr_layer", "blank", "unusable"]

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPPED = ("c", "ch", "p", "t")  # codas that take only the tones below
_STOP_TONES = frozenset("\u0301\u0323")
_TOKEN = regex.compile(r"\p{L}[\p{L}\p{M}©®¸·¶¹¨«¬§¦¤¢£¥¡\u00AD]+")
_MEANINGLESS = regex.compile(r"[\uFFFD\p{Co}\p{Cc}\p{Cn}]")
#: Letters and signs of Latin-1 that Vietnamese never uses and that its old 8-bit encodings print as letters.
_FOREIGN = frozenset("©®¸µ·¶¹¨ª«¬§¦¤¢£¥¡º»¼½¾ÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþÿ­")
_FEW_WORDS = 60
_LOST = 3  # so many lost letters make a page unusable: a figure may be among them
_ENOUGH = 15  # tokens that allow a judgement by shares
_BAD_SHARE = 0.02  # of characters that have no Unicode meaning


class TextFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is on a page: counts of words and characters, and how the text lies to the pictures."""

    words: int = 0
    tokens: int = 0  # of two letters and more, not in capitals
    valid: int = 0  # possible Vietnamese syllables among them
    marked: int = 0  # tokens with a Vietnamese accent or letter
    foreign: int = 0  # tokens with a sign of the old 8-bit encodings
    meaningless: int = 0  # replacement, private-use and control characters
    characters: int = 0
    lost: int = 0  # glyphs that are printed and mapped to a space
    scanned: bool = False  # a picture covers the page
    unseen: bool = False  # most of the text is not painted, or lies under the picture
    drawn: bool = False  # pictures or drawings are on the page


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a page's text layer is good for, and in words what is there and what to do."""

    state: State
    reason: str = ""
    message: str = ""


@cache
def is_syllable(word: str) -> bool:
    """Whether the word can be one Vietnamese syllable, tone and coda agreeing (``nghiệp``, not ``nghiep``)."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in letters if char in _TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in letters if char not in _TONES))
    if len(tones) > 1 or bare not in syllables():
        return False
    return not bare.endswith(_STOPPED) or (bool(tones) and tones[0] in _STOP_TONES)


def _is_marked(token: str) -> bool:
    return "đ" in token.lower() or unicodedata.normalize("NFD", token) != token


def weigh(words: Iterable[str]) -> TextFacts:
    """The facts that the words alone tell; the page's pictures are told by the caller."""
    texts = list(words)
    tokens = [token for text in texts for token in _TOKEN.findall(text) if not token.isupper()]
    return TextFacts(
        words=len(texts),
        tokens=len(tokens),
        valid=sum(map(is_syllable, tokens)),
        marked=sum(map(_is_marked, tokens)),
        foreign=sum(not _FOREIGN.isdisjoint(token) for token in tokens),
        meaningless=sum(len(_MEANINGLESS.findall(text)) for text in texts),
        characters=sum(map(len, texts)),
    )


_SCANNER = "broken text layer: a scanner's reading that does not know Vietnamese letters"
_BROKEN = {
    "unmapped": "broken text layer: its fonts do not say which letters they print",
    "lost": "broken text layer: {lost} printed letters are missing from it",
    "scanner": _SCANNER,
    "legacy": "text in an old 8-bit encoding (TCVN3, VNI) that is not read as Unicode",
    "scanned": _SCANNER,
    "garbled": "broken text layer: its letters do not form words",
}
_REST = "read this page by OCR, or give the document in another form"


def judge(facts: TextFacts) -> Verdict:
    """The verdict on a page's text layer; where it is not good, the message says what is there and what to do."""
    if not facts.words:
        return _without_text(facts)
    if facts.scanned and not facts.unseen and facts.words < _FEW_WORDS:
        return _unusable("stub", "the page is a scan; its text layer is only a stamp, signature or watermark over it")
    broken = _broken(facts)
    if broken:
        return broken
    if facts.scanned and facts.unseen:
        message = "the text was read by OCR before (a text layer over a scan); compare figures with the page image"
        return Verdict(state="ocr_layer", reason="ocr_layer", message=message)
    return Verdict(state="good")


def _without_text(facts: TextFacts) -> Verdict:
    if facts.scanned:
        return _unusable("scan", "the page is a scan without a text layer")
    if facts.drawn:
        return _unusable("drawn", "the page has pictures or drawings and no text layer")
    return Verdict(state="blank", reason="blank", message="the page is blank")


def _broken(facts: TextFacts) -> Verdict | None:
    """Why the text layer is broken, None where it reads as text."""
    unread = facts.scanned and facts.unseen
    enough = facts.tokens >= _ENOUGH
    signs = {
        "unmapped": facts.meaningless > _BAD_SHARE * facts.characters,
        "lost": facts.lost >= _LOST,
        "scanner": not enough and unread and facts.valid * 2 < facts.tokens,
        "legacy": enough and facts.foreign * 5 > facts.tokens and facts.valid * 3 < facts.tokens * 2,
        "scanned": enough and facts.scanned and (facts.valid * 4 < facts.tokens * 3 or facts.marked * 2 < facts.tokens),
        "garbled": enough and facts.valid * 12 < facts.tokens,
    }
    reason = next((reason for reason, found in signs.items() if found), None)
    return None if reason is None else _unusable(reason, _BROKEN[reason].format(lost=facts.lost))


def _unusable(reason: str, what: str) -> Verdict:
    return Verdict(state="unusable", reason=reason, message=f"{what}; {_REST}")
