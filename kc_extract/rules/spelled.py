"""Whether number words are a quantity: ``ba mô hình`` is one, ``ba miền``, ``thứ ba`` and ``Ba Vì`` are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.rules.settle import value_cue

if TYPE_CHECKING:
    from kc_extract.rules.view import View
    from kc_extract.types import Mention

_WORD_BEFORE = regex.compile(r"(?r)(?:(?P<two>\p{L}+[ \t]+)?(?P<word>\p{L}+))(?P<comma>,?)[ \t]+")
_DIGITS = frozenset(("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"))
_LONE = frozenset(("một", "năm", "không", "nửa", "tư", "âm"))
#: What makes an hour of the day of giờ: ``hai giờ chiều``, ``bảy giờ ba mươi``.
_CLOCK = regex.compile(
    r"[ \t]+(?:sáng|trưa|chiều|tối|đêm|kém"
    r"|(?:hai|ba|bốn|năm)?[ ]?(?:mười|mươi)(?:[ ]lăm)?(?:[ ]phút|(?![ ]?\p{L})))(?!\p{L})"
)
#: ``một năm sáu tháng``.
_TERM = regex.compile(r"[ \t]+(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:[ ]một)?)[ \t]+tháng(?!\p{L})")
#: Behind năm these leave no doubt that it is five.
_SPELLS = frozenset(("năm", "phút", "giây", "tuần"))
_NEXT_NUMBER = regex.compile(r"[ \t]*,?[ \t]+(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?!\p{L})")


def is_quantity(view: View, mention: Mention) -> bool:
    """Whether number words count or measure something here."""
    start, end = mention.quantity.start, mention.numbers[0].end
    words = view.low[start:end].split()
    if _is_named(view, start, end) or _is_when(view, mention) or _is_given_name(view, mention, words):
        return False
    if mention.stated is not None or mention.currency is not None:
        return not (words[0] == "không" and len(words) == 1)
    if mention.kind in ("percent", "ratio") or (mention.unit or "").startswith("phần "):
        return True
    if mention.kind == "number" or (mention.rule == "count_of_a_noun" and len(words) == 1):
        return False
    if len(words) > 1 or len(mention.numbers) > 1:
        return "phần" not in words
    return _is_counted(view, mention, words[0], end)


def _is_counted(view: View, mention: Mention, word: str, end: int) -> bool:
    """Whether one number word counts the noun behind it; một does so only behind a bound (``ít nhất một mô hình``)."""
    if word in _LONE and not _is_meant(view, mention, word):
        return False
    unit = (mention.unit or "").lower()
    if unit.startswith("năm"):
        return True
    return unit not in view.words.silent_units and _NEXT_NUMBER.match(view.low, end) is None


def _is_meant(view: View, mention: Mention, word: str) -> bool:
    """Whether a word that seldom is a number is one here.

    Behind a bound, behind âm, half a measure, no degrees, a year and months.
    """
    is_bound = word in ("một", "năm") and mention.qualifier not in ("exact", "about")
    is_half = word == "nửa" and mention.kind == "measure"
    is_degrees = word == "không" and (mention.unit or "").startswith("độ")
    if word == "năm" and (mention.unit or "").lower() in _SPELLS:
        return True
    is_term = word == "một" and _TERM.match(view.low, mention.quantity.end) is not None
    return is_bound or is_half or is_degrees or is_term or view.low.endswith("âm ", 0, mention.quantity.start)


def _is_when(view: View, mention: Mention) -> bool:
    return _is_clock(view, mention) or _is_part_of_year(view, mention)


def _is_given_name(view: View, mention: Mention, words: list[str]) -> bool:
    """``Nguyễn Văn Ba``: one capital word behind another, where the text is not all in capitals."""
    start = mention.quantity.start
    if len(words) > 1 or mention.currency is not None:
        return False
    found = _WORD_BEFORE.match(view.text, max(0, start - 24), start)
    if found is None or found["comma"] or not view.text[start].isupper() or not view.text[start + 1].islower():
        return False
    return found["word"].istitle()


def _is_clock(view: View, mention: Mention) -> bool:
    return mention.unit == "giờ" and _CLOCK.match(view.low, mention.quantity.end) is not None


def _is_part_of_year(view: View, mention: Mention) -> bool:
    """``sáu tháng đầu năm`` is when, not how long."""
    return mention.unit == "tháng" and view.low.startswith((" đầu năm", " cuối năm"), mention.quantity.end)


def _is_named(view: View, start: int, end: int) -> bool:
    """``Ba Vì``, ``Hai Bà Trưng``: capitals on both, where the text is not all in capitals."""
    following = view.text[end : end + 3].lstrip(" ")
    return view.text[start].isupper() and following[:1].isupper() and following[1:2].islower()


def is_ordinal(view: View, start: int, floor: int = 0) -> bool:
    """Whether the word in front makes number words an ordinal, a weekday, a month, a name or an indefinite many.

    Years in front of ``floor`` were read before (``ba năm sáu tháng``).
    """
    found = _WORD_BEFORE.match(view.low, max(0, start - 24), start)
    if found is None or (found["word"] == "năm" and found.start("word") < floor):
        return False
    if found["word"] in _DIGITS:
        return True
    if found["comma"]:
        return False
    ordinals = view.words.ordinal_before
    return found["word"] in ordinals or f"{(found['two'] or '').strip()} {found['word']}" in ordinals


def is_value(view: View, mention: Mention) -> bool:
    """Whether number words without a noun are a value: several behind đạt or là, or all that the text says."""
    start, end = mention.span.start, mention.span.end
    if mention.kind == "number" and " " in view.low[start:end] and value_cue(view.low, start):
        return True
    outside = view.low[:start] + view.low[end:] if len(view.low) - (end - start) <= len("âm . ") else "more"
    return mention.kind in ("number", "measure") and outside.strip(" .") in ("", "âm")
