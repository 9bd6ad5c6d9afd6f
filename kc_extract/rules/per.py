"""What a quantity is counted by: behind slashes, mỗi, từng or một, and round numbers of something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.rules.noun import head_noun
from kc_extract.rules.vocabulary import squeeze
from kc_extract.types import Span

if TYPE_CHECKING:
    from kc_extract.rules.view import View

_PER = regex.compile(
    r"[ \t]*/[ \t]*(?:0?1[ \t]+)?(?=[\p{L}])"
    r"|[ \t]+(?:(?:cho |trên |đối với |/)?mỗi|(?:cho|đối với) từng)[ \t]+(?=\p{L})"
    r"|[ \t]+trên[ \t]+(?:(?:một|0?1)[ \t]+)?"
    r"(?=(?:giờ|giây|phút|km|lít|ha|h[eé]c[ -]?ta|[km]?m[23²³]|(?:ki[ -]lô[ -])?mét (?:vuông|khối))(?![\p{L}\d]))"
)
_MAY_BE_PER = frozenset((" /", " m", " c", " t", " đ"))
_PER_NOUN = regex.compile(r"(?:[ \t]\p{L}+){1,3}[ \t]?(?=/[ \t]?\p{L})")
#: ``9 bác sĩ/10.000 dân``, ``30 giường bệnh trên 1 vạn dân``, ``6 lít/100 km``: what is counted by, in round numbers.
_PER_MANY = regex.compile(
    r"(?:[ ]\p{L}+){0,3}?(?:[ ]?/[ ]?(?P<many>100+|24(?=[ ]?(?:giờ|h)(?!\p{L}))"
    r"|1(?:00?)?\.000(?:\.000)?|(?:1[ ]|một[ ])?(?:vạn|nghìn|triệu))"
    r"|[ ]trên[ ](?P<many>(?:1|một)[ ](?:vạn|triệu)|100?(?:\.000|000)|1(?:\.000){2}))[ ]?(?=\p{L})"
)
_MANY = regex.compile("vạn|nghìn|triệu")
#: ``5 lớp tập huấn cho mỗi xã``: what is counted by may stand behind the rest of the noun phrase.
_PER_LATER = regex.compile(r"(?P<noun>(?:[ ]\p{L}+){1,4}?)[ ](?:cho mỗi|cho từng|trên mỗi)[ ](?=\p{L})")
_LATER = 40
_PER_WORD = regex.compile(r"\p{L}[\p{L}\d²³]*")
_ONCE = frozenset(("lần", "số", "phần", "đợt", "cách", "loại", "nguồn"))


def per_at(view: View, end: int) -> tuple[str | None, int]:
    """What the quantity is counted by, behind slashes or mỗi: ``hộ/tháng``; a noun may stand before the first slash."""
    low, at = view.low, end
    following = low[at : at + 2]
    if following[:1] == " " and ("mỗi " in low[at : at + _LATER] or "từng " in low[at : at + _LATER]):
        at = _behind_complement(view, at)
        following = low[at : at + 2]
    if not following or (following[0] != "/" and following not in _MAY_BE_PER and not _may_be_later(low, at)):
        return None, end
    if many := _per_many(view, end):
        return many
    if following[0] == " " and (noun := _PER_NOUN.match(low, at, at + 60)):
        at = noun.end()
    return _per_words(view, at, end)


def _may_be_later(low: str, at: int) -> bool:
    return "/" in low[at : at + 24] or " trên " in low[at : at + 24]


def _per_many(view: View, at: int) -> tuple[str, int] | None:
    """A round number of something else than what is counted (``12 hộ/100 hộ`` are twelve of a hundred)."""
    around = view.low[at : at + _LATER]
    is_many = "/1" in around or "/24" in around or "0 " in around or _MANY.search(around) is not None
    sign = _PER_MANY.match(view.low, at, at + _LATER) if is_many else None
    unit = view.words.after.match(view.low, sign.end()) if sign else None
    if sign is None or unit is None or view.words.kind_of(unit[0]) not in ("count", "measure"):
        return None
    if view.low.endswith(unit[0], 0, at):
        return None
    return view.text[sign.start("many") : unit.end()], unit.end()


def _per_words(view: View, at: int, end: int) -> tuple[str | None, int]:
    """The words behind slashes or mỗi from ``at`` on, and where they end: at ``end`` where there are none."""
    parts: list[str] = []
    while (sign := _PER.match(view.low, at, at + 24)) and (word := _per_word(view, sign.end())):
        if parts and "/" not in sign[0]:
            break
        parts.append(view.text[word.start : word.end])
        at = end = word.end
    return "/".join(parts) or None, end


def _behind_complement(view: View, at: int) -> int:
    """Behind the rest of a noun phrase in front of ``cho mỗi``; the same place before a clause or a number.

    ``5 lớp tập huấn cho mỗi xã``, but not ``5 lớp và hỗ trợ cho mỗi xã`` or ``5 lớp, cho mỗi xã 3 triệu``.
    """
    found = _PER_LATER.match(view.low, at, at + _LATER)
    if found is None or not view.words.openers.isdisjoint(found["noun"].split()):
        return at
    word = _per_word(view, found.end())
    return at if word is None or view.low[word.end + 1 : word.end + 2].isdecimal() else found.end("noun")


def per_one(view: View, end: int, kinds: tuple[str, ...] = ("count", "measure")) -> tuple[str | None, int]:
    """``20 triệu đồng một hộ``, ``40 km một giờ``, but not ``một lần``, which says how often."""
    found = view.words.after.match(view.low, end + len(" một "))
    if found is None or found[0] in _ONCE or view.words.kind_of(found[0]) not in kinds:
        return None, end
    return view.text[found.start() : found.end()], found.end()


def _per_word(view: View, at: int) -> Span | None:
    found = view.words.after.match(view.low, at)
    if found and view.words.meanings[squeeze(found[0])].kind in ("measure", "count", "currency"):
        return Span(*found.span())
    if found is None and (noun := head_noun(view.text, at)):
        return noun
    word = _PER_WORD.match(view.low, at, at + 40)
    return Span(*word.span()) if word else None
