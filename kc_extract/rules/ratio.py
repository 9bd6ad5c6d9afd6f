"""Fractions and scores: 1/3, 1:500, ba phần tư, 12/18 xã, 83,1/100; and two amounts that share a currency."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import regex

from kc_extract.rules.bound import bound_around
from kc_extract.rules.mention import mention, sides_of, single
from kc_extract.rules.number import is_whole, plain
from kc_extract.rules.quantity import Quantity, quantity_at
from kc_extract.rules.shape import is_year

if TYPE_CHECKING:
    from kc_extract.rules.view import View
    from kc_extract.types import Mention

_SLASH = regex.compile(r"[ ]?/[ ]{0,2}(?=\d)")
#: A blank behind the colon alone ends a label (``mũi 3: 120 người``).
_COLON = regex.compile(r"(?:[ ]:[ ]|:)(?=\d)")
_PART = regex.compile(r"[ \t]+phần[ \t]+(?=(?:hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)(?!\p{L})(?![ \t]+\d))")


#: The smallest fraction: a smaller one is no share or scale of a map, and has no decimals to be written with.
_LEAST = Decimal("0.000001")
#: ``13 trên 15 xã``, ``13 trên tổng số 15 xã``.
_OUT_OF = regex.compile(r"[ \t]+trên[ \t]+(?:tổng (?:số|cộng)[ \t]+)?(?=\d)")


def ratio_from(view: View, first: Quantity, floor: int) -> list[Mention]:
    """A fraction, perhaps of a noun (``12/18 xã``), or a score; of money (``600/1.200 triệu đồng``) two amounts."""
    slash = _SLASH.match(view.low, first.end)
    join = slash or _COLON.match(view.low, first.end) or _PART.match(view.low, first.end, first.end + 24)
    join = join or (None if is_year(view.text, first.start) else _OUT_OF.match(view.low, first.end, first.end + 24))
    second = quantity_at(view, join.end()) if join else None
    if join is None or second is None or second.number.bare == 0 or _is_mixed(first, second):
        return []
    if "trên" in join[0] and not _is_out_of(first, second):
        return []
    if slash and (second.kind == "money" or (second.unit or "").lower() in view.words.paired):
        number = first.number._replace(scale=second.number.scale)
        one = second._replace(number=number, start=first.start, core=first.core, end=first.end)
        return [single(view, one, floor), single(view, second, first.end)]
    if second.number.scale != 1:
        return []
    number = first.number._replace(numbers=first.number.numbers + second.number.numbers)
    first = first._replace(number=number, core=second.number.end, end=second.number.end)
    if not (is_whole(first.number.bare) and is_whole(second.number.bare)):
        return [single(view, _score(first, second), floor)]
    is_tiny = 0 < first.number.value < second.number.value * _LEAST
    return [] if is_tiny else [_fraction(view, first, second, floor)]


def _score(first: Quantity, second: Quantity) -> Quantity:
    """Points out of a maximum, with the unit that may stand behind it (``85,5/100 điểm``)."""
    if second.kind != "count" or not second.lexical:
        return first._replace(rule="score")
    return second._replace(number=first.number, start=first.start, rule="score")


def _is_out_of(first: Quantity, second: Quantity) -> bool:
    """Whether the first number counts some of what the second counts all of."""
    is_counted = second.kind == "count" or second.is_bare
    return is_counted and first.number.value <= second.number.value and is_whole(first.number.bare)


def _is_mixed(first: Quantity, second: Quantity) -> bool:
    """Whether one is in words and the other in figures."""
    return (first.number.shape == "words") != (second.number.shape == "words")


def _fraction(view: View, first: Quantity, second: Quantity, floor: int) -> Mention:
    whole = first._replace(kind="ratio")
    is_scale = view.low.endswith(("tỷ lệ ", "tỉ lệ "), 0, first.start)
    if second.kind in ("count", "measure") and second.lexical and not (is_scale or _is_share(second)):
        whole = second._replace(kind="ratio", number=first.number, start=first.start)
    bound = bound_around(view, first.start, whole.end, floor)
    value = plain(first.number.value / second.number.value)
    if view.low.endswith("âm ", 0, first.start):
        value = -value
    return mention(whole, bound, sides_of(bound.qualifier, value))


def _is_share(second: Quantity) -> bool:
    """``1/3 số hộ`` is a share of the households, ``12/18 xã`` counts communes out of communes."""
    return (second.unit or "").lower() in ("số", "phần", "mức")
