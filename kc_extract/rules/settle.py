"""What a number is when the words around it disagree: a cue in front, a unit behind, the looks of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.rules.shape import Silence, is_year

if TYPE_CHECKING:
    from kc_extract.rules.cue import Named
    from kc_extract.rules.view import View
    from kc_extract.types import Mention

_VALUE_CUE = regex.compile(
    r"(?r)(?:(?<!\p{L})(?:đạt|là|còn|lên|xuống|bằng|tăng|giảm|gấp|có|được|tổng số|tổng cộng|cộng|hệ số|điểm số|trị giá"
    r"|x|×|nhân|chia)[ \t]+(?:khoảng |trên |gần )?|[:=≥≤<>×x*+][ \t]*)"
)
#: Cues that give way to any noun behind the number, if it is no verb.
_YIELDING = frozenset(("class", "document_kind", "numbered"))
_TIMES = frozenset(("năm", "tháng", "ngày", "quý", "tuần", "giờ", "phút", "giây", "tuổi", "đêm", "học kỳ", "nhiệm kỳ"))
#: ``2-2``: a figure joined to another that makes no range with it.
_JOINED = regex.compile(r"[ ]?[-–—][ ]?\d")
_NUMBERED = regex.compile(r"(?P<noun>\p{L}+(?:[ ]\p{L}+){0,3})[ ]\d{1,4}(?=[ ]*(?:[.,;:()\n]|$))(?![.,]\d)")
#: Kinds that a four-digit number with such a unit is for certain, and so no year.
_MEASURED = frozenset(("money", "percent", "measure", "ratio"))


def cue_wins(view: View, mention: Mention, cue: Named) -> bool:
    """Whether the cue in front makes a number silent in spite of what stands behind it."""
    if _is_named_place(view, mention):
        return True
    if cue.is_weak and _is_label_itself(view, mention):
        return True
    if mention.kind in ("money", "percent"):
        return cue.reason == "year" and mention.rule == "money_without_currency"
    if cue.reason == "legal_reference" and mention.kind == "measure" and _is_size(mention):
        return False
    if not cue.is_weak or mention.kind in ("number", "ratio") or mention.rule == "count_of_a_noun":
        return True
    return _is_silenced(view, mention, cue)


def _is_size(mention: Mention) -> bool:
    """``phần 500 kg``: no article is weighed or measured; times (``mục 3 ngày``) and lone letters may follow one."""
    unit = (mention.unit or "").lower()
    return len(unit) > 1 and unit not in _TIMES and mention.rule == "measure"


def _is_silenced(view: View, mention: Mention, cue: Named) -> bool:
    """Whether a weak cue holds against the unit behind the number (``đợt 2 năm nay``)."""
    unit = (mention.unit or "").lower()
    if unit == "năm" and view.low.startswith(" nay", mention.quantity.end):
        return True
    if cue.reason == "address":
        return unit in view.words.places
    if cue.reason == "year":
        return mention.kind == "count"
    if cue.silence.rule in _YIELDING:
        return unit in view.words.verbs
    return unit in view.words.verbs or unit in view.words.subjects


def _is_named_place(view: View, mention: Mention) -> bool:
    """``đề án 06 tỉnh Vĩnh Long``: behind a cue, a place with its name is no count of places."""
    if mention.unit_span is None or (mention.unit or "").lower() not in view.words.places:
        return False
    return view.text[mention.unit_span.end + 1 : mention.unit_span.end + 2].isupper()


def _is_label_itself(view: View, mention: Mention) -> bool:
    """``Thửa 45 tờ bản đồ 12``: behind a cue, what seems to be counted is numbered itself."""
    if mention.unit_span is None:
        return False
    found = _NUMBERED.match(view.low, mention.unit_span.start, mention.unit_span.start + 40)
    return found is not None and any(cue.reason is not None for cue in view.words.cues.get(found["noun"], ()))


def bare_year(view: View, at: int, mention: Mention) -> Silence | None:
    """A four-digit number of the last or this century without a unit, or in front of a name, is a year."""
    if mention.kind in _MEASURED or (mention.kind == "count" and not _is_proper(view, mention)):
        return None
    return Silence(at, at + len("2025"), "year", "bare_year") if is_year(view.text, at) else None


def _is_proper(view: View, mention: Mention) -> bool:
    """Whether the counted noun is a name or a verb rather (``2023 Sở Công Thương``, ``2024 tổ chức``)."""
    unit = mention.unit or ""
    is_clause = unit in view.words.verbs or unit in view.words.subjects
    return unit[:1].isupper() or is_clause or mention.rule == "count_of_a_noun"


def value_cue(low: str, at: int) -> bool:
    """Whether the word in front of ``at`` gives a value (``đạt``, ``là``, a colon)."""
    return _VALUE_CUE.match(low, max(0, at - 16), at) is not None


def is_told(view: View, mention: Mention) -> bool:
    """Whether a number without unit is a value: written as one, behind a word that gives one, or alone in its cell."""
    low, start, end = view.low, mention.quantity.start, mention.quantity.end
    figure = low[start:end]
    if mention.qualifier != "exact" or len(mention.numbers) > 1 or not figure.isdecimal():
        return True
    if _JOINED.match(low, end, end + 4):
        return False
    if low.startswith(" trong ", end) or low.endswith("âm ", 0, start) or value_cue(low, start):
        return True
    before, after = low[max(0, start - 4) : start].rstrip(" \t(-−*"), low[end : end + 4].lstrip(" \t)*.")
    opens = before[-1:] in ("|", "\n") if before else start < len("| * ")
    return opens and after[:1] in ("", "|", "\n")
