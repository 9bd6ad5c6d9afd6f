"""One quantity as a mention: its sides by the qualifier around it, its sign, and the name of what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from kc_extract.rules.bound import Bound, bound_around
from kc_extract.rules.number import plain
from kc_extract.rules.vocabulary import squeeze
from kc_extract.types import Mention, Span

if TYPE_CHECKING:
    from decimal import Decimal

    from kc_extract.rules.quantity import Quantity
    from kc_extract.rules.view import View
    from kc_extract.types import Qualifier

FLOORS = frozenset(("at_least", "more_than"))
CEILINGS = frozenset(("at_most", "less_than"))

_EACH = regex.compile(r"(?r)(?<!\p{L})mỗi[ \t]+(?P<noun>\p{L}+(?:[ \t]\p{L}+){0,2})[ \t]+")
#: A verb may stand behind a time: ``mỗi năm tổ chức 2 lớp``.
_EACH_TIME = regex.compile(
    r"(?r)(?<!\p{L})mỗi[ \t]+(?P<noun>năm học|năm(?![ ]học)|quý|tháng|tuần|ngày)(?:[ \t]\p{L}+){1,3}[ \t]+"
)
_EACH_GIVEN = regex.compile(r"(?r)(?<!\p{L})mỗi[ ](?P<words>\p{L}+(?:[ ]\p{L}+){1,7})[ ]")
#: How far back mỗi may stand.
_REACH = 52
_MINUS_WORD = regex.compile(r"(?r)(?<!\p{L})âm[ \t]+")


class Sides(NamedTuple):
    """The values of a quantity; None for an open side, ``open`` where an end is excluded."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False


def sides_of(qualifier: Qualifier, value: Decimal) -> Sides:
    """The sides of one value: a floor leaves the upper one open, a ceiling the lower one."""
    if qualifier in FLOORS:
        return Sides(value, None)
    return Sides(None, value) if qualifier in CEILINGS else Sides(value, value)


def single(view: View, quantity: Quantity, floor: int) -> Mention:
    """The mention of one quantity with the qualifier around it; words in front reach back to ``floor`` at most."""
    bound = bound_around(view, quantity.start, quantity.end, floor)
    return mention(with_each(view, quantity, bound, floor), bound, sides_of(bound.qualifier, signed(view, quantity)))


def mention(quantity: Quantity, bound: Bound, sides: Sides) -> Mention:
    """The quantity as a mention, with the phrase and the qualifier of ``bound``."""
    number = quantity.number
    return Mention(
        span=Span(bound.start, bound.end),
        quantity=Span(quantity.start, quantity.core),
        kind=quantity.kind,
        low=sides.low,
        high=sides.high,
        low_open=sides.low_open,
        high_open=sides.high_open,
        qualifier=bound.qualifier,
        currency=(quantity.currency or "VND") if quantity.kind == "money" else None,
        unit=squeeze(quantity.unit) if quantity.unit else None,
        unit_span=quantity.unit_span,
        per=quantity.per,
        numbers=number.numbers,
        stated=None if number.stated is None else plain(number.stated),
        rule=quantity.rule or _rule(quantity),
    )


def _rule(quantity: Quantity) -> str:
    """The name of what was read, by how it is written."""
    if quantity.kind == "money" and quantity.currency is None:
        return "money_without_currency"
    if quantity.kind == "count" and not quantity.lexical:
        return "count_of_a_noun"
    return f"{quantity.kind}_in_words" if quantity.number.shape == "words" else quantity.kind


def with_each(view: View, quantity: Quantity, bound: Bound, floor: int) -> Quantity:
    """The quantity with what ``mỗi`` in front of its phrase counts it by (``mỗi lớp 30 học viên``)."""
    at = bound.start
    if quantity.per is not None or "mỗi" not in view.low[max(floor, at - _REACH) : at]:
        return quantity
    found = _EACH.match(view.low, max(floor, at - 30), at)
    if found is None or squeeze(found["noun"]) not in view.words.meanings:
        found = _EACH_TIME.match(view.low, max(floor, at - 30), at)
    if found is None:
        return _with_given(view, quantity, at, floor)
    return quantity._replace(per=view.text[found.start("noun") : found.end("noun")])


def _with_given(view: View, quantity: Quantity, at: int, floor: int) -> Quantity:
    """Money that each of something gets or pays: ``mỗi hộ được hỗ trợ 5 triệu đồng``."""
    found = _EACH_GIVEN.match(view.low, max(floor, at - _REACH), at) if quantity.kind == "money" else None
    words = found["words"].split() if found else []
    for length in range(1, len(words)):
        noun = " ".join(words[:length])
        rest = words[length:]
        if noun in view.words.meanings and (" ".join(rest) in view.words.giving or _is_measured(view, noun, rest)):
            start = found.start("words") if found else 0
            return quantity._replace(per=view.text[start : start + len(noun)])
    return quantity


def _is_measured(view: View, noun: str, rest: list[str]) -> bool:
    """``mỗi km đường``, ``mỗi kg lúa giống``: what is measured may be told behind the measure."""
    is_short = len(rest) <= 2  # noqa: PLR2004 - one compound noun
    return is_short and view.words.kind_of(noun) == "measure" and view.words.openers.isdisjoint(rest)


# --- signs ----------------------------------------------------------------------------------------------------


def signed(view: View, quantity: Quantity) -> Decimal:
    """The value, negative behind âm or a minus, and where brackets stand alone around it in a cell."""
    value, at, low = plain(quantity.number.value), quantity.start, view.low
    sign = low[at - 1] if at else ""
    if sign == " ":
        return -value if low.endswith("âm ", 0, at) and _MINUS_WORD.match(low, max(0, at - 5), at) else value
    is_minus = sign in ("-", "−") and _is_minus(low, at - 1, quantity.end)
    is_bracketed = sign == "(" and low[quantity.end : quantity.end + 1] == ")"
    return -value if is_minus or (is_bracketed and _is_alone(low, at - 1, quantity.end + 1)) else value


def _is_minus(low: str, at: int, end: int) -> bool:
    """Whether a dash in front of a figure is a minus: no bullet of a longer line, no dash behind another number."""
    if _is_alone(low, at, end) or low[at - 1 : at] == "(":
        return True
    before = low[max(0, at - 6) : at]
    bare = before.rstrip(" \t")
    return bare != before and bool(bare) and not (bare[-1] in "\n|%)" or bare[-1].isdecimal())


def _is_alone(low: str, start: int, end: int) -> bool:
    """Whether what stands from ``start`` to ``end`` fills its cell or paragraph."""
    before, after = low[max(0, start - 4) : start].rstrip(" \t*"), low[end : end + 4].lstrip(" \t*")
    return (before[-1:] in ("|", "\n") if before else start < len("| * ")) and after[:1] in ("", "|", "\n")
